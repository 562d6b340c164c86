#pragma once

#include "core/checkpoint/tensor_file.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// Compares what a file holds with what a model is made of, by names and shapes; no numbers are read. Buffers of the
/// released checkpoints that are no weights (`position_ids`, the index tables) may be there. Throws Error(Incompatible)
/// naming the first tensor that is missing, whose shape differs, or that the model does not have.
void requireTensors(const TensorFile& file, const std::map<std::string, std::vector<std::int64_t>>& shapes);

} // namespace vlmo
