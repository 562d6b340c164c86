#pragma once

#include "core/model/block.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace vlmo {

/// Turns pictures into visual codes, one for each patch: what masked image modelling (stage 1) has to guess.
///
///     auto tokenizer = openVisualCodes(path, 14);
///     torch::Tensor targets = tokenizer->codes(pixels);  // [B, 196]
///
/// Use it from one thread at a time.
class VisualCodes {
public:
    virtual ~VisualCodes() = default;

    /// Codes are numbers in [0, codeCount()).
    [[nodiscard]] virtual std::int64_t codeCount() const = 0;
    /// Codes along a side of a picture.
    [[nodiscard]] virtual std::int64_t grid() const = 0;
    /// Side in pixels of the pictures it works on.
    [[nodiscard]] virtual std::int64_t side() const = 0;
    /// Numbers in its weights.
    [[nodiscard]] virtual std::int64_t numbers() const = 0;
    /// Once, before codes().
    virtual void moveTo(const torch::Device& device) = 0;

    /// pixels [B, 3, S, S] in [0, 1], on its device; pictures whose side is not side() are resized (bicubic,
    /// antialiased). Result [B, grid * grid] int64, patches row by row. Works through few pictures at a time, without
    /// gradients, so that memory does not grow with B. Throws Error(InvalidArgument) for another shape or type.
    [[nodiscard]] torch::Tensor codes(const torch::Tensor& pixels, const Pass& pass = {});

    /// Whether pictures() can turn codes back into pixels.
    [[nodiscard]] virtual bool canDraw() const { return false; }
    /// codes [B, grid * grid] -> pixels [B, 3, side, side] in [0, 1]. Throws Error(Incompatible) without canDraw().
    [[nodiscard]] virtual torch::Tensor pictures(const torch::Tensor& codes, const Pass& pass = {});

protected:
    /// pixels [b, 3, side, side] in [0, 1], few at a time -> [b, grid * grid].
    [[nodiscard]] virtual torch::Tensor codesOf(const torch::Tensor& pixels, const Pass& pass) = 0;
};

/// Opens what a person has: a visual tokenizer's folder (VisualTokenizer), or a file with the weights of the DALL-E
/// encoder (safetensors, or what torch.save wrote). `grid` is that of the model to train. Throws Error: NotFound,
/// BadInput; Incompatible when a folder's tokenizer has another grid.
[[nodiscard]] std::unique_ptr<VisualCodes> openVisualCodes(const std::filesystem::path& path, std::int64_t grid);

/// Throws Error(InvalidArgument) unless pixels are [B, 3, S, S] of a floating type.
void checkPictures(const torch::Tensor& pixels);

/// 0.8 x + 0.1, as the DALL-E tokenizer maps pixels of [0, 1], and back, cut to [0, 1].
[[nodiscard]] torch::Tensor mapPixels(const torch::Tensor& pixels);
[[nodiscard]] torch::Tensor unmapPixels(const torch::Tensor& mapped);

} // namespace vlmo
