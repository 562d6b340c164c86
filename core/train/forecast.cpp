#include "core/train/forecast.h"

#include "core/base/error.h"
#include "core/model/operations.h"
#include "core/train/forecast_costs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vlmo {

namespace {

/// Sums are made in floating point, as a hostile configuration's would overflow; no machine has so much anyway.
std::int64_t asBytes(double bytes)
{
    constexpr double most = 4e17; // twenty parts still add up to a number
    return static_cast<std::int64_t>(std::ceil(std::clamp(bytes, 0.0, most)));
}

double real(std::int64_t count)
{
    return static_cast<double>(count);
}

void check(const ForecastRequest& request)
{
    const auto problems = request.tokenizer ? request.tokenizer->problems() : request.model.problems();
    if (!problems.empty())
        throw Error(ErrorKind::InvalidArgument, "no forecast for an unsound model: " + problems.front());
    if (request.microBatch < 1)
        throw Error(ErrorKind::InvalidArgument, "a micro-batch holds at least one item");
    for (const double share : {request.objectives.maskedWordShare, request.objectives.maskedPatchShare})
        if (!(share >= 0.0 && share <= 1.0))
            throw Error(ErrorKind::InvalidArgument, "the share of masked places must lie between 0 and 1");
}

/// What a step takes at one of the moments that may be its peak.
struct Moment {
    double gradients = 0.0;
    double castWeights = 0.0;
    double positions = 0.0;
    double activations = 0.0;
    double predictions = 0.0;
    double working = 0.0;
    double gaps = 0.0;

    [[nodiscard]] double sum() const
    {
        return gradients + castWeights + positions + activations + predictions + working + gaps;
    }
};

Moment highestMoment(const ForecastRequest& request, const TrainedNumbers& numbers, const StepCosts& costs)
{
    const double items = real(request.microBatch);
    const double gradients = 4.0 * numbers.reached;
    const double largest = 4.0 * numbers.largest;
    // A matrix with several gradients in a step has their sum and the next one beside what was there.
    const double again = request.accumulates ? largest : 0.0;

    const Moment backward{.gradients = request.accumulates ? gradients : 0.0,
                          .castWeights = costs.castWeights,
                          .positions = costs.positions,
                          .activations = items * costs.kept,
                          .predictions = items * costs.predictions,
                          .working = items * costs.working + again,
                          .gaps = items * costs.gaps};
    const Moment lastPassDone{.gradients = gradients,
                              .castWeights = costs.castWeights - costs.castByLast,
                              .positions = costs.positions,
                              .activations = items * (costs.kept - costs.keptByLast),
                              .predictions = 0.0,
                              .working = items * costs.working + 4.0 * numbers.words + again,
                              .gaps = items * costs.gaps};
    const Moment update{.gradients = gradients,
                        .working = 2.0 * largest + (request.watchesExperts ? 4.0 * numbers.blocks : 0.0)};
    return std::max({backward, lastPassDone, update},
                    [](const Moment& left, const Moment& right) { return left.sum() < right.sum(); });
}

} // namespace

std::vector<ForecastPass> passesOf(const ModelConfig& model, const ForecastObjectives& objectives)
{
    using Kind = ForecastPass::Kind;
    std::vector<ForecastPass> passes;
    if (objectives.maskedPatches)
        passes.push_back({Kind::Image, 1.0, false, 1.0});
    if (objectives.maskedText)
        passes.push_back({Kind::Text, 1.0, false, 4.0}); // toTextBatches()
    if (objectives.contrast) {
        const bool vlBranch = objectives.secondBranch && model.vlStart < model.depth;
        passes.push_back({Kind::Image, 1.0, vlBranch, 1.0});
        passes.push_back({Kind::Text, 1.0, vlBranch, 1.0});
    }
    if (objectives.matching)
        passes.push_back({Kind::Fused, 3.0, false, 1.0});
    if (objectives.maskedWords)
        passes.push_back({Kind::Fused, 1.0, false, 1.0});
    if (objectives.answers)
        passes.push_back({Kind::Fused, 1.0, false, 1.0});
    if (objectives.statements)
        passes.push_back({Kind::Fused, 2.0, false, 2.0});
    if (objectives.classes)
        passes.push_back({Kind::Image, 1.0, false, 1.0});
    return passes;
}

void ForecastLengths::keepLarger(const ForecastLengths& other)
{
    for (const auto field : {&ForecastLengths::text, &ForecastLengths::fused, &ForecastLengths::hiddenWords})
        if (other.*field)
            this->*field = std::max((this->*field).value_or(0.0), *(other.*field));
}

ForecastRequest forecastRequestOf(const Recipe& recipe)
{
    ForecastRequest request;
    request.model = withHeads(recipe);
    request.objectives.maskedPatches = recipe.task == "stage1-vision";
    request.objectives.maskedText = recipe.task == "stage2-language";
    if (recipe.task == "stage3-pairs") {
        request.objectives.contrast = recipe.objectives.itc > 0.0;
        request.objectives.matching = recipe.objectives.itm > 0.0;
        request.objectives.maskedWords = recipe.objectives.mlm > 0.0;
    }
    if (recipe.task == "finetune-retrieval") {
        request.objectives.contrast = true;
        request.objectives.secondBranch = false;
        request.objectives.matching = recipe.objectives.itm > 0.0;
    }
    request.objectives.answers = recipe.task == "finetune-vqa";
    request.objectives.statements = recipe.task == "finetune-nlvr2";
    request.objectives.classes = recipe.task == "finetune-classify";
    request.task = recipe.task;
    request.trunkIsFrozen = recipe.fineTuning.freezeTrunk;
    request.keptHeads = recipe.fineTuning.keptHeads;
    request.objectives.maskedWordShare = recipe.objectives.wordShare;
    request.objectives.maskedPatchShare = recipe.objectives.patchShare;
    request.objectives.visualCodes = recipe.tokenizer.codes;
    if (recipe.task == "tokenizer")
        request.tokenizer = tokenizerConfig(recipe);
    request.microBatch = recipe.microBatch > 0 ? std::min(recipe.microBatch, recipe.batch) : recipe.batch;
    request.accumulates = request.microBatch < recipe.batch;
    request.precision = recipe.precision == "bf16" ? ForecastPrecision::Bf16 : ForecastPrecision::Fp32;
    request.keepsAverage = recipe.optimiser.averageDecay > 0.0;
    request.watchesExperts = recipe.task != "tokenizer" && recipe.watching.expertsEvery > 0;
    request.activationCheckpointing = recipe.recompute;
    return request;
}

const char* memoryPhaseName(MemoryPhase phase) noexcept
{
    switch (phase) {
    case MemoryPhase::Program:
        return "program";
    case MemoryPhase::Data:
        return "data";
    case MemoryPhase::Weights:
        return "weights";
    case MemoryPhase::Optimiser:
        return "optimiser";
    case MemoryPhase::Step:
        break;
    }
    return "step";
}

std::int64_t MemoryForecast::bytes(MemoryPhase phase) const
{
    std::int64_t sum = 0;
    for (const MemoryPart& part : parts)
        if (part.phase == phase)
            sum += part.bytes;
    return sum;
}

MemoryForecast forecastMemory(const ForecastRequest& request)
{
    check(request);
    const TrainedNumbers numbers = trainedNumbers(request);
    const StepCosts costs = stepCosts(request);
    const Moment peak = highestMoment(request, numbers, costs);

    MemoryForecast forecast;
    const auto add = [&](MemoryPhase phase, const char* name, double bytes) {
        if (bytes > 0.0)
            forecast.parts.push_back({name, asBytes(bytes), phase});
    };
    add(MemoryPhase::Program, "program", real(request.programBytes));
    add(MemoryPhase::Data, "data", real(request.dataBytes));
    add(MemoryPhase::Weights, "weights", 4.0 * numbers.all);
    add(MemoryPhase::Weights, "codes", 4.0 * real(request.codesNumbers));
    add(MemoryPhase::Optimiser, "optimiser", 8.0 * numbers.trained);
    add(MemoryPhase::Optimiser, "average", request.keepsAverage ? 4.0 * numbers.trained : 0.0);
    add(MemoryPhase::Optimiser, "start", request.watchesExperts ? 4.0 * numbers.blocks : 0.0);
    add(MemoryPhase::Step, "gradients", peak.gradients);
    add(MemoryPhase::Step, "cast weights", peak.castWeights);
    add(MemoryPhase::Step, "positions", peak.positions);
    add(MemoryPhase::Step, "activations", peak.activations);
    add(MemoryPhase::Step, "predictions", peak.predictions);
    add(MemoryPhase::Step, "working memory", peak.working);
    add(MemoryPhase::Step, "gaps", peak.gaps);
    for (const MemoryPart& part : forecast.parts)
        forecast.total += part.bytes;
    forecast.fixed = forecast.total - asBytes(peak.activations + peak.predictions + peak.gaps +
                                              std::min(peak.working, real(request.microBatch) * costs.working));
    forecast.perItem = asBytes(costs.kept + costs.predictions + costs.working + costs.gaps);
    return forecast;
}

std::int64_t largestMicroBatch(const ForecastRequest& request, std::int64_t budget, std::int64_t most)
{
    ForecastRequest trial = request;
    const auto fits = [&](std::int64_t items) {
        trial.microBatch = items;
        return forecastMemory(trial).total <= budget;
    };
    if (most < 1 || !fits(1))
        return 0;
    std::int64_t fitting = 1;
    for (std::int64_t tooMany = most + 1; tooMany - fitting > 1;) {
        const std::int64_t middle = fitting + (tooMany - fitting) / 2;
        (fits(middle) ? fitting : tooMany) = middle;
    }
    return fitting;
}

double forecastOperations(const ForecastRequest& request)
{
    check(request);
    double forward = 0.0;
    for (const ForecastPass& pass : passesOf(request.model, request.objectives)) {
        const double tokens = tokensOf(request, pass.kind);
        forward += pass.perItem * blocksOf(request.model, pass) * blockOperations(request.model, tokens);
    }
    forward += predictedChoices(request) * 2.0 * real(request.model.width);
    return forward * (request.activationCheckpointing ? 4.0 : 3.0);
}

std::int64_t numbersOf(const ModelConfig& model)
{
    ForecastRequest request;
    request.model = model;
    return asBytes(trainedNumbers(request).all);
}

std::string bytesText(std::int64_t bytes)
{
    constexpr std::array<const char*, 6> units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = real(bytes);
    std::size_t unit = 0;
    for (; std::abs(value) >= 1024.0 && unit + 1 < units.size(); ++unit)
        value /= 1024.0;
    char text[48];
    std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text;
}

} // namespace vlmo
