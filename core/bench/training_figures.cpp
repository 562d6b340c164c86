#include "core/bench/training_figures.h"

#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/bench/bars.h"
#include "core/model/operations.h"
#include "core/text/tokenizer.h"
#include "core/train/forecast.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kPairs = 8;
constexpr std::size_t kMadeUpPairs = 64;

/// Collects what steps took, and asks the trainer to stop when there are enough.
class StepCollector final : public TrainObserver {
public:
    StepCollector(const Repetition& repetition, std::stop_token stop)
        : m_repetition(repetition), m_onStop(std::move(stop), Ask{&m_source})
    {}

    void onProgress(const Progress&) override {}
    void onSkipped(const SkippedItem&) override {}
    void onEvaluation(const EvaluationEvent&) override {}
    void onCheckpoint(const fs::path&) override {}
    void onStep(const StepEvent& event) override
    {
        if (event.step == 1) { // It prepares kernels and makes the optimiser's state known to the caches.
            m_start = std::chrono::steady_clock::now();
            return;
        }
        rates.push_back(event.itemsPerSecond);
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_start;
        if (rates.size() >= m_repetition.most ||
            (rates.size() >= m_repetition.least && elapsed.count() >= m_repetition.seconds))
            m_source.request_stop();
    }

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

    std::vector<double> rates; ///< Pairs a second, of each step but the first.

private:
    struct Ask {
        std::stop_source* source;
        void operator()() const { source->request_stop(); }
    };
    Repetition m_repetition;
    std::stop_source m_source;
    std::stop_callback<Ask> m_onStop; // After what it refers to.
    std::chrono::steady_clock::time_point m_start;
};

/// As the published stage 3, with nothing in it but steps.
Recipe recipeFor(const BenchRun& run, const fs::path& pairs, Precision precision, std::int64_t batch)
{
    Recipe recipe;
    recipe.task = "stage3-pairs";
    recipe.model = run.config();
    recipe.vocabulary = run.model() / "vocab.txt";
    recipe.data.folder = pairs;
    recipe.data.validation = "none";
    recipe.data.storedSize = static_cast<int>(run.config().imageSize);
    recipe.augmentation.minCrop = 0.5;
    recipe.augmentation.randAugmentOps = 2;
    recipe.optimiser.learningRate = 2e-4;
    recipe.optimiser.dropPath = 0.1;
    recipe.precision = precisionName(precision);
    recipe.batch = batch;
    recipe.schedule.steps = recipe.checkpoints.every = 1'000'000;
    recipe.evaluation.every = recipe.watching.samplesEvery = recipe.watching.expertsEvery = 0;
    return recipe;
}

/// Word pieces of each of the made-up pairs.
std::vector<double> lengthsOfPairs(const BenchRun& run)
{
    const Tokenizer tokenizer = Tokenizer::fromFile(run.model() / "vocab.txt");
    const auto longest = static_cast<std::size_t>(run.config().maxTextLength);
    std::vector<double> lengths;
    for (const std::string& sentence : madeUpSentences(kMadeUpPairs))
        lengths.push_back(static_cast<double>(tokenizer.encode(sentence, longest).ids.size()));
    return lengths;
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Operations of a pair, on average.
double operationsOfPair(const BenchRun& run, const std::vector<double>& lengths)
{
    const double wordShare = Recipe::Objectives().wordShare;
    std::vector<double> operations;
    for (const double length : lengths)
        operations.push_back(pairStepOperations(run.config(), length, wordShare * (length - 2.0)));
    return mean(operations);
}

/// Of the run that is measured, with sentences as long as they are.
ForecastRequest forecastFor(const BenchRun& run, const Recipe& recipe)
{
    const std::vector<double> lengths = lengthsOfPairs(run);
    ForecastRequest request = forecastRequestOf(recipe);
    request.lengths = {.text = mean(lengths),
                       .fused = *std::max_element(lengths.begin(), lengths.end()),
                       .hiddenWords = recipe.objectives.wordShare * (mean(lengths) - 2.0)};
    request.programBytes = residentBytes();
    return request;
}

std::vector<double> ratesOfSteps(BenchRun& run, const Recipe& recipe)
{
    const Repetition repetition = run.options().quick ? Repetition{2, 10, 0.5} : Repetition{4, 100, 4.0};
    StepCollector steps(repetition, run.stop());
    const fs::path folder = run.folder() / ("run-" + recipe.precision);
    RunFolder runFolder = RunFolder::create(folder, recipe);
    TrainOptions options;
    options.device = run.options().engine.device;
    options.threads = run.options().engine.threads;
    options.saves = false;
    (void)train(runFolder, options, &steps, steps.token());
    if (steps.rates.empty())
        throw Error(ErrorKind::Cancelled, "stopped before it was measured");
    return steps.rates;
}

Figure memoryFigure(const MemoryForecast& forecast, Precision precision, std::int64_t batch)
{
    const double peak = megabytes(peakResidentBytes());
    const double expected = megabytes(forecast.total);
    Figure figure = BenchRun::figure("training-memory", precisionName(precision), "MB");
    figure.value = {peak, peak, peak, 1};
    addBar(figure, "within 15 % of the forecast (" + decimal(expected, 0) + " MB)",
           std::abs(peak - expected) <= 0.15 * expected);
    figure.note = "the peak of steps of " + std::to_string(batch) + " pairs";
    return figure;
}

Figure stepFigure(BenchRun& run, Precision precision, const std::vector<double>& rates, double ceiling)
{
    const std::vector<double> lengths = lengthsOfPairs(run);
    const double operations = operationsOfPair(run, lengths);
    Figure figure = BenchRun::figure("training-step", precisionName(precision), "pairs/s");
    figure.value = spreadOf(rates);
    figure.share =
        CeilingShare{CeilingMeter::nameOfProducts(precision), ceiling, operations * figure.value.value / 1e9 / ceiling};
    addBar(figure, atLeastShare(*shareWanted("training-step"), figure.share->share));
    run.addReference(figure, /*isTime=*/false);
    if (figure.reference)
        addBar(figure, "at least 2 times the reference's pairs/s", figure.reference->timesAsFast >= 2.0);
    figure.note = decimal(operations / 1e9, 1) + " useful GFLOP a pair of " + decimal(mean(lengths), 1) +
                  " word pieces on average";
    return figure;
}

} // namespace

void measureTraining(BenchRun& run, Precision precision, bool isFirst)
{
    if (!run.wantsAny({"training-step", "training-memory"}))
        return;
    const std::string name = precisionName(precision);
    std::optional<Error> failure;
    std::vector<double> rates;
    double ceiling = 0.0;
    std::int64_t batch = kPairs;
    MemoryForecast forecast;
    // One training serves two figures.
    const auto steps = [&] {
        ForecastRequest request = forecastFor(run, recipeFor(run, {}, precision, batch));
        const std::int64_t available = availableBytes();
        if (available > 0)
            batch = largestMicroBatch(request, request.programBytes + available, kPairs);
        if (batch < 2) // One pair alone has no wrong partner.
            throw Error(ErrorKind::OutOfMemory,
                        "a step of 2 pairs needs more than the " + bytesText(available) + " of memory that are free");
        request.microBatch = batch;
        forecast = forecastMemory(request);
        const fs::path pairs = run.folder() / "pairs";
        if (!fs::exists(pairs))
            writeMadeUpPairs(pairs, kMadeUpPairs, static_cast<int>(run.config().imageSize));
        ceiling = run.ceilings().products(precision);
        (void)startPeak();
        rates = ratesOfSteps(run, recipeFor(run, pairs, precision, batch));
        ceiling = std::max(ceiling, run.ceilings().products(precision));
    };
    const auto onceMeasured = [&](const std::function<Figure()>& figure) {
        return [&, figure] {
            if (rates.empty())
                steps();
            run.report().figures.push_back(figure());
        };
    };
    run.attempt("training-step", name, onceMeasured([&] {
                    Figure figure = stepFigure(run, precision, rates, ceiling);
                    figure.note = "steps of " + std::to_string(batch) + " pairs, " + figure.note;
                    return figure;
                }));
    if (isFirst)
        run.attempt("training-memory", name, onceMeasured([&] { return memoryFigure(forecast, precision, batch); }));
}

} // namespace vlmo
