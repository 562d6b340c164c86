#include "core/train/hand_over.h"

#include "core/base/error.h"
#include "core/model/heads.h"
#include "core/model/model_folder.h"
#include "core/model/weights.h"
#include "core/train/fine_tuning.h"
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

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a task could train a head at all, and its weights leave it out this time.
bool isLeftOut(const Recipe& recipe, const std::string& head)
{
    const Recipe::Objectives& weights = recipe.objectives;
    return (head.starts_with("itc") && weights.itc <= 0.0) || (head == "itm" && weights.itm <= 0.0) ||
           (head == "mlm" && weights.mlm <= 0.0);
}

/// Which of the predecessor's heads stay: in stage 3 those that this run of it leaves out, as another one may train
/// them on; in fine-tuning all the others. One whose list of choices is not there could not be asked.
void keepHeads(Recipe& recipe, const ModelConfig& start)
{
    const bool pairs = recipe.task == "stage3-pairs";
    Recipe::FineTuning& fineTuning = recipe.fineTuning;
    fineTuning.keepHeads = fineTuning.keepHeads.value_or(pairs || fineTuning.freezeTrunk);
    fineTuning.keptHeads.clear();
    if (!*fineTuning.keepHeads)
        return;
    const Choices lists = readChoices(recipe.startFrom);
    const std::vector<std::string> trained = headsTrainedBy(recipe.task);
    for (const std::string& head : headsOf(start)) {
        const bool isOther = !pairs && !contains(trained, head);
        const bool canBeAsked =
            (head != "vqa" || !lists.answers.empty()) && (head != "classes" || !lists.classes.empty());
        if ((isOther || isLeftOut(recipe, head)) && canBeAsked)
            fineTuning.keptHeads.push_back(head);
    }
}

std::vector<std::string> answersFor(const Recipe& recipe, const Dataset* dataset)
{
    if (recipe.task == "finetune-vqa" && !recipe.answers.fromPredecessor) {
        if (dataset == nullptr)
            throw Error(ErrorKind::NotFound, "the run has no answers.txt, which says what its answers mean");
        return frequentAnswers(*dataset, recipe.data.split, recipe.answers.minimumCount);
    }
    std::vector<std::string> answers = readChoices(recipe.startFrom).answers;
    if (answers.empty())
        throw Error(ErrorKind::Incompatible,
                    "[answers] from_predecessor: " + recipe.startFrom.string() + " has no answers.txt");
    return answers;
}

std::vector<std::string> classesFor(const Recipe& recipe, const Dataset* dataset)
{
    if (recipe.task != "finetune-classify")
        return readChoices(recipe.startFrom).classes;
    if (dataset == nullptr)
        throw Error(ErrorKind::NotFound, "the run has no classes.txt, which says what its classes are");
    return classesOf(*dataset, recipe.data.split);
}

/// Lists that a run has made once stay, whatever becomes of where they came from.
void completeChoices(Recipe& recipe, Choices& choices, const Dataset* dataset)
{
    const std::vector<std::string>& kept = recipe.fineTuning.keptHeads;
    const bool answers = recipe.task == "finetune-vqa" || contains(kept, "vqa");
    const bool classes = recipe.task == "finetune-classify" || contains(kept, "classes");
    if (!answers)
        choices.answers.clear();
    else if (choices.answers.empty())
        choices.answers = answersFor(recipe, dataset);
    if (!classes)
        choices.classes.clear();
    else if (choices.classes.empty())
        choices.classes = classesFor(recipe, dataset);
    recipe.model.vqaAnswers = static_cast<std::int64_t>(choices.answers.size());
    recipe.model.imageClasses = static_cast<std::int64_t>(choices.classes.size());
}

/// Takes from a file the head that a task trains where it chooses from another list than this one.
void dropOtherChoices(TensorFile& file, const Recipe& recipe, const Choices& choices, LoadReport& report)
{
    const Choices before = readChoices(recipe.startFrom);
    const auto drop = [&](const std::string& prefix) {
        std::erase_if(file.tensors, [&](const auto& tensor) {
            if (!tensor.first.starts_with(prefix))
                return false;
            report.unexpected.push_back(tensor.first);
            return true;
        });
    };
    if (before.answers != choices.answers)
        drop("vqa_classifier.");
    if (before.classes != choices.classes)
        drop("image_classifier.");
}

/// Whether a model comes from stage 1, or is one of pictures: it has no head that a later stage trains.
bool isOfPicturesAlone(const TensorFile& file)
{
    return std::none_of(file.tensors.begin(), file.tensors.end(), [](const auto& tensor) {
        const std::string& name = tensor.first;
        return !headOf(name).empty() && headOf(name) != "stage 1" && headOf(name) != "classes";
    });
}

/// What a purpose begins without, when its predecessor has not come to the end of the chain.
std::string skippedBefore(const Recipe& recipe, const TensorFile& file)
{
    const std::string start = recipe.startFrom.string();
    const bool words = !isOfPicturesAlone(file);
    if (recipe.task == "stage3-pairs")
        return words ? "" : "stage 2 is skipped: " + start + " never read texts";
    if (!isFineTuning(recipe.task) || recipe.task == "finetune-classify")
        return {};
    if (!words)
        return "stages 2 and 3 are skipped: " + start + " never read texts";
    const bool pairs = std::any_of(file.tensors.begin(), file.tensors.end(), [](const auto& tensor) {
        return headOf(tensor.first) != "mlm" && headOf(tensor.first) != "stage 1" && !headOf(tensor.first).empty();
    });
    return pairs ? "" : "stage 3 is skipped: " + start + " never saw pictures with their words";
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
    if (mayKeepHeads(recipe.task))
        keepHeads(recipe, start);
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

/// "transformer.blocks.3.mlp_vl" of "transformer.blocks.3.mlp_vl.fc1.weight": a report of modules reads better.
std::string moduleOf(const std::string& tensor)
{
    std::string name = tensor.substr(0, tensor.rfind('.'));
    if (name.ends_with(".fc1") || name.ends_with(".fc2") || name.ends_with(".fc"))
        name = name.substr(0, name.rfind('.'));
    return name;
}

} // namespace

Tokenizer completeRecipe(Recipe& recipe, Choices& choices, const Dataset* dataset)
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
    completeChoices(recipe, choices, dataset);
    recipe.model = withHeads(recipe);
    if (const auto problems = recipe.model.problems(); !problems.empty())
        throw Error(ErrorKind::BadInput, "[model] " + problems.front());
    return tokenizer;
}

StageStart startStage(const Recipe& recipe, const Choices& choices)
{
    torch::manual_seed(recipe.seed);
    StageStart start;
    start.model = Vlmo(recipe.model);
    start.skipped = skippedStages(recipe);
    if (recipe.startFrom.empty())
        return start;
    TensorFile file = startTensors(recipe.startFrom);
    start.skipped = skippedBefore(recipe, file);
    LoadReport dropped;
    dropOtherChoices(file, recipe, choices, dropped);
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
    start.report.unexpected.insert(start.report.unexpected.end(), dropped.unexpected.begin(), dropped.unexpected.end());
    for (const std::string& name : start.report.loaded)
        if (contains(recipe.fineTuning.keptHeads, headOf(name)))
            start.kept.push_back(name);
    for (const std::string& name : fitted.report.missing)
        start.report.newlyInitialised.push_back(name);
    return start;
}

void freezeFor(const Recipe& recipe, torch::nn::Module& model)
{
    const Recipe::FineTuning& fineTuning = recipe.fineTuning;
    for (const auto& item : model.named_parameters())
        torch::Tensor(item.value())
            .set_requires_grad(learnsIn(recipe.task, item.key(), fineTuning.freezeTrunk, fineTuning.keptHeads));
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
