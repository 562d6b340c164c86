#pragma once

// Private to core: what attention does between its projections.

#include <torch/torch.h>

namespace vlmo {

/// What comes of attending. `weights` [B, H, N, N] are the attention probabilities.
struct Attended {
    torch::Tensor mixed; ///< [B, N, d]
    torch::Tensor weights;
};

/// softmax(q k^T / sqrt(d / H) + bias) v over the keys that may be attended to, for H heads.
///
/// qkv [B, N, 3 d]; `positionBias` [H, N, N] float32 and `keys` [B, N] bool (true = may be attended to) may be
/// undefined. The softmax is float32 in any case; products and results have the type of `qkv`. Operation by operation,
/// so that gradients reach whatever somebody does with `weights`, on any device.
[[nodiscard]] Attended attend(const torch::Tensor& qkv, std::int64_t heads, const torch::Tensor& positionBias,
                              const torch::Tensor& keys);

/// The same on the processor and in as few passes over the memory as it takes; gradients reach `qkv` and `positionBias`
/// through `mixed` alone.
///
/// In bfloat16 the gradient of the softmax is that of the weights as they are rounded. Values are the same with and
/// without gradients, so that activation checkpointing may compute them twice.
[[nodiscard]] Attended attendAtOnce(const torch::Tensor& qkv, std::int64_t heads, const torch::Tensor& positionBias,
                                    const torch::Tensor& keys);

} // namespace vlmo
