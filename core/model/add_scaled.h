#pragma once

// Private to core: a block's update joins the residual stream.

#include <torch/torch.h>

namespace vlmo {

/// x + update * gamma * paths, in float32: layer scale and stochastic depth of a residual branch.
///
/// x [B, N, d] float32; update [B, N, d] float32 or bfloat16; gamma [d] float32 and paths, float32, of a shape that
/// broadcasts to [B, N, 1], may be undefined. On the processor it takes one pass over the memory, as does the gradient,
/// which reaches x, update and gamma. Values equal those of the single operations to the last bit.
[[nodiscard]] torch::Tensor addScaled(const torch::Tensor& x, const torch::Tensor& update, const torch::Tensor& gamma,
                                      const torch::Tensor& paths);

/// The second summand by itself, operation by operation, on any device.
[[nodiscard]] torch::Tensor scaled(const torch::Tensor& update, const torch::Tensor& gamma, const torch::Tensor& paths);

} // namespace vlmo
