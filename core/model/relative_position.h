#pragma once

#include "core/model/config.h"

#include <torch/torch.h>

namespace vlmo {

/// Rows of the one relative position table that each pair of places looks up (MODEL.md section 2; released code,
/// `build_relative_position_embed`). Rows: (2g-1)^2 image distances, cls to any, any to cls, cls to cls; text to image;
/// image to text; then 2 * tableTextLength text distances, the last three of them for `[CLS]`.
///
/// All index matrices are int64; [row] attends to [column].
[[nodiscard]] torch::Tensor imagePositionIndex(const ModelConfig& config);                      // [1+P, 1+P]
[[nodiscard]] torch::Tensor textPositionIndex(const ModelConfig& config, std::int64_t length);  // [L, L]
[[nodiscard]] torch::Tensor fusedPositionIndex(const ModelConfig& config, std::int64_t length); // [L+1+P, L+1+P]

} // namespace vlmo
