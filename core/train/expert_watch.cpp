#include "core/train/expert_watch.h"

#include <cmath>
#include <optional>

namespace vlmo {

using torch::Tensor;

namespace {

/// "transformer.blocks.3.mlp_vl.fc1.weight" belongs to block 3 and the VL expert; norms go with what they feed.
std::optional<std::pair<std::int64_t, std::string>> partOf(const std::string& name)
{
    const std::string prefix = "transformer.blocks.";
    if (!name.starts_with(prefix))
        return std::nullopt;
    const auto dot = name.find('.', prefix.size());
    const std::int64_t block = std::stoll(name.substr(prefix.size(), dot - prefix.size()));
    const std::string rest = name.substr(dot + 1);
    for (const auto& [start, part] : {std::pair{"mlp_text", "language"},
                                      {"norm2_text", "language"},
                                      {"mlp_imag", "vision"},
                                      {"norm2_imag", "vision"},
                                      {"mlp_vl", "vl"},
                                      {"norm2_vl", "vl"},
                                      {"mlp_shared", "shared"},
                                      {"norm2_shared", "shared"},
                                      {"attn_text", "attention of words"},
                                      {"attn_imag", "attention of patches"},
                                      {"attn", "attention"},
                                      {"norm1", "attention"}})
        if (rest.starts_with(start))
            return std::pair{block, std::string(part)};
    return std::nullopt;
}

double squares(const Tensor& tensor)
{
    return std::pow(tensor.norm().item<double>(), 2.0);
}

} // namespace

ExpertWatch::ExpertWatch(const torch::nn::Module& model)
{
    for (const auto& item : model.named_parameters())
        if (const auto part = partOf(item.key()))
            m_parts[*part].push_back({item.value(), item.value().detach().clone(), {}});
}

void ExpertWatch::beforeStep()
{
    for (auto& [part, tensors] : m_parts)
        for (Watched& each : tensors)
            each.before = each.value.detach().clone();
}

std::vector<ExpertStatistics> ExpertWatch::afterStep()
{
    torch::NoGradGuard noGradient;
    std::vector<ExpertStatistics> result;
    for (auto& [part, tensors] : m_parts) {
        double gradient = 0.0, update = 0.0, size = 0.0, drift = 0.0, startSize = 0.0;
        for (Watched& each : tensors) {
            if (each.value.grad().defined())
                gradient += squares(each.value.grad());
            update += squares(each.value - each.before);
            size += squares(each.before);
            drift += squares(each.value - each.start);
            startSize += squares(each.start);
            each.before = Tensor();
        }
        ExpertStatistics statistics;
        statistics.block = part.first;
        statistics.part = part.second;
        statistics.gradientNorm = std::sqrt(gradient);
        statistics.updateNorm = size > 0.0 ? std::sqrt(update / size) : 0.0;
        statistics.drift = startSize > 0.0 ? std::sqrt(drift / startSize) : 0.0;
        result.push_back(std::move(statistics));
    }
    return result;
}

} // namespace vlmo
