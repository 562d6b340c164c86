#include "core/train/word_guesses.h"

#include "core/base/random.h"
#include "core/train/objectives.h"
#include "core/train/pair_source.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace vlmo {

using torch::Tensor;

namespace {

constexpr std::uint64_t kHeldOutSeed = 0x6865'6c64; // Held-out words are hidden alike in every run.
constexpr std::int64_t kRowsAtOnce = 64;

/// Rows [first, first + count) with the table's own width kept to their longest.
PaddedIds rowsOfTable(const PaddedIds& table, std::int64_t first, std::int64_t count)
{
    PaddedIds part;
    part.longest = table.longest;
    part.ids.assign(table.ids.begin() + first * table.longest, table.ids.begin() + (first + count) * table.longest);
    part.lengths.assign(table.lengths.begin() + first, table.lengths.begin() + first + count);
    return part;
}

Tensor labelsOf(const WordGuesses& guesses, std::int64_t first, std::int64_t count, std::int64_t width)
{
    return torch::tensor(guesses.labels, torch::kInt64)
        .view({guesses.rows(), guesses.masked.longest})
        .narrow(0, first, count)
        .narrow(1, 0, width);
}

} // namespace

double WordGuesses::baseline() const
{
    std::map<std::int64_t, std::int64_t> counts;
    std::int64_t all = 0;
    std::int64_t most = 0;
    for (const std::int64_t label : labels) {
        if (label < 0)
            continue;
        ++all;
        most = std::max(most, ++counts[label]);
    }
    return all > 0 ? static_cast<double>(most) / static_cast<double>(all) : 0.0;
}

WordGuesses hideWords(const std::vector<std::vector<std::int32_t>>& sentences, const Recipe& recipe,
                      const Tokenizer& tokenizer)
{
    std::vector<std::vector<std::int32_t>> masked;
    std::vector<std::vector<std::int64_t>> labels;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        MaskedPieces hidden = maskSentence(sentences[i], recipe, tokenizer, Random(kHeldOutSeed, 0, i).next());
        masked.push_back(std::move(hidden.ids));
        labels.push_back(std::move(hidden.labels));
    }
    WordGuesses guesses;
    guesses.masked = padded(masked);
    for (std::vector<std::int64_t>& row : labels) {
        row.resize(static_cast<std::size_t>(guesses.masked.longest), MaskedPieces::kNoLabel);
        guesses.labels.insert(guesses.labels.end(), row.begin(), row.end());
    }
    return guesses;
}

WordScore score(const WordGuesses& guesses, Vlmo& model, const torch::Device& device, const Pass& pass,
                const TextStates& states)
{
    torch::NoGradGuard noGradient;
    double loss = 0.0;
    double right = 0.0;
    double all = 0.0;
    for (std::int64_t first = 0; first < guesses.rows(); first += kRowsAtOnce) {
        const std::int64_t count = std::min(kRowsAtOnce, guesses.rows() - first);
        const TextBatch text = toTextBatch(rowsOfTable(guesses.masked, first, count), device);
        const Tensor labels = labelsOf(guesses, first, count, text.ids.size(1)).to(device);
        const Tensor judged = labels.ne(MaskedPieces::kNoLabel);
        const GuessResult result = guess(model->mlm(states(text, first).index({judged}), pass), labels.index({judged}));
        if (result.count == 0)
            continue;
        const auto places = static_cast<double>(result.count);
        loss += result.loss.item<double>() * places;
        right += result.accuracy * places;
        all += places;
    }
    return all > 0.0 ? WordScore{loss / all, right / all} : WordScore{};
}

std::string guessesAsJson(const WordGuesses& guesses, const Tokenizer& tokenizer, Vlmo& model,
                          const torch::Device& device, const Pass& pass, const TextStates& states, std::int64_t most,
                          const std::vector<std::string>& pictures)
{
    torch::NoGradGuard noGradient;
    constexpr std::int64_t guessesShown = 3;
    nlohmann::json items = nlohmann::json::array();
    const std::int64_t count = std::min(most, guesses.rows());
    const TextBatch text = toTextBatch(rowsOfTable(guesses.masked, 0, count), device);
    const Tensor labels = labelsOf(guesses, 0, count, text.ids.size(1));
    const Tensor all = states(text, 0);
    for (std::int64_t row = 0; row < count; ++row) {
        nlohmann::json words = nlohmann::json::array();
        for (std::int64_t place = 1; place + 1 < guesses.masked.lengths[static_cast<std::size_t>(row)]; ++place) {
            const auto id = static_cast<std::int32_t>(text.ids[row][place].item<std::int64_t>());
            nlohmann::json word = {{"piece", tokenizer.piece(id)}};
            if (const auto label = labels[row][place].item<std::int64_t>(); label >= 0) {
                word["truth"] = tokenizer.piece(static_cast<std::int32_t>(label));
                const auto [chances, best] =
                    torch::softmax(model->mlm(all[row][place].unsqueeze(0), pass), 1).cpu().topk(guessesShown, 1);
                for (std::int64_t i = 0; i < guessesShown; ++i)
                    word["guesses"].push_back(
                        {{"piece", tokenizer.piece(static_cast<std::int32_t>(best[0][i].item<std::int64_t>()))},
                         {"probability", chances[0][i].item<double>()}});
            }
            words.push_back(std::move(word));
        }
        nlohmann::json item = {{"words", std::move(words)}};
        if (static_cast<std::size_t>(row) < pictures.size())
            item["picture"] = pictures[static_cast<std::size_t>(row)];
        items.push_back(std::move(item));
    }
    return nlohmann::json{{"kind", "masked-words"}, {"items", std::move(items)}}.dump(1) + "\n";
}

} // namespace vlmo
