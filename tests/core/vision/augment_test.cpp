#include "core/vision/augment.h"

#include "core/vision/preprocess.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace vlmo;
using vlmo::test::throwsError;

namespace {

constexpr int side = 32;

/// Red on the left, blue on the right; a transparent margin of a quarter when it is a cut-out.
RgbaImage twoColours(bool cutOut)
{
    RgbaImage image{side, side, std::vector<std::uint8_t>(side * side * 4, 0)};
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            std::uint8_t* colour = image.pixels.data() + (y * side + x) * 4;
            const bool margin = std::min({x, y, side - 1 - x, side - 1 - y}) < side / 4;
            colour[0] = x < side / 2 ? 220 : 0;
            colour[2] = x < side / 2 ? 0 : 220;
            colour[3] = cutOut && margin ? 0 : 255;
        }
    }
    return image;
}

AugmentOptions unchanged()
{
    AugmentOptions options;
    options.size = side;
    options.minScale = options.minCrop = 1.0;
    options.maxShift = options.maxRotation = options.colourJitter = 0.0;
    options.flip = options.randomGround = false;
    return options;
}

bool isReddish(const std::uint8_t* colour)
{
    return colour[0] > colour[2] + 40;
}
bool isBluish(const std::uint8_t* colour)
{
    return colour[2] > colour[0] + 40;
}

/// Mean column of the pixels that pass.
template <typename Test>
double meanColumn(const RgbImage& image, Test test)
{
    double sum = 0.0;
    int count = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (test(image.row(y) + static_cast<std::ptrdiff_t>(x) * 3)) {
                sum += x;
                ++count;
            }
        }
    }
    return sum / std::max(count, 1);
}

bool isMirrored(const RgbImage& image)
{
    return meanColumn(image, isBluish) < meanColumn(image, isReddish);
}

} // namespace

TEST(AView, IsThePictureOverWhiteWhenNothingMayChange)
{
    for (const bool cutOut : {false, true}) {
        const RgbaImage picture = twoColours(cutOut);
        const RgbImage view = augment(storedForm(picture, side), unchanged(), 1);
        EXPECT_EQ(view.width, side);
        EXPECT_EQ(view.pixels, overWhite(picture).pixels);
    }
}

TEST(AView, DependsOnTheSeedAlone)
{
    const RgbaImage stored = storedForm(twoColours(true), side);
    AugmentOptions options;
    options.randAugmentOps = 2;
    EXPECT_EQ(augment(stored, options, 5).pixels, augment(stored, options, 5).pixels);
    int equal = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        equal += augment(stored, options, seed).pixels == augment(stored, options, seed + 1).pixels ? 1 : 0;
    EXPECT_EQ(equal, 0);
}

TEST(AView, HasTheSizeAskedForWhateverTheStoredOne)
{
    for (const int size : {1, 17, 64, 200}) {
        AugmentOptions options;
        options.size = size;
        const RgbImage view = augment(storedForm(twoColours(true), side), options, 3);
        EXPECT_EQ(view.width, size);
        EXPECT_EQ(view.height, size);
        EXPECT_EQ(view.pixels.size(), static_cast<std::size_t>(size * size * 3));
    }
}

TEST(AView, IsMirroredHalfOfTheTimeAndNeverWhereForbidden)
{
    const RgbaImage stored = storedForm(twoColours(false), side);
    AugmentOptions options;
    options.size = side;
    int mirrored = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed)
        mirrored += isMirrored(augment(stored, options, seed)) ? 1 : 0;
    EXPECT_GT(mirrored, 150);
    EXPECT_LT(mirrored, 250);

    options.flip = false;
    for (std::uint64_t seed = 0; seed < 400; ++seed)
        ASSERT_FALSE(isMirrored(augment(stored, options, seed)));
}

TEST(AView, MovesACutOutNoFartherThanAllowed)
{
    const RgbaImage stored = storedForm(twoColours(true), side);
    AugmentOptions options = unchanged();
    options.maxShift = 0.15;
    double farthest = 0.0;
    const auto isDrawing = [](const std::uint8_t* colour) { return isReddish(colour) || isBluish(colour); };
    for (std::uint64_t seed = 0; seed < 300; ++seed)
        farthest =
            std::max(farthest, std::abs(meanColumn(augment(stored, options, seed), isDrawing) - (side - 1) / 2.0));
    EXPECT_GT(farthest, 0.1 * side);
    EXPECT_LT(farthest, 0.15 * side + 1.0);
}

TEST(AView, ShowsNoGroundBehindAnOpaquePicture)
{
    const RgbaImage stored = storedForm(twoColours(false), side);
    AugmentOptions options;
    options.colourJitter = 0.0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const RgbImage view = augment(stored, options, seed);
        for (std::size_t at = 1; at < view.pixels.size(); at += 3)
            ASSERT_EQ(view.pixels[at], 0) << "neither colour has any green";
    }
}

TEST(AView, KeepsWhiteGroundUnlessRandom)
{
    const RgbaImage stored = storedForm(twoColours(true), side);
    AugmentOptions options = unchanged();
    EXPECT_EQ(augment(stored, options, 9).pixels[0], 255);
    options.randomGround = true;
    int coloured = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const RgbImage view = augment(stored, options, seed);
        coloured += view.pixels[0] != 255 || view.pixels[1] != 255 ? 1 : 0;
    }
    EXPECT_GT(coloured, 30);
}

TEST(AView, LetsNoColourUnderTransparencyShine)
{
    RgbaImage picture = twoColours(true);
    for (std::size_t at = 0; at < picture.pixels.size(); at += 4) {
        if (picture.pixels[at + 3] == 0)
            picture.pixels[at + 1] = 255; // Bright green that nobody may see.
    }
    AugmentOptions options;
    options.randomGround = false;
    options.colourJitter = 0.0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const RgbImage view = augment(storedForm(picture, side), options, seed);
        for (std::size_t at = 0; at < view.pixels.size(); at += 3)
            ASSERT_LE(view.pixels[at + 1], std::max(view.pixels[at], view.pixels[at + 2]) + 1);
    }
}

TEST(AView, RefusesWhatIsOutOfRange)
{
    const RgbaImage stored = storedForm(twoColours(true), side);
    const auto refused = [&](auto change) {
        AugmentOptions options;
        change(options);
        EXPECT_THAT([&] { (void)augment(stored, options, 0); }, throwsError(ErrorKind::InvalidArgument, ""));
    };
    refused([](AugmentOptions& options) { options.size = 0; });
    refused([](AugmentOptions& options) { options.minScale = 0.0; });
    refused([](AugmentOptions& options) { options.minCrop = 1.5; });
    refused([](AugmentOptions& options) { options.maxShift = -0.1; });
    refused([](AugmentOptions& options) { options.colourJitter = std::nan(""); });
    refused([](AugmentOptions& options) { options.maxRotation = 1000.0; });
    refused([](AugmentOptions& options) { options.randAugmentOps = -1; });
    refused([](AugmentOptions& options) { options.randAugmentMagnitude = 11; });
    EXPECT_THAT([] { (void)augment(RgbaImage{}, {}, 0); }, throwsError(ErrorKind::InvalidArgument, "square"));
    EXPECT_THAT(
        [] {
            (void)augment(RgbaImage{2, 1, std::vector<std::uint8_t>(8)}, {}, 0);
        },
        throwsError(ErrorKind::InvalidArgument, "square"));
    EXPECT_THAT([] { (void)storedForm(RgbaImage{}, 64); }, throwsError(ErrorKind::InvalidArgument, "empty"));
}

TEST(ThePlainView, IsThePictureOverWhiteResizedLikeAnyOther)
{
    const RgbaImage picture = twoColours(true);
    EXPECT_EQ(plainView(picture, 20).pixels, resizeBicubic(overWhite(picture), 20, 20).pixels);
    EXPECT_THAT([] { (void)plainView(RgbaImage{}, 20); }, throwsError(ErrorKind::InvalidArgument, "empty"));
}
