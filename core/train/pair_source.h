#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/text/tokenizer.h"
#include "core/train/recipe.h"
#include "core/vision/image.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// One training batch of image-text pairs. Equal sentences are encoded once: `textOf` says which row of the distinct
/// sentences belongs to each picture.
struct PairBatch {
    std::int64_t step = 0;
    std::vector<std::uint8_t> pixels;  ///< [B, S, S, 3]
    std::vector<std::int64_t> ids;     ///< [U, L], padded with 0
    std::int64_t textLength = 0;       ///< L: the longest sentence of this batch.
    std::vector<std::int64_t> lengths; ///< [U], rising
    std::vector<std::int64_t> textOf;  ///< [B], in [0, U)
    std::vector<std::size_t> records;  ///< [B], for reports.
};

/// Makes batches of augmented pictures and sentences. The batch of a step depends on the recipe's seed and the step
/// alone, so that a resumed run sees what the uninterrupted one would have seen.
class PairSource final {
public:
    /// Decodes every picture of the split once and keeps it in memory at `data.storedSize`. Unreadable pictures are
    /// left out and listed. Throws Error: NotFound (no picture at all), BadInput, OutOfMemory (before allocating),
    /// Cancelled.
    PairSource(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, ProgressObserver* observer,
               std::stop_token stop);

    /// Thread-safe.
    [[nodiscard]] PairBatch batch(std::int64_t step) const;

    [[nodiscard]] const std::vector<SkippedItem>& skipped() const noexcept { return m_skipped; }
    [[nodiscard]] std::size_t size() const noexcept { return m_pictures.size(); }

private:
    [[nodiscard]] std::size_t draw(double uniform) const;

    Recipe m_recipe;
    Tokenizer m_tokenizer;
    std::vector<RgbaImage> m_pictures;
    std::vector<Record> m_records;
    std::vector<double> m_cumulativeWeight;
    std::vector<SkippedItem> m_skipped;
};

/// The sentence a template makes of a caption: "a %1" with "owl" gives "an owl".
[[nodiscard]] std::string sentenceFrom(const std::string& captionTemplate, const std::string& caption);

/// Whether mirroring a picture may make its caption wrong ("left arrow", "three o'clock", "letter b").
[[nodiscard]] bool captionForbidsFlip(const std::string& caption);

} // namespace vlmo
