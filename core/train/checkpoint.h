#pragma once

// Private to core/train.

#include "core/train/adamw.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>

namespace vlmo {

/// How far a run has come.
struct RunProgress {
    std::int64_t step = 0;
    double trainedSeconds = 0.0; ///< All sittings together.
};

/// A training checkpoint: weights and optimiser state in float32, and how far the run has come. Written into a folder
/// with a temporary name that is renamed at the end, so that a folder with the final name is always whole.
void saveCheckpoint(const std::filesystem::path& folder, const RunProgress& progress, const torch::nn::Module& model,
                    const AdamW& optimizer);

/// Throws Error: NotFound, BadInput, Incompatible.
[[nodiscard]] RunProgress loadCheckpoint(const std::filesystem::path& folder, torch::nn::Module& model,
                                         AdamW& optimizer);

} // namespace vlmo
