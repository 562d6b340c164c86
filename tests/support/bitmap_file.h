#pragma once

#include <cstdint>
#include <string>

namespace vlmo::test {

/// The bytes of a BMP file of one colour: a picture that a test can make without any image library.
inline std::string solidBitmap(std::uint32_t width, std::uint32_t height, std::uint8_t red, std::uint8_t green,
                               std::uint8_t blue)
{
    constexpr std::uint32_t headers = 54;
    const std::uint32_t rowBytes = (width * 3 + 3) / 4 * 4;
    std::string bytes = "BM";
    const auto put = [&bytes](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
    };
    put(headers + rowBytes * height, 4);
    put(0, 4);
    put(headers, 4);
    put(40, 4);
    put(width, 4);
    put(height, 4);
    put(1, 2);  // planes
    put(24, 2); // bits a pixel
    put(0, 4);  // not compressed
    put(rowBytes * height, 4);
    for (int i = 0; i < 4; ++i)
        put(0, 4);
    for (std::uint32_t y = 0; y < height; ++y) {
        std::string row;
        for (std::uint32_t x = 0; x < width; ++x)
            row.append({static_cast<char>(blue), static_cast<char>(green), static_cast<char>(red)});
        row.resize(rowBytes, '\0');
        bytes += row;
    }
    return bytes;
}

} // namespace vlmo::test
