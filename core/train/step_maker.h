#pragma once

// Private to core/train.

#include "core/model/block.h"
#include "core/train/adamw.h"
#include "core/train/checkpoint.h"
#include "core/train/communicator.h"
#include "core/train/expert_watch.h"
#include "core/train/memory_ledger.h"
#include "core/train/prefetcher.h"
#include "core/train/trainer.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// Who makes the steps of a run, and what for.
struct StepMakerOptions {
    TrainOptions train;
    bool writes = true;             ///< Completes the run folder (OpenTask); nothing else here writes.
    MemoryLedger* ledger = nullptr; ///< Is charged with data, weights and optimiser.
    ProgressObserver* observer = nullptr;
    std::stop_token stop{};
};

/// Everything that makes a run's steps: its task, its optimiser, its part of each batch. A trainer writes down what
/// comes of them; a dry run only looks.
class StepMaker final {
public:
    /// Throws what openTask() throws, and InvalidArgument for a batch that cannot be divided among the processes.
    StepMaker(RunFolder& run, StepMakerOptions options);

    /// Weights and optimiser of the newest checkpoint; the start where there is none.
    [[nodiscard]] RunProgress loadNewest();

    /// What one step's batch gave.
    struct Gradients {
        StepEvent event;         ///< Loss and measures.
        double waited = 0.0;     ///< Seconds without a batch.
        bool stop = false;       ///< Some process was asked to stop.
        ForecastLengths lengths; ///< The largest of this process's micro-batches.
        std::string brokenBatch; ///< What the batch was made of whose loss is not a number; else empty.
    };
    /// Gradients of step number `step` (steps done before it), those of all processes alike. A loss that is not a
    /// number in one of them is none in all, so that they end alike.
    [[nodiscard]] Gradients computeGradients(Prefetcher& batches, std::int64_t step);
    /// Changes the weights, and completes the event by rate and gradient norm.
    void update(StepEvent& event, std::int64_t step);

    /// Batches of the steps from `step` on. Must not outlive this object.
    [[nodiscard]] std::unique_ptr<Prefetcher> batchesFrom(std::int64_t step) const;

    /// Calls `look` with the model as it would be exported: averaged, and in evaluation mode.
    template <typename Look>
    void withExportedWeights(Look look)
    {
        if (m_optimizer.keepsAverage())
            m_optimizer.swapAverage();
        m_task->module().eval();
        look();
        if (m_optimizer.keepsAverage())
            m_optimizer.swapAverage();
    }

    [[nodiscard]] TrainingTask& task() noexcept { return *m_task; }
    [[nodiscard]] AdamW& optimizer() noexcept { return m_optimizer; }
    [[nodiscard]] ExpertWatch& experts() noexcept { return m_experts; }
    [[nodiscard]] const Recipe& recipe() const noexcept { return m_recipe; }
    [[nodiscard]] const Pass& pass() const noexcept { return m_pass; }
    [[nodiscard]] Communicator& others() noexcept { return *m_others; }
    [[nodiscard]] const torch::Device& device() const noexcept { return m_device; }
    [[nodiscard]] int threads() const noexcept { return m_threads; }
    /// Items that this process computes at once, and how often it does so in a step.
    [[nodiscard]] std::int64_t microBatch() const;
    [[nodiscard]] std::int64_t microBatches() const;

private:
    [[nodiscard]] BatchRequest request(std::uint64_t number) const;
    void reduce(Gradients& gradients);
    [[nodiscard]] std::vector<torch::Tensor> parametersWithGradient();

    RunFolder& m_run;
    StepMakerOptions m_options;
    torch::Device m_device;
    int m_threads;
    std::unique_ptr<Communicator> m_others;
    std::unique_ptr<TrainingTask> m_task; // Completes the run's recipe.
    Recipe m_recipe;
    AdamW m_optimizer;
    ExpertWatch m_experts;
    Pass m_pass;
};

} // namespace vlmo
