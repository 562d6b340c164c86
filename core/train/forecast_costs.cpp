#include "core/train/forecast_costs.h"

#include "core/model/import.h"
#include "core/train/frozen_parts.h"

#include <algorithm>

namespace vlmo {

namespace {

double real(std::int64_t count)
{
    return static_cast<double>(count);
}

/// Bytes of a product's number.
double productBytes(const ForecastRequest& request)
{
    return request.precision == ForecastPrecision::Bf16 ? 2.0 : 4.0;
}

bool holds(const std::string& name, std::initializer_list<const char*> parts)
{
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return name.find(part) != std::string::npos; });
}

/// Whether a step's losses depend on a parameter.
bool isReached(const std::string& name, const ForecastRequest& request)
{
    const ForecastObjectives& of = request.objectives;
    const bool fused = of.matching || of.maskedWords || of.answers || of.statements;
    const bool pairs = of.contrast || fused;
    if (name == "text_embeddings.position_embeddings.weight")
        return request.model.positions == PositionKind::Absolute && (pairs || of.maskedText);
    if (holds(name, {"text_embeddings.", ".mlp_text.", ".norm2_text.", ".attn_text."}))
        return pairs || of.maskedText;
    if (holds(name, {".mlp_imag.", ".norm2_imag.", ".attn_imag.", ".patch_embed.", ".cls_token", ".pos_embed"}))
        return pairs || of.maskedPatches || of.classes;
    if (name.starts_with("pooler."))
        return of.matching || of.answers || of.statements;
    if (name.starts_with("itm_score."))
        return of.matching;
    if (name.starts_with("mlm_score."))
        return of.maskedText || of.maskedWords;
    if (holds(name, {".mask_token", ".lm_head."}))
        return of.maskedPatches;
    if (name.starts_with("itc_") || name.starts_with("logit_"))
        return of.contrast;
    return true;
}

bool isWatched(const std::string& name)
{
    return name.starts_with("transformer.blocks.") && !holds(name, {".gamma_"});
}

/// Bytes that a block keeps of one item for its backward pass.
double keptByBlock(const ForecastRequest& request, double tokens)
{
    const double width = real(request.model.width);
    const double product = productBytes(request);
    const double residuals = 8.0 + (request.model.layerScaleInit ? 2.0 * product : 0.0);
    return tokens * (width * (residuals + product * (6.0 + 2.0 * real(request.model.ffnRatio))) +
                     real(request.model.heads) * tokens * product);
}

/// What a block computes of one item's tokens and drops while what it keeps is laid around it: queries, keys and values
/// before they are put in the order of heads. The heap cannot give such holes to the larger pieces that come next, nor
/// back to the system; the smaller ones that a block drops find their room in it.
double gapsOfBlock(const ForecastRequest& request, double tokens)
{
    return tokens * real(request.model.width) * 3.0 * productBytes(request);
}

/// What the backward pass of one block holds besides, an item: gradients of the widest products, of the attention and,
/// three times, of the stream.
double heldByBackward(const ForecastRequest& request, double tokens)
{
    // Of the attention: in bfloat16 those of the logits take the place of those of the weights.
    const double gradients = request.precision == ForecastPrecision::Bf16 ? 2.0 : 8.0;
    return tokens * (2.0 * productBytes(request) * real(request.model.ffnRatio * request.model.width) +
                     gradients * real(request.model.heads) * tokens + 3.0 * 4.0 * real(request.model.width));
}

/// Bytes that a pass keeps of one item besides its blocks: what the norms before and after them take in, and patches.
double keptAround(const ForecastRequest& request, const ForecastPass& pass)
{
    const ModelConfig& model = request.model;
    const double tokens = tokensOf(request, pass.kind);
    const double words = pass.kind == ForecastPass::Kind::Image  ? 0.0
                         : pass.kind == ForecastPass::Kind::Text ? tokens
                                                                 : tokens - real(model.imageTokens());
    double bytes = words * 4.0 * real(model.width);
    if (pass.kind == ForecastPass::Kind::Fused)
        bytes += tokens * 4.0 * real(model.width);
    if (pass.kind != ForecastPass::Kind::Text)
        bytes += 4.0 * 3.0 * real(model.imageSize) * real(model.imageSize);
    return bytes;
}

/// Numbers in the matrices that a pass multiplies with, a matrix as often as the pass comes by; where blocks are
/// computed again, in those of one block.
double matricesOf(const ForecastRequest& request, const ForecastPass& pass)
{
    const ModelConfig& model = request.model;
    const double square = real(model.width) * real(model.width);
    const double attention = 4.0 * square;
    const double expert = 2.0 * real(model.ffnRatio) * square;
    // Below the VL expert a fused pass sends words and patches through an expert each.
    const double twoExperts = pass.kind == ForecastPass::Kind::Fused ? real(std::min(model.vlStart, model.depth)) : 0.0;
    if (request.activationCheckpointing)
        return attention + expert * (twoExperts > 0.0 ? 2.0 : 1.0);
    return pass.parts * (blocksOf(model, pass) * (attention + expert) + twoExperts * expert);
}

StepCosts costsOfModel(const ForecastRequest& request)
{
    const ModelConfig& model = request.model;
    const std::vector<ForecastPass> passes = passesOf(model, request.objectives);
    StepCosts costs;
    bool pictures = false;
    for (const ForecastPass& pass : passes) {
        const double tokens = tokensOf(request, pass.kind);
        pictures = pictures || pass.kind != ForecastPass::Kind::Text;
        if (request.trunkIsFrozen) { // Without a backward pass a block's numbers go as the next one's come.
            costs.working = std::max(costs.working, pass.perItem / pass.parts * keptByBlock(request, tokens));
            continue;
        }
        const bool again = request.activationCheckpointing;
        const double whole = keptByBlock(request, tokens);
        const double itemsAtOnce = pass.perItem / pass.parts;
        const double held = itemsAtOnce * heldByBackward(request, tokens);
        // However many items: they go through together.
        const double cast = request.precision == ForecastPrecision::Bf16 ? 2.0 * matricesOf(request, pass) : 0.0;
        costs.keptByLast = pass.perItem * (blocksOf(model, pass) * (again ? 4.0 * tokens * real(model.width) : whole) +
                                           keptAround(request, pass));
        costs.kept += costs.keptByLast;
        if (again) { // One block in full after the other: what it dropped leaves room that serves the next one.
            costs.working = std::max(costs.working, held + itemsAtOnce * whole);
            costs.gaps = std::max(costs.gaps, itemsAtOnce * whole);
            costs.castWeights = std::max(costs.castWeights, cast);
        } else {
            costs.working = std::max(costs.working, held);
            costs.gaps += pass.perItem * blocksOf(model, pass) * gapsOfBlock(request, tokens);
            costs.castWeights += cast;
            costs.castByLast = cast;
        }
        if (model.positions == PositionKind::RelativeBias)
            costs.positions += 12.0 * pass.parts * real(model.depth * model.heads) * tokens * tokens;
    }
    if (pictures) // the pixels that all passes share
        costs.kept += 4.0 * 3.0 * real(model.imageSize) * real(model.imageSize);
    if (request.precision == ForecastPrecision::Bf16 &&
        (request.objectives.maskedText || request.objectives.maskedWords))
        costs.castWeights += 2.0 * real(model.vocabularySize) * real(model.width);
    // The logarithm of softmax, its gradient and that of the scores.
    costs.predictions = 12.0 * predictedChoices(request);
    return costs;
}

StepCosts costsOfTokenizer(const ForecastRequest& request)
{
    const VisualTokenizerConfig& config = *request.tokenizer;
    const double product = productBytes(request);
    const std::vector<std::int64_t> strides = config.strides();
    const std::vector<std::int64_t> widths = config.widths();
    const double places = real(config.grid * config.grid);
    const double pixels = 3.0 * real(config.side * config.side);
    double encoder = 0.0, decoder = 0.0, widest = 0.0;
    double side = real(config.side);
    for (std::size_t i = 0; i < strides.size(); ++i) {
        decoder += real(widths[i == 0 ? 0 : i - 1]) * side * side; // what comes out of an enlargement
        widest = std::max(widest, real(widths[i == 0 ? 0 : i - 1]) * side * side);
        side /= real(strides[i]);
        encoder += real(widths[i]) * side * side;
    }
    const double blocks = 2.0 * real(config.residualBlocks) * real(config.width) * places;
    StepCosts costs;
    // Four pictures: as given, mapped, drawn, and as the first convolution takes it.
    costs.kept = product * (encoder + 2.0 * blocks + pixels) + 4.0 * (decoder + 3.0 * pixels);
    costs.keptByLast = costs.kept;
    costs.predictions = places * real(config.codes) * (16.0 + product);
    // Gradients before and after a ReLU, and input and gradient once more in the order that a convolution likes; which
    // is sixteen channels at a time, for the three of pictures too: as they come, as they are drawn, and its gradient.
    costs.working = 4.0 * 4.0 * widest + 3.0 * 4.0 * 16.0 * real(config.side * config.side);
    if (request.precision == ForecastPrecision::Bf16)
        costs.castWeights = 2.0 * real(config.parameters());
    return costs;
}

} // namespace

TrainedNumbers trainedNumbers(const ForecastRequest& request)
{
    TrainedNumbers numbers;
    if (request.tokenizer) {
        numbers.all = numbers.trained = numbers.reached = real(request.tokenizer->parameters());
        numbers.largest = 9.0 * real(request.tokenizer->width * request.tokenizer->width);
        return numbers;
    }
    const std::string task = request.task.empty() && request.objectives.maskedText ? "stage2-language" : request.task;
    for (const auto& [name, shape] : expectedTensors(request.model)) {
        double count = 1.0;
        for (const std::int64_t size : shape)
            count *= real(size);
        numbers.all += count;
        if (isWatched(name))
            numbers.blocks += count;
        if (!learnsIn(task, name, request.trunkIsFrozen, request.keptHeads))
            continue;
        numbers.trained += count;
        if (!isReached(name, request))
            continue;
        numbers.reached += count;
        numbers.largest = std::max(numbers.largest, count);
        if (name == "text_embeddings.word_embeddings.weight")
            numbers.words = count;
    }
    return numbers;
}

StepCosts stepCosts(const ForecastRequest& request)
{
    return request.tokenizer ? costsOfTokenizer(request) : costsOfModel(request);
}

double predictedChoices(const ForecastRequest& request)
{
    const ForecastObjectives& of = request.objectives;
    const ModelConfig& model = request.model;
    const double words = request.lengths.hiddenWords.value_or(real(std::max<std::int64_t>(model.maxTextLength - 2, 0)) *
                                                              of.maskedWordShare);
    const double wordLosses = (of.maskedText ? 1.0 : 0.0) + (of.maskedWords ? 1.0 : 0.0);
    double choices = words * wordLosses * real(model.vocabularySize);
    if (of.maskedPatches)
        choices += real(model.patches()) * of.maskedPatchShare * real(of.visualCodes);
    if (of.answers)
        choices += real(model.vqaAnswers);
    if (of.classes)
        choices += real(model.imageClasses);
    return choices;
}

double tokensOf(const ForecastRequest& request, ForecastPass::Kind kind)
{
    const double longest = real(request.model.maxTextLength);
    switch (kind) {
    case ForecastPass::Kind::Image:
        return real(request.model.imageTokens());
    case ForecastPass::Kind::Text:
        return request.lengths.text.value_or(longest);
    case ForecastPass::Kind::Fused:
        break;
    }
    return real(request.model.imageTokens()) + request.lengths.fused.value_or(longest);
}

double blocksOf(const ModelConfig& model, const ForecastPass& pass)
{
    return real(model.depth + (pass.vlBranch ? model.depth - model.vlStart : 0));
}

} // namespace vlmo
