#pragma once

// Private to core/model: between tensors and its loops over numbers.

#include "core/model/hot_loops.h"

#include <torch/torch.h>

namespace vlmo {

/// As an argument of an autograd function an undefined tensor is none.
using OptionalTensor = c10::optional<torch::Tensor>;

/// The numbers of a float32 tensor; null of an undefined one.
inline float* floatsOf(const torch::Tensor& values)
{
    return values.defined() ? values.data_ptr<float>() : nullptr;
}

/// The numbers of a bfloat16 tensor; null of an undefined one.
inline Bf16* bitsOf(const torch::Tensor& values)
{
    return values.defined() ? reinterpret_cast<Bf16*>(values.data_ptr<at::BFloat16>()) : nullptr;
}

} // namespace vlmo
