#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/config.h"
#include "core/model/json_fields.h"

#include <nlohmann/json.hpp>

#include <array>

namespace vlmo {
namespace {

/// Every field once, for reading and for writing, in the order in which the file shows them.
struct IntegerField {
    const char* key;
    std::int64_t ModelConfig::*field;
};
constexpr std::array sizes = {
    IntegerField{"depth", &ModelConfig::depth},
    IntegerField{"width", &ModelConfig::width},
    IntegerField{"heads", &ModelConfig::heads},
    IntegerField{"ffn_ratio", &ModelConfig::ffnRatio},
    IntegerField{"patch_size", &ModelConfig::patchSize},
    IntegerField{"image_size", &ModelConfig::imageSize},
    IntegerField{"vl_start", &ModelConfig::vlStart},
    IntegerField{"max_text_length", &ModelConfig::maxTextLength},
    IntegerField{"table_text_length", &ModelConfig::tableTextLength},
    IntegerField{"vocabulary_size", &ModelConfig::vocabularySize},
    IntegerField{"token_types", &ModelConfig::tokenTypes},
    IntegerField{"vqa_answers", &ModelConfig::vqaAnswers},
};

struct BooleanField {
    const char* key;
    bool ModelConfig::*field;
};
constexpr std::array headFields = {
    BooleanField{"has_itc", &ModelConfig::hasItc},     BooleanField{"has_itc_vl", &ModelConfig::hasItcVl},
    BooleanField{"has_itm", &ModelConfig::hasItm},     BooleanField{"has_mlm", &ModelConfig::hasMlm},
    BooleanField{"has_nlvr2", &ModelConfig::hasNlvr2},
};

// These came later than the first model folders: absent where they are 0 or false, so that those and their
// fingerprints stay valid.
constexpr std::array lateSizes = {
    IntegerField{"visual_codes", &ModelConfig::visualCodes},
    IntegerField{"image_classes", &ModelConfig::imageClasses},
};
constexpr std::array ablationFields = {
    BooleanField{"shared_expert", &ModelConfig::sharedExpert},
    BooleanField{"separate_attention", &ModelConfig::separateAttention},
};
constexpr const char* versionKey = "format_version";
constexpr const char* positionsKey = "positions";
constexpr const char* layerScaleKey = "layer_scale_init";
constexpr std::int64_t currentVersion = 1;

std::vector<std::string> knownKeys()
{
    std::vector<std::string> keys = {versionKey, positionsKey, layerScaleKey};
    for (const IntegerField& size : sizes)
        keys.emplace_back(size.key);
    for (const IntegerField& size : lateSizes)
        keys.emplace_back(size.key);
    for (const BooleanField& head : headFields)
        keys.emplace_back(head.key);
    for (const BooleanField& ablation : ablationFields)
        keys.emplace_back(ablation.key);
    return keys;
}

PositionKind positionsNamed(const JsonFields& fields)
{
    const std::string name = fields.text(positionsKey);
    if (name == "relative")
        return PositionKind::RelativeBias;
    if (name == "absolute")
        return PositionKind::Absolute;
    fields.refuse(positionsKey, "is neither \"relative\" nor \"absolute\"");
}

} // namespace

ModelConfig configFromJson(std::string_view json, const std::string& source)
{
    const JsonFields fields(json, source, knownKeys());
    if (fields.integer(versionKey) != currentVersion)
        fields.refuse(versionKey, "is not " + std::to_string(currentVersion) +
                                      ": the model was written by another version of the program");
    ModelConfig config;
    for (const IntegerField& size : sizes)
        config.*size.field = fields.integer(size.key);
    for (const BooleanField& head : headFields)
        config.*head.field = fields.boolean(head.key);
    config.positions = positionsNamed(fields);
    config.layerScaleInit = fields.numberOrNull(layerScaleKey);
    for (const IntegerField& size : lateSizes)
        if (fields.has(size.key))
            config.*size.field = fields.integer(size.key);
    for (const BooleanField& ablation : ablationFields)
        config.*ablation.field = fields.has(ablation.key) && fields.boolean(ablation.key);

    const std::vector<std::string> problems = config.problems();
    if (!problems.empty())
        throw Error(ErrorKind::BadInput, source + ": " + problems.front());
    return config;
}

std::string configToJson(const ModelConfig& config)
{
    nlohmann::ordered_json document;
    document[versionKey] = currentVersion;
    for (const IntegerField& size : sizes)
        document[size.key] = config.*size.field;
    document[positionsKey] = config.positions == PositionKind::RelativeBias ? "relative" : "absolute";
    document[layerScaleKey] =
        config.layerScaleInit ? nlohmann::ordered_json(*config.layerScaleInit) : nlohmann::ordered_json();
    for (const BooleanField& head : headFields)
        document[head.key] = config.*head.field;
    for (const IntegerField& size : lateSizes)
        if (config.*size.field > 0)
            document[size.key] = config.*size.field;
    for (const BooleanField& ablation : ablationFields)
        if (config.*ablation.field)
            document[ablation.key] = true;
    constexpr int indentation = 2;
    return document.dump(indentation) + "\n";
}

ModelConfig readConfig(const std::filesystem::path& file)
{
    constexpr std::uintmax_t maximumSize = 1'000'000;
    return configFromJson(readFile(file, maximumSize), file.string());
}

} // namespace vlmo
