#pragma once

#include "core/model/vlmo.h"
#include "core/train/events.h"
#include "core/train/pair_source.h"

#include <torch/torch.h>

#include <vector>

namespace vlmo {

/// What one batch of pairs gives; `loss` carries the graph.
struct ContrastStep {
    torch::Tensor loss; ///< Half of the sum of both branches, or the own branch's alone where there is no VL expert.
    Measures measures;
};

/// ITC over both branches (MODEL.md section 4).
[[nodiscard]] ContrastStep contrastStep(Vlmo& model, const PairBatch& batch, const torch::Device& device,
                                        const Pass& pass);

/// Bytes [B, S, S, 3] as the model takes pictures: [B, 3, S, S] float32 in [-1, 1].
[[nodiscard]] torch::Tensor toPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side,
                                     const torch::Device& device);

/// Splits padded ids [U, longest] with rising lengths into a few batches of like length, in order, so that hardly any
/// padding is computed. A mask is left out where no row is padded.
[[nodiscard]] std::vector<TextBatch> toTextBatches(const std::vector<std::int64_t>& ids,
                                                   const std::vector<std::int64_t>& lengths, std::int64_t longest,
                                                   const torch::Device& device);

} // namespace vlmo
