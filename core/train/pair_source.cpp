#include "core/train/pair_source.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/text/masking.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace vlmo {

namespace {

/// Streams of the seed, so that no two kinds of draw share numbers.
enum Stream : std::uint64_t { DrawRecord = 1, DrawView = 2, DrawSentence = 3, DrawMask = 4, DrawPartner = 5 };

/// FNV-1a: the same on every machine, unlike std::hash.
std::int64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char each : text)
        hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3U;
    return static_cast<std::int64_t>(hash);
}

bool startsWithVowel(const std::string& word)
{
    return !word.empty() && std::string_view("aeiou").find(word.front()) != std::string_view::npos;
}

} // namespace

std::string sentenceFrom(const std::string& captionTemplate, const std::string& caption)
{
    const auto place = captionTemplate.find("%1");
    if (place == std::string::npos)
        return captionTemplate;
    std::string before = captionTemplate.substr(0, place);
    const bool article = before.ends_with("a ") && (before.size() == 2 || before[before.size() - 3] == ' ');
    if (article && startsWithVowel(caption)) {
        before.back() = 'n';
        before += ' ';
    }
    return before + caption + captionTemplate.substr(place + 2);
}

bool captionForbidsFlip(const std::string& caption)
{
    std::string words = caption; // Statements and questions are sentences: "Left of it is a dog."
    std::transform(words.begin(), words.end(), words.begin(),
                   [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
    for (const char* word : {"left", "right", "clock", "letter", "number", "keycap", "flag", "button", "east", "west"})
        if (words.find(word) != std::string::npos)
            return true;
    return false;
}

std::string PairBatch::describe() const
{
    return listed("records", records);
}

bool hasCaptions(const Record& record)
{
    return !record.captions.empty();
}

namespace {

/// Rows sorted by length, short ones first: neighbours of like length can be encoded together with hardly any padding.
void sortByLength(std::vector<std::vector<std::int32_t>>& sentences, std::vector<std::int64_t>& rowOf)
{
    std::vector<std::size_t> order(sentences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return sentences[left].size() < sentences[right].size();
    });
    std::vector<std::vector<std::int32_t>> sorted(sentences.size());
    std::vector<std::int64_t> placeOf(sentences.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        placeOf[order[place]] = static_cast<std::int64_t>(place);
        sorted[place] = std::move(sentences[order[place]]);
    }
    sentences = std::move(sorted);
    for (std::int64_t& row : rowOf)
        row = placeOf[static_cast<std::size_t>(row)];
}

} // namespace

MaskedPieces maskSentence(std::vector<std::int32_t> ids, const Recipe& recipe, const Tokenizer& tokenizer,
                          std::uint64_t seed)
{
    MaskingOptions options;
    options.unit = recipe.objectives.wholeWords ? MaskingUnit::WholeWord : MaskingUnit::Piece;
    options.share = recipe.objectives.wordShare;
    options.padCountsForBudget = recipe.objectives.padCountsForBudget;
    if (!options.padCountsForBudget)
        return maskPieces(ids, tokenizer, options, seed);
    const std::size_t length = ids.size(); // The budget of the reference is that of a padded sentence.
    ids.resize(std::max(length, static_cast<std::size_t>(recipe.model.maxTextLength)), tokenizer.pad());
    MaskedPieces masked = maskPieces(ids, tokenizer, options, seed);
    masked.ids.resize(length);
    masked.labels.resize(length);
    return masked;
}

PairSource::PairSource(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, ProgressObserver* observer,
                       const std::stop_token& stop)
    : m_recipe(recipe), m_tokenizer(std::move(tokenizer)), m_pictures(recipe, dataset, hasCaptions, observer, stop)
{}

std::unique_ptr<PairBatch> PairSource::batch(const BatchRequest& request) const
{
    const auto& templates = m_recipe.augmentation.captionTemplates;
    const std::uint64_t seed = m_recipe.seed;
    auto batch = std::make_unique<PairBatch>();
    std::vector<std::vector<std::int32_t>> sentences, maskedSentences;
    std::vector<std::vector<std::int64_t>> labels;
    std::unordered_map<std::string, std::int64_t> rowOf;
    for (std::uint64_t item = request.firstItem; item < request.firstItem + request.count; ++item) {
        Random records(seed, DrawRecord, item);
        const PictureStore::Drawn drawn = m_pictures.draw(records);
        batch->records.push_back(static_cast<std::int64_t>(drawn.index));

        const Record& record = m_pictures.record(drawn.index);
        Random words(seed, DrawSentence, item);
        const std::string& caption = record.captions[words.below(record.captions.size())];
        const std::string sentence = sentenceFrom(templates[words.below(templates.size())], caption);
        batch->texts.push_back(hashOf(sentence));
        const auto [found, isNew] = rowOf.try_emplace(sentence, static_cast<std::int64_t>(sentences.size()));
        if (isNew)
            sentences.push_back(
                m_tokenizer.encode(sentence, static_cast<std::size_t>(m_recipe.model.maxTextLength)).ids);
        batch->textOf.push_back(found->second);
        if (m_recipe.objectives.mlm > 0.0) {
            const std::vector<std::int32_t>& ids = sentences[static_cast<std::size_t>(found->second)];
            MaskedPieces masked = maskSentence(ids, m_recipe, m_tokenizer, Random(seed, DrawMask, item).next());
            maskedSentences.push_back(std::move(masked.ids));
            labels.push_back(std::move(masked.labels));
        }

        const RgbImage view =
            trainingView(*drawn.picture, m_recipe, !captionForbidsFlip(caption), Random(seed, DrawView, item).next());
        batch->pixels.insert(batch->pixels.end(), view.pixels.begin(), view.pixels.end());

        Random partners(seed, DrawPartner, item);
        batch->textDraws.push_back(partners.uniform());
        batch->imageDraws.push_back(partners.uniform());
    }

    sortByLength(sentences, batch->textOf);
    batch->sentences = padded(sentences);
    batch->masked = padded(maskedSentences);
    for (std::vector<std::int64_t>& row : labels) {
        row.resize(static_cast<std::size_t>(batch->masked.longest), MaskedPieces::kNoLabel);
        batch->labels.insert(batch->labels.end(), row.begin(), row.end());
    }
    return batch;
}

} // namespace vlmo
