#pragma once

// Private to core/train.

#include "core/model/visual_tokenizer.h"
#include "core/train/communicator.h"
#include "core/train/run_folder.h"
#include "core/train/training_task.h"

#include <memory>
#include <stop_token>

namespace vlmo {

/// Opens a run's data, vocabulary and model, and makes the task of its recipe. Completes the recipe on disk (sizes, the
/// data's fingerprint) and writes down how the stage before was taken over.
///
/// Throws Error: NotFound, BadInput (the data changed since the run began), Incompatible, Cancelled.
[[nodiscard]] std::unique_ptr<TrainingTask> openTask(RunFolder& run, const torch::Device& device, Communicator& others,
                                                     ProgressObserver* observer, const std::stop_token& stop);

/// The visual tokenizer a recipe asks for.
[[nodiscard]] VisualTokenizerConfig tokenizerConfig(const Recipe& recipe);

} // namespace vlmo
