#include "core/vision/decode.h"
#include "core/vision/preprocess.h"

#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace vlmo;
using nlohmann::json;
using vlmo::test::goldenFolder;
using vlmo::test::goldenJson;
using vlmo::test::goldenTensors;

namespace {

class PicturesAgainstTheReference : public ::testing::Test {
protected:
    const json meta = goldenJson("K_image/meta.json");
    const TensorFile tensors = goldenTensors("K_image/images.safetensors");

    [[nodiscard]] static RgbImage decoded(const json& image)
    {
        return decodeImage(goldenFolder("K_image") / image.at("file").get<std::string>(), {.strict = true});
    }
    [[nodiscard]] bool has(const std::string& name) const { return tensors.tensors.count(name) != 0; }

    /// A tensor [height, width, 3] of bytes as a picture.
    [[nodiscard]] RgbImage picture(const std::string& name) const
    {
        const TensorView& tensor = tensors.at(name);
        RgbImage image{static_cast<int>(tensor.shape.at(1)), static_cast<int>(tensor.shape.at(0)), {}};
        for (const std::byte value : tensor.bytes)
            image.pixels.push_back(static_cast<std::uint8_t>(value));
        return image;
    }

    /// What the reference resizes: its own decoding where decoders may differ.
    [[nodiscard]] RgbImage source(const json& image) const
    {
        const std::string name = image.at("tensor_prefix").get<std::string>() + ".rgb_u8";
        return has(name) ? picture(name) : decoded(image);
    }

    /// The resized picture of the set, whatever size it was made with: the name says it.
    [[nodiscard]] std::string resizedName(const json& image) const
    {
        const std::string begin = image.at("tensor_prefix").get<std::string>() + ".resized";
        const auto found = tensors.tensors.lower_bound(begin);
        return found != tensors.tensors.end() && found->first.rfind(begin, 0) == 0 ? found->first : begin;
    }
};

int largestDifference(const RgbImage& left, const RgbImage& right)
{
    EXPECT_EQ(left.width, right.width);
    EXPECT_EQ(left.height, right.height);
    int largest = left.pixels.size() == right.pixels.size() ? 0 : 256;
    for (std::size_t at = 0; largest < 256 && at < left.pixels.size(); ++at)
        largest = std::max(largest, std::abs(left.pixels[at] - right.pixels[at]));
    return largest;
}

float largestDifference(const std::vector<float>& left, const std::vector<float>& right)
{
    EXPECT_EQ(left.size(), right.size());
    float largest = left.size() == right.size() ? 0.0F : 256.0F;
    for (std::size_t at = 0; at < std::min(left.size(), right.size()); ++at)
        largest = std::max(largest, std::abs(left[at] - right[at]));
    return largest;
}

bool isJpeg(const json& image)
{
    return image.at("file").get<std::string>().find(".jp") != std::string::npos;
}

} // namespace

TEST_F(PicturesAgainstTheReference, AreDecodedToTheSamePixels)
{
    ASSERT_FALSE(meta.at("images").empty());
    for (const json& image : meta.at("images")) {
        const RgbImage ours = decoded(image);
        EXPECT_EQ(ours.width, image.at("width").get<int>()) << image;
        EXPECT_EQ(ours.height, image.at("height").get<int>()) << image;
        const std::string name = image.at("tensor_prefix").get<std::string>() + ".rgb_u8";
        if (has(name)) {
            // JPEG decoders may differ by a level or two.
            EXPECT_LE(largestDifference(ours, picture(name)), isJpeg(image) ? 2 : 0) << image;
        }
    }
}

TEST_F(PicturesAgainstTheReference, AreResizedBitForBit)
{
    for (const json& image : meta.at("images")) {
        const RgbImage expected = picture(resizedName(image));
        EXPECT_EQ(resizeBicubic(source(image), expected.width, expected.height).pixels, expected.pixels) << image;
    }
}

TEST_F(PicturesAgainstTheReference, BecomeTheSameTensors)
{
    int compared = 0;
    for (const json& image : meta.at("images")) {
        const std::string begin = image.at("tensor_prefix").get<std::string>() + ".tensor";
        for (auto found = tensors.tensors.lower_bound(begin);
             found != tensors.tensors.end() && found->first.rfind(begin, 0) == 0; ++found) {
            const auto& shape = found->second.shape;
            const RgbImage resized =
                resizeBicubic(source(image), static_cast<int>(shape.at(2)), static_cast<int>(shape.at(1)));
            EXPECT_EQ(largestDifference(normalizedPlanes(resized), tensors.floats(found->first)), 0.0F) << found->first;
            ++compared;
        }
    }
    EXPECT_GT(compared, 0);
}

TEST_F(PicturesAgainstTheReference, BecomeTheSameLargeTensor)
{
    // Stored in half precision, hence the tolerance.
    const std::filesystem::path folder = goldenFolder("K_image");
    int compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().filename().string().find("_f16.safetensors") == std::string::npos)
            continue;
        const TensorFile large = readSafetensors(entry.path());
        for (const json& image : meta.at("images")) {
            const std::string begin = image.at("tensor_prefix").get<std::string>() + ".tensor";
            const auto found = large.tensors.lower_bound(begin);
            if (found == large.tensors.end() || found->first.rfind(begin, 0) != 0)
                continue;
            const auto& shape = found->second.shape;
            const RgbImage resized =
                resizeBicubic(source(image), static_cast<int>(shape.at(2)), static_cast<int>(shape.at(1)));
            EXPECT_LE(largestDifference(normalizedPlanes(resized), large.floats(found->first)), 5e-4F) << found->first;
            ++compared;
        }
    }
    EXPECT_GT(compared, 0);
}
