#pragma once

#include "core/vision/image.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace vlmo {

/// What a picture file's header says; read before any pixel memory is allocated.
struct ImageHeader {
    std::string format; ///< "jpeg", "png", "webp", "bmp", "tiff", "gif"
    std::int64_t width = 0;
    std::int64_t height = 0;
};

struct DecodeOptions {
    /// Pictures with more pixels than this are refused from their header, before any allocation.
    std::int64_t maxPixels = 100'000'000;
    /// So are those with a longer side, whose resizing would need more memory than the picture itself.
    std::int64_t maxSide = 1'000'000;
    /// As the reference reads pictures: EXIF orientation ignored, alpha dropped instead of blended over white, 16-bit
    /// grey PNG clipped at 255 instead of scaled.
    bool strict = false;
};

/// Recognises JPEG, PNG, WebP, BMP, TIFF and GIF (first frame) by content, never by name.
/// Throws Error: NotFound; BadInput (empty, unknown format, truncated header).
[[nodiscard]] ImageHeader readImageHeader(const std::filesystem::path& file);
[[nodiscard]] ImageHeader readImageHeader(std::span<const std::uint8_t> bytes, const std::string& name);

/// Decodes to RGB: EXIF orientation applied, transparency blended over white (unless strict); grey, palette and inks
/// become colours, 16 bits become 8. Of an animation the first frame, of a TIFF the first page, turned as its own tag
/// says. Throws Error: NotFound; BadInput naming the file and the reason (broken, cut short, more pixels than allowed
/// or than its bytes can hold); OutOfMemory. May be called from several threads at once.
[[nodiscard]] RgbImage decodeImage(const std::filesystem::path& file, const DecodeOptions& options = {});
[[nodiscard]] RgbImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name,
                                   const DecodeOptions& options = {});

/// The same, keeping alpha (255 where the file has none); for augmentation.
[[nodiscard]] RgbaImage decodeImageWithAlpha(const std::filesystem::path& file, const DecodeOptions& options = {});

} // namespace vlmo
