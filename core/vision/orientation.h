#pragma once

#include "core/vision/raster.h"

#include <cstdint>
#include <span>
#include <string>

namespace vlmo {

/// EXIF orientation (1 to 8) that a JPEG, PNG or WebP carries; 1 where there is none or it is broken. A TIFF's own
/// orientation is its decoder's business.
[[nodiscard]] int exifOrientation(std::span<const std::uint8_t> bytes, const std::string& format);

/// The picture turned and mirrored so that orientation 1 describes it.
[[nodiscard]] Raster upright(Raster raster, int orientation);

} // namespace vlmo
