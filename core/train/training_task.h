#pragma once

// Private to core/train: what the trainer needs to know of a task, and nothing of what the task is.

#include "core/base/progress.h"
#include "core/model/block.h"
#include "core/train/events.h"
#include "core/train/forecast.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace vlmo {

/// Which items a process computes at once. Items are numbered through the whole run, so that their pictures, words and
/// random draws depend on the recipe's seed and on nothing that a kill or another number of processes would change.
struct BatchRequest {
    std::int64_t step = 0;
    std::uint64_t firstItem = 0;
    std::size_t count = 0;
};

/// What a task made of a request; only the task knows its inside.
class TaskBatch {
public:
    TaskBatch() = default;
    virtual ~TaskBatch() = default;
    TaskBatch(const TaskBatch&) = delete;
    TaskBatch& operator=(const TaskBatch&) = delete;

    /// What the items are, for the report of a batch that broke a run: "records 17, 4, 230".
    [[nodiscard]] virtual std::string describe() const = 0;
};

/// What a vocabulary takes of memory for each piece: a string in a list, and one in a hash table.
inline constexpr std::int64_t kBytesAPiece = 130;

/// "records 17 4 230"
[[nodiscard]] std::string listed(const std::string& kind, const std::vector<std::int64_t>& numbers);

struct StepOutcome {
    torch::Tensor loss; ///< A float32 scalar with its graph; its mean over micro-batches and processes is minimised.
    Measures measures;
};

/// One kind of training: its model, its batches, its loss, and what tells whether it learns.
class TrainingTask {
public:
    TrainingTask() = default;
    virtual ~TrainingTask() = default;
    TrainingTask(const TrainingTask&) = delete;
    TrainingTask& operator=(const TrainingTask&) = delete;

    [[nodiscard]] virtual torch::nn::Module& module() = 0;
    /// "pairs", "pictures", "sentences": what items_per_second counts.
    [[nodiscard]] virtual std::string items() const = 0;

    /// Thread-safe; away from the model.
    [[nodiscard]] virtual std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const = 0;
    /// `step` is the number of steps done before this one.
    [[nodiscard]] virtual StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) = 0;

    /// On held-out data, with the lines to judge it by; no measures where there is nothing held out.
    [[nodiscard]] virtual EvaluationEvent evaluate(const Pass& pass) = 0;
    /// Writes something to look at into `folder`, which exists; file names in the event are relative to it. Nothing
    /// where there is nothing to show.
    [[nodiscard]] virtual std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder,
                                                                const Pass& pass) = 0;

    /// How long a batch's sentences are, for a forecast of memory.
    [[nodiscard]] virtual ForecastLengths lengthsOf(const TaskBatch&) const { return {}; }
    /// About how many bytes of memory its data take.
    [[nodiscard]] virtual std::int64_t dataBytes() const = 0;
    /// Numbers in a model that it asks and does not train.
    [[nodiscard]] virtual std::int64_t frozenNumbers() const { return 0; }

    /// Data that was left out until now, since the last call.
    [[nodiscard]] virtual std::vector<SkippedItem> takeSkipped() { return {}; }
};

} // namespace vlmo
