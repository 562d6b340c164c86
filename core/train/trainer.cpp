#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/process_memory.h"
#include "core/base/random.h"
#include "core/engine/engine.h"
#include "core/engine/torch_device.h"
#include "core/model/visual_tokenizer.h"
#include "core/model/weights.h"
#include "core/train/adamw.h"
#include "core/train/checkpoint.h"
#include "core/train/expert_watch.h"
#include "core/train/hand_over.h"
#include "core/train/open_task.h"
#include "core/train/prefetcher.h"
#include "core/train/process_group.h"

#include <chrono>
#include <cmath>

namespace vlmo {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One run from its newest checkpoint to its end, or to the step where it is stopped.
class Trainer {
public:
    Trainer(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
        : m_run(run), m_options(options), m_observer(observer), m_stop(std::move(stop)),
          m_device(deviceFromName(options.device)), m_threads(useThreads(options.threads)),
          m_others(joinProcesses(options.group, m_device)), m_isFirst(m_others->rank() == 0),
          m_task(openTask(run, m_device, *m_others, observer, m_stop)), m_recipe(run.recipe()),
          m_optimizer(m_task->module(), m_recipe.optimiser), m_experts(m_task->module())
    {
        const Precision asked = precisionFromName(m_recipe.precision);
        const Precision precision =
            asked == Precision::Auto ? choosePrecision(options.device, m_threads).precision : asked;
        m_pass.compute = precision == Precision::Bf16 ? torch::kBFloat16 : torch::kFloat32;
        m_pass.recompute = m_recipe.recompute;
    }

    TrainResult run()
    {
        if (const auto last = m_run.lastCheckpoint())
            m_progress = loadCheckpoint(*last, m_task->module(), m_optimizer);
        m_began = m_progress;
        if (m_recipe.batch % (microBatch() * m_others->size()) != 0)
            throw Error(ErrorKind::InvalidArgument, "a batch of " + std::to_string(m_recipe.batch) +
                                                        " cannot be divided evenly among " +
                                                        std::to_string(m_others->size()) + " processes");
        if (m_isFirst)
            m_run.beginSitting(m_progress.step);
        log((m_progress.step > 0 ? "resumed at step " + std::to_string(m_progress.step) : std::string("started")) +
            " on " + m_device.str() + ", " + std::to_string(m_threads) + " threads, products in " +
            (m_pass.compute == torch::kBFloat16 ? "bf16" : "fp32"));
        logSkipped();

        Prefetcher prefetcher(
            *m_task, [this](std::uint64_t number) { return request(number); },
            static_cast<std::uint64_t>(m_progress.step * microBatches()));
        const std::int64_t until = std::min(m_recipe.schedule.steps, m_options.steps.value_or(m_recipe.schedule.steps));
        m_start = Clock::now();
        while (m_progress.step < until && !m_stopAgreed) {
            trainStep(prefetcher);
            const std::int64_t step = m_progress.step;
            if (isDue(step, m_recipe.evaluation.every))
                evaluate(step);
            if (isDue(step, m_recipe.watching.samplesEvery))
                writeSamples(step);
            if (isDue(step, m_recipe.checkpoints.every))
                save(step);
        }
        const std::int64_t step = m_progress.step;
        if (!isDue(step, m_recipe.checkpoints.every) && step > m_began.step)
            save(step);
        const bool finished = step >= m_recipe.schedule.steps;
        log((finished ? "finished at step " : "stopped at step ") + std::to_string(step));
        writeState(finished ? RunState::Finished : RunState::Stopped);
        return {step, finished, m_run.lastCheckpoint().value_or("")};
    }

private:
    static bool isDue(std::int64_t step, std::int64_t every) { return every > 0 && step % every == 0; }

    [[nodiscard]] std::int64_t microBatch() const
    {
        const std::int64_t own = m_recipe.batch / m_others->size();
        return m_recipe.microBatch > 0 ? std::min(m_recipe.microBatch, own) : own;
    }
    [[nodiscard]] std::int64_t microBatches() const { return m_recipe.batch / (microBatch() * m_others->size()); }

    /// Micro-batch after micro-batch; within one, process after process. So the union of all processes is the batch
    /// that one process would have computed.
    [[nodiscard]] BatchRequest request(std::uint64_t number) const
    {
        const auto count = static_cast<std::uint64_t>(microBatch());
        const auto processes = static_cast<std::uint64_t>(m_others->size());
        const auto rank = static_cast<std::uint64_t>(m_others->rank());
        return {static_cast<std::int64_t>(number / static_cast<std::uint64_t>(microBatches())),
                (number * processes + rank) * count, count};
    }

    // The first process alone writes the run folder.
    void log(const std::string& sentence) const
    {
        if (m_isFirst)
            m_run.appendLog(sentence);
    }
    void writeState(RunState state)
    {
        if (m_isFirst)
            m_run.writeState(state, m_progress.step, "");
    }
    void append(const RunEvent& event)
    {
        if (m_isFirst)
            m_run.appendEvent(event);
    }

    /// Makes gradients, losses and the wish to stop those of all processes. A loss that is not a number in one of them
    /// is then not a number in all, so that they end alike.
    void reduce(StepEvent& event)
    {
        m_stopAgreed = m_stop.stop_requested();
        if (m_others->size() == 1)
            return;
        std::vector<double> values{m_stopAgreed ? 1.0 : 0.0, event.loss};
        for (const auto& [name, value] : event.measures)
            values.push_back(value);
        std::vector<torch::Tensor> tensors{torch::tensor(values, torch::kFloat64).to(m_device)};
        for (const auto& parameter : m_task->module().parameters()) {
            if (!parameter.requires_grad())
                continue;
            if (!parameter.grad().defined()) // Something may have a gradient in another process only.
                torch::Tensor(parameter).mutable_grad() = torch::zeros_like(parameter);
            tensors.push_back(parameter.grad());
        }
        m_others->sum(tensors);
        const auto processes = static_cast<double>(m_others->size());
        for (std::size_t i = 1; i < tensors.size(); ++i)
            tensors[i].div_(processes);
        const torch::Tensor sums = tensors.front().cpu();
        m_stopAgreed = sums[0].item<double>() > 0.0;
        event.loss = sums[1].item<double>() / processes;
        std::int64_t place = 2;
        for (auto& [name, value] : event.measures)
            value = sums[place++].item<double>() / processes;
    }

    /// Gradients, loss and measures of one step's batch.
    StepEvent computeGradients(Prefetcher& prefetcher, double& waited)
    {
        const std::int64_t step = m_progress.step;
        const std::int64_t parts = microBatches();
        StepEvent event;
        m_task->module().train();
        m_optimizer.zeroGradients();
        for (std::int64_t part = 0; part < parts; ++part) {
            const auto asked = Clock::now();
            const std::unique_ptr<TaskBatch> batch = prefetcher.take();
            waited += secondsSince(asked);
            // Stochastic depth draws from torch's generator: seeded by step and part, a resumed run draws the same.
            torch::manual_seed(mixBits(m_recipe.seed ^ mixBits(static_cast<std::uint64_t>(step * parts + part) * 64 +
                                                               static_cast<std::uint64_t>(m_others->rank()))));
            const StepOutcome outcome = m_task->forward(*batch, step, m_pass);
            const double loss = outcome.loss.item<double>();
            if (!std::isfinite(loss))
                writeFileAtomically(failedBatch(), "step " + std::to_string(step) + "\n" + batch->describe() + "\n");
            (outcome.loss / static_cast<double>(parts)).backward();
            event.loss += loss / static_cast<double>(parts);
            for (const auto& [name, value] : outcome.measures)
                event.measures[name] += value / static_cast<double>(parts);
        }
        reduce(event);
        return event;
    }

    /// A process that was lost shows in a collective call, in the middle of a step: the step before is whole, and is
    /// saved.
    StepEvent computeGradientsOrSave(Prefetcher& prefetcher, double& waited)
    {
        try {
            return computeGradients(prefetcher, waited);
        } catch (const Error&) {
            const std::int64_t step = m_progress.step;
            if (m_others->size() > 1 && step > m_began.step && !isDue(step, m_recipe.checkpoints.every))
                save(step);
            throw;
        }
    }

    void trainStep(Prefetcher& prefetcher)
    {
        const std::int64_t step = m_progress.step;
        const auto stepStart = Clock::now();
        double waited = 0.0;
        StepEvent event = computeGradientsOrSave(prefetcher, waited);
        if (!std::isfinite(event.loss))
            throw Error(ErrorKind::Internal, "the run stopped at step " + std::to_string(step) +
                                                 ": the loss is not a number. The newest checkpoint is untouched; "
                                                 "lower the learning rate and resume. What the batch was made of "
                                                 "stands in " +
                                                 failedBatch().string());
        const bool watch = isDue(step + 1, m_recipe.watching.expertsEvery);
        if (watch)
            m_experts.beforeStep();
        event.learningRate = learningRateAt(step, m_recipe.optimiser.learningRate, m_recipe.schedule);
        event.gradientNorm = m_optimizer.step(event.learningRate);
        const double seconds = secondsSince(stepStart);
        m_progress.step = step + 1;
        m_progress.trainedSeconds += seconds;

        event.step = step + 1;
        event.steps = m_recipe.schedule.steps;
        event.itemsPerSecond = static_cast<double>(m_recipe.batch) / seconds;
        event.waitShare = waited / seconds;
        event.secondsLeft = secondsSince(m_start) / static_cast<double>(event.step - m_began.step) *
                            static_cast<double>(event.steps - event.step);
        event.memory = residentBytes();
        event.trainedSeconds = m_progress.trainedSeconds;
        append(event);
        if (m_isFirst)
            m_run.heartbeat(event.step);
        if (m_observer != nullptr)
            m_observer->onStep(event);
        if (watch)
            append(ExpertEvent{step + 1, m_experts.afterStep()});
        logSkipped();
    }

    [[nodiscard]] std::filesystem::path failedBatch() const { return m_run.path() / "failed-batch.txt"; }

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

    void evaluate(std::int64_t step)
    {
        if (!m_isFirst)
            return;
        EvaluationEvent event;
        withExportedWeights([&] { event = m_task->evaluate(m_pass); });
        if (event.measures.empty())
            return;
        event.step = step;
        append(event);
        if (m_observer != nullptr)
            m_observer->onEvaluation(event);
    }

    void writeSamples(std::int64_t step)
    {
        if (!m_isFirst)
            return;
        const std::filesystem::path name = std::filesystem::path("samples") / stepName(step);
        std::filesystem::create_directories(m_run.path() / name);
        std::vector<SampleEvent> written;
        withExportedWeights([&] { written = m_task->writeSamples(m_run.path() / name, m_pass); });
        for (SampleEvent& event : written) {
            event.step = step;
            event.file = (name / event.file).string();
            append(event);
        }
    }

    void save(std::int64_t step)
    {
        if (!m_isFirst || !m_options.saves)
            return;
        const std::filesystem::path folder = m_run.checkpointFolder(step);
        saveCheckpoint(folder, m_progress, m_task->module(), m_optimizer);
        append(CheckpointEvent{step, (std::filesystem::path("checkpoints") / stepName(step)).string()});
        const Recipe::Checkpoints& keep = m_recipe.checkpoints;
        m_run.prune(KeepPolicy{keep.keep, keep.keepEvery, keep.keepLimit, keep.best, goalOf(keep.best)});
        writeState(RunState::Running);
        log("saved " + folder.filename().string());
        if (m_observer != nullptr)
            m_observer->onCheckpoint(folder);
    }

    void logSkipped()
    {
        for (const SkippedItem& skipped : m_task->takeSkipped())
            log("left out " + skipped.item + ": " + skipped.reason);
    }

    RunFolder& m_run;
    TrainOptions m_options;
    TrainObserver* m_observer;
    std::stop_token m_stop;
    torch::Device m_device;
    int m_threads;
    std::unique_ptr<Communicator> m_others;
    bool m_isFirst;                       ///< The process that writes.
    std::unique_ptr<TrainingTask> m_task; // Completes the run's recipe.
    Recipe m_recipe;
    AdamW m_optimizer;
    ExpertWatch m_experts;
    Pass m_pass;
    RunProgress m_progress;
    RunProgress m_began;       ///< Where this sitting began.
    bool m_stopAgreed = false; ///< Some process was asked to stop.
    Clock::time_point m_start;
};

void loadAveraged(const std::filesystem::path& checkpoint, torch::nn::Module& model, const Recipe& recipe)
{
    AdamW optimizer(model, recipe.optimiser);
    (void)loadCheckpoint(checkpoint, model, optimizer);
    if (optimizer.keepsAverage())
        optimizer.swapAverage();
}

} // namespace

TrainResult train(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
{
    return guarded("training", [&] {
        try {
            return Trainer(run, options, observer, std::move(stop)).run();
        } catch (const Error& error) {
            if (options.group.rank > 0)
                throw; // The first process tells what happened to the run.
            const bool cancelled = error.kind() == ErrorKind::Cancelled;
            run.appendLog(error.what());
            run.writeState(cancelled ? RunState::Stopped : RunState::Failed, run.step(), error.what());
            throw;
        }
    });
}

void exportModel(const RunFolder& run, const std::filesystem::path& checkpoint, const std::filesystem::path& folder,
                 const std::string& card)
{
    guarded("exporting a model", [&] {
        Recipe recipe = run.recipe();
        if (recipe.task == "tokenizer") {
            VisualTokenizer model(tokenizerConfig(recipe));
            loadAveraged(checkpoint, *model, recipe);
            writeVisualTokenizer(folder, model, card);
            return;
        }
        recipe.startFrom.clear(); // The weights are those of the checkpoint, and the recipe is complete.
        (void)completeRecipe(recipe);
        Vlmo model(recipe.model);
        loadAveraged(checkpoint, *model, recipe);
        const OwnedTensors weights = weightsOf(*model, torch::kBFloat16);
        writeModelFolder(folder, recipe.model, {recipe.model.imageSize, false}, weights.views, recipe.vocabulary, {},
                         card);
    });
}

} // namespace vlmo
