#pragma once

#include "core/vision/image.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vlmo {

/// Which of a model's two embeddings a vector is (MODEL.md section 1): the modality's own experts in the top blocks, or
/// the second branch through the VL expert. Vectors of different branches must never be compared.
enum class Branch { Own, Vl };

[[nodiscard]] constexpr const char* branchName(Branch branch) noexcept
{
    return branch == Branch::Own ? "own" : "vl";
}

/// Turns pictures and sentences into vectors of unit length that can be compared by their dot product.
///
/// The part of the engine that a library needs; tests give it a small stand-in. Use from one thread at a time.
class Embedder {
public:
    virtual ~Embedder() = default;

    /// Identifies weights and configuration; stored beside every vector.
    [[nodiscard]] virtual std::string fingerprint() const = 0;
    [[nodiscard]] virtual std::int64_t dimension() const = 0;
    /// Side of the square the model sees; pictures are resized to it by prepare().
    [[nodiscard]] virtual int imageSize() const = 0;

    /// Resizes a picture as the model needs it (strictness included). Thread-safe: decoding threads call it.
    [[nodiscard]] virtual RgbImage prepare(const RgbImage& picture) const = 0;

    /// One unit vector per picture, in order; pictures must come from prepare().
    [[nodiscard]] virtual std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared,
                                                                      Branch branch) = 0;
    /// One unit vector per sentence, in order. Throws Error(InvalidArgument) for an empty sentence.
    [[nodiscard]] virtual std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences,
                                                                     Branch branch) = 0;
};

} // namespace vlmo
