#include "core/base/error.h"
#include "core/vision/preprocess.h"

#include <opencv2/core/hal/intrin.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace vlmo {

namespace {

constexpr int precisionBits = 22; // 32 less 8 for the pixel and 2 for overshoot, as in PIL.
constexpr int half = 1 << (precisionBits - 1);
constexpr double support = 2.0; // Of the bicubic, in source pixels when enlarging.

// The vector unit multiplies 16-bit numbers two at a time and adds them to 32 bits. A weight has 23 bits and is taken
// apart into a high and a low half; both sums are exact, so that the result is the same to the last bit.
constexpr int lowBits = 11;
constexpr std::size_t lanes = 8;

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
    std::size_t taps = 0;           ///< Weights of a target pixel, a multiple of `lanes`; unused ones are zero.
    std::vector<std::size_t> first; ///< [target] first source pixel
    std::vector<std::size_t> count; ///< [target] number of source pixels
    std::vector<int> weights;       ///< [target, taps]
    std::vector<short> high;        ///< [target, taps] weights >> lowBits
    std::vector<short> low;         ///< [target, taps] the bits below
};

Kernel makeKernel(int source, int target)
{
    const double scale = static_cast<double>(source) / target;
    const double widening = std::max(scale, 1.0);
    const double reach = support * widening;
    const auto widest = static_cast<std::size_t>(std::ceil(reach)) * 2 + 1;
    const auto targets = static_cast<std::size_t>(target);
    Kernel kernel;
    kernel.taps = (widest + lanes - 1) / lanes * lanes;
    kernel.first.resize(targets);
    kernel.count.resize(targets);
    kernel.weights.resize(targets * kernel.taps);
    std::vector<double> exact(widest);
    for (std::size_t index = 0; index < targets; ++index) {
        const double centre = (static_cast<double>(index) + 0.5) * scale;
        const int first = std::max(static_cast<int>(centre - reach + 0.5), 0);
        const int count = std::min(static_cast<int>(centre + reach + 0.5), source) - first;
        kernel.first[index] = static_cast<std::size_t>(first);
        kernel.count[index] = static_cast<std::size_t>(count);
        double sum = 0.0;
        for (int tap = 0; tap < count; ++tap) {
            const double weight = bicubic((tap + first - centre + 0.5) * (1.0 / widening));
            exact[static_cast<std::size_t>(tap)] = weight;
            sum += weight;
        }
        for (std::size_t tap = 0; tap < kernel.count[index]; ++tap) {
            const double weight = exact[tap] / (sum != 0.0 ? sum : 1.0);
            kernel.weights[index * kernel.taps + tap] =
                static_cast<int>(weight * (1 << precisionBits) + (weight < 0 ? -0.5 : 0.5));
        }
    }
    for (const int weight : kernel.weights) {
        kernel.high.push_back(static_cast<short>(weight >> lowBits));
        kernel.low.push_back(static_cast<short>(weight & ((1 << lowBits) - 1)));
    }
    return kernel;
}

std::uint8_t rounded(int sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> precisionBits, 0, 255));
}

std::uint8_t rounded(const cv::v_int32x4& high, const cv::v_int32x4& low)
{
    return rounded(half + (cv::v_reduce_sum(high) << lowBits) + cv::v_reduce_sum(low));
}

/// The channels of one row as 16-bit numbers, with room to read a vector beyond the last.
class Planes {
public:
    explicit Planes(int width) : m_width(static_cast<std::size_t>(width))
    {
        for (std::vector<short>& plane : m_planes)
            plane.resize(m_width + lanes * 2);
    }

    void read(const std::uint8_t* row)
    {
        for (std::size_t x = 0; x < m_width; ++x, row += 3) {
            m_planes[0][x] = row[0];
            m_planes[1][x] = row[1];
            m_planes[2][x] = row[2];
        }
    }

    [[nodiscard]] const short* at(std::size_t channel, std::size_t x) const { return m_planes[channel].data() + x; }

private:
    std::size_t m_width;
    std::array<std::vector<short>, 3> m_planes;
};

/// One target pixel: all channels share the weights that are loaded.
void weighPixel(const Planes& planes, const Kernel& kernel, std::size_t index, std::uint8_t* target)
{
    const std::size_t first = kernel.first[index];
    const short* high = kernel.high.data() + index * kernel.taps;
    const short* low = kernel.low.data() + index * kernel.taps;
    std::array<cv::v_int32x4, 3> highSum{cv::v_setzero_s32(), cv::v_setzero_s32(), cv::v_setzero_s32()};
    std::array<cv::v_int32x4, 3> lowSum = highSum;
    for (std::size_t tap = 0; tap < kernel.count[index]; tap += lanes) {
        const cv::v_int16x8 highWeights = cv::v_load(high + tap);
        const cv::v_int16x8 lowWeights = cv::v_load(low + tap);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const cv::v_int16x8 pixels = cv::v_load(planes.at(channel, first + tap));
            highSum[channel] += cv::v_dotprod(pixels, highWeights);
            lowSum[channel] += cv::v_dotprod(pixels, lowWeights);
        }
    }
    for (std::size_t channel = 0; channel < 3; ++channel)
        target[channel] = rounded(highSum[channel], lowSum[channel]);
}

RgbImage resizeRows(const RgbImage& image, int width)
{
    const Kernel kernel = makeKernel(image.width, width);
    RgbImage resized{width, image.height, {}};
    resized.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(image.height) * 3);
    Planes planes(image.width);
    for (int y = 0; y < image.height; ++y) {
        planes.read(image.row(y));
        std::uint8_t* target = resized.row(y);
        for (std::size_t x = 0; x < kernel.first.size(); ++x, target += 3)
            weighPixel(planes, kernel, x, target);
    }
    return resized;
}

/// Two weights side by side, for two rows that are woven into one vector.
cv::v_int16x8 pairOf(const short* weights)
{
    const auto first = static_cast<std::uint16_t>(weights[0]);
    const auto second = static_cast<std::uint16_t>(weights[1]);
    return cv::v_reinterpret_as_s16(cv::v_setall_u32(first | (static_cast<unsigned>(second) << 16U)));
}

/// Sums of eight neighbouring bytes over the rows of one target row.
struct ColumnSums {
    cv::v_int32x4 highLeft = cv::v_setzero_s32();
    cv::v_int32x4 highRight = cv::v_setzero_s32();
    cv::v_int32x4 lowLeft = cv::v_setzero_s32();
    cv::v_int32x4 lowRight = cv::v_setzero_s32();

    void add(const std::uint8_t* upper, const std::uint8_t* lower, const short* high, const short* low)
    {
        cv::v_int16x8 left;
        cv::v_int16x8 right;
        cv::v_zip(cv::v_reinterpret_as_s16(cv::v_load_expand(upper)),
                  cv::v_reinterpret_as_s16(cv::v_load_expand(lower)), left, right);
        highLeft += cv::v_dotprod(left, pairOf(high));
        highRight += cv::v_dotprod(right, pairOf(high));
        lowLeft += cv::v_dotprod(left, pairOf(low));
        lowRight += cv::v_dotprod(right, pairOf(low));
    }

    void store(std::uint8_t* target) const
    {
        const cv::v_int32x4 rounding = cv::v_setall_s32(half);
        const cv::v_int32x4 left = ((highLeft << lowBits) + lowLeft + rounding) >> precisionBits;
        const cv::v_int32x4 right = ((highRight << lowBits) + lowRight + rounding) >> precisionBits;
        cv::v_pack_u_store(target, cv::v_pack(left, right));
    }
};

void weighRow(const RgbImage& image, const Kernel& kernel, std::size_t index, std::uint8_t* target)
{
    const std::size_t rowBytes = static_cast<std::size_t>(image.width) * 3;
    const std::uint8_t* source = image.pixels.data() + kernel.first[index] * rowBytes;
    const std::size_t count = kernel.count[index];
    const std::size_t weights = index * kernel.taps;
    std::size_t x = 0;
    for (; x + lanes <= rowBytes; x += lanes) {
        ColumnSums sums;
        for (std::size_t tap = 0; tap < count; tap += 2) {
            const std::uint8_t* upper = source + tap * rowBytes + x;
            const std::uint8_t* lower = tap + 1 < count ? upper + rowBytes : upper; // Its weight is zero.
            sums.add(upper, lower, kernel.high.data() + weights + tap, kernel.low.data() + weights + tap);
        }
        sums.store(target + x);
    }
    for (; x < rowBytes; ++x) {
        int sum = half;
        for (std::size_t tap = 0; tap < count; ++tap)
            sum += source[tap * rowBytes + x] * kernel.weights[weights + tap];
        target[x] = rounded(sum);
    }
}

RgbImage resizeColumns(const RgbImage& image, int height)
{
    const Kernel kernel = makeKernel(image.height, height);
    RgbImage resized{image.width, height, {}};
    resized.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y)
        weighRow(image, kernel, static_cast<std::size_t>(y), resized.row(y));
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

} // namespace vlmo
