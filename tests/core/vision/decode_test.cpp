#include "core/vision/decode.h"

#include "tests/support/picture_files.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

using namespace vlmo;
using vlmo::test::asBytes;
using vlmo::test::pictureBytes;
using vlmo::test::pictureFile;

namespace {

using Colour = std::array<int, 3>;

/// What the pictures of tests/data/pictures show.
Colour sample(int x, int y)
{
    return {x * 10, y * 16, 128};
}

Colour pixel(const RgbImage& image, int x, int y)
{
    const std::uint8_t* colour = image.row(y) + static_cast<std::ptrdiff_t>(x) * 3;
    return {colour[0], colour[1], colour[2]};
}

int largestDifference(const RgbImage& image, const std::function<Colour(int, int)>& expected)
{
    int largest = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            for (std::size_t channel = 0; channel < 3; ++channel)
                largest = std::max(largest, std::abs(pixel(image, x, y)[channel] - expected(x, y)[channel]));
        }
    }
    return largest;
}

std::string bigEndian(std::uint32_t value, int bytes)
{
    std::string text;
    for (int index = bytes - 1; index >= 0; --index)
        text.push_back(static_cast<char>(value >> (8 * index)));
    return text;
}

std::string littleEndian(std::uint32_t value)
{
    const std::string big = bigEndian(value, 4);
    return {big.rbegin(), big.rend()};
}

/// An EXIF block that says nothing but the orientation.
std::string exifBlock(int orientation)
{
    return std::string("MM\0*\0\0\0\x08", 8) + bigEndian(1, 2) + bigEndian(274, 2) + bigEndian(3, 2) + bigEndian(1, 4) +
           bigEndian(static_cast<std::uint32_t>(orientation), 2) + bigEndian(0, 2) + bigEndian(0, 4);
}

std::string jpegWithOrientation(int orientation)
{
    const std::string block = std::string("Exif\0\0", 6) + exifBlock(orientation);
    std::string file = pictureBytes("rgb.jpg");
    return file.insert(2, "\xFF\xE1" + bigEndian(static_cast<std::uint32_t>(block.size() + 2), 2) + block);
}

std::string pngWithOrientation(int orientation)
{
    const std::string block = exifBlock(orientation);
    std::string file = pictureBytes("rgb.png");
    const std::string chunk =
        bigEndian(static_cast<std::uint32_t>(block.size()), 4) + "eXIf" + block + bigEndian(0xDEADBEEF, 4);
    return file.insert(8 + 12 + 13, chunk);
}

std::string webpWithOrientation(int orientation)
{
    const std::string block = exifBlock(orientation);
    const std::string picture = pictureBytes("lossless.webp");
    const std::string extended = std::string("VP8X\x0a\0\0\0\x08\0\0\0\x17\0\0\x0f\0\0", 18) + picture.substr(12) +
                                 "EXIF" + littleEndian(static_cast<std::uint32_t>(block.size())) + block;
    return "RIFF" + littleEndian(static_cast<std::uint32_t>(extended.size() + 4)) + "WEBP" + extended;
}

} // namespace

class EveryKindOfPicture : public ::testing::TestWithParam<std::tuple<const char*, const char*, int>> {};

TEST_P(EveryKindOfPicture, HasTheSamePixels)
{
    const auto& [name, format, tolerance] = GetParam();
    const ImageHeader header = readImageHeader(pictureFile(name));
    EXPECT_EQ(header.format, format);
    EXPECT_EQ(header.width, 24);
    EXPECT_EQ(header.height, 16);
    const RgbImage image = decodeImage(pictureFile(name));
    ASSERT_EQ(image.width, 24);
    ASSERT_EQ(image.height, 16);
    ASSERT_EQ(image.pixels.size(), 24U * 16U * 3U);
    EXPECT_LE(largestDifference(image, sample), tolerance);
}

// Lossless kinds are exact; the last number is what compression or a cut palette may change.
INSTANTIATE_TEST_SUITE_P(Pictures, EveryKindOfPicture,
                         ::testing::Values(std::tuple("rgb.png", "png", 0), std::tuple("interlaced.png", "png", 0),
                                           std::tuple("rgb16.png", "png", 0), std::tuple("rgb.bmp", "bmp", 0),
                                           std::tuple("os2.bmp", "bmp", 0), std::tuple("topdown.bmp", "bmp", 0),
                                           std::tuple("unused32.bmp", "bmp", 0), std::tuple("rgb.tif", "tiff", 0),
                                           std::tuple("tiled.tif", "tiff", 0), std::tuple("cmyk.tif", "tiff", 2),
                                           std::tuple("jpeg.tif", "tiff", 12), std::tuple("lossless.webp", "webp", 0),
                                           std::tuple("lossy.webp", "webp", 16), std::tuple("rgb.jpg", "jpeg", 6),
                                           std::tuple("rle.bmp", "bmp", 10), std::tuple("interlaced.gif", "gif", 10)));

class TransparentPicture : public ::testing::TestWithParam<const char*> {};

TEST_P(TransparentPicture, LiesOnWhite)
{
    const RgbImage image = decodeImage(pictureFile(GetParam()));
    EXPECT_EQ(largestDifference(image, [](int x, int y) { return x < 8 ? Colour{255, 255, 255} : sample(x, y); }), 0);
}

TEST_P(TransparentPicture, KeepsItsAlphaWhenAskedTo)
{
    const RgbaImage image = decodeImageWithAlpha(pictureFile(GetParam()));
    ASSERT_EQ(image.pixels.size(), 24U * 16U * 4U);
    for (std::size_t at = 0; at < image.pixels.size(); at += 4)
        ASSERT_EQ(image.pixels[at + 3], at / 4 % 24 < 8 ? 0 : 255);
}

INSTANTIATE_TEST_SUITE_P(Pictures, TransparentPicture,
                         ::testing::Values("rgba.png", "rgba.webp", "rgba.tif", "rgba32.bmp"));

TEST(AnOpaquePicture, HasFullAlpha)
{
    const RgbaImage image = decodeImageWithAlpha(pictureFile("rgb.jpg"));
    ASSERT_EQ(image.pixels.size(), 24U * 16U * 4U);
    for (std::size_t at = 3; at < image.pixels.size(); at += 4)
        ASSERT_EQ(image.pixels[at], 255);
}

TEST(AStrictlyReadPicture, ShowsTheColourUnderItsTransparentParts)
{
    EXPECT_EQ(largestDifference(decodeImage(pictureFile("rgba.png"), {.strict = true}), sample), 0);
}

TEST(ABilevelTiff, IsBlackAndWhite)
{
    for (const std::uint8_t value : decodeImage(pictureFile("bilevel.tif")).pixels)
        ASSERT_TRUE(value == 0 || value == 255);
}

TEST(SixteenBitGrey, IsScaled)
{
    const RgbImage tiff = decodeImage(pictureFile("grey16.tif"));
    EXPECT_EQ(pixel(tiff, 0, 0)[0], pixel(tiff, 0, 0)[2]);
    EXPECT_LT(pixel(tiff, 0, 0)[0], 40);
    EXPECT_GT(pixel(tiff, 23, 15)[0], 180);

    // The reference clips instead, which turns an ordinary scan into a white sheet: only strictly.
    const auto png = std::filesystem::path(VLMO_SOURCE_DIR "/tests/golden/K_image/files/gray16.png");
    const RgbImage scaled = decodeImage(png);
    const RgbImage clipped = decodeImage(png, {.strict = true});
    EXPECT_LE(*std::max_element(scaled.pixels.begin(), scaled.pixels.end()), 2);
    EXPECT_EQ(*std::max_element(clipped.pixels.begin(), clipped.pixels.end()), 255);
}

TEST(AnAnimatedGif, ShowsItsFirstFrameOnItsCanvas)
{
    const RgbImage image = decodeImage(pictureFile("animated.gif"));
    const auto expected = [](int x, int y) {
        return x >= 4 && x < 12 && y >= 2 && y < 10 ? Colour{255, 0, 0} : Colour{255, 255, 255};
    };
    ASSERT_EQ(image.width, 24);
    EXPECT_EQ(largestDifference(image, expected), 0);
}

TEST(AnAnimatedWebp, ShowsItsFirstFrameOnItsCanvas)
{
    EXPECT_EQ(readImageHeader(pictureFile("animated.webp")).width, 32);
    const RgbImage image = decodeImage(pictureFile("animated.webp"));
    const auto expected = [](int x, int y) {
        return x >= 4 && x < 28 && y >= 2 && y < 18 ? sample(x - 4, y - 2) : Colour{255, 255, 255};
    };
    ASSERT_EQ(image.width, 32);
    ASSERT_EQ(image.height, 20);
    EXPECT_EQ(largestDifference(image, expected), 0);
}

class OrientedPicture : public ::testing::TestWithParam<int> {
protected:
    static Colour upright(int x, int y)
    {
        // Where the camera's pixel (x, y) of the stored picture ends, by the table of the EXIF standard.
        switch (GetParam()) {
        case 2:
            return sample(23 - x, y);
        case 3:
            return sample(23 - x, 15 - y);
        case 4:
            return sample(x, 15 - y);
        case 5:
            return sample(y, x);
        case 6:
            return sample(y, 15 - x);
        case 7:
            return sample(23 - y, 15 - x);
        case 8:
            return sample(23 - y, x);
        default:
            return sample(x, y);
        }
    }
    static void expectUpright(const std::string& file, int tolerance)
    {
        const RgbImage image = decodeImage(asBytes(file), "turned");
        ASSERT_EQ(image.width, GetParam() >= 5 && GetParam() <= 8 ? 16 : 24);
        EXPECT_LE(largestDifference(image, upright), tolerance);
        EXPECT_LE(largestDifference(decodeImage(asBytes(file), "as stored", {.strict = true}), sample), tolerance);
    }
};

TEST_P(OrientedPicture, IsTurnedUprightUnlessReadStrictly)
{
    expectUpright(jpegWithOrientation(GetParam()), 6);
    expectUpright(pngWithOrientation(GetParam()), 0);
    expectUpright(webpWithOrientation(GetParam()), 0);
}

INSTANTIATE_TEST_SUITE_P(Orientations, OrientedPicture, ::testing::Range(0, 10));

TEST(AnOrientedTiff, IsTurnedByItsDecoder)
{
    const RgbImage image = decodeImage(pictureFile("turned.tif"));
    ASSERT_EQ(image.width, 16);
    ASSERT_EQ(image.height, 24);
    EXPECT_EQ(largestDifference(image, [](int x, int y) { return sample(y, 15 - x); }), 0);
}
