#include "core/vision/preprocess.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

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

} // namespace

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
