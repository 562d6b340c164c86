#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vlmo {

/// Pixels on their way from a decoder to a picture: 3 (RGB) or 4 (RGBA, alpha not premultiplied) bytes each.
struct Raster {
    int width = 0;
    int height = 0;
    int channels = 3;
    std::vector<std::uint8_t> pixels; ///< height * width * channels

    /// Sizes and allocates it, all zero.
    void create(int newWidth, int newHeight, int newChannels)
    {
        width = newWidth;
        height = newHeight;
        channels = newChannels;
        pixels.assign(rowBytes() * static_cast<std::size_t>(height), 0);
    }
    [[nodiscard]] std::size_t rowBytes() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    }
    [[nodiscard]] std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * rowBytes(); }
    [[nodiscard]] const std::uint8_t* row(int y) const
    {
        return pixels.data() + static_cast<std::size_t>(y) * rowBytes();
    }
};

} // namespace vlmo
