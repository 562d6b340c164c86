#pragma once

#include "core/vision/decode.h"
#include "core/vision/raster.h"

#include <cstdint>
#include <span>

namespace vlmo {

// One decoder a kind of file. Each is given the header it must keep to, and throws Error(BadInput) with a sentence that
// does not name the file yet. EXIF orientation is not applied, TIFF's own is; alpha is kept where the file has one.

/// Palette, transparency chunk, and every depth are expanded. `strict`: 16-bit grey is clipped at 255 as in the
/// reference, instead of scaled.
[[nodiscard]] Raster decodePng(std::span<const std::uint8_t> bytes, const ImageHeader& header, bool strict);

/// Grey and four inks become RGB; inks by the rules of the reference (255 - K minus C * (255 - K) / 255).
[[nodiscard]] Raster decodeJpeg(std::span<const std::uint8_t> bytes, const ImageHeader& header);

/// The first frame on its canvas, transparent where the frame leaves the canvas free.
[[nodiscard]] Raster decodeGif(std::span<const std::uint8_t> bytes, const ImageHeader& header);

/// The first frame on its canvas where it is animated.
[[nodiscard]] Raster decodeWebp(std::span<const std::uint8_t> bytes, const ImageHeader& header);

/// The first page.
[[nodiscard]] Raster decodeTiff(std::span<const std::uint8_t> bytes, const ImageHeader& header);

[[nodiscard]] Raster decodeBmp(std::span<const std::uint8_t> bytes, const ImageHeader& header);

} // namespace vlmo
