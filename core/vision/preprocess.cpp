#include "core/vision/preprocess.h"

#include <array>
#include <cstddef>

namespace vlmo {

namespace {

constexpr std::size_t levels = 256;

constexpr std::array<float, levels> makeNormalizedLevels()
{
    std::array<float, levels> table{};
    for (std::size_t level = 0; level < levels; ++level)
        table[level] = (static_cast<float>(level) / 255.0F - 0.5F) / 0.5F;
    return table;
}

} // namespace

RgbImage overWhite(const RgbaImage& image)
{
    RgbImage blended{image.width, image.height, {}};
    blended.pixels.resize(image.pixels.size() / 4 * 3);
    std::uint8_t* target = blended.pixels.data();
    for (std::size_t at = 0; at < image.pixels.size(); at += 4) {
        const unsigned alpha = image.pixels[at + 3];
        for (std::size_t channel = 0; channel < 3; ++channel)
            *target++ =
                static_cast<std::uint8_t>((image.pixels[at + channel] * alpha + 255U * (255U - alpha) + 127U) / 255U);
    }
    return blended;
}

std::vector<float> normalizedPlanes(const RgbImage& image)
{
    static constexpr std::array<float, levels> table = makeNormalizedLevels();
    const std::size_t plane = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    std::vector<float> planes(plane * 3);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (std::size_t pixel = 0; pixel < plane; ++pixel)
            planes[channel * plane + pixel] = table[image.pixels[pixel * 3 + channel]];
    }
    return planes;
}

} // namespace vlmo
