#pragma once

#include "core/checkpoint/tensor_file.h"

#include <cstdint>

namespace vlmo {

/// Whether the file names its tensors as BEiT does: blocks at the top, without a `transformer`.
[[nodiscard]] bool isBeit(const TensorFile& file);

/// A BEiT file in VLMo's names, as the released code converts it (MODEL.md section 6): everything goes under
/// `transformer`, `mlp` and `norm2` become the vision expert, and the blocks' position tables stand side by side in one
/// `relative_position_bias_table` [image distances, blocks * heads], which lacks the rows for text. A table that all
/// blocks share is repeated for each. Throws Error(Incompatible) naming tables that do not fit each other.
[[nodiscard]] TensorFile beitAsVlmo(const TensorFile& file);

} // namespace vlmo
