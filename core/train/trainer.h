#pragma once

#include "core/base/progress.h"
#include "core/train/events.h"
#include "core/train/run_folder.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace vlmo {

/// Hears about a run as it happens, on the thread that trains. Must be quick and must not throw.
class TrainObserver : public ProgressObserver {
public:
    virtual void onStep(const StepEvent& event) = 0;
    virtual void onEvaluation(const EvaluationEvent& event) = 0;
    virtual void onCheckpoint(const std::filesystem::path& folder) = 0;
};

/// Which of the processes that train one run together this is. All give the same run folder; the first writes it.
struct ProcessGroup {
    int rank = 0;
    int size = 1;
    std::string address = "127.0.0.1"; ///< Where the first process listens.
    int port = 29'500;
};

struct TrainOptions {
    std::string device = "auto";
    int threads = 0;                   ///< 0: as many as the process may use.
    std::optional<std::int64_t> steps; ///< Stop after so many steps of the schedule, as if asked to.
    ProcessGroup group;
    bool saves = true; ///< False: not even the last step leaves a checkpoint; for measuring.
};

struct TrainResult {
    std::int64_t step = 0;
    bool finished = false; ///< The whole schedule has run, or the run ended early.
    std::string early;     ///< Why it ended early, in a sentence; else empty.
    std::filesystem::path checkpoint;
};

/// Trains a run from its newest checkpoint, or from the start. A stop request finishes the step, saves and returns.
/// A run that is killed goes on from its newest checkpoint and then does what the uninterrupted one would have done.
/// Where the recipe has patience and measurements stopped getting better, the run ends early, and is finished.
/// With several processes the union of their batches is the recipe's batch, and the losses are those of one process; a
/// process that is lost ends the run with a checkpoint of the last whole step.
///
/// However it ends, the newest checkpoint is whole, and the run's state says what happened where its folder can still
/// be written. A picture that cannot be read is left out and logged. Data that are gone or have changed end the run
/// with a checkpoint of the last whole step.
///
/// Throws Error: NotFound (also the run folder itself, when somebody removed it meanwhile), BadInput (data changed
/// since the start, a damaged checkpoint), OutOfMemory, Internal (disk full; the loss is not a number: the sentence
/// names the step, and nothing is saved).
TrainResult train(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop = {});

/// Writes a checkpoint of a run as a model folder (bf16 weights, vocabulary, card), the average of the weights where
/// the run keeps one.
void exportModel(const RunFolder& run, const std::filesystem::path& checkpoint, const std::filesystem::path& folder,
                 const std::string& card);

} // namespace vlmo
