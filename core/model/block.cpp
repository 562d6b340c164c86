#include "core/model/block.h"

#include "core/base/error.h"
#include "core/model/add_scaled.h"
#include "core/model/attend.h"

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
    // Whoever watches with gradients wants those of the weights. Padding is removed as a key only; its own query is
    // computed and never used.
    const bool stepByStep = !all.is_cpu() || (pass.observer != nullptr && torch::GradMode::is_enabled());
    const Attended found =
        stepByStep ? vlmo::attend(all, m_heads, positionBias, keys) : attendAtOnce(all, m_heads, positionBias, keys);
    if (pass.observer != nullptr)
        pass.observer->onAttention(found.weights);
    return found.mixed;
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

Tensor BlockImpl::drawnPaths(const Tensor& x, const std::vector<SampleGroup>& groups) const
{
    if (!is_training() || dropPath <= 0.0)
        return {};
    const double keep = 1.0 - dropPath;
    std::int64_t samples = groups.empty() ? x.size(0) : 0;
    std::vector<std::int64_t> places;
    for (const SampleGroup& group : groups) {
        samples += group.samples;
        places.insert(places.end(), static_cast<std::size_t>(group.samples), group.places);
    }
    const Tensor paths = torch::bernoulli(torch::full({samples}, keep, x.options())).div_(keep);
    if (groups.empty())
        return paths.view({samples, 1, 1});
    return paths.repeat_interleave(torch::tensor(places, torch::kInt64).to(x.device())).view({1, -1, 1});
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
    return withExperts(x, attended(x, positionBias, keys, route, pass), route, {}, pass, vlBranch);
}

Tensor BlockImpl::forward(const Tensor& x, const std::vector<SampleGroup>& groups, const std::string& expert,
                          const Pass& pass)
{
    Attention& attention = m_attention ? m_attention : m_wordAttention;
    return withExperts(x, attention->forward(m_norm1->forward(x), groups, pass), {{expert, 0, x.size(1), true}}, groups,
                       pass,
                       /*vlBranch=*/false);
}

Tensor BlockImpl::withExperts(const Tensor& x, const Tensor& found, const std::vector<ExpertSpan>& route,
                              const std::vector<SampleGroup>& groups, const Pass& pass, bool vlBranch)
{
    const auto add = [&](const Tensor& stream, const Tensor& update, const Tensor& gamma, Tensor& seen) {
        const Tensor paths = drawnPaths(stream, groups);
        if (pass.observer == nullptr)
            return addScaled(stream, update, gamma, paths);
        // What is shown to who watches is part of the graph.
        seen = scaled(update, gamma, paths);
        return stream + seen;
    };
    Tensor attention, expert;
    const Tensor middle = add(x, found, m_gamma1, attention);
    std::vector<Tensor> updates;
    for (const ExpertSpan& span : route)
        updates.push_back(expertUpdate(middle, span, pass));
    const Tensor after = add(middle, joined(updates), m_gamma2, expert);
    if (pass.observer != nullptr)
        pass.observer->onBlock({m_number, x, attention, expert, after, vlBranch});
    return after;
}

} // namespace vlmo
