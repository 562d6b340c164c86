#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/train/recipe.h"
#include "core/train/weighted_draw.h"
#include "core/vision/image.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// The pictures of a split as plain views, bytes [N, S, S, 3], in file order; `records` are their indices in the data
/// set.
struct PlainViews {
    std::vector<std::uint8_t> pixels;
    std::vector<std::size_t> records;

    [[nodiscard]] std::int64_t bytes() const { return static_cast<std::int64_t>(pixels.capacity()); }
};

/// The pictures of a split, to be drawn by weight: decoded once and kept in memory at `data.stored_size` where they fit
/// there, else decoded whenever they are drawn. Whatever cannot be read is left out and listed.
class PictureStore final {
public:
    struct Drawn {
        std::size_t index = 0; ///< For record().
        std::shared_ptr<const RgbaImage> picture;
    };

    /// Which records count.
    using Wanted = std::function<bool(const Record&)>;
    [[nodiscard]] static bool all(const Record&) { return true; }

    /// The training split. Throws Error: NotFound (no readable picture), Cancelled.
    PictureStore(const Recipe& recipe, const Dataset& dataset, const Wanted& wanted, ProgressObserver* observer,
                 const std::stop_token& stop);

    /// How often something is drawn anew in place of what cannot be read, before the disk is taken to be gone.
    static constexpr int kAttempts = 100;

    /// The validation split as measurements see it, at most `most` pictures, spread evenly over it.
    [[nodiscard]] PlainViews heldOut(const Recipe& recipe, const Dataset& dataset, std::size_t most,
                                     const Wanted& wanted) const;

    /// Thread-safe. A picture that cannot be read any more is listed and another drawn in its place; after a hundred of
    /// them in a row the disk is taken to be gone: Error(NotFound).
    [[nodiscard]] Drawn draw(Random& random) const;

    /// Thread-safe. Throws what decodeImageWithAlpha() throws where pictures are not kept in memory.
    [[nodiscard]] std::shared_ptr<const RgbaImage> picture(std::size_t index) const;

    /// Without its questions, which only some tasks need and keep in their own form.
    [[nodiscard]] const Record& record(std::size_t index) const { return m_records[index]; }
    /// Its place in the data set.
    [[nodiscard]] std::size_t source(std::size_t index) const { return m_sources[index]; }
    [[nodiscard]] std::size_t size() const noexcept { return m_records.size(); }
    /// About how much memory it takes.
    [[nodiscard]] std::int64_t bytes() const;
    /// Left out since the last call.
    [[nodiscard]] std::vector<SkippedItem> takeSkipped();
    /// Lists something as left out. Thread-safe.
    void skip(const std::string& item, const std::string& reason) const;

private:
    [[nodiscard]] std::shared_ptr<const RgbaImage> read(const Record& record) const;

    int m_storedSize;
    std::vector<Record> m_records;
    std::vector<std::shared_ptr<const RgbaImage>> m_pictures; // Empty: too large to keep.
    std::vector<std::size_t> m_sources;
    WeightedDraw m_draw;
    mutable std::mutex m_mutex; // guards what follows
    mutable std::vector<SkippedItem> m_skipped;
};

/// A training view of a picture as bytes [S, S, 3], by the recipe's augmentation; the same seed gives the same view.
[[nodiscard]] RgbImage trainingView(const RgbaImage& picture, const Recipe& recipe, bool mayFlip, std::uint64_t seed);

} // namespace vlmo
