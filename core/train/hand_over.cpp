#include "core/train/hand_over.h"

#include "core/base/error.h"
#include "core/model/model_folder.h"
#include "core/model/weights.h"
#include "core/train/frozen_parts.h"

#include <algorithm>
#include <map>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

TensorFile startTensors(const fs::path& start)
{
    return fs::is_directory(start) ? readModelFolderTensors(start) : readTensorFile(start);
}

ModelConfig startConfig(const fs::path& start)
{
    return fs::is_directory(start) ? readModelFolder(start).config : inferConfig(readTensorFile(start), {});
}

/// The trunk's sizes cannot change from stage to stage; what may change (image size, text length, where the VL experts
/// begin) is taken from the recipe where it says so.
void mergeWithStart(Recipe& recipe, const ModelConfig& start)
{
    const ModelConfig asked = recipe.model;
    const auto& named = recipe.namedModelKeys;
    const auto mustAgree = [&](const std::string& key, std::int64_t ModelConfig::*field) {
        if (named.contains(key) && asked.*field != start.*field)
            throw Error(ErrorKind::Incompatible, "[model] " + key + " is " + std::to_string(asked.*field) + ", but " +
                                                     recipe.startFrom.string() + " has " +
                                                     std::to_string(start.*field));
    };
    mustAgree("depth", &ModelConfig::depth);
    mustAgree("width", &ModelConfig::width);
    mustAgree("heads", &ModelConfig::heads);
    mustAgree("ffn_ratio", &ModelConfig::ffnRatio);
    mustAgree("patch_size", &ModelConfig::patchSize);
    const auto mustAgreeWhether = [&](const std::string& key, bool ModelConfig::*field) {
        if (named.contains(key) && asked.*field != start.*field)
            throw Error(ErrorKind::Incompatible, "[model] " + key + " is " + (asked.*field ? "true" : "false") +
                                                     ", but " + recipe.startFrom.string() + " was made the other way");
    };
    mustAgreeWhether("shared_expert", &ModelConfig::sharedExpert);
    mustAgreeWhether("separate_attention", &ModelConfig::separateAttention);
    if (named.contains("absolute_positions") && asked.positions != start.positions)
        throw Error(ErrorKind::Incompatible, "[model] absolute_positions differs from " + recipe.startFrom.string());

    recipe.model = start;
    const auto take = [&](const std::string& key, std::int64_t ModelConfig::*field) {
        if (named.contains(key))
            recipe.model.*field = asked.*field;
    };
    take("image_size", &ModelConfig::imageSize);
    take("max_text_length", &ModelConfig::maxTextLength);
    take("table_text_length", &ModelConfig::tableTextLength);
    take("vl_start", &ModelConfig::vlStart);
    if (recipe.task == "stage3-pairs" && !named.contains("vl_start") && start.vlStart == start.depth &&
        !start.sharedExpert)
        throw Error(ErrorKind::Incompatible,
                    "[model] vl_start must say from which block on the vision-language experts serve, as " +
                        recipe.startFrom.string() + " has none yet; " + std::to_string(start.depth) + " means none");
}

/// Without these the stage would start from nothing and not from its predecessor.
bool isTrunk(const std::string& name)
{
    for (const char* part : {".attn.", ".attn_imag.", ".norm1.", ".mlp_imag.", ".norm2_imag.", ".mlp_shared.",
                             ".norm2_shared.", ".patch_embed.", ".gamma_"})
        if (name.find(part) != std::string::npos)
            return true;
    return false;
}

/// Whether a model comes from stage 1, or is one of pictures: it has no head that a later stage trains.
bool isOfPicturesAlone(const TensorFile& file)
{
    return std::none_of(file.tensors.begin(), file.tensors.end(), [](const auto& tensor) {
        const std::string& name = tensor.first;
        return name.starts_with("mlm_score.") || name.starts_with("itc_") || name.starts_with("itm_score.");
    });
}

/// "transformer.blocks.3.mlp_vl" of "transformer.blocks.3.mlp_vl.fc1.weight": a report of modules reads better.
std::string moduleOf(const std::string& tensor)
{
    std::string name = tensor.substr(0, tensor.rfind('.'));
    if (name.ends_with(".fc1") || name.ends_with(".fc2") || name.ends_with(".fc"))
        name = name.substr(0, name.rfind('.'));
    return name;
}

} // namespace

Tokenizer completeRecipe(Recipe& recipe)
{
    if (!recipe.startFrom.empty()) {
        const ModelConfig start = startConfig(recipe.startFrom);
        mergeWithStart(recipe, start);
        if (recipe.vocabulary.empty())
            recipe.vocabulary = recipe.startFrom / "vocab.txt";
    }
    Tokenizer tokenizer = Tokenizer::fromFile(recipe.vocabulary);
    const auto pieces = static_cast<std::int64_t>(tokenizer.size());
    const bool hasWords = recipe.startFrom.empty() || fs::is_directory(recipe.startFrom);
    if (!recipe.startFrom.empty() && hasWords && recipe.model.vocabularySize != pieces)
        throw Error(ErrorKind::Incompatible, recipe.vocabulary.string() + " has " + std::to_string(pieces) +
                                                 " pieces, but " + recipe.startFrom.string() + " knows " +
                                                 std::to_string(recipe.model.vocabularySize));
    recipe.model.vocabularySize = pieces;
    // From here on the recipe says it all itself.
    recipe.namedModelKeys = {"depth",
                             "width",
                             "heads",
                             "ffn_ratio",
                             "patch_size",
                             "image_size",
                             "vl_start",
                             "max_text_length",
                             "table_text_length",
                             "absolute_positions",
                             "layer_scale_init",
                             "shared_expert",
                             "separate_attention"};
    recipe.model = withHeads(recipe);
    if (const auto problems = recipe.model.problems(); !problems.empty())
        throw Error(ErrorKind::BadInput, "[model] " + problems.front());
    return tokenizer;
}

StageStart startStage(const Recipe& recipe)
{
    torch::manual_seed(recipe.seed);
    StageStart start;
    start.model = Vlmo(recipe.model);
    start.skipped = skippedStages(recipe);
    if (recipe.startFrom.empty())
        return start;
    const TensorFile file = startTensors(recipe.startFrom);
    if (recipe.task == "stage3-pairs" && isOfPicturesAlone(file))
        start.skipped = "stage 2 is skipped: " + recipe.startFrom.string() + " never read texts";
    const FittedWeights fitted = fitWeights(file, recipe.model);
    for (const std::string& name : fitted.report.missing)
        if (isTrunk(name))
            throw Error(ErrorKind::Incompatible, recipe.startFrom.string() + " lacks the tensor '" + name +
                                                     "', without which this stage has nothing to start from");
    torch::NoGradGuard noGradient;
    for (const auto& item : start.model->named_parameters())
        if (const auto found = fitted.file.tensors.find(item.key()); found != fitted.file.tensors.end())
            torch::Tensor(item.value()).copy_(toTorch(found->second));
    start.report = fitted.report;
    start.report.missing.clear();
    for (const std::string& name : fitted.report.missing)
        start.report.newlyInitialised.push_back(name);
    return start;
}

void freezeFor(const std::string& task, torch::nn::Module& model)
{
    for (const auto& item : model.named_parameters())
        torch::Tensor(item.value()).set_requires_grad(learnsIn(task, item.key()));
}

std::vector<std::string> describe(const LoadReport& report)
{
    std::vector<std::string> lines;
    lines.push_back("loaded " + std::to_string(report.loaded.size()) + " tensors");
    const auto add = [&](const std::string& title, const std::vector<std::string>& names, bool asModules) {
        std::map<std::string, int> seen;
        for (const std::string& name : names)
            if (seen[asModules ? moduleOf(name) : name]++ == 0)
                lines.push_back(title + ": " + (asModules ? moduleOf(name) : name));
    };
    add("interpolated", report.interpolated, false);
    add("resized", report.resized, false);
    add("newly initialised", report.newlyInitialised, true);
    add("left behind", report.unexpected, true);
    for (const std::string& note : report.notes)
        lines.push_back(note);
    return lines;
}

} // namespace vlmo
