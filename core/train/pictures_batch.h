#pragma once

// Private to core/train: what every task that looks at pictures alone begins with.

#include "core/train/picture_store.h"
#include "core/train/training_task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo {

/// Training views of drawn pictures.
class PicturesBatch : public TaskBatch {
public:
    std::vector<std::uint8_t> pixels;  ///< [B, S, S, 3]
    std::vector<std::int64_t> records; ///< [B]

    [[nodiscard]] std::string describe() const override { return listed("records", records); }
};

/// Fills a batch: each item's picture and view are drawn by its number, from two streams of the recipe's seed.
/// `mayFlip`: of which records a view may be mirrored, where the recipe mirrors at all.
void drawPictures(PicturesBatch& batch, const BatchRequest& request, const PictureStore& pictures, const Recipe& recipe,
                  std::uint64_t pictureStream, std::uint64_t viewStream,
                  const PictureStore::Wanted& mayFlip = PictureStore::all);

} // namespace vlmo
