#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace vlmo {

/// The few tags of a TIFF's first directory that are needed before a decoder may run. EXIF blocks have the same form.
struct TiffDirectory {
    std::optional<std::uint32_t> width;
    std::optional<std::uint32_t> height;
    std::optional<std::uint32_t> orientation;
};

/// Throws Error(BadInput) when the bytes are no TIFF, or end too early.
[[nodiscard]] TiffDirectory readTiffDirectory(std::span<const std::uint8_t> bytes);

} // namespace vlmo
