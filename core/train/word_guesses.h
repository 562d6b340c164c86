#pragma once

// Private to core/train: held-out sentences with words hidden, always the same ones.

#include "core/text/tokenizer.h"
#include "core/train/recipe.h"
#include "core/train/tensor_batches.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace vlmo {

struct WordGuesses {
    PaddedIds masked;
    std::vector<std::int64_t> labels; ///< [rows, longest], -100 = not judged

    /// Share of right guesses that naming the most frequent hidden piece every time would reach: the line to beat.
    [[nodiscard]] double baseline() const;
    [[nodiscard]] std::int64_t rows() const { return static_cast<std::int64_t>(masked.lengths.size()); }
};

/// Hides words of each sentence by numbers that depend on its place alone.
[[nodiscard]] WordGuesses hideWords(const std::vector<std::vector<std::int32_t>>& sentences, const Recipe& recipe,
                                    const Tokenizer& tokenizer);

/// Text states [rows, longest, d] of some rows, before the MLM head.
using TextStates = std::function<torch::Tensor(const TextBatch& text, std::int64_t firstRow)>;

struct WordScore {
    double loss = 0.0;
    double accuracy = 0.0;
};
/// Asks the model, a few rows at a time.
[[nodiscard]] WordScore score(const WordGuesses& guesses, Vlmo& model, const torch::Device& device, const Pass& pass,
                              const TextStates& states);

/// The first `most` rows as a JSON text: sentence, and for every hidden piece the truth and the best three guesses with
/// their probabilities.
[[nodiscard]] std::string guessesAsJson(const WordGuesses& guesses, const Tokenizer& tokenizer, Vlmo& model,
                                        const torch::Device& device, const Pass& pass, const TextStates& states,
                                        std::int64_t most, const std::vector<std::string>& pictures);

} // namespace vlmo
