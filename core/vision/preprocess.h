#pragma once

#include "core/vision/image.h"

#include <vector>

namespace vlmo {

/// PIL's antialiased bicubic, bit for bit: a = -0.5, support widened when shrinking, coefficients normalised in double
/// and rounded to 22 fractional bits, horizontal pass first, each pass rounded to 8 bits, an unchanged axis skipped
/// (golden set K). Throws Error(InvalidArgument) for an empty picture or a size below 1.
[[nodiscard]] RgbImage resizeBicubic(const RgbImage& image, int width, int height);

/// Transparent parts blended with white.
[[nodiscard]] RgbImage overWhite(const RgbaImage& image);

/// Pixels as the model takes them: [3, height, width] float32, ((u8 / 255) - 0.5) / 0.5.
[[nodiscard]] std::vector<float> normalizedPlanes(const RgbImage& image);

} // namespace vlmo
