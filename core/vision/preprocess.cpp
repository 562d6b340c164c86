#include "core/vision/preprocess.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace vlmo {

namespace {

constexpr int precisionBits = 22; // 32 less 8 for the pixel and 2 for overshoot, as in PIL.
constexpr double support = 2.0;   // Of the bicubic, in source pixels when enlarging.

double bicubic(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1.0)
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    if (x < 2.0)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0.0;
}

/// For each target pixel of an axis the source pixels it is made of, and their weights in fixed point.
struct Kernel {
    int taps = 0;             ///< Stride of `weights`; unused ones are zero.
    std::vector<int> first;   ///< [target] first source pixel
    std::vector<int> count;   ///< [target] number of source pixels
    std::vector<int> weights; ///< [target, taps]
};

Kernel makeKernel(int source, int target)
{
    const double scale = static_cast<double>(source) / target;
    const double widening = std::max(scale, 1.0);
    const double reach = support * widening;
    Kernel kernel;
    kernel.taps = static_cast<int>(std::ceil(reach)) * 2 + 1;
    kernel.first.resize(static_cast<std::size_t>(target));
    kernel.count.resize(static_cast<std::size_t>(target));
    kernel.weights.resize(static_cast<std::size_t>(target) * static_cast<std::size_t>(kernel.taps));
    std::vector<double> exact(static_cast<std::size_t>(kernel.taps));
    for (int index = 0; index < target; ++index) {
        const double centre = (index + 0.5) * scale;
        const int first = std::max(static_cast<int>(centre - reach + 0.5), 0);
        const int count = std::min(static_cast<int>(centre + reach + 0.5), source) - first;
        double sum = 0.0;
        for (int tap = 0; tap < count; ++tap) {
            exact[static_cast<std::size_t>(tap)] = bicubic((tap + first - centre + 0.5) * (1.0 / widening));
            sum += exact[static_cast<std::size_t>(tap)];
        }
        int* weights = kernel.weights.data() + static_cast<std::ptrdiff_t>(index) * kernel.taps;
        for (int tap = 0; tap < count; ++tap) {
            const double weight = exact[static_cast<std::size_t>(tap)] / (sum != 0.0 ? sum : 1.0);
            weights[tap] = static_cast<int>(weight * (1 << precisionBits) + (weight < 0 ? -0.5 : 0.5));
        }
        kernel.first[static_cast<std::size_t>(index)] = first;
        kernel.count[static_cast<std::size_t>(index)] = count;
    }
    return kernel;
}

std::uint8_t rounded(int sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> precisionBits, 0, 255));
}

constexpr int half = 1 << (precisionBits - 1);

RgbImage resizeRows(const RgbImage& image, int width)
{
    const Kernel kernel = makeKernel(image.width, width);
    RgbImage resized{width, image.height, {}};
    resized.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(image.height) * 3);
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t* target = resized.row(y);
        for (int x = 0; x < width; ++x) {
            const int* weights = kernel.weights.data() + static_cast<std::ptrdiff_t>(x) * kernel.taps;
            const std::uint8_t* source = image.row(y) + kernel.first[static_cast<std::size_t>(x)] * 3;
            int red = half;
            int green = half;
            int blue = half;
            for (int tap = 0; tap < kernel.count[static_cast<std::size_t>(x)]; ++tap, source += 3) {
                red += source[0] * weights[tap];
                green += source[1] * weights[tap];
                blue += source[2] * weights[tap];
            }
            *target++ = rounded(red);
            *target++ = rounded(green);
            *target++ = rounded(blue);
        }
    }
    return resized;
}

RgbImage resizeColumns(const RgbImage& image, int height)
{
    const Kernel kernel = makeKernel(image.height, height);
    const std::size_t rowBytes = static_cast<std::size_t>(image.width) * 3;
    RgbImage resized{image.width, height, {}};
    resized.pixels.resize(rowBytes * static_cast<std::size_t>(height));
    std::vector<int> sums(rowBytes);
    for (int y = 0; y < height; ++y) {
        const int* weights = kernel.weights.data() + static_cast<std::ptrdiff_t>(y) * kernel.taps;
        std::fill(sums.begin(), sums.end(), half);
        for (int tap = 0; tap < kernel.count[static_cast<std::size_t>(y)]; ++tap) {
            const std::uint8_t* source = image.row(kernel.first[static_cast<std::size_t>(y)] + tap);
            for (std::size_t x = 0; x < rowBytes; ++x)
                sums[x] += source[x] * weights[tap];
        }
        std::uint8_t* target = resized.row(y);
        for (std::size_t x = 0; x < rowBytes; ++x)
            target[x] = rounded(sums[x]);
    }
    return resized;
}

} // namespace

RgbImage resizeBicubic(const RgbImage& image, int width, int height)
{
    if (image.empty())
        throw Error(ErrorKind::InvalidArgument, "an empty picture cannot be resized");
    if (width < 1 || height < 1)
        throw Error(ErrorKind::InvalidArgument,
                    "a picture cannot have the size " + std::to_string(width) + " x " + std::to_string(height));
    if (width == image.width)
        return height == image.height ? image : resizeColumns(image, height);
    RgbImage rows = resizeRows(image, width);
    return height == image.height ? rows : resizeColumns(rows, height);
}

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
    const std::size_t plane = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    std::vector<float> planes(plane * 3);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (std::size_t pixel = 0; pixel < plane; ++pixel)
            planes[channel * plane + pixel] =
                (static_cast<float>(image.pixels[pixel * 3 + channel]) / 255.0F - 0.5F) / 0.5F;
    }
    return planes;
}

} // namespace vlmo
