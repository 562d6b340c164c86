#include "core/model/block.h"

#include "core/base/error.h"
#include "core/model/softmax_rows.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace vlmo {

using torch::Tensor;

Tensor project(const Tensor& x, const Tensor& weight, const Tensor& bias, const Pass& pass)
{
    return torch::nn::functional::linear(x.to(pass.compute), weight.to(pass.compute),
                                         bias.defined() ? bias.to(pass.compute) : Tensor());
}

// --- LayerNorm ---

NormImpl::NormImpl(std::int64_t width, double eps) : m_eps(eps)
{
    weight = register_parameter("weight", torch::ones({width}));
    bias = register_parameter("bias", torch::zeros({width}));
}

Tensor NormImpl::forward(const Tensor& x) const
{
    return torch::layer_norm(x.to(torch::kFloat32), {weight.size(0)}, weight, bias, m_eps);
}

// --- Attention ---

namespace {

/// Whether softmaxRows() may take the place of single operations: it makes no gradients.
bool isPlainBf16(const Tensor& logits)
{
    return !torch::GradMode::is_enabled() && logits.scalar_type() == torch::kBFloat16 && logits.is_cpu();
}

/// softmax(logits + bias) over the keys that may be attended to, in place of the logits [B, H, N, N].
void softmaxInPlace(Tensor& logits, const Tensor& positionBias, const Tensor& keys)
{
    const std::int64_t heads = logits.size(1);
    const auto places = static_cast<std::size_t>(logits.size(2));
    const auto columns = static_cast<std::size_t>(logits.size(3));
    const Tensor bias = positionBias.defined() ? positionBias.contiguous() : Tensor(); // [H, N, N]
    const Tensor mask = keys.defined() ? keys.contiguous() : Tensor();                 // [B, N]
    auto* const values = reinterpret_cast<Bf16*>(logits.data_ptr<at::BFloat16>());
    const float* const biases = bias.defined() ? bias.data_ptr<float>() : nullptr;
    const bool* const masks = mask.defined() ? mask.data_ptr<bool>() : nullptr;
    at::parallel_for(0, logits.size(0) * heads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const auto head = static_cast<std::size_t>(i % heads);
            const auto sample = static_cast<std::size_t>(i / heads);
            softmaxRows(values + static_cast<std::size_t>(i) * places * columns,
                        biases != nullptr ? biases + head * places * columns : nullptr,
                        masks != nullptr ? masks + sample * columns : nullptr, places, columns);
        }
    });
}

} // namespace

AttentionImpl::AttentionImpl(std::int64_t width, std::int64_t heads)
    : m_heads(heads),
      m_qkv(register_module("qkv", torch::nn::Linear(torch::nn::LinearOptions(width, 3 * width).bias(false)))),
      m_proj(register_module("proj", torch::nn::Linear(width, width)))
{
    m_queryBias = register_parameter("q_bias", torch::zeros({width}));
    m_valueBias = register_parameter("v_bias", torch::zeros({width}));
}

Tensor AttentionImpl::forward(const Tensor& x, const Tensor& positionBias, const Tensor& keys, const Pass& pass)
{
    return output(attend(queriesKeysValues(x, pass), positionBias, keys, pass), pass);
}

Tensor AttentionImpl::forward(const Tensor& x, const std::vector<SampleGroup>& groups, const Pass& pass)
{
    const Tensor all = queriesKeysValues(x, pass); // [1, T, 3 d]
    std::vector<Tensor> mixed;
    std::int64_t first = 0;
    for (const SampleGroup& group : groups) {
        const std::int64_t tokens = group.samples * group.places;
        const Tensor qkv = all.narrow(1, first, tokens).view({group.samples, group.places, all.size(2)});
        mixed.push_back(attend(qkv, group.positionBias, {}, pass).view({1, tokens, x.size(2)}));
        first += tokens;
    }
    return output(torch::cat(mixed, 1), pass);
}

Tensor AttentionImpl::output(const Tensor& mixed, const Pass& pass)
{
    return project(mixed, m_proj->weight, m_proj->bias, pass);
}

Tensor AttentionImpl::queriesKeysValues(const Tensor& x, const Pass& pass)
{
    const Tensor bias = torch::cat({m_queryBias, torch::zeros_like(m_valueBias), m_valueBias});
    return project(x, m_qkv->weight, bias, pass);
}

Tensor AttentionImpl::attend(const Tensor& all, const Tensor& positionBias, const Tensor& keys, const Pass& pass)
{
    const std::int64_t batch = all.size(0);
    const std::int64_t places = all.size(1);
    const std::int64_t width = all.size(2) / 3;
    const std::int64_t headWidth = width / m_heads;

    const Tensor qkv = all.view({batch, places, 3, m_heads, headWidth}).permute({2, 0, 3, 1, 4}); // [3, B, H, N, D]
    const Tensor query = qkv[0] * (1.0 / std::sqrt(static_cast<double>(headWidth)));

    // Padding is removed as a key only; its own query is computed and never used.
    Tensor weights = torch::matmul(query, qkv[1].transpose(-2, -1)); // [B, H, N, N]
    if (!is_training() && isPlainBf16(weights)) { // What is computed twice must be so in the same way.
        weights = weights.contiguous();
        softmaxInPlace(weights, positionBias, keys);
    } else {
        Tensor logits = weights.to(torch::kFloat32);
        if (positionBias.defined())
            logits = logits + positionBias.unsqueeze(0);
        if (keys.defined())
            logits = logits.masked_fill(keys.logical_not().unsqueeze(1).unsqueeze(1), -INFINITY);
        weights = torch::softmax(logits, -1).to(pass.compute);
    }
    if (pass.observer != nullptr)
        pass.observer->onAttention(weights);
    return torch::matmul(weights, qkv[2]).transpose(1, 2).reshape({batch, places, width});
}

// --- Expert ---

ExpertImpl::ExpertImpl(std::int64_t width, std::int64_t ratio)
    : m_fc1(register_module("fc1", torch::nn::Linear(width, ratio * width))),
      m_fc2(register_module("fc2", torch::nn::Linear(ratio * width, width)))
{}

Tensor ExpertImpl::forward(const Tensor& x, const Pass& pass)
{
    const Tensor hidden = torch::gelu(project(x, m_fc1->weight, m_fc1->bias, pass));
    return project(hidden, m_fc2->weight, m_fc2->bias, pass);
}

// --- Block ---

BlockImpl::BlockImpl(const ModelConfig& config, std::int64_t number) : m_number(number)
{
    constexpr double eps = 1e-6;
    if (config.layerScaleInit) {
        m_gamma1 = register_parameter("gamma_1", torch::full({config.width}, *config.layerScaleInit));
        m_gamma2 = register_parameter("gamma_2", torch::full({config.width}, *config.layerScaleInit));
    }
    m_norm1 = register_module("norm1", Norm(config.width, eps));
    if (config.separateAttention) {
        m_wordAttention = register_module("attn_text", Attention(config.width, config.heads));
        m_patchAttention = register_module("attn_imag", Attention(config.width, config.heads));
    } else {
        m_attention = register_module("attn", Attention(config.width, config.heads));
    }
    const auto add = [&](const char* name, const std::string& suffix) {
        m_experts.push_back({name, register_module("norm2_" + suffix, Norm(config.width, eps)),
                             register_module("mlp_" + suffix, Expert(config.width, config.ffnRatio))});
    };
    if (config.sharedExpert) {
        add(kSharedExpert, "shared");
        return;
    }
    add(kLanguageExpert, "text");
    add(kVisionExpert, "imag");
    if (config.hasVlExpert(number))
        add(kVlExpert, "vl");
}

bool BlockImpl::hasExpert(const std::string& name) const
{
    for (const NamedExpert& each : m_experts)
        if (each.name == name)
            return true;
    return false;
}

Tensor BlockImpl::scaled(const Tensor& update, const Tensor& gamma) const
{
    Tensor result = update.to(torch::kFloat32);
    if (gamma.defined())
        result = result * gamma;
    if (is_training() && dropPath > 0.0) {
        const double keep = 1.0 - dropPath;
        result = result * torch::bernoulli(torch::full({result.size(0), 1, 1}, keep, result.options())).div_(keep);
    }
    return result;
}

namespace {

Tensor joined(const std::vector<Tensor>& parts)
{
    return parts.size() == 1 ? parts.front() : torch::cat(parts, 1);
}

} // namespace

Tensor BlockImpl::attended(const Tensor& x, const Tensor& positionBias, const Tensor& keys,
                           const std::vector<ExpertSpan>& route, const Pass& pass)
{
    const Tensor normed = m_norm1->forward(x);
    if (m_attention)
        return m_attention->forward(normed, positionBias, keys, pass);
    const auto own = [&](const ExpertSpan& span) -> Attention& {
        return span.words ? m_wordAttention : m_patchAttention;
    };
    std::vector<Tensor> parts;
    for (const ExpertSpan& span : route)
        parts.push_back(own(span)->queriesKeysValues(normed.narrow(1, span.first, span.count), pass));
    const Tensor mixed = m_wordAttention->attend(joined(parts), positionBias, keys, pass);
    parts.clear();
    for (const ExpertSpan& span : route)
        parts.push_back(own(span)->output(mixed.narrow(1, span.first, span.count), pass));
    return joined(parts);
}

Tensor BlockImpl::expertUpdate(const Tensor& x, const ExpertSpan& span, const Pass& pass)
{
    for (NamedExpert& each : m_experts)
        if (each.name == span.expert || each.name == kSharedExpert)
            return each.expert->forward(each.norm->forward(x.narrow(1, span.first, span.count)), pass);
    throw Error(ErrorKind::Incompatible,
                "block " + std::to_string(m_number) + " of this model has no expert called " + span.expert);
}

Tensor BlockImpl::forward(const Tensor& x, const Tensor& positionBias, const Tensor& keys,
                          const std::vector<ExpertSpan>& route, const Pass& pass, bool vlBranch)
{
    return withExperts(x, attended(x, positionBias, keys, route, pass), route, pass, vlBranch);
}

Tensor BlockImpl::forward(const Tensor& x, const std::vector<SampleGroup>& groups, const std::string& expert,
                          const Pass& pass)
{
    Attention& attention = m_attention ? m_attention : m_wordAttention;
    return withExperts(x, attention->forward(m_norm1->forward(x), groups, pass), {{expert, 0, x.size(1), true}}, pass,
                       /*vlBranch=*/false);
}

Tensor BlockImpl::withExperts(const Tensor& x, const Tensor& found, const std::vector<ExpertSpan>& route,
                              const Pass& pass, bool vlBranch)
{
    const Tensor attention = scaled(found, m_gamma1);
    const Tensor middle = x + attention;

    std::vector<Tensor> updates;
    for (const ExpertSpan& span : route)
        updates.push_back(expertUpdate(middle, span, pass));
    const Tensor expert = scaled(joined(updates), m_gamma2);
    const Tensor after = middle + expert;

    if (pass.observer != nullptr)
        pass.observer->onBlock({m_number, x, attention, expert, after, vlBranch});
    return after;
}

} // namespace vlmo
