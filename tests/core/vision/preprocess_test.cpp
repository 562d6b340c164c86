#include "core/vision/preprocess.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace vlmo;
using vlmo::test::throwsError;

namespace {

RgbImage filled(int width, int height, std::uint8_t value)
{
    return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), value)};
}

RgbImage noise(int width, int height)
{
    RgbImage image = filled(width, height, 0);
    std::mt19937 random(7);
    for (std::uint8_t& value : image.pixels)
        value = static_cast<std::uint8_t>(random());
    return image;
}

RgbImage mirrored(const RgbImage& image)
{
    RgbImage result = image;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x)
            std::copy_n(image.row(y) + static_cast<std::ptrdiff_t>(image.width - 1 - x) * 3, 3,
                        result.row(y) + static_cast<std::ptrdiff_t>(x) * 3);
    }
    return result;
}

/// One axis by the plain definition, pixel after pixel: `at(index)` is a source byte.
template <typename At>
std::uint8_t weighed(At at, int source, int target, int index)
{
    const auto bicubic = [](double x) {
        x = std::abs(x);
        return x < 1.0 ? (1.5 * x - 2.5) * x * x + 1 : (x < 2.0 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0.0);
    };
    const double scale = static_cast<double>(source) / target;
    const double widening = std::max(scale, 1.0);
    const double centre = (index + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - 2.0 * widening + 0.5), 0);
    const int end = std::min(static_cast<int>(centre + 2.0 * widening + 0.5), source);
    std::vector<double> weights;
    for (int tap = first; tap < end; ++tap)
        weights.push_back(bicubic((tap - centre + 0.5) * (1.0 / widening)));
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::int64_t sum = 1 << 21;
    for (int tap = first; tap < end; ++tap)
        sum += at(tap) * static_cast<std::int64_t>(
                             std::lround(weights[static_cast<std::size_t>(tap - first)] / total * (1 << 22)));
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> 22, 0, 255));
}

RgbImage plainlyResized(const RgbImage& image, int width, int height)
{
    RgbImage rows = filled(width, image.height, 0);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < width * 3; ++x)
            rows.row(y)[x] = width == image.width ? image.row(y)[x]
                                                  : weighed([&](int from) { return image.row(y)[from * 3 + x % 3]; },
                                                            image.width, width, x / 3);
    }
    RgbImage result = filled(width, height, 0);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width * 3; ++x)
            result.row(y)[x] = height == image.height
                                   ? rows.row(y)[x]
                                   : weighed([&](int from) { return rows.row(from)[x]; }, image.height, height, y);
    }
    return result;
}

} // namespace

TEST(ResizingAPicture, EqualsThePlainDefinitionForAnySizes)
{
    std::mt19937 random(11);
    const auto side = [&random] { return 1 + static_cast<int>(random() % (random() % 2 == 0 ? 12 : 90)); };
    for (int round = 0; round < 200; ++round) {
        const RgbImage image = noise(side(), side());
        const int width = round % 10 == 0 ? image.width : side();
        const int height = round % 10 == 1 ? image.height : side();
        ASSERT_EQ(resizeBicubic(image, width, height).pixels, plainlyResized(image, width, height).pixels)
            << image.width << " x " << image.height << " to " << width << " x " << height;
    }
}

TEST(ResizingAPicture, KeepsAnEvenColour)
{
    for (const auto& [width, height] : {std::pair(1, 1), std::pair(7, 300), std::pair(301, 5)}) {
        const RgbImage resized = resizeBicubic(filled(width, height, 201), 33, 17);
        EXPECT_EQ(resized.pixels, filled(33, 17, 201).pixels);
    }
}

TEST(ResizingAPicture, LeavesAPictureOfTheRightSizeAlone)
{
    const RgbImage image = noise(20, 10);
    EXPECT_EQ(resizeBicubic(image, 20, 10).pixels, image.pixels);
}

TEST(ResizingAPicture, TreatsLeftAndRightAlike)
{
    for (const auto& [width, height] : {std::pair(64, 48), std::pair(11, 13), std::pair(200, 3)}) {
        const RgbImage image = noise(width, height);
        EXPECT_EQ(resizeBicubic(mirrored(image), 24, 24).pixels, mirrored(resizeBicubic(image, 24, 24)).pixels);
    }
}

TEST(ResizingAPicture, RefusesEmptyPicturesAndSizes)
{
    EXPECT_THAT([] { (void)resizeBicubic(RgbImage{}, 4, 4); }, throwsError(ErrorKind::InvalidArgument, "empty"));
    EXPECT_THAT([] { (void)resizeBicubic(filled(2, 2, 0), 0, 4); }, throwsError(ErrorKind::InvalidArgument, "0 x 4"));
    EXPECT_THAT([] { (void)resizeBicubic(filled(2, 2, 0), 4, -1); }, throwsError(ErrorKind::InvalidArgument, "4 x -1"));
}

TEST(NormalizingAPicture, PutsEachColourInAPlaneOfItsOwnBetweenMinusOneAndOne)
{
    const RgbImage image{2, 1, {0, 255, 51, 255, 0, 204}};
    const std::vector<float> planes = normalizedPlanes(image);
    const std::vector<float> expected{-1.0F, 1.0F, 1.0F, -1.0F, -0.6F, 0.6F};
    ASSERT_EQ(planes.size(), expected.size());
    for (std::size_t at = 0; at < planes.size(); ++at)
        EXPECT_NEAR(planes[at], expected[at], 1e-6F);
}
