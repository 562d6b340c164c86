#include "core/train/adamw.h"

#include "core/base/error.h"

#include <ATen/Parallel.h>

#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <string_view>

namespace vlmo {

using torch::Tensor;

bool decays(const std::string& parameter)
{
    for (const char* part : {"bias", "norm1.weight", "transformer.norm.weight", "LayerNorm.weight"})
        if (parameter.find(part) != std::string::npos)
            return false;
    return true;
}

bool isTaskHead(const std::string& parameter)
{
    return parameter.starts_with("vqa_classifier.") || parameter.starts_with("nlvr2_classifier.") ||
           parameter.starts_with("image_classifier.");
}

namespace {

constexpr std::string_view kBlocks = "transformer.blocks.";

/// "transformer.blocks.3.attn.proj.weight" -> 3; nothing outside of the blocks.
std::optional<std::int64_t> blockOf(const std::string& parameter)
{
    if (!parameter.starts_with(kBlocks))
        return std::nullopt;
    std::int64_t block = 0;
    const char* const begin = parameter.data() + kBlocks.size();
    const auto read = std::from_chars(begin, parameter.data() + parameter.size(), block);
    return read.ec == std::errc() ? std::optional(block) : std::nullopt;
}

bool isEmbedding(const std::string& parameter)
{
    for (const char* prefix : {"transformer.patch_embed.", "transformer.cls_token", "transformer.mask_token",
                               "transformer.pos_embed", "text_embeddings.", "token_type_embeddings."})
        if (parameter.starts_with(prefix))
            return true;
    return false;
}

std::int64_t depthOf(const torch::nn::Module& model)
{
    std::int64_t depth = 0;
    for (const auto& item : model.named_parameters())
        if (const auto block = blockOf(item.key()))
            depth = std::max(depth, *block + 1);
    return depth;
}

} // namespace

double layerRate(const std::string& parameter, std::int64_t depth, double layerDecay)
{
    const std::optional<std::int64_t> block = blockOf(parameter);
    const std::int64_t above = block ? depth - *block : isEmbedding(parameter) ? depth + 1 : 0;
    return std::pow(layerDecay, static_cast<double>(above));
}

double learningRateAt(std::int64_t step, double peak, const Recipe::Schedule& schedule)
{
    if (step < schedule.warmUp)
        return peak * static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, schedule.warmUp));
    const auto decaying = static_cast<double>(std::max<std::int64_t>(1, schedule.steps - schedule.warmUp));
    if (schedule.cosine) {
        const double done = std::min(1.0, static_cast<double>(step - schedule.warmUp) / decaying);
        return 0.5 * peak * (1.0 + std::cos(std::numbers::pi * done));
    }
    if (step >= schedule.steps)
        return schedule.endRate;
    const double left = 1.0 - static_cast<double>(step - schedule.warmUp) / decaying;
    return (peak - schedule.endRate) * std::pow(left, schedule.power) + schedule.endRate;
}

AdamW::AdamW(const torch::nn::Module& model, const Recipe::Optimiser& options) : m_options(options)
{
    const std::int64_t depth = depthOf(model);
    for (const auto& item : model.named_parameters()) {
        if (!item.value().requires_grad())
            continue;
        Slot slot;
        slot.name = item.key();
        slot.value = item.value();
        slot.mean = torch::zeros_like(item.value());
        slot.square = torch::zeros_like(item.value());
        slot.decay = decays(item.key());
        slot.rateFactor =
            (isTaskHead(item.key()) ? options.headRate : 1.0) * layerRate(item.key(), depth, options.layerDecay);
        if (options.averageDecay > 0.0)
            slot.average = item.value().detach().clone();
        m_slots.push_back(std::move(slot));
    }
}

void AdamW::zeroGradients()
{
    for (Slot& slot : m_slots)
        slot.value.mutable_grad() = Tensor();
}

double AdamW::step(double rate)
{
    torch::NoGradGuard noGradient;
    double squares = 0.0;
    for (const Slot& slot : m_slots)
        if (slot.value.grad().defined())
            squares += std::pow(slot.value.grad().norm().item<double>(), 2.0);
    const double norm = std::sqrt(squares);
    const double clip =
        m_options.clipNorm > 0.0 && norm > m_options.clipNorm ? m_options.clipNorm / (norm + 1e-6) : 1.0;

    ++m_steps;
    // Early steps trust the average less, so that it does not remember the random start.
    const double averageDecay =
        std::min(m_options.averageDecay, (1.0 + static_cast<double>(m_steps)) / (10.0 + static_cast<double>(m_steps)));
    for (Slot& slot : m_slots) {
        if (!slot.value.grad().defined())
            continue;
        ++slot.steps;
        const double slotRate = rate * slot.rateFactor;
        const auto t = static_cast<double>(slot.steps);
        const double correction = std::sqrt(1.0 - std::pow(m_options.beta2, t)) / (1.0 - std::pow(m_options.beta1, t));
        const Tensor gradient = clip < 1.0 ? slot.value.grad() * clip : slot.value.grad();
        slot.mean.mul_(m_options.beta1).add_(gradient, 1.0 - m_options.beta1);
        slot.square.mul_(m_options.beta2).addcmul_(gradient, gradient, 1.0 - m_options.beta2);
        slot.value.addcdiv_(slot.mean, slot.square.sqrt().add_(m_options.epsilon), -slotRate * correction);
        if (slot.decay && m_options.weightDecay > 0.0)
            slot.value.mul_(1.0 - slotRate * m_options.weightDecay);
        if (slot.average.defined())
            slot.average.lerp_(slot.value, 1.0 - averageDecay);
    }
    return norm;
}

std::map<std::string, Tensor> AdamW::state() const
{
    std::map<std::string, Tensor> result;
    for (const Slot& slot : m_slots) {
        result["m." + slot.name] = slot.mean;
        result["v." + slot.name] = slot.square;
        result["t." + slot.name] = torch::tensor(slot.steps, torch::kInt64);
        if (slot.average.defined())
            result["a." + slot.name] = slot.average;
    }
    return result;
}

void AdamW::restore(const std::map<std::string, Tensor>& state, std::int64_t steps)
{
    torch::NoGradGuard noGradient;
    const auto copy = [&](const std::string& name, Tensor& into) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.sizes() != into.sizes())
            throw Error(ErrorKind::BadInput, "the optimiser's state '" + name + "' is missing or has another shape");
        into.copy_(found->second);
    };
    for (Slot& slot : m_slots) {
        copy("m." + slot.name, slot.mean);
        copy("v." + slot.name, slot.square);
        Tensor count = torch::zeros({}, torch::kInt64);
        copy("t." + slot.name, count);
        slot.steps = count.item<std::int64_t>();
        if (slot.average.defined())
            copy("a." + slot.name, slot.average);
    }
    m_steps = steps;
}

void AdamW::swapAverage()
{
    torch::NoGradGuard noGradient;
    for (Slot& slot : m_slots) {
        if (!slot.average.defined())
            continue;
        const Tensor weights = slot.value.detach().clone();
        slot.value.copy_(slot.average);
        slot.average.copy_(weights);
    }
}

} // namespace vlmo
