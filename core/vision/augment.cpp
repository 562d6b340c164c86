#include "core/vision/augment.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/vision/preprocess.h"
#include "core/vision/rand_augment.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace vlmo {

namespace {

void check(const RgbaImage& stored, const AugmentOptions& options)
{
    const auto refuseUnless = [](bool good, const char* problem) {
        if (!good)
            throw Error(ErrorKind::InvalidArgument, problem);
    };
    refuseUnless(stored.width >= 1 && stored.width == stored.height, "only a square picture can be augmented");
    refuseUnless(options.size >= 1 && options.size <= 4096, "the side of a training picture is between 1 and 4096");
    refuseUnless(options.minScale > 0.0 && options.minScale <= 1.0, "the smallest scale is a part of 1, above 0");
    refuseUnless(options.minCrop > 0.0 && options.minCrop <= 1.0, "the smallest crop is a part of 1, above 0");
    refuseUnless(options.maxShift >= 0.0 && options.maxShift <= 1.0, "the farthest shift is a part of 1");
    refuseUnless(options.colourJitter >= 0.0 && options.colourJitter <= 1.0, "the colour jitter is a part of 1");
    refuseUnless(options.maxRotation >= 0.0 && options.maxRotation <= 180.0,
                 "the rotation lies between 0 and 180 degrees");
    refuseUnless(options.randAugmentOps >= 0 && options.randAugmentOps <= 100,
                 "RandAugment takes between 0 and 100 operations");
    refuseUnless(options.randAugmentMagnitude >= 0 && options.randAugmentMagnitude <= 10,
                 "RandAugment takes a magnitude from 0 to 10");
}

cv::Mat wrap(const RgbaImage& image)
{
    // OpenCV has no read-only view; nobody writes through this one.
    return {image.height, image.width, CV_8UC4, const_cast<std::uint8_t*>(image.pixels.data())};
}

/// A picture whose corners are opaque fills its frame; shrinking it would invent a border.
bool fillsFrame(const RgbaImage& image)
{
    const auto alpha = [&](int y, int x) {
        return image.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                             static_cast<std::size_t>(x)) *
                                4 +
                            3];
    };
    return alpha(0, 0) == 255 && alpha(0, image.width - 1) == 255 && alpha(image.height - 1, 0) == 255 &&
           alpha(image.height - 1, image.width - 1) == 255;
}

std::array<double, 3> randomGround(Random& random)
{
    const double kind = random.uniform();
    if (kind < 0.4)
        return {255.0, 255.0, 255.0};
    const double low = kind < 0.9 ? 170.0 : 0.0; // mostly light, now and then anything
    return {random.uniform(low, 255.0), random.uniform(low, 255.0), random.uniform(low, 255.0)};
}

/// Maps places of the result (pixel centres) to places of the source.
cv::Matx23d viewMatrix(const RgbaImage& source, const AugmentOptions& options, Random& random)
{
    const bool whole = fillsFrame(source);
    const double angle = random.uniform(-options.maxRotation, options.maxRotation) * std::numbers::pi / 180.0;
    const double scale = whole ? 1.0 / random.uniform(options.minCrop, 1.0) : random.uniform(options.minScale, 1.0);
    // A cut-out moves within the free room and a little beyond; a crop never leaves the picture.
    const double room = whole ? (scale - 1.0) / 2.0 : options.maxShift;
    const double shiftX = random.uniform(-room, room);
    const double shiftY = random.uniform(-room, room);
    const bool mirror = random.chance(0.5) && options.flip;

    const double zoom = static_cast<double>(source.width) / options.size / scale;
    const double turn = whole ? angle / 4.0 : angle; // corners would show otherwise
    const double cosine = std::cos(turn) * zoom;
    const double sine = std::sin(turn) * zoom;
    const double side = mirror ? -1.0 : 1.0;
    const double centre = (options.size - 1) / 2.0;
    const double x0 = centre + shiftX * options.size;
    const double y0 = centre + shiftY * options.size;
    const double sourceX = (source.width - 1) / 2.0;
    const double sourceY = (source.height - 1) / 2.0;
    return {side * cosine, side * sine, sourceX - side * (cosine * x0 + sine * y0),
            -sine,         cosine,      sourceY + sine * x0 - cosine * y0};
}

/// Contrast and brightness about the middle, saturation about the pixel's grey.
struct ColourChange {
    float gain = 1.0F;
    float offset = 0.0F;
    float saturation = 1.0F;
};

ColourChange drawColourChange(double amount, Random& random)
{
    const double brightness = random.uniform(1.0 - amount, 1.0 + amount);
    const double contrast = random.uniform(1.0 - amount, 1.0 + amount);
    const double saturation = random.uniform(1.0 - amount, 1.0 + amount);
    return {static_cast<float>(brightness * contrast), static_cast<float>(128.0 * (1.0 - contrast)),
            static_cast<float>(saturation)};
}

cv::Mat warped(const RgbaImage& stored, const cv::Matx23d& matrix, int size)
{
    cv::Mat view;
    const int border = fillsFrame(stored) ? cv::BORDER_REPLICATE : cv::BORDER_CONSTANT;
    cv::warpAffine(wrap(stored), view, matrix, {size, size}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, border,
                   cv::Scalar(0, 0, 0, 0));
    return view;
}

/// `view` has its colours multiplied by alpha. The drawing is varied, the ground is random already.
RgbImage laidOver(const std::array<double, 3>& ground, const cv::Mat& view, const ColourChange& change)
{
    RgbImage result{view.cols, view.rows, std::vector<std::uint8_t>(view.total() * 3)};
    for (int y = 0; y < view.rows; ++y) {
        const auto* from = view.ptr<cv::Vec4b>(y);
        std::uint8_t* to = result.row(y);
        for (int x = 0; x < view.cols; ++x, to += 3) {
            const float through = static_cast<float>(255 - from[x][3]) / 255.0F;
            std::array<float, 3> colour{};
            for (std::size_t c = 0; c < 3; ++c) {
                const float own = static_cast<float>(from[x][static_cast<int>(c)]);
                const float varied = own * change.gain + change.offset * (1.0F - through);
                colour[c] = varied + through * static_cast<float>(ground[c]);
            }
            const float grey = 0.299F * colour[0] + 0.587F * colour[1] + 0.114F * colour[2];
            for (std::size_t c = 0; c < 3; ++c) {
                const float value = grey + (colour[c] - grey) * change.saturation;
                to[c] = static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
            }
        }
    }
    return result;
}

RgbImage drawView(const RgbaImage& stored, const AugmentOptions& options, Random& random)
{
    const cv::Matx23d matrix = viewMatrix(stored, options, random);
    const std::array<double, 3> ground =
        options.randomGround ? randomGround(random) : std::array<double, 3>{255.0, 255.0, 255.0};
    const ColourChange change = drawColourChange(options.colourJitter, random);
    RgbImage view = laidOver(ground, warped(stored, matrix, options.size), change);
    randAugment(view, options.randAugmentOps, options.randAugmentMagnitude, random);
    return view;
}

} // namespace

RgbaImage storedForm(const RgbaImage& picture, int size)
{
    if (picture.width <= 0 || picture.height <= 0 || size < 1)
        throw Error(ErrorKind::InvalidArgument, "an empty picture cannot be stored");
    cv::Mat premultiplied;
    wrap(picture).copyTo(premultiplied);
    for (int y = 0; y < premultiplied.rows; ++y) {
        auto* row = premultiplied.ptr<cv::Vec4b>(y);
        for (int x = 0; x < premultiplied.cols; ++x)
            for (int c = 0; c < 3; ++c)
                row[x][c] = static_cast<std::uint8_t>((row[x][c] * row[x][3] + 127) / 255);
    }
    RgbaImage result{size, size,
                     std::vector<std::uint8_t>(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4)};
    cv::Mat target = wrap(result);
    const bool shrinks = picture.width >= size && picture.height >= size;
    cv::resize(premultiplied, target, {size, size}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

RgbImage augment(const RgbaImage& stored, const AugmentOptions& options, std::uint64_t seed)
{
    check(stored, options);
    Random random(seed);
    try {
        return drawView(stored, options, random);
    } catch (const cv::Exception& failure) {
        throw Error(ErrorKind::Internal, "a picture cannot be augmented: " + failure.err);
    }
}

RgbImage plainView(const RgbaImage& picture, int size)
{
    return resizeBicubic(overWhite(picture), size, size);
}

} // namespace vlmo
