#pragma once

#include "core/model/vlmo.h"
#include "core/train/adamw.h"

#include <cstdint>
#include <filesystem>

namespace vlmo {

/// A training checkpoint: weights and optimiser state in float32, and the number of steps done. Written into a folder
/// with a temporary name that is renamed at the end, so that a folder with the final name is always whole.
void saveCheckpoint(const std::filesystem::path& folder, std::int64_t step, const Vlmo& model, const AdamW& optimizer);

/// Returns the steps done. Throws Error: NotFound, BadInput, Incompatible.
[[nodiscard]] std::int64_t loadCheckpoint(const std::filesystem::path& folder, Vlmo& model, AdamW& optimizer);

} // namespace vlmo
