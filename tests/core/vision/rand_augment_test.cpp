#include "core/vision/rand_augment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace vlmo;

namespace {

constexpr int side = 24;

/// Values from 50 to 188, different everywhere along a row.
RgbImage slope()
{
    RgbImage image{side, side, std::vector<std::uint8_t>(side * side * 3)};
    for (int at = 0; at < side * side; ++at) {
        const int value = 50 + at % side * 6;
        std::fill_n(image.pixels.data() + at * 3, 3, static_cast<std::uint8_t>(value));
    }
    return image;
}

RgbImage after(RandAugmentOperation operation, double magnitude)
{
    RgbImage image = slope();
    applyRandAugment(image, operation, magnitude);
    return image;
}

int at(const RgbImage& image, int x, int y)
{
    return image.row(y)[static_cast<std::ptrdiff_t>(x) * 3];
}

} // namespace

TEST(RandAugment, LeavesThePictureAloneForIdentity)
{
    EXPECT_EQ(after(RandAugmentOperation::Identity, 10).pixels, slope().pixels);
}

TEST(RandAugment, StretchesContrastOverTheWholeRange)
{
    const RgbImage image = after(RandAugmentOperation::AutoContrast, 7);
    const auto [low, high] = std::minmax_element(image.pixels.begin(), image.pixels.end());
    EXPECT_EQ(*low, 0);
    EXPECT_EQ(*high, 255);
}

TEST(RandAugment, SpreadsValuesEvenlyWhenEqualizing)
{
    // Each column has a value of its own and the same count. The reference divides in whole numbers: 552 pixels below
    // the brightest column give steps of 2, so that a column of 24 pixels is 12 above the one before.
    const RgbImage image = after(RandAugmentOperation::Equalize, 7);
    for (int x = 0; x < side; ++x)
        EXPECT_EQ(at(image, x, 0), std::min(12 * x, 255)) << x;
}

TEST(RandAugment, LeavesAnEvenPictureEvenWhenStretchingAndEqualizing)
{
    for (const auto operation : {RandAugmentOperation::AutoContrast, RandAugmentOperation::Equalize}) {
        RgbImage image{side, side, std::vector<std::uint8_t>(side * side * 3, 77)};
        applyRandAugment(image, operation, 7);
        EXPECT_EQ(std::set<std::uint8_t>(image.pixels.begin(), image.pixels.end()), std::set<std::uint8_t>{77});
    }
}

TEST(RandAugment, BrightensByTheMagnitude)
{
    // A magnitude of 7 means the factor 0.7 * 1.8 + 0.1 = 1.36; of 5, that of no change.
    EXPECT_EQ(at(after(RandAugmentOperation::Brightness, 7), 0, 0), 68);
    EXPECT_EQ(after(RandAugmentOperation::Brightness, 5).pixels, slope().pixels);
    EXPECT_EQ(at(after(RandAugmentOperation::Brightness, 0), 0, 0), 5);
}

TEST(RandAugment, SharpensEdgesAndKeepsTheBorder)
{
    RgbImage edge{side, side, std::vector<std::uint8_t>(side * side * 3)};
    for (int pixel = 0; pixel < side * side; ++pixel)
        std::fill_n(edge.pixels.data() + pixel * 3, 3, static_cast<std::uint8_t>(pixel % side < side / 2 ? 100 : 150));
    RgbImage sharp = edge;
    applyRandAugment(sharp, RandAugmentOperation::Sharpness, 10);
    EXPECT_LT(at(sharp, side / 2 - 1, 5), 100);
    EXPECT_GT(at(sharp, side / 2, 5), 150);
    EXPECT_EQ(at(sharp, 3, 5), 100);
    EXPECT_EQ(at(sharp, side / 2, 0), 150);
}

TEST(RandAugment, MovesTheOtherWayForTheOtherSign)
{
    // Ten of 224 pixels at most: about one of 24.
    EXPECT_LT(at(after(RandAugmentOperation::TranslateX, 10), 12, 5), at(slope(), 12, 5));
    EXPECT_GT(at(after(RandAugmentOperation::TranslateX, -10), 12, 5), at(slope(), 12, 5));
    EXPECT_EQ(at(after(RandAugmentOperation::TranslateY, 10), 12, 5), at(slope(), 12, 5));
}

TEST(RandAugment, ShearsMoreTheFartherFromTheFirstRow)
{
    const RgbImage image = after(RandAugmentOperation::ShearX, 10);
    EXPECT_EQ(at(image, 20, 0), at(slope(), 20, 0));
    EXPECT_NEAR(at(image, 20, 20), at(slope(), 14, 20), 2);
    EXPECT_EQ(at(image, 0, 20), 128) << "what moves in is grey";
}

TEST(RandAugment, TurnsAboutTheMiddle)
{
    const RgbImage image = after(RandAugmentOperation::Rotate, 10);
    EXPECT_NEAR(at(image, 12, 12), at(slope(), 12, 12), 6);
    EXPECT_NE(at(image, 12, 3), at(slope(), 12, 3));
    EXPECT_EQ(at(image, 0, 0), 128);
}

TEST(RandAugment, DrawsEveryOperationSoonerOrLater)
{
    std::set<std::string> results;
    Random random(4);
    for (int draw = 0; draw < 500; ++draw) {
        RgbImage image = slope();
        randAugment(image, 1, 7, random);
        results.emplace(image.pixels.begin(), image.pixels.end());
    }
    // The untouched picture, four without a direction, five with two each; some leave this slope alike.
    EXPECT_GE(results.size(), 12U);
    EXPECT_LE(results.size(), 15U);
}

TEST(RandAugment, TakesTheSmallestPictures)
{
    for (const RandAugmentOperation operation : randAugmentOperations) {
        RgbImage dot{1, 1, {1, 2, 3}};
        applyRandAugment(dot, operation, 7);
        EXPECT_EQ(dot.pixels.size(), 3U);
    }
}
