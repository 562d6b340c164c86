#pragma once

#include "core/vision/image.h"

#include <string>

namespace vlmo {

/// The bytes of a PNG file. Throws Error(InvalidArgument) for an empty picture.
[[nodiscard]] std::string encodePng(const RgbImage& image);

} // namespace vlmo
