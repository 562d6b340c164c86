#pragma once

#include "core/base/error.h"
#include "core/engine/embedder.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::test {

/// A model small enough to follow by hand: the direction of a vector is the mean colour of the picture, or the sum of
/// the colours that a sentence names. Counts what it is asked for.
class StandInEmbedder final : public Embedder {
public:
    static constexpr std::int64_t numbers = 8;

    [[nodiscard]] std::string fingerprint() const override { return name; }
    [[nodiscard]] std::int64_t dimension() const override { return numbers; }
    [[nodiscard]] int imageSize() const override { return 1; }

    [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override
    {
        std::array<double, 3> sums{};
        for (std::size_t i = 0; i < picture.pixels.size(); ++i)
            sums[i % 3] += picture.pixels[i];
        const double count = static_cast<double>(picture.pixels.size()) / 3.0;
        RgbImage mean{1, 1, {}};
        for (const double sum : sums)
            mean.pixels.push_back(static_cast<std::uint8_t>(std::lround(sum / count)));
        return mean;
    }

    [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared, Branch) override
    {
        std::vector<std::vector<float>> vectors;
        for (const RgbImage& picture : prepared) {
            ++pictures;
            vectors.push_back(unitVector({static_cast<float>(picture.pixels[0]), static_cast<float>(picture.pixels[1]),
                                          static_cast<float>(picture.pixels[2])}));
        }
        return vectors;
    }

    [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences, Branch) override
    {
        std::vector<std::vector<float>> vectors;
        for (const std::string& sentence : sentences) {
            if (sentence == refused)
                throw Error(ErrorKind::InvalidArgument, "the sentence has no words");
            ++texts;
            std::array<float, 3> colour{};
            for (const auto& [word, place] : {std::pair("red", 0U), std::pair("green", 1U), std::pair("blue", 2U)})
                colour.at(place) = sentence.find(word) != std::string::npos ? 255.0F : 0.0F;
            vectors.push_back(unitVector(colour));
        }
        return vectors;
    }

    /// The fourth number gives black a direction too.
    static std::vector<float> unitVector(const std::array<float, 3>& colour)
    {
        std::vector<float> vector(numbers, 0.0F);
        const std::array<float, 4> direction{colour[0], colour[1], colour[2], 16.0F};
        float squares = 0.0F;
        for (const float number : direction)
            squares += number * number;
        for (std::size_t i = 0; i < direction.size(); ++i)
            vector[i] = direction.at(i) / std::sqrt(squares);
        return vector;
    }

    std::string name = "stand-in-fingerprint";
    std::string refused; ///< A sentence that it will not take.
    std::int64_t pictures = 0;
    std::int64_t texts = 0;
};

} // namespace vlmo::test
