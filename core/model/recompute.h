#pragma once

// Private to core: activation checkpointing (Chen et al., arXiv 1604.06174), which LibTorch lacks in C++.

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace vlmo {

/// Computes `body(x, biases)` without keeping what lies between, and computes it again when the gradient comes by: a
/// block then costs its input in memory and one more forward pass in time.
///
/// Gradients reach x, `biases` (all defined) and every parameter that `body` uses; values and gradients equal
/// those of calling `body` directly, random draws (stochastic depth) included. What `body` refers to must live until
/// the gradient was computed.
[[nodiscard]] torch::Tensor
recomputed(const torch::Tensor& x, const std::vector<torch::Tensor>& biases,
           std::function<torch::Tensor(const torch::Tensor&, const std::vector<torch::Tensor>&)> body);

} // namespace vlmo
