#pragma once

// Private to core/train.

#include "core/train/communicator.h"
#include "core/train/memory_ledger.h"
#include "core/train/run_folder.h"
#include "core/train/training_task.h"

#include <memory>
#include <stop_token>

namespace vlmo {

/// Who opens a run.
struct OpenTask {
    RunFolder& run; ///< Its recipe is completed: sizes, the data's fingerprint.
    /// Whether that is done on the disk, too, with what becomes of the stage before and the vocabulary beside it; else
    /// in memory alone.
    bool writes = true;
    torch::Device device;
    Communicator& others;
    MemoryLedger* ledger = nullptr; ///< Is charged with data and weights.
    ProgressObserver* observer = nullptr;
    std::stop_token stop{};
};

/// Opens a run's data, vocabulary and model, and makes the task of its recipe.
///
/// Throws Error: NotFound, BadInput (the data changed since the run began), Incompatible, Cancelled.
[[nodiscard]] std::unique_ptr<TrainingTask> openTask(const OpenTask& how);

} // namespace vlmo
