#pragma once

#include "core/train/forecast.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

namespace vlmo {

/// What a phase of a run was forecast to take of memory, and took.
struct PhaseMemory {
    MemoryPhase phase = MemoryPhase::Step;
    std::int64_t forecast = 0;
    std::int64_t measured = 0;
};

/// What a run will cost, found out by making a step of it.
struct DryRun {
    std::string task;
    std::string items;     ///< "pairs", "pictures", "sentences"
    std::string device;    ///< "cpu", "cuda:0"
    std::string precision; ///< Of products: "fp32", "bf16".
    int threads = 0;
    std::int64_t batch = 0;
    std::int64_t microBatch = 0;
    std::int64_t step = 0;  ///< Where the run would begin or go on.
    std::int64_t steps = 0; ///< Where it would end.
    double loss = 0.0;      ///< Of the step.

    MemoryForecast forecast;
    /// In the order of the phases. The program's own share is no forecast: it stands there as it was measured. Empty on
    /// a device with a memory of its own, which is not measured.
    std::vector<PhaseMemory> phases;
    std::int64_t peak = 0; ///< Most resident bytes of the whole process during the step.

    /// Bytes that this process could have in all: what it holds and what the machine has left.
    std::int64_t available = 0;
    /// The largest divisor of the batch whose forecast fits in there, a tenth left free; where the step took more than
    /// forecast, as much is added. 0: not one item fits. Nothing on a device with a memory of its own.
    std::optional<std::int64_t> largestMicroBatch;

    double stepSeconds = 0.0;       ///< Of a step when all is warm.
    double evaluationSeconds = 0.0; ///< Of one evaluation; 0 where the recipe asks for none.
    double itemsPerSecond = 0.0;
    double secondsLeft = 0.0; ///< Of all steps and evaluations that are left; without samples and checkpoints.

    /// What model, optimiser and step were forecast to take, and took: without program and data.
    [[nodiscard]] std::int64_t modelForecast() const;
    [[nodiscard]] std::int64_t modelMeasured() const;
};

/// Makes steps of a run on its own data (forward, backward, optimiser) from where it stands, and an evaluation where
/// the recipe asks for one, and writes nothing: the run folder stays as it is, and the run's recipe is completed in
/// memory alone. Memory is that of two steps, as it is the second that finds the heap as later ones do; time that of
/// the second, as the first pays for what later ones find ready. One process alone (`options.group` of one).
/// `options.steps`: where the run would end.
///
/// Throws what train() throws of a run that cannot begin; Internal when the loss is not a number; InvalidArgument for a
/// run that has ended, or a group of several.
[[nodiscard]] DryRun dryRun(RunFolder& run, const TrainOptions& options, ProgressObserver* observer,
                            std::stop_token stop = {});

} // namespace vlmo
