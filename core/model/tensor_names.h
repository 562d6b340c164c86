#pragma once

#include "core/checkpoint/tensor_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// The number of blocks whose tensors are named `prefix` + number + ".", counted from 0. Throws Error(Incompatible)
/// when a number is left out.
[[nodiscard]] std::int64_t countBlocks(const TensorFile& file, const std::string& prefix);

/// The side of the grid of patches that so many rows of a relative table serve: (2g-1)^2 + 3; nothing when none fits.
[[nodiscard]] std::optional<std::int64_t> gridOfImageRows(std::int64_t rows);

/// The side of a grid of g x g patches and a cls token; nothing when the tokens are no such grid.
[[nodiscard]] std::optional<std::int64_t> gridOfTokens(std::int64_t tokens);

/// The grid that the `relative_position_index` in a file stands for, when there is one.
[[nodiscard]] std::optional<std::int64_t> gridOfIndexTable(const TensorFile& file);

/// Buffers of the released models that say nothing a configuration does not say: index tables and position counters.
[[nodiscard]] bool isIndexTable(const std::string& name);
[[nodiscard]] bool isPositionCounter(const std::string& name);

/// "[94, 16]"
[[nodiscard]] std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace vlmo
