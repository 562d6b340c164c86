#include "core/train/forecast.h"

#include "core/base/error.h"
#include "core/model/import.h"
#include "core/model/operations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vlmo {

namespace {

/// Sums are made in floating point, as a hostile configuration's would overflow; no machine has so much anyway.
std::int64_t asBytes(double bytes)
{
    constexpr double most = 4e17; // ten parts still add up to a number
    return static_cast<std::int64_t>(std::ceil(std::clamp(bytes, 0.0, most)));
}

double real(std::int64_t count)
{
    return static_cast<double>(count);
}

void check(const ForecastRequest& request)
{
    if (const auto problems = request.model.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, "no forecast for an unsound model: " + problems.front());
    if (request.microBatch < 1)
        throw Error(ErrorKind::InvalidArgument, "a micro-batch holds at least one item");
    for (const double share : {request.objectives.maskedWordShare, request.objectives.maskedPatchShare})
        if (!(share >= 0.0 && share <= 1.0))
            throw Error(ErrorKind::InvalidArgument, "the share of masked places must lie between 0 and 1");
}

double tokensOf(const ModelConfig& model, ForecastPass::Kind kind)
{
    switch (kind) {
    case ForecastPass::Kind::Image:
        return real(model.imageTokens());
    case ForecastPass::Kind::Text:
        return real(model.maxTextLength);
    case ForecastPass::Kind::Fused:
        break;
    }
    return real(model.imageTokens() + model.maxTextLength);
}

/// How many blocks a pass runs, the second branch's included.
double blocksOf(const ModelConfig& model, const ForecastPass& pass)
{
    return real(model.depth + (pass.vlBranch ? model.depth - model.vlStart : 0));
}

/// Bytes that a block keeps of one item for its backward pass.
double keptByBlock(const ForecastRequest& request, double tokens)
{
    const double width = real(request.model.width);
    const double product = request.precision == ForecastPrecision::Bf16 ? 2.0 : 4.0;
    const double attention = request.precision == ForecastPrecision::Bf16 ? 6.0 : 4.0;
    const double residuals = request.model.layerScaleInit ? 16.0 : 8.0;
    return tokens * (width * (residuals + product * (6.0 + 2.0 * real(request.model.ffnRatio))) +
                     real(request.model.heads) * tokens * attention);
}

/// What the backward pass of one block holds besides, an item: gradients of the widest products and of the attention.
double heldByBackward(const ForecastRequest& request, double tokens)
{
    const double product = request.precision == ForecastPrecision::Bf16 ? 2.0 : 4.0;
    return tokens * (2.0 * product * real(request.model.ffnRatio * request.model.width) +
                     3.0 * 4.0 * real(request.model.heads) * tokens);
}

/// Numbers in the matrices that a pass multiplies with, a matrix as often as the pass comes by.
double matricesOf(const ModelConfig& model, const ForecastPass& pass)
{
    const double square = real(model.width) * real(model.width);
    const double attention = 4.0 * square;
    const double expert = 2.0 * real(model.ffnRatio) * square;
    // Below the VL expert a fused pass sends words and patches through an expert each.
    const double below =
        pass.kind == ForecastPass::Kind::Fused ? real(std::min(model.vlStart, model.depth)) * expert : 0.0;
    return blocksOf(model, pass) * (attention + expert) + below;
}

double predictionBytes(const ModelConfig& model, const ForecastObjectives& objectives)
{
    constexpr double bytesAChoice = 16.0; // the scores, their logarithm of softmax, its gradient, the scores' gradient
    const double words = real(std::max<std::int64_t>(model.maxTextLength - 2, 0)) * objectives.maskedWordShare;
    const double wordLosses = (objectives.maskedText ? 1.0 : 0.0) + (objectives.maskedWords ? 1.0 : 0.0);
    double choices = words * wordLosses * real(model.vocabularySize);
    if (objectives.maskedPatches)
        choices += real(model.patches()) * objectives.maskedPatchShare * real(objectives.visualCodes);
    return choices * bytesAChoice;
}

/// Everything that grows with the micro-batch, for one item.
struct PerItem {
    double activations = 0.0;
    double predictions = 0.0;
    double working = 0.0;
};

PerItem perItem(const ForecastRequest& request)
{
    const ModelConfig& model = request.model;
    PerItem bytes;

    for (const ForecastPass& pass : passesOf(model, request.objectives)) {
        const double tokens = tokensOf(model, pass.kind);

        const double kept =
            request.activationCheckpointing ? 4.0 * tokens * real(model.width) : keptByBlock(request, tokens);
        bytes.activations += pass.perItem * blocksOf(model, pass) * kept;
        if (pass.kind != ForecastPass::Kind::Text) // the pixels, and the same in the order of patches
            bytes.activations += pass.perItem * 2.0 * 4.0 * 3.0 * real(model.imageSize) * real(model.imageSize);
        const double again = request.activationCheckpointing ? keptByBlock(request, tokens) : 0.0;
        bytes.working = std::max(bytes.working, pass.perItem * (heldByBackward(request, tokens) + again));
    }
    bytes.predictions = predictionBytes(model, request.objectives);
    return bytes;
}

double castWeightBytes(const ForecastRequest& request)
{
    if (request.precision != ForecastPrecision::Bf16)
        return 0.0;
    double numbers = 0.0;
    for (const ForecastPass& pass : passesOf(request.model, request.objectives))
        numbers += matricesOf(request.model, pass); // once however many items: they go through together
    if (request.objectives.maskedText || request.objectives.maskedWords)
        numbers += real(request.model.vocabularySize) * real(request.model.width);
    return 2.0 * numbers;
}

double positionBytes(const ForecastRequest& request)
{
    if (request.model.positions == PositionKind::Absolute)
        return 0.0;
    double bytes = 0.0;
    for (const ForecastPass& pass : passesOf(request.model, request.objectives)) {
        const double tokens = tokensOf(request.model, pass.kind);
        bytes += 12.0 * real(request.model.depth * request.model.heads) * tokens * tokens;
    }
    return bytes;
}

} // namespace

std::vector<ForecastPass> passesOf(const ModelConfig& model, const ForecastObjectives& objectives)
{
    using Kind = ForecastPass::Kind;
    std::vector<ForecastPass> passes;
    if (objectives.maskedPatches)
        passes.push_back({Kind::Image, 1.0, false});
    if (objectives.maskedText)
        passes.push_back({Kind::Text, 1.0, false});
    if (objectives.contrast) {
        const bool vlBranch = model.vlStart < model.depth;
        passes.push_back({Kind::Image, 1.0, vlBranch});
        passes.push_back({Kind::Text, 1.0, vlBranch});
    }
    if (objectives.maskedWords)
        passes.push_back({Kind::Fused, 1.0, false});
    if (objectives.matching)
        passes.push_back({Kind::Fused, 3.0, false});
    return passes;
}

MemoryForecast forecastMemory(const ForecastRequest& request)
{
    check(request);
    const double weights = 4.0 * real(numbersOf(request.model));
    const double trained =
        request.trainedNumbers ? 4.0 * real(std::max<std::int64_t>(*request.trainedNumbers, 0)) : weights;
    const double items = real(request.microBatch);
    const PerItem item = perItem(request);

    MemoryForecast forecast;
    const auto add = [&](const char* name, double bytes) {
        if (bytes > 0.0)
            forecast.parts.push_back({name, asBytes(bytes)});
        return asBytes(bytes);
    };
    forecast.fixed = add("program", real(request.programBytes)) + add("weights", weights) + add("gradients", trained);
    forecast.fixed += add("optimiser", 2.0 * trained);
    forecast.fixed += add("average", request.keepsAverage ? weights : 0.0);
    forecast.fixed += add("cast weights", castWeightBytes(request));
    forecast.fixed += add("positions", positionBytes(request));
    add("activations", items * item.activations);
    add("predictions", items * item.predictions);
    add("working memory", items * item.working);
    forecast.perItem = asBytes(item.activations + item.predictions + item.working);
    for (const MemoryPart& part : forecast.parts)
        forecast.total += part.bytes;
    return forecast;
}

std::int64_t largestMicroBatch(const ForecastRequest& request, std::int64_t budget, std::int64_t most)
{
    ForecastRequest one = request;
    one.microBatch = 1;
    const MemoryForecast forecast = forecastMemory(one);
    if (forecast.fixed >= budget)
        return 0;
    const std::int64_t room = budget - forecast.fixed;
    return std::clamp<std::int64_t>(forecast.perItem > 0 ? room / forecast.perItem : most, 0,
                                    std::max<std::int64_t>(most, 0));
}

double forecastOperations(const ForecastRequest& request)
{
    check(request);
    double forward = 0.0;
    for (const ForecastPass& pass : passesOf(request.model, request.objectives)) {
        const double tokens = tokensOf(request.model, pass.kind);
        forward += pass.perItem * blocksOf(request.model, pass) * blockOperations(request.model, tokens);
    }
    forward += predictionBytes(request.model, request.objectives) / 16.0 * 2.0 * real(request.model.width);
    return forward * (request.activationCheckpointing ? 4.0 : 3.0);
}

std::int64_t numbersOf(const ModelConfig& model)
{
    double count = 0.0;
    for (const auto& [name, shape] : expectedTensors(model)) {
        double numbers = 1.0;
        for (const std::int64_t size : shape)
            numbers *= real(size);
        count += numbers;
    }
    return asBytes(count);
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
