#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/process_memory.h"
#include "core/base/stopwatch.h"
#include "core/engine/torch_device.h"
#include "core/model/visual_tokenizer.h"
#include "core/model/weights.h"
#include "core/train/hand_over.h"
#include "core/train/step_maker.h"

#include <cmath>

namespace vlmo {

namespace {

/// One run from its newest checkpoint to its end, or to the step where it is stopped.
class Trainer {
public:
    Trainer(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
        : m_run(run), m_options(options), m_observer(observer),
          m_steps(run, {.train = options, .writes = true, .ledger = nullptr, .observer = observer, .stop = stop}),
          m_recipe(m_steps.recipe()), m_isFirst(m_steps.others().rank() == 0)
    {}

    TrainResult run()
    {
        m_progress = m_steps.loadNewest();
        m_began = m_progress;
        if (m_isFirst)
            m_run.beginSitting(m_progress.step);
        log((m_progress.step > 0 ? "resumed at step " + std::to_string(m_progress.step) : std::string("started")) +
            " on " + m_steps.device().str() + ", " + std::to_string(m_steps.threads()) + " threads, products in " +
            (m_steps.pass().compute == torch::kBFloat16 ? "bf16" : "fp32"));
        logSkipped();
        if (m_isFirst && m_recipe.evaluation.patience > 0)
            m_evaluations = readEvaluations(m_run.path());
        lookForStandstill();

        const std::unique_ptr<Prefetcher> batches = m_steps.batchesFrom(m_progress.step);
        const std::int64_t until = std::min(m_recipe.schedule.steps, m_options.steps.value_or(m_recipe.schedule.steps));
        m_sitting = Stopwatch();
        while (m_progress.step < until && !m_stopAgreed && !m_endsEarly) {
            trainStep(*batches);
            const std::int64_t step = m_progress.step;
            if (isDue(step, m_recipe.evaluation.every)) {
                evaluate(step);
                lookForStandstill();
            }
            if (isDue(step, m_recipe.watching.samplesEvery))
                writeSamples(step);
            if (isDue(step, m_recipe.checkpoints.every))
                save(step);
        }
        const std::int64_t step = m_progress.step;
        if (!isDue(step, m_recipe.checkpoints.every) && step > m_began.step)
            save(step);
        const bool finished = m_endsEarly || step >= m_recipe.schedule.steps;
        log((finished ? "finished at step " : "stopped at step ") + std::to_string(step) +
            (m_early.empty() ? "" : ", early: " + m_early));
        writeState(finished ? RunState::Finished : RunState::Stopped, m_early.empty() ? "" : "ended early: " + m_early);
        return {step, finished, m_early, m_run.lastCheckpoint().value_or("")};
    }

private:
    static bool isDue(std::int64_t step, std::int64_t every) { return every > 0 && step % every == 0; }

    // The first process alone writes the run folder.
    void log(const std::string& sentence) const
    {
        if (m_isFirst)
            m_run.appendLog(sentence);
    }
    void writeState(RunState state, const std::string& message = {})
    {
        if (m_isFirst)
            m_run.writeState(state, m_progress.step, message);
    }
    void append(const RunEvent& event)
    {
        if (m_isFirst)
            m_run.appendEvent(event);
    }

    /// Data that cannot be read any more, a process that was lost and memory that does not suffice show in the middle
    /// of a step. The weights are those of the step before, which is whole, and is saved.
    StepMaker::Gradients computeGradientsOrSave(Prefetcher& batches)
    {
        try {
            return m_steps.computeGradients(batches, m_progress.step);
        } catch (const std::exception&) {
            saveWholeStep();
            throw;
        }
    }

    void saveWholeStep()
    {
        const std::int64_t step = m_progress.step;
        if (step == m_began.step || isDue(step, m_recipe.checkpoints.every))
            return;
        try {
            save(step);
        } catch (const std::exception& error) { // Memory may still be short.
            log(std::string("step ") + std::to_string(step) + " is not saved: " + error.what());
        }
    }

    /// Which items a batch was made of goes into a file beside the run, from whichever process had it.
    void refuseBrokenLoss(const StepMaker::Gradients& made) const
    {
        const std::string step = std::to_string(m_progress.step);
        const std::filesystem::path file = m_run.path() / "failed-batch.txt";
        if (!made.brokenBatch.empty())
            writeFileAtomically(file, "step " + step + "\n" + made.brokenBatch + "\n");
        if (!std::isfinite(made.event.loss))
            throw Error(ErrorKind::Internal, "the run stopped at step " + step +
                                                 ": the loss is not a number. The newest checkpoint is untouched; "
                                                 "lower the learning rate and resume. What the batch was made of "
                                                 "stands in " +
                                                 file.string());
    }

    void trainStep(Prefetcher& batches)
    {
        const std::int64_t step = m_progress.step;
        const Stopwatch clock;
        StepMaker::Gradients made = computeGradientsOrSave(batches);
        refuseBrokenLoss(made);
        m_stopAgreed = made.stop;
        StepEvent& event = made.event;
        const bool watch = isDue(step + 1, m_recipe.watching.expertsEvery);
        if (watch)
            m_steps.experts().beforeStep();
        m_steps.update(event, step);
        const double seconds = clock.seconds();
        m_progress.step = step + 1;
        m_progress.trainedSeconds += seconds;

        event.step = step + 1;
        event.steps = m_recipe.schedule.steps;
        event.itemsPerSecond = static_cast<double>(m_recipe.batch) / seconds;
        event.waitShare = made.waited / seconds;
        event.secondsLeft = m_sitting.seconds() / static_cast<double>(event.step - m_began.step) *
                            static_cast<double>(event.steps - event.step);
        event.memory = residentBytes();
        event.trainedSeconds = m_progress.trainedSeconds;
        append(event);
        if (m_isFirst)
            m_run.heartbeat(event.step);
        if (m_observer != nullptr)
            m_observer->onStep(event);
        if (watch)
            append(ExpertEvent{step + 1, m_steps.experts().afterStep()});
        logSkipped();
    }

    void evaluate(std::int64_t step)
    {
        if (!m_isFirst)
            return;
        EvaluationEvent event;
        m_steps.withExportedWeights([&] { event = m_steps.task().evaluate(m_steps.pass()); });
        if (event.measures.empty() && m_recipe.evaluation.patience > 0)
            throw Error(ErrorKind::NotFound, "the split '" + m_recipe.data.validation +
                                                 "' holds nothing to measure on, so [evaluation] patience has nothing "
                                                 "to wait for");
        if (event.measures.empty())
            return;
        event.step = step;
        append(event);
        m_evaluations.push_back(event);
        if (m_observer != nullptr)
            m_observer->onEvaluation(event);
    }

    /// The first process measures and decides, and all end with the same step.
    void lookForStandstill()
    {
        if (m_recipe.evaluation.patience == 0)
            return;
        if (m_isFirst) {
            const auto found = standstillOf(m_evaluations, m_recipe.evaluation.measure, m_recipe.evaluation.patience);
            m_early = found ? found->sentence() : "";
        }
        std::vector<torch::Tensor> votes{torch::tensor(m_early.empty() ? 0.0 : 1.0, torch::kFloat64)};
        votes.front() = votes.front().to(m_steps.device());
        m_steps.others().sum(votes);
        m_endsEarly = votes.front().item<double>() > 0.0;
    }

    void writeSamples(std::int64_t step)
    {
        if (!m_isFirst)
            return;
        const std::filesystem::path name = std::filesystem::path("samples") / stepName(step);
        makeFolder(m_run.path() / "samples");
        makeFolder(m_run.path() / name);
        std::vector<SampleEvent> written;
        m_steps.withExportedWeights(
            [&] { written = m_steps.task().writeSamples(m_run.path() / name, m_steps.pass()); });
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
        saveCheckpoint(folder, m_progress, m_steps.task().module(), m_steps.optimizer());
        append(CheckpointEvent{step, (std::filesystem::path("checkpoints") / stepName(step)).string()});
        const Recipe::Checkpoints& keep = m_recipe.checkpoints;
        // Who waits for something better wants the best, and not what came after it.
        const std::string best =
            keep.best.empty() && m_recipe.evaluation.patience > 0 ? m_recipe.evaluation.measure : keep.best;
        m_run.prune(KeepPolicy{keep.keep, keep.keepEvery, keep.keepLimit, best, goalOf(best)});
        writeState(RunState::Running);
        log("saved " + folder.filename().string());
        if (m_observer != nullptr)
            m_observer->onCheckpoint(folder);
    }

    void logSkipped()
    {
        for (const SkippedItem& skipped : m_steps.task().takeSkipped())
            log("left out " + skipped.item + ": " + skipped.reason);
    }

    RunFolder& m_run;
    TrainOptions m_options;
    TrainObserver* m_observer;
    StepMaker m_steps; // Completes the run's recipe.
    const Recipe& m_recipe;
    bool m_isFirst; ///< The process that writes.
    RunProgress m_progress;
    RunProgress m_began;       ///< Where this sitting began.
    bool m_stopAgreed = false; ///< Some process was asked to stop.
    std::vector<EvaluationEvent>
        m_evaluations;        ///< So far, where there is patience to count them; of the first process.
    bool m_endsEarly = false; ///< They got no better, all processes agree.
    std::string m_early;      ///< Why, in the first process.
    Stopwatch m_sitting;
};

void loadAveraged(const std::filesystem::path& checkpoint, torch::nn::Module& model, const Recipe& recipe)
{
    freezeFor(recipe, model);
    AdamW optimizer(model, recipe.optimiser);
    (void)loadCheckpoint(checkpoint, model, optimizer);
    if (optimizer.keepsAverage())
        optimizer.swapAverage();
}

} // namespace

namespace {

/// Writes down how a run ended, as far as its folder can still be written, and gives what is to be told.
Error ended(RunFolder& run, const Error& error)
{
    std::error_code ignored;
    if (!std::filesystem::exists(run.path(), ignored))
        return {ErrorKind::NotFound,
                "the run folder " + run.path().string() + " is gone, and the training with it: " + error.what()};
    run.appendLog(error.what());
    try {
        const RunState state = error.kind() == ErrorKind::Cancelled     ? RunState::Stopped
                               : error.kind() == ErrorKind::OutOfMemory ? RunState::OutOfMemory
                                                                        : RunState::Failed;
        run.writeState(state, run.step(), error.what());
    } catch (const Error&) {
        // The disk is full or failing, or another process trains the run: what went wrong first is what counts.
    }
    return error;
}

} // namespace

TrainResult train(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
{
    try {
        return guarded("training", [&] { return Trainer(run, options, observer, std::move(stop)).run(); });
    } catch (const Error& error) {
        if (options.group.rank > 0)
            throw; // The first process tells what happened to the run.
        throw ended(run, error);
    }
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
        Choices choices = readChoices(run.path());
        (void)completeRecipe(recipe, choices, nullptr);
        Vlmo model(recipe.model);
        loadAveraged(checkpoint, *model, recipe);
        const OwnedTensors weights = weightsOf(*model, torch::kBFloat16);
        writeModelFolder(folder, recipe.model, {recipe.model.imageSize, false}, weights.views, recipe.vocabulary,
                         choices.answers, card, choices.classes);
    });
}

} // namespace vlmo
