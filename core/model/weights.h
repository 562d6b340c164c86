#pragma once

#include "core/checkpoint/tensor_file.h"
#include "core/model/vlmo.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// Copies weights into a model by name. Buffers of the released checkpoints that are no weights (`position_ids`, the
/// index tables) are passed over. Throws Error(Incompatible) naming the first tensor that is missing, that the model
/// does not have, or whose shape differs; the model is unchanged then.
void loadWeights(torch::nn::Module& model, const TensorFile& file);
inline void loadWeights(Vlmo& model, const TensorFile& file)
{
    loadWeights(*model, file);
}

/// The name of a parameter that holds a number which is not finite (NaN, infinity): such a model computes nothing.
/// Nothing when all are finite. Costs one reading of the weights.
[[nodiscard]] std::optional<std::string> findNotFinite(const torch::nn::Module& model);

/// A module's parameters as bytes, in `type` (float32 or bfloat16); scalars and vectors stay float32, as they cost
/// nothing and feed sums. The views live as long as the result.
struct OwnedTensors {
    std::map<std::string, TensorView> views;
    std::vector<torch::Tensor> owners;
};
[[nodiscard]] OwnedTensors weightsOf(const torch::nn::Module& model, torch::ScalarType type = torch::kFloat32);

/// A float32 copy of a stored tensor; integers stay integers.
[[nodiscard]] torch::Tensor toTorch(const TensorView& view);
/// A view of a contiguous CPU tensor's bytes; the tensor must outlive it.
[[nodiscard]] TensorView toView(const torch::Tensor& tensor);

} // namespace vlmo
