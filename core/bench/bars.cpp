#include "core/bench/bars.h"

#include <cmath>
#include <map>
#include <utility>

namespace vlmo {

namespace {

/// The released code, unmodified, on its base model with random weights: on two cores of a server processor that
/// multiplied 870 GFLOP/s in bf16 and 220 in fp32. Best of what was tried in each precision.
struct Measured {
    double value;
    const char* from;
    double ceilingShare;
};

const std::map<std::pair<std::string, std::string>, Measured>& measured()
{
    static const std::map<std::pair<std::string, std::string>, Measured> figures = {
        {{"embed-images", "fp32"}, {4.3, "torch 1.13 in fp32", 0.71}},
        {{"embed-images", "bf16"}, {11.2, "torch 2.6 in bf16", 0.47}},
        {{"embed-text", "fp32"}, {230.0, "torch 1.13 in fp32", 0.0}},
        {{"embed-text", "bf16"}, {23.0, "torch 2.6 in bf16", 0.0}},
        {{"embed-texts", "fp32"}, {27.0, "torch 1.13 in fp32", 0.0}},
        {{"embed-texts", "bf16"}, {95.0, "torch 2.6 in bf16", 0.0}},
        {{"fused-pair", "fp32"}, {1053.0, "torch 1.13 in fp32", 0.18}},
        {{"fused-pair", "bf16"}, {94.0, "torch 2.6 in bf16", 0.50}},
        {{"fused-pairs", "fp32"}, {3.0, "torch 1.13 in fp32", 0.57}},
        {{"fused-pairs", "bf16"}, {9.4, "torch 2.6 in bf16", 0.45}},
        {{"training-step", "fp32"}, {0.25, "torch 2.6 in fp32", 0.71}},
        {{"training-step", "bf16"}, {0.61, "torch 2.6 in bf16", 0.44}},
    };
    return figures;
}

} // namespace

bool isBaseModel(const ModelConfig& model)
{
    const ModelConfig base = presetConfig("base");
    return model.depth == base.depth && model.width == base.width && model.ffnRatio == base.ffnRatio &&
           model.patchSize == base.patchSize && model.imageSize == base.imageSize && model.vlStart == base.vlStart &&
           model.maxTextLength == base.maxTextLength && model.vocabularySize == base.vocabularySize;
}

std::optional<Reference> referenceFor(const std::string& figure, const std::string& precision, double value,
                                      bool isTime)
{
    const auto found = measured().find({figure, precision});
    if (found == measured().end())
        return std::nullopt;
    const Measured& reference = found->second;
    return Reference{reference.value, reference.from, isTime ? reference.value / value : value / reference.value,
                     reference.ceilingShare};
}

Bar atLeastShare(double share, double reached)
{
    return {"at least " + std::to_string(std::lround(100.0 * share)) + " % of the ceiling", reached >= share};
}

std::optional<double> shareWanted(const std::string& figure)
{
    static const std::map<std::string, double> shares = {
        {"embed-images", 0.8}, {"embed-texts", 0.6}, {"fused-pair", 0.6}, {"training-step", 0.6}};
    const auto found = shares.find(figure);
    return found == shares.end() ? std::nullopt : std::optional(found->second);
}

} // namespace vlmo
