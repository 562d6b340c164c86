#include "core/model/config.h"

#include "core/base/error.h"

#include <array>
#include <cmath>

namespace vlmo {
namespace {

/// The bounds are far above every published size and far below what could bring a machine down by a number in a file.
struct Bound {
    const char* name;
    std::int64_t ModelConfig::*field;
    std::int64_t least;
    std::int64_t most;
};

constexpr std::array bounds = {
    Bound{"depth", &ModelConfig::depth, 1, 256},
    Bound{"width", &ModelConfig::width, 1, 16'384},
    Bound{"heads", &ModelConfig::heads, 1, 256},
    Bound{"ffn_ratio", &ModelConfig::ffnRatio, 1, 32},
    Bound{"patch_size", &ModelConfig::patchSize, 1, 256},
    Bound{"image_size", &ModelConfig::imageSize, 1, 4'096},
    Bound{"vl_start", &ModelConfig::vlStart, 0, 256},
    Bound{"max_text_length", &ModelConfig::maxTextLength, 3, 4'096},
    Bound{"table_text_length", &ModelConfig::tableTextLength, 1, 4'096},
    Bound{"vocabulary_size", &ModelConfig::vocabularySize, 1, 2'000'000},
    Bound{"token_types", &ModelConfig::tokenTypes, 2, 64},
    Bound{"vqa_answers", &ModelConfig::vqaAnswers, 0, 1'000'000},
    Bound{"image_classes", &ModelConfig::imageClasses, 0, 1'000'000},
    Bound{"visual_codes", &ModelConfig::visualCodes, 0, 1'000'000},
};

constexpr std::int64_t maximumGrid = 96;
constexpr double maximumParameters = 4e9;

/// The large terms are enough, and floating point does not overflow.
double approximateParameters(const ModelConfig& config)
{
    const auto width = static_cast<double>(config.width);
    const auto depth = static_cast<double>(config.depth);
    const double experts = config.sharedExpert ? depth : 2 * depth + static_cast<double>(config.depth - config.vlStart);
    const double attention = (config.separateAttention ? 8 : 4) * width * width * depth;
    const double feedForward = 2 * width * width * static_cast<double>(config.ffnRatio) * experts;
    const double words = static_cast<double>(config.vocabularySize) * width * (config.hasMlm ? 2 : 1);
    const double table = static_cast<double>(config.tableRows()) * depth * static_cast<double>(config.heads);
    const double patches = 3 * width * static_cast<double>(config.patchSize * config.patchSize);
    const double answers = 2 * static_cast<double>(config.vqaAnswers) + static_cast<double>(config.visualCodes) +
                           static_cast<double>(config.imageClasses);
    return attention + feedForward + words + table + patches + width * answers;
}

std::vector<std::string> problemsBetweenFields(const ModelConfig& config)
{
    std::vector<std::string> found;
    if (config.width % config.heads != 0)
        found.push_back("width (" + std::to_string(config.width) + ") is not a multiple of heads (" +
                        std::to_string(config.heads) + ")");
    if (config.imageSize % config.patchSize != 0)
        found.push_back("image_size (" + std::to_string(config.imageSize) + ") is not a multiple of patch_size (" +
                        std::to_string(config.patchSize) + ")");
    if (config.grid() > maximumGrid)
        found.push_back("image_size over patch_size makes more than " + std::to_string(maximumGrid) +
                        " patches a side");
    if (config.vlStart > config.depth)
        found.push_back("vl_start (" + std::to_string(config.vlStart) + ") is greater than depth (" +
                        std::to_string(config.depth) + ")");
    if (config.sharedExpert && config.vlStart != config.depth)
        found.push_back("shared_expert leaves no place for VL experts: vl_start must equal depth (" +
                        std::to_string(config.depth) + ")");
    if (config.positions == PositionKind::RelativeBias && config.tableTextLength < config.maxTextLength)
        found.push_back("table_text_length (" + std::to_string(config.tableTextLength) +
                        ") is less than max_text_length (" + std::to_string(config.maxTextLength) + ")");
    if (config.hasNlvr2 && config.tokenTypes < 3)
        found.emplace_back("token_types must be at least 3 for NLVR2, which looks at two pictures");
    if (config.layerScaleInit && !(std::abs(*config.layerScaleInit) <= 1000.0))
        found.emplace_back("layer_scale_init is not a number between -1000 and 1000");
    if (found.empty() && approximateParameters(config) > maximumParameters)
        found.emplace_back("the model would have more than 4,000,000,000 parameters");
    return found;
}

} // namespace

std::vector<std::string> ModelConfig::problems() const
{
    std::vector<std::string> found;
    for (const Bound& bound : bounds)
        if (this->*bound.field < bound.least || this->*bound.field > bound.most)
            found.push_back(std::string(bound.name) + " is " + std::to_string(this->*bound.field) +
                            " and must be between " + std::to_string(bound.least) + " and " +
                            std::to_string(bound.most));
    // The other rules divide and multiply the fields, which is safe only within the bounds.
    return found.empty() ? problemsBetweenFields(*this) : found;
}

std::vector<std::string> presetNames()
{
    return {"base", "base-plus", "large"};
}

ModelConfig presetConfig(std::string_view name)
{
    ModelConfig config;
    if (name == "base")
        return config;
    config.depth = 24;
    config.heads = 16;
    config.vlStart = 21;
    if (name == "base-plus") {
        config.width = 544;
        config.positions = PositionKind::Absolute;
        config.layerScaleInit.reset();
        return config;
    }
    if (name == "large") {
        config.width = 1024;
        return config;
    }
    std::string known;
    for (const std::string& preset : presetNames())
        known += (known.empty() ? "" : ", ") + preset;
    throw Error(ErrorKind::InvalidArgument,
                "there is no preset \"" + std::string(name) + "\"; the presets are " + known);
}

} // namespace vlmo
