#include "core/train/pair_source.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/vision/augment.h"
#include "core/vision/decode.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace vlmo {

namespace {

/// Streams of the seed, so that no two kinds of draw share numbers.
enum Stream : std::uint64_t { DrawRecord = 1, DrawView = 2, DrawSentence = 3 };

/// Held in memory all at once: refused before allocation when it cannot fit an ordinary machine.
constexpr double kLargestStore = 12.0 * (1ULL << 30U);

bool startsWithVowel(const std::string& word)
{
    return !word.empty() && std::string_view("aeiou").find(word.front()) != std::string_view::npos;
}

} // namespace

std::string sentenceFrom(const std::string& captionTemplate, const std::string& caption)
{
    std::string result = captionTemplate;
    const auto place = result.find("%1");
    if (place == std::string::npos)
        return result;
    result.replace(place, 2, caption);
    const bool article =
        place >= 2 && result.compare(place - 2, 2, "a ") == 0 && (place == 2 || result[place - 3] == ' ');
    if (article && startsWithVowel(caption))
        result.insert(place - 1, "n");
    return result;
}

bool captionForbidsFlip(const std::string& caption)
{
    for (const char* word : {"left", "right", "clock", "letter", "number", "keycap", "flag", "button", "east", "west"})
        if (caption.find(word) != std::string::npos)
            return true;
    return false;
}

PairSource::PairSource(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, ProgressObserver* observer,
                       std::stop_token stop)
    : m_recipe(recipe), m_tokenizer(std::move(tokenizer))
{
    const std::vector<std::size_t> chosen = dataset.split(recipe.data.split);
    const double bytes = static_cast<double>(chosen.size()) * recipe.data.storedSize * recipe.data.storedSize * 4.0;
    if (bytes > kLargestStore)
        throw Error(ErrorKind::OutOfMemory, std::to_string(chosen.size()) + " pictures kept at " +
                                                std::to_string(recipe.data.storedSize) +
                                                " pixels do not fit in memory; lower data.stored_size");
    const auto start = std::chrono::steady_clock::now();
    double total = 0.0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "stopped while reading the pictures");
        const Record& record = dataset.records[chosen[i]];
        try {
            if (record.captions.empty())
                throw Error(ErrorKind::BadInput, record.image.string() + " has no caption");
            m_pictures.push_back(storedForm(decodeImageWithAlpha(record.image), recipe.data.storedSize));
            m_records.push_back(record);
            total += record.weight;
            m_cumulativeWeight.push_back(total);
        } catch (const Error& error) {
            m_skipped.push_back({record.image.string(), error.what()});
            if (observer != nullptr)
                observer->onSkipped(m_skipped.back());
        }
        if (observer != nullptr && (i % 64 == 0 || i + 1 == chosen.size())) {
            const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
            observer->onProgress({static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(chosen.size()),
                                  record.image.filename().string(), elapsed.count()});
        }
    }
    if (m_pictures.empty() || total <= 0.0)
        throw Error(ErrorKind::NotFound, "the split '" + recipe.data.split + "' of " + dataset.folder.string() +
                                             " has no readable picture to train on");
}

std::size_t PairSource::draw(double uniform) const
{
    const double place = uniform * m_cumulativeWeight.back();
    const auto found = std::upper_bound(m_cumulativeWeight.begin(), m_cumulativeWeight.end(), place);
    return std::min(static_cast<std::size_t>(found - m_cumulativeWeight.begin()), m_pictures.size() - 1);
}

PairBatch PairSource::batch(std::int64_t step) const
{
    const auto size = static_cast<std::size_t>(m_recipe.batch);
    const auto side = static_cast<int>(m_recipe.model.imageSize);
    const auto& recipe = m_recipe.augmentation;
    const std::uint64_t seed = m_recipe.seed;
    const auto number = static_cast<std::uint64_t>(step);

    PairBatch batch;
    batch.step = step;
    batch.pixels.resize(size * static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
    std::vector<std::vector<std::int32_t>> sentences;
    std::unordered_map<std::string, std::int64_t> rowOf;

    AugmentOptions options;
    options.size = side;
    options.minScale = recipe.minScale;
    options.maxShift = recipe.maxShift;
    options.maxRotation = recipe.maxRotation;
    options.minCrop = recipe.minCrop;
    options.colourJitter = recipe.colourJitter;
    options.randomGround = recipe.randomGround;
    options.randAugmentOps = static_cast<int>(recipe.randAugmentOps);
    options.randAugmentMagnitude = static_cast<int>(recipe.randAugmentMagnitude);

    Random records(seed, DrawRecord, number);
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t index = draw(records.uniform());
        batch.records.push_back(index);
        const Record& record = m_records[index];
        const std::uint64_t item = number * size + i;

        Random words(seed, DrawSentence, item);
        const std::string& caption = record.captions[words.below(record.captions.size())];
        const std::string sentence =
            sentenceFrom(recipe.captionTemplates[words.below(recipe.captionTemplates.size())], caption);
        const auto [found, isNew] = rowOf.try_emplace(sentence, static_cast<std::int64_t>(sentences.size()));
        if (isNew)
            sentences.push_back(
                m_tokenizer.encode(sentence, static_cast<std::size_t>(m_recipe.model.maxTextLength)).ids);
        batch.textOf.push_back(found->second);

        options.flip = recipe.flip && !captionForbidsFlip(caption);
        const RgbImage view = augment(m_pictures[index], options, Random(seed, DrawView, item).next());
        std::copy(view.pixels.begin(), view.pixels.end(),
                  batch.pixels.begin() + static_cast<std::ptrdiff_t>(i * view.pixels.size()));
    }

    // Short sentences first: neighbours of like length can be encoded together with hardly any padding.
    std::vector<std::size_t> order(sentences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return sentences[left].size() < sentences[right].size();
    });
    std::vector<std::int64_t> placeOf(order.size());
    const std::size_t longest = sentences[order.back()].size();
    batch.textLength = static_cast<std::int64_t>(longest);
    batch.ids.assign(sentences.size() * longest, 0);
    for (std::size_t row = 0; row < order.size(); ++row) {
        const auto& sentence = sentences[order[row]];
        placeOf[order[row]] = static_cast<std::int64_t>(row);
        std::copy(sentence.begin(), sentence.end(), batch.ids.begin() + static_cast<std::ptrdiff_t>(row * longest));
        batch.lengths.push_back(static_cast<std::int64_t>(sentence.size()));
    }
    for (std::int64_t& row : batch.textOf)
        row = placeOf[static_cast<std::size_t>(row)];
    return batch;
}

} // namespace vlmo
