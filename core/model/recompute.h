#pragma once

// Private to core: activation checkpointing (Chen et al., arXiv 1604.06174), which LibTorch lacks in C++.

#include <torch/torch.h>

#include <functional>

namespace vlmo {

/// Computes `body(x, bias)` without keeping what lies between, and computes it again when the gradient comes by: a
/// block then costs its input in memory and one more forward pass in time.
///
/// Gradients reach x, `bias` (which may be undefined) and every parameter that `body` uses; values and gradients equal
/// those of calling `body` directly, random draws (stochastic depth) included. What `body` refers to must live until
/// the gradient was computed.
[[nodiscard]] torch::Tensor recomputed(const torch::Tensor& x, const torch::Tensor& bias,
                                       std::function<torch::Tensor(const torch::Tensor&, const torch::Tensor&)> body);

} // namespace vlmo
