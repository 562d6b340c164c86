#pragma once

// Private to core: speaks torch.

#include "core/model/vlmo.h"

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <utility>
#include <vector>

namespace vlmo {

/// Multiplies the attentions of a pass of one input through its blocks.
class AttentionRollout final : public BlockObserver {
public:
    void onBlock(const BlockRecord&) override {}
    void onAttention(const torch::Tensor& probabilities) override;

    /// [places, places] float32: row i tells from which places of the input place i could have taken what it ends as.
    /// Rows sum to 1. Undefined before the first block.
    [[nodiscard]] const torch::Tensor& rows() const { return m_rows; }

private:
    torch::Tensor m_rows;
};

/// A run of places: first, count.
using PlaceRun = std::pair<std::int64_t, std::int64_t>;

struct GradientMaps {
    torch::Tensor whole;              ///< [P] float32, CPU
    std::vector<torch::Tensor> parts; ///< One a run, [P] float32, CPU
};

/// Gradient times input of `logit(states)`, one number, with regard to the patches as they enter block 0: the whole of
/// it, and the parts that pass through each run of places between block `cut` - 1 and block `cut`. Runs that cover all
/// places have parts that sum to the whole. With `cut` 0 words have not met a patch yet and their parts are 0.
/// Needs gradients on and weights that want none. Throws Error(Cancelled) between two runs.
[[nodiscard]] GradientMaps gradientMaps(Vlmo& model, const TextBatch& text, const torch::Tensor& image,
                                        const Pass& pass, std::int64_t cut, const std::vector<PlaceRun>& runs,
                                        const std::function<torch::Tensor(const FusedStates&)>& logit,
                                        const std::stop_token& stop);

/// [1, 1+P, d] twice -> [P] on the CPU.
[[nodiscard]] torch::Tensor patchProducts(const torch::Tensor& gradient, const torch::Tensor& image);

} // namespace vlmo
