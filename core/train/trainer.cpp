#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/engine/engine.h"
#include "core/engine/torch_device.h"
#include "core/model/weights.h"
#include "core/train/adamw.h"
#include "core/train/checkpoint.h"
#include "core/train/contrast_step.h"
#include "core/train/pair_prefetcher.h"
#include "core/train/validation.h"

#include <chrono>
#include <cmath>

namespace vlmo {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The data, vocabulary and model of a run, opened and checked.
struct Opened {
    Recipe recipe;
    Dataset dataset;
    Tokenizer tokenizer;
    Vlmo model{nullptr};
};

/// Fills in what a recipe leaves to its vocabulary and to the model it starts from.
Tokenizer completeModel(Recipe& recipe)
{
    if (!recipe.startFrom.empty()) {
        recipe.model = readModelFolder(recipe.startFrom).config;
        if (recipe.vocabulary.empty())
            recipe.vocabulary = recipe.startFrom / "vocab.txt";
    }
    Tokenizer tokenizer = Tokenizer::fromFile(recipe.vocabulary);
    recipe.model.vocabularySize = static_cast<std::int64_t>(tokenizer.size());
    recipe.model.hasItcVl = recipe.model.vlStart < recipe.model.depth;
    return tokenizer;
}

Opened openRun(RunFolder& run)
{
    Recipe recipe = run.recipe();
    Dataset dataset = readDataset(recipe.data.folder, recipe.data.extraRecords);
    if (!recipe.data.fingerprint.empty() && recipe.data.fingerprint != dataset.fingerprint)
        throw Error(ErrorKind::BadInput, "the data set in " + recipe.data.folder.string() +
                                             " has changed since this run began; restore it, or start a new run");
    recipe.data.fingerprint = dataset.fingerprint;
    Tokenizer tokenizer = completeModel(recipe);
    torch::manual_seed(recipe.seed);
    Vlmo model(recipe.model);
    if (!recipe.startFrom.empty())
        loadWeights(model, readModelFolderTensors(recipe.startFrom));
    run.updateRecipe(recipe);
    return {recipe, std::move(dataset), std::move(tokenizer), model};
}

class Trainer {
public:
    Trainer(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
        : m_run(run), m_options(options), m_observer(observer), m_stop(std::move(stop)),
          m_device(deviceFromName(options.device)), m_threads(useThreads(options.threads)), m_opened(openRun(run)),
          m_optimizer(*m_opened.model, m_opened.recipe.optimiser)
    {
        const Recipe& recipe = m_opened.recipe;
        const Precision asked = precisionFromName(recipe.precision);
        const Precision precision =
            asked == Precision::Auto ? choosePrecision(options.device, m_threads).precision : asked;
        m_pass.compute = precision == Precision::Bf16 ? torch::kBFloat16 : torch::kFloat32;
        m_opened.model->setDropPath(recipe.optimiser.dropPath);
    }

    TrainResult run()
    {
        const Recipe& recipe = m_opened.recipe;
        std::int64_t step = 0;
        if (const auto last = m_run.lastCheckpoint())
            step = loadCheckpoint(*last, m_opened.model, m_optimizer);
        m_opened.model->to(m_device);
        m_run.dropEventsAfter(step);
        m_run.writeState(RunState::Running, step, "");
        m_run.appendLog((step > 0 ? "resumed at step " + std::to_string(step) : std::string("started")) + " on " +
                        m_device.str() + ", " + std::to_string(m_threads) + " threads, products in " +
                        (m_pass.compute == torch::kBFloat16 ? "bf16" : "fp32"));

        const PairSource source(recipe, m_opened.dataset, m_opened.tokenizer, m_observer, m_stop);
        m_run.appendLog(std::to_string(source.size()) + " pictures of the split '" + recipe.data.split +
                        "' are in memory");
        for (const SkippedItem& skipped : source.skipped())
            m_run.appendLog("left out " + skipped.item + ": " + skipped.reason);
        const Validation validation(recipe, m_opened.dataset, m_opened.tokenizer);
        PairPrefetcher prefetcher(source, step);
        const std::int64_t until = std::min(recipe.schedule.steps, m_options.steps.value_or(recipe.schedule.steps));
        const std::int64_t began = step;
        const auto start = Clock::now();
        while (step < until && !m_stop.stop_requested()) {
            trainStep(step, prefetcher, static_cast<double>(step - began), start);
            ++step;
            if (recipe.evaluation.every > 0 && step % recipe.evaluation.every == 0)
                evaluate(step, validation);
            if (step % recipe.checkpoints.every == 0)
                save(step);
        }
        if (step % recipe.checkpoints.every != 0 && step > began)
            save(step);
        const bool finished = step >= recipe.schedule.steps;
        m_run.appendLog((finished ? "finished at step " : "stopped at step ") + std::to_string(step));
        m_run.writeState(finished ? RunState::Finished : RunState::Stopped, step, "");
        return {step, finished, m_run.lastCheckpoint().value_or("")};
    }

private:
    void trainStep(std::int64_t step, PairPrefetcher& prefetcher, double done, Clock::time_point start)
    {
        const Recipe& recipe = m_opened.recipe;
        const auto stepStart = Clock::now();
        const PairBatch batch = prefetcher.take(step);
        const double waited = secondsSince(stepStart);

        m_opened.model->train();
        // Stochastic depth draws from torch's generator: seeded by the step, a resumed run draws the same.
        torch::manual_seed(mixBits(recipe.seed ^ mixBits(static_cast<std::uint64_t>(step))));
        m_optimizer.zeroGradients();
        const ContrastStep result = contrastStep(m_opened.model, batch, m_device, m_pass);
        const double loss = result.loss.item<double>();
        if (!std::isfinite(loss))
            throw Error(ErrorKind::Internal,
                        "the run stopped at step " + std::to_string(step) +
                            ": the loss is not a number. The newest checkpoint is untouched; lower the "
                            "learning rate and resume");
        result.loss.backward();

        StepEvent event;
        event.step = step + 1;
        event.steps = recipe.schedule.steps;
        event.loss = loss;
        event.measures = result.measures;
        event.learningRate = learningRateAt(step, recipe.optimiser.learningRate, recipe.schedule);
        event.gradientNorm = m_optimizer.step(event.learningRate);
        const double seconds = secondsSince(stepStart);
        event.itemsPerSecond = static_cast<double>(recipe.batch) / seconds;
        event.waitShare = waited / seconds;
        event.secondsLeft = secondsSince(start) / (done + 1.0) * static_cast<double>(recipe.schedule.steps - step - 1);
        m_run.appendEvent(eventToJson(event));
        if (m_observer != nullptr)
            m_observer->onStep(event);
    }

    void evaluate(std::int64_t step, const Validation& validation)
    {
        if (m_optimizer.keepsAverage())
            m_optimizer.swapAverage();
        m_opened.model->eval();
        EvaluationEvent event = validation.measure(m_opened.model, m_device, m_pass);
        if (m_optimizer.keepsAverage())
            m_optimizer.swapAverage();
        event.step = step;
        m_run.appendEvent(eventToJson(event));
        if (m_observer != nullptr)
            m_observer->onEvaluation(event);
    }

    void save(std::int64_t step)
    {
        const std::filesystem::path folder = m_run.checkpointFolder(step);
        saveCheckpoint(folder, step, m_opened.model, m_optimizer);
        m_run.prune(m_opened.recipe.checkpoints.keep);
        m_run.writeState(RunState::Running, step, "");
        m_run.appendLog("saved " + folder.filename().string());
        if (m_observer != nullptr)
            m_observer->onCheckpoint(folder);
    }

    RunFolder& m_run;
    TrainOptions m_options;
    TrainObserver* m_observer;
    std::stop_token m_stop;
    torch::Device m_device;
    int m_threads;
    Opened m_opened;
    AdamW m_optimizer;
    Pass m_pass;
};

} // namespace

TrainResult train(RunFolder& run, const TrainOptions& options, TrainObserver* observer, std::stop_token stop)
{
    return guarded("training", [&] {
        try {
            return Trainer(run, options, observer, std::move(stop)).run();
        } catch (const Error& error) {
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
        (void)completeModel(recipe);
        Vlmo model(recipe.model);
        AdamW optimizer(*model, recipe.optimiser);
        (void)loadCheckpoint(checkpoint, model, optimizer);
        if (optimizer.keepsAverage())
            optimizer.swapAverage();
        const OwnedTensors weights = weightsOf(*model, torch::kBFloat16);
        writeModelFolder(folder, recipe.model, {recipe.model.imageSize, false}, weights.views, recipe.vocabulary, {},
                         card);
    });
}

} // namespace vlmo
