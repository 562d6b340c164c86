#pragma once

#include "core/text/masking.h"
#include "core/text/tokenizer.h"
#include "core/train/picture_store.h"
#include "core/train/tensor_batches.h"
#include "core/train/training_task.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// A part of a batch of image-text pairs. Equal sentences stand once: `textOf` says which row of the distinct sentences
/// belongs to each picture.
class PairBatch final : public TaskBatch {
public:
    std::vector<std::uint8_t> pixels;  ///< [B, S, S, 3]
    PaddedIds sentences;               ///< U distinct ones, lengths rising
    std::vector<std::int64_t> textOf;  ///< [B], in [0, U)
    PaddedIds masked;                  ///< [B]: each picture's sentence with words hidden; empty without MLM
    std::vector<std::int64_t> labels;  ///< [B, longest of masked], -100 = not judged
    std::vector<std::int64_t> texts;   ///< [B], a hash of the sentence: the same in every process
    std::vector<std::int64_t> records; ///< [B]
    std::vector<double> textDraws;     ///< [B], in [0, 1): which wrong picture this sentence meets
    std::vector<double> imageDraws;    ///< [B], in [0, 1): which wrong sentence this picture meets

    [[nodiscard]] std::string describe() const override;
};

/// Makes batches of augmented pictures and sentences. What an item is depends on the recipe's seed and the item's
/// number alone.
class PairSource final {
public:
    /// Throws Error: NotFound (no picture at all, no captions), Cancelled.
    PairSource(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, ProgressObserver* observer,
               const std::stop_token& stop);

    /// Thread-safe.
    [[nodiscard]] std::unique_ptr<PairBatch> batch(const BatchRequest& request) const;

    [[nodiscard]] PictureStore& pictures() noexcept { return m_pictures; }
    [[nodiscard]] const PictureStore& pictures() const noexcept { return m_pictures; }
    [[nodiscard]] const Tokenizer& tokenizer() const noexcept { return m_tokenizer; }

private:
    Recipe m_recipe;
    Tokenizer m_tokenizer;
    PictureStore m_pictures;
};

/// A picture without a caption has nothing to teach with words.
[[nodiscard]] bool hasCaptions(const Record& record);

/// Hides words of `[CLS] pieces [SEP]` as the recipe says.
[[nodiscard]] MaskedPieces maskSentence(std::vector<std::int32_t> ids, const Recipe& recipe, const Tokenizer& tokenizer,
                                        std::uint64_t seed);

/// The sentence a template makes of a caption: "a %1" with "owl" gives "an owl".
[[nodiscard]] std::string sentenceFrom(const std::string& captionTemplate, const std::string& caption);

/// Whether mirroring a picture may make its caption wrong ("left arrow", "three o'clock", "letter b").
[[nodiscard]] bool captionForbidsFlip(const std::string& caption);

} // namespace vlmo
