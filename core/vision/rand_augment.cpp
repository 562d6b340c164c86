#include "core/vision/rand_augment.h"

#include "core/base/error.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace vlmo {

namespace {

constexpr double maxMagnitude = 10.0;
constexpr double maxShear = 0.3;
constexpr double maxTranslation = 10.0; // Pixels of a picture of 224, as the reference has it.
constexpr double referenceSide = 224.0;
constexpr double maxRotation = 30.0; // Degrees.

using Table = std::array<std::uint8_t, 256>;
using Histogram = std::array<int, 256>;

cv::Mat wrapped(RgbImage& image)
{
    return {image.height, image.width, CV_8UC3, image.pixels.data()};
}

/// Replaces each channel by a table made from its histogram.
template <typename MakeTable>
void mapChannels(RgbImage& image, MakeTable makeTable)
{
    for (std::size_t channel = 0; channel < 3; ++channel) {
        Histogram histogram{};
        for (std::size_t at = channel; at < image.pixels.size(); at += 3)
            ++histogram[image.pixels[at]];
        const Table table = makeTable(histogram);
        for (std::size_t at = channel; at < image.pixels.size(); at += 3)
            image.pixels[at] = table[image.pixels[at]];
    }
}

Table identityTable()
{
    Table table{};
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = static_cast<std::uint8_t>(value);
    return table;
}

/// Stretches the values that occur over the whole range.
Table contrastTable(const Histogram& histogram)
{
    const auto occurs = [](int count) { return count > 0; };
    const auto low = std::find_if(histogram.begin(), histogram.end(), occurs) - histogram.begin();
    const auto high = 255 - (std::find_if(histogram.rbegin(), histogram.rend(), occurs) - histogram.rbegin());
    Table table = identityTable();
    if (high <= low)
        return table;
    const double scale = 255.0 / static_cast<double>(high - low);
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = static_cast<std::uint8_t>(
            std::clamp((static_cast<double>(value) - static_cast<double>(low)) * scale, 0.0, 255.0));
    return table;
}

/// Spreads the values so that each part of the range occurs equally often.
Table equalTable(const Histogram& histogram)
{
    int total = 0;
    int last = 0;
    for (const int count : histogram) {
        total += count;
        last = count != 0 ? count : last;
    }
    Table table = identityTable();
    const int step = (total - last) / 255;
    if (step == 0)
        return table;
    int sum = step / 2;
    for (std::size_t value = 0; value < table.size(); ++value) {
        table[value] = static_cast<std::uint8_t>(std::min(sum / step, 255));
        sum += histogram[value];
    }
    return table;
}

void brighten(RgbImage& image, double factor)
{
    Table table{};
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = static_cast<std::uint8_t>(std::clamp(static_cast<double>(value) * factor, 0.0, 255.0));
    for (std::uint8_t& value : image.pixels)
        value = table[value];
}

/// Away from the picture's smoothed self; its border stays.
void sharpen(RgbImage& image, double factor)
{
    if (image.width < 3 || image.height < 3)
        return;
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, 1, 1, 1, 5, 1, 1, 1, 1) / 13.0F;
    cv::Mat picture = wrapped(image);
    cv::Mat smooth;
    cv::filter2D(picture, smooth, -1, kernel);
    const cv::Rect inner(1, 1, image.width - 2, image.height - 2);
    cv::Mat target = picture(inner);
    cv::addWeighted(target.clone(), factor, smooth(inner), 1.0 - factor, 0.0, target);
}

void warp(RgbImage& image, const cv::Matx23d& transform)
{
    cv::Mat picture = wrapped(image);
    cv::warpAffine(picture.clone(), picture, transform, picture.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar::all(128));
}

void apply(RgbImage& image, RandAugmentOperation operation, double part)
{
    const double enhancement = std::abs(part) * 1.8 + 0.1;
    const double shift = part * maxTranslation * image.width / referenceSide;
    switch (operation) {
    case RandAugmentOperation::Identity:
        break;
    case RandAugmentOperation::AutoContrast:
        mapChannels(image, contrastTable);
        break;
    case RandAugmentOperation::Equalize:
        mapChannels(image, equalTable);
        break;
    case RandAugmentOperation::Brightness:
        brighten(image, enhancement);
        break;
    case RandAugmentOperation::Sharpness:
        sharpen(image, enhancement);
        break;
    case RandAugmentOperation::ShearX:
        warp(image, {1, part * maxShear, 0, 0, 1, 0});
        break;
    case RandAugmentOperation::ShearY:
        warp(image, {1, 0, 0, part * maxShear, 1, 0});
        break;
    case RandAugmentOperation::TranslateX:
        warp(image, {1, 0, shift, 0, 1, 0});
        break;
    case RandAugmentOperation::TranslateY:
        warp(image, {1, 0, 0, 0, 1, shift});
        break;
    case RandAugmentOperation::Rotate: {
        const cv::Point2f centre(static_cast<float>(image.width) / 2, static_cast<float>(image.height) / 2);
        warp(image, cv::getRotationMatrix2D_(centre, part * maxRotation, 1.0));
        break;
    }
    }
}

} // namespace

void applyRandAugment(RgbImage& image, RandAugmentOperation operation, double magnitude)
{
    try {
        apply(image, operation, magnitude / maxMagnitude);
    } catch (const cv::Exception& failure) {
        throw Error(ErrorKind::Internal, "a picture cannot be augmented: " + failure.err);
    }
}

void randAugment(RgbImage& image, int operations, double magnitude, Random& random)
{
    for (int draw = 0; draw < operations; ++draw) {
        const RandAugmentOperation operation = randAugmentOperations[random.below(randAugmentOperations.size())];
        const bool applied = random.chance(0.5);
        const double sign = random.chance(0.5) ? 1.0 : -1.0;
        if (applied)
            applyRandAugment(image, operation, sign * magnitude);
    }
}

} // namespace vlmo
