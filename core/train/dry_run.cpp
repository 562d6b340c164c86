#include "core/train/dry_run.h"

#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/stopwatch.h"
#include "core/engine/torch_device.h"
#include "core/train/keep_policy.h"
#include "core/train/memory_ledger.h"
#include "core/train/step_maker.h"

#include <algorithm>
#include <cmath>

namespace vlmo {

namespace {

/// How often something that is due every so many steps is due after step `from`, up to step `to`.
std::int64_t timesDue(std::int64_t every, std::int64_t from, std::int64_t to)
{
    return every > 0 ? to / every - from / every : 0;
}

class DryRunner {
public:
    DryRunner(RunFolder& run, const TrainOptions& options, ProgressObserver* observer, const std::stop_token& stop)
        : m_options(options),
          m_steps(run, {.train = options, .writes = false, .ledger = &m_ledger, .observer = observer, .stop = stop}),
          m_stop(stop)
    {}

    DryRun run()
    {
        const RunProgress progress = m_steps.loadNewest();
        m_ledger.charge(MemoryPhase::Optimiser);
        const Recipe& recipe = m_steps.recipe();
        m_result.step = progress.step;
        m_result.steps = std::min(recipe.schedule.steps, m_options.steps.value_or(recipe.schedule.steps));
        if (m_result.step >= m_result.steps)
            throw Error(ErrorKind::InvalidArgument,
                        "the run has ended with step " + std::to_string(m_result.step) + "; there is nothing to try");
        describe(recipe);
        makeSteps(recipe);
        evaluate(recipe);
        if (m_steps.device().is_cpu())
            compareMemory(recipe);
        const auto stepsLeft = static_cast<double>(m_result.steps - m_result.step);
        const auto evaluations = static_cast<double>(timesDue(recipe.evaluation.every, m_result.step, m_result.steps));
        m_result.itemsPerSecond = static_cast<double>(recipe.batch) / m_result.stepSeconds;
        m_result.secondsLeft = stepsLeft * m_result.stepSeconds + evaluations * m_result.evaluationSeconds;
        return m_result;
    }

private:
    void describe(const Recipe& recipe)
    {
        m_result.task = recipe.task;
        m_result.items = m_steps.task().items();
        m_result.device = m_steps.device().str();
        m_result.precision = m_steps.pass().compute == torch::kBFloat16 ? "bf16" : "fp32";
        m_result.threads = m_steps.threads();
        m_result.batch = recipe.batch;
        m_result.microBatch = m_steps.microBatch();
    }

    void makeSteps(const Recipe& recipe)
    {
        const std::unique_ptr<Prefetcher> batches = m_steps.batchesFrom(m_result.step);
        m_ledger.beginStep();
        makeStep(*batches, m_result.step, recipe.watching.expertsEvery > 0);
        const Stopwatch clock;
        makeStep(*batches, m_result.step + 1, false);
        m_result.stepSeconds = clock.seconds();
        m_ledger.endStep();
    }

    void makeStep(Prefetcher& batches, std::int64_t step, bool watch)
    {
        if (m_stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "stopped in the middle of a dry run");
        StepMaker::Gradients made = m_steps.computeGradients(batches, step);
        if (!std::isfinite(made.event.loss))
            throw Error(ErrorKind::Internal, "the loss of step " + std::to_string(step) +
                                                 " is not a number; the batch was made of " + made.brokenBatch);
        m_result.loss = made.event.loss;
        m_lengths.keepLarger(made.lengths);
        if (watch)
            m_steps.experts().beforeStep();
        m_steps.update(made.event, step);
        if (watch)
            (void)m_steps.experts().afterStep();
    }

    void evaluate(const Recipe& recipe)
    {
        if (timesDue(recipe.evaluation.every, m_result.step, m_result.steps) == 0)
            return;
        const Stopwatch clock;
        EvaluationEvent event;
        m_steps.withExportedWeights([&] { event = m_steps.task().evaluate(m_steps.pass()); });
        m_result.evaluationSeconds = clock.seconds();
        // A slip in the name of a measure would else show hours later.
        (void)standstillOf({event}, recipe.evaluation.measure, recipe.evaluation.patience);
    }

    ForecastRequest request(const Recipe& recipe)
    {
        ForecastRequest request = forecastRequestOf(recipe);
        request.microBatch = m_result.microBatch;
        request.precision = m_result.precision == "bf16" ? ForecastPrecision::Bf16 : ForecastPrecision::Fp32;
        request.lengths = m_lengths;
        request.codesNumbers = m_steps.task().frozenNumbers();
        request.programBytes = m_ledger.bytes(MemoryPhase::Program);
        request.dataBytes = m_steps.task().dataBytes();
        return request;
    }

    void compareMemory(const Recipe& recipe)
    {
        const ForecastRequest asked = request(recipe);
        m_result.forecast = forecastMemory(asked);
        for (const MemoryPhase phase :
             {MemoryPhase::Program, MemoryPhase::Data, MemoryPhase::Weights, MemoryPhase::Optimiser, MemoryPhase::Step})
            m_result.phases.push_back({phase, m_result.forecast.bytes(phase), m_ledger.bytes(phase)});
        m_result.peak = m_ledger.peak();
        m_result.available = availableBytes() + residentBytes();

        const double shortfall = std::max(1.0, static_cast<double>(m_result.modelMeasured()) /
                                                   static_cast<double>(m_result.modelForecast()));
        const double budget = 0.9 * static_cast<double>(m_result.available) / shortfall;
        std::int64_t items = largestMicroBatch(asked, static_cast<std::int64_t>(budget), recipe.batch);
        while (items > 0 && recipe.batch % items != 0)
            --items;
        m_result.largestMicroBatch = items;
    }

    TrainOptions m_options;
    MemoryLedger m_ledger; // First: what is there before all else is the program's.
    StepMaker m_steps;
    std::stop_token m_stop;
    ForecastLengths m_lengths;
    DryRun m_result;
};

std::int64_t sumOf(const std::vector<PhaseMemory>& phases, std::int64_t PhaseMemory::*bytes)
{
    std::int64_t sum = 0;
    for (const PhaseMemory& each : phases)
        if (each.phase != MemoryPhase::Program && each.phase != MemoryPhase::Data)
            sum += each.*bytes;
    return sum;
}

} // namespace

std::int64_t DryRun::modelForecast() const
{
    return sumOf(phases, &PhaseMemory::forecast);
}

std::int64_t DryRun::modelMeasured() const
{
    return sumOf(phases, &PhaseMemory::measured);
}

DryRun dryRun(RunFolder& run, const TrainOptions& options, ProgressObserver* observer, std::stop_token stop)
{
    if (options.group.size > 1)
        throw Error(ErrorKind::InvalidArgument, "a dry run is made by one process alone");
    return guarded("the dry run", [&] { return DryRunner(run, options, observer, stop).run(); });
}

} // namespace vlmo
