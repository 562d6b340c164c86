#pragma once

#include "core/checkpoint/tensor_file.h"
#include "core/model/visual_codes.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vlmo {

/// The encoder of the DALL-E discrete VAE (arXiv 2102.12092), with which the reference makes its visual codes: four
/// groups of residual blocks, the picture halved between them. Published: 256 channels, 2 blocks a group, 8192 codes.
/// Parameter names are the published ones ("blocks.group_1.block_1.res_path.conv_1.w").
class DalleEncoder final : public VisualCodes {
public:
    /// One code comes of 8 x 8 pixels: 112-pixel pictures for a grid of 14.
    static constexpr std::int64_t kPixelsPerCode = 8;

    /// Width, blocks a group and codes follow from the weights. Throws Error(Incompatible) that names the file and the
    /// tensor which is missing, superfluous or of another shape; Error(InvalidArgument) for a grid outside 1 to 256.
    DalleEncoder(const TensorFile& weights, std::int64_t grid);

    [[nodiscard]] std::int64_t codeCount() const override { return m_codes; }
    [[nodiscard]] std::int64_t grid() const override { return m_grid; }
    [[nodiscard]] std::int64_t side() const override { return m_grid * kPixelsPerCode; }
    [[nodiscard]] std::int64_t numbers() const override { return m_numbers; }
    void moveTo(const torch::Device& device) override;

    /// pixels [B, 3, side, side] in [0, 1] -> [B, codes, grid, grid], float32; the mapping of pixels is done inside.
    [[nodiscard]] torch::Tensor logits(const torch::Tensor& pixels, const Pass& pass = {}) const;

protected:
    [[nodiscard]] torch::Tensor codesOf(const torch::Tensor& pixels, const Pass& pass) override;

private:
    struct Convolution {
        torch::Tensor weight, bias; // Both undefined: the identity.
    };
    struct Block {
        Convolution identity;
        std::vector<Convolution> residual;
    };

    [[nodiscard]] static torch::Tensor apply(const Convolution& convolution, const torch::Tensor& x, const Pass& pass);
    [[nodiscard]] torch::Tensor applyBlock(const Block& block, const torch::Tensor& x, const Pass& pass) const;

    std::int64_t m_grid;
    std::int64_t m_codes = 0;
    std::int64_t m_numbers = 0;
    Convolution m_input, m_output;
    std::vector<std::vector<Block>> m_groups;
    double m_residualGain = 1.0; ///< 1 / (number of blocks)^2
};

/// Reads the weights: safetensors, a state dict that torch.save wrote, or the published file, a pickled module. Throws
/// Error: NotFound, BadInput, Incompatible.
[[nodiscard]] std::unique_ptr<DalleEncoder> openDalleEncoder(const std::filesystem::path& file, std::int64_t grid);

} // namespace vlmo
