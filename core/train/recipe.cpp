#include "core/train/recipe.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/fine_tuning.h"
#include "core/train/recipe_fields.h"

#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <sstream>

namespace vlmo {

namespace {

constexpr std::uintmax_t kLargestRecipe = 1U << 20U;

/// The one list of keys: reading, writing and the check for unknown keys all walk it.
template <typename Fields, typename AnyRecipe>
void visitRecipe(Fields& fields, AnyRecipe& recipe)
{
    fields.value("task", recipe.task);
    fields.value("seed", recipe.seed);
    fields.path("start_from", recipe.startFrom);
    fields.path("vocabulary", recipe.vocabulary);
    fields.value("batch", recipe.batch, 1, 1'048'576);
    fields.value("micro_batch", recipe.microBatch, 0, 65'536);
    fields.value("recompute", recipe.recompute);
    fields.value("precision", recipe.precision);
    fields.table("model", [&](auto& inner) {
        auto& model = recipe.model;
        inner.value("depth", model.depth, 1, 256);
        inner.value("width", model.width, 1, 16'384);
        inner.value("heads", model.heads, 1, 1024);
        inner.value("ffn_ratio", model.ffnRatio, 1, 64);
        inner.value("patch_size", model.patchSize, 1, 256);
        inner.value("image_size", model.imageSize, 1, 4096);
        inner.value("vl_start", model.vlStart, 0, 256);
        inner.value("max_text_length", model.maxTextLength, 2, 4096);
        inner.value("table_text_length", model.tableTextLength, 2, 4096);
        inner.value("absolute_positions", model.positions);
        inner.value("layer_scale_init", model.layerScaleInit);
        inner.value("shared_expert", model.sharedExpert);
        inner.value("separate_attention", model.separateAttention);
        fields.noteNamedKeys(inner, recipe.namedModelKeys);
    });
    fields.table("data", [&](auto& inner) {
        auto& data = recipe.data;
        inner.path("folder", data.folder);
        inner.value("split", data.split);
        inner.value("validation", data.validation);
        inner.value("extra_records", data.extraRecords);
        inner.value("texts", data.texts);
        inner.value("importer", data.importer);
        inner.value("options", data.options);
        inner.value("fingerprint", data.fingerprint);
        inner.value("stored_size", data.storedSize, 8, 2048);
    });
    fields.table("augmentation", [&](auto& inner) {
        auto& augmentation = recipe.augmentation;
        inner.value("min_scale", augmentation.minScale, 0.05, 1.0);
        inner.value("max_shift", augmentation.maxShift, 0.0, 1.0);
        inner.value("max_rotation", augmentation.maxRotation, 0.0, 180.0);
        inner.value("min_crop", augmentation.minCrop, 0.05, 1.0);
        inner.value("colour_jitter", augmentation.colourJitter, 0.0, 1.0);
        inner.value("flip", augmentation.flip);
        inner.value("random_ground", augmentation.randomGround);
        inner.value("rand_augment_ops", augmentation.randAugmentOps, 0, 16);
        inner.value("rand_augment_magnitude", augmentation.randAugmentMagnitude, 0, 10);
        inner.value("caption_templates", augmentation.captionTemplates);
    });
    fields.table("objectives", [&](auto& inner) {
        auto& objectives = recipe.objectives;
        inner.value("itc", objectives.itc, 0.0, 1000.0);
        inner.value("itm", objectives.itm, 0.0, 1000.0);
        inner.value("mlm", objectives.mlm, 0.0, 1000.0);
        inner.value("hard_negatives", objectives.hardNegatives);
        inner.value("gathered_negatives", objectives.gatheredNegatives);
        inner.value("word_share", objectives.wordShare, 0.0, 1.0);
        inner.value("whole_words", objectives.wholeWords);
        inner.value("pad_counts_for_budget", objectives.padCountsForBudget);
        inner.value("patch_share", objectives.patchShare, 0.0, 1.0);
        inner.value("minimum_patches", objectives.minimumPatches, 1.0, 196.0);
        inner.path("visual_tokenizer", objectives.visualTokenizer);
    });
    fields.table("tokenizer", [&](auto& inner) {
        auto& tokenizer = recipe.tokenizer;
        inner.value("codes", tokenizer.codes, 2, 65'536);
        inner.value("width", tokenizer.width, 1, 4096);
        inner.value("start_temperature", tokenizer.startTemperature, 1e-4, 100.0);
        inner.value("end_temperature", tokenizer.endTemperature, 1e-4, 100.0);
        inner.value("kl_weight", tokenizer.klWeight, -1000.0, 1000.0);
        inner.value("balance_weight", tokenizer.balanceWeight, 0.0, 1000.0);
    });
    fields.table("finetune", [&](auto& inner) {
        inner.value("freeze_trunk", recipe.fineTuning.freezeTrunk);
        inner.value("keep_heads", recipe.fineTuning.keepHeads);
        inner.value("kept_heads", recipe.fineTuning.keptHeads);
    });
    fields.table("answers", [&](auto& inner) {
        inner.value("minimum_count", recipe.answers.minimumCount, 1, 1'000'000'000);
        inner.value("from_predecessor", recipe.answers.fromPredecessor);
    });
    fields.table("optimiser", [&](auto& inner) {
        auto& optimiser = recipe.optimiser;
        inner.value("learning_rate", optimiser.learningRate, 0.0, 10.0);
        inner.value("head_rate", optimiser.headRate, 0.0, 1000.0);
        inner.value("layer_decay", optimiser.layerDecay, 0.01, 1.0);
        inner.value("beta1", optimiser.beta1, 0.0, 0.99999);
        inner.value("beta2", optimiser.beta2, 0.0, 0.99999);
        inner.value("epsilon", optimiser.epsilon, 0.0, 1.0);
        inner.value("weight_decay", optimiser.weightDecay, 0.0, 10.0);
        inner.value("clip_norm", optimiser.clipNorm, 0.0, 1e9);
        inner.value("drop_path", optimiser.dropPath, 0.0, 0.95);
        inner.value("average_decay", optimiser.averageDecay, 0.0, 0.999999);
    });
    fields.table("schedule", [&](auto& inner) {
        inner.value("steps", recipe.schedule.steps, 1, 1'000'000'000);
        inner.value("warm_up", recipe.schedule.warmUp, 0, 1'000'000'000);
        inner.value("power", recipe.schedule.power, 0.0, 10.0);
        inner.value("cosine", recipe.schedule.cosine);
        inner.value("end_rate", recipe.schedule.endRate, 0.0, 10.0);
    });
    fields.table("checkpoints", [&](auto& inner) {
        inner.value("every", recipe.checkpoints.every, 1, 1'000'000'000);
        inner.value("keep", recipe.checkpoints.keep, 1, 1'000'000);
        inner.value("keep_every", recipe.checkpoints.keepEvery, 0, 1'000'000'000);
        inner.value("keep_limit", recipe.checkpoints.keepLimit, 0, 1'000'000);
        inner.value("best", recipe.checkpoints.best);
    });
    fields.table("evaluation", [&](auto& inner) {
        inner.value("every", recipe.evaluation.every, 0, 1'000'000'000);
        inner.value("patience", recipe.evaluation.patience, 0, 1'000'000);
        inner.value("measure", recipe.evaluation.measure);
    });
    fields.table("watching", [&](auto& inner) {
        inner.value("samples_every", recipe.watching.samplesEvery, 0, 1'000'000'000);
        inner.value("experts_every", recipe.watching.expertsEvery, 0, 1'000'000'000);
    });
}

/// One task's demands on its recipe; each gives the first problem, or nothing.
using Refuse = std::function<void(const std::string&)>;

void checkBatch(const Recipe& recipe, const Refuse& refuse)
{
    const std::int64_t least = contrasts(recipe.task) ? 2 : 1; // contrast and matching need somebody else
    if (recipe.batch < least || (recipe.microBatch > 0 && recipe.microBatch < least))
        refuse("a batch of pairs needs at least 2 of them, to tell one from another");
    if (recipe.microBatch > 0 && recipe.batch % recipe.microBatch != 0)
        refuse("batch (" + std::to_string(recipe.batch) + ") is not a multiple of micro_batch (" +
               std::to_string(recipe.microBatch) + ")");
}

void checkPairs(const Recipe& recipe, const Refuse& refuse)
{
    const Recipe::Objectives& objectives = recipe.objectives;
    if (objectives.itc <= 0.0 && objectives.itm <= 0.0 && objectives.mlm <= 0.0)
        refuse("[objectives] leaves nothing to train: itc, itm and mlm are all 0");
    if (objectives.itm > 0.0 && objectives.itc <= 0.0 && objectives.hardNegatives)
        refuse(
            "[objectives] hard_negatives are found by the contrast: give itc a weight, or set hard_negatives = false");
    if (recipe.augmentation.captionTemplates.empty())
        refuse("caption_templates is empty; \"%1\" is the caption itself");
    for (const std::string& sentence : recipe.augmentation.captionTemplates)
        if (sentence.find("%1") == std::string::npos)
            refuse("the caption template \"" + sentence + "\" has no %1 where the caption goes");
}

void checkFineTuning(const Recipe& recipe, const Refuse& refuse)
{
    const Recipe::FineTuning& fineTuning = recipe.fineTuning;
    if (!isFineTuning(recipe.task) && fineTuning.freezeTrunk)
        refuse("[finetune] freeze_trunk is for the tasks whose names begin with finetune-, and not for " + recipe.task);
    if (!mayKeepHeads(recipe.task) && (fineTuning.keepHeads || !fineTuning.keptHeads.empty()))
        refuse("[finetune] keep_heads is for stage3-pairs and for the tasks whose names begin with finetune-, and not "
               "for " +
               recipe.task);
    if (recipe.task == "finetune-retrieval" && (recipe.objectives.itc <= 0.0 || recipe.objectives.mlm > 0.0))
        refuse("[objectives] retrieval is fine-tuned by itc, and itm beside it: itc must be above 0 and mlm 0");
    if (recipe.task == "finetune-vqa" && recipe.answers.fromPredecessor && recipe.startFrom.empty())
        refuse("[answers] from_predecessor wants the answers of the model in start_from, which is not named");
}

void checkTask(const Recipe& recipe, const Refuse& refuse)
{
    const std::vector<std::string>& names = taskNames();
    if (std::find(names.begin(), names.end(), recipe.task) != names.end())
        return;
    const std::string nearest = nearestName(recipe.task, names);
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : name == names.back() ? " and " : ", ") + name;
    refuse("the task '" + recipe.task + "' is not known; " +
           (nearest.empty() ? "there are " + all : "did you mean '" + nearest + "'?"));
}

void checkValues(const Recipe& recipe, const std::string& source)
{
    const Refuse refuse = [&](const std::string& problem) {
        throw Error(ErrorKind::BadInput, source + ": " + problem);
    };
    checkTask(recipe, refuse);
    if (recipe.precision != "auto" && recipe.precision != "fp32" && recipe.precision != "bf16")
        refuse("precision is '" + recipe.precision + "', but must be auto, fp32 or bf16");
    if (recipe.data.folder.empty())
        refuse("[data] names no folder");
    for (const std::string& option : recipe.data.options)
        if (option.find('=') == std::string::npos)
            refuse("[data] options: '" + option + "' is not of the form key=value");
    checkBatch(recipe, refuse);
    if (contrasts(recipe.task))
        checkPairs(recipe, refuse);
    checkFineTuning(recipe, refuse);
    if (recipe.task == "stage1-vision" && recipe.objectives.visualTokenizer.empty())
        refuse("[objectives] names no visual_tokenizer: train one with the task 'tokenizer', or name the published "
               "encoder's weights");
    if (recipe.task != "tokenizer" && recipe.vocabulary.empty() && recipe.startFrom.empty())
        refuse("no vocabulary is named, and start_from names no model that has one");
    if (recipe.schedule.warmUp > recipe.schedule.steps)
        refuse("warm_up is longer than the whole schedule");
    if (recipe.evaluation.patience > 0 && recipe.evaluation.every == 0)
        refuse("[evaluation] patience waits for evaluations, but every = 0 asks for none");
    if (const auto problems = recipe.model.problems(); recipe.startFrom.empty() && !problems.empty())
        refuse("[model] " + problems.front());
}

void merge(toml::table& into, const toml::table& from)
{
    for (const auto& [name, node] : from) {
        toml::table* deeper = into.get_as<toml::table>(name.str());
        if (deeper != nullptr && node.is_table())
            merge(*deeper, *node.as_table());
        else
            into.insert_or_assign(name.str(), node);
    }
}

/// "optimiser.learning_rate=2e-4" becomes TOML of its own, so that values are read by the one parser.
void applyOverride(toml::table& root, const std::string& text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error(ErrorKind::InvalidArgument, "--set takes KEY=VALUE, not '" + text + "'");
    const std::string key = text.substr(0, equals);
    const std::string value = text.substr(equals + 1);
    toml::table single;
    try {
        single = toml::parse(key + " = " + value);
    } catch (const toml::parse_error&) {
        try { // A bare word is meant as a string.
            single = toml::parse(key + " = '" + value + "'");
        } catch (const toml::parse_error& error) {
            throw Error(ErrorKind::InvalidArgument, "--set " + text + ": " + std::string(error.description()));
        }
    }
    merge(root, single);
}

/// What a recipe that does not say means by it, where that is not the same for all tasks.
void setDefaultsOf(const std::string& task, Recipe& recipe)
{
    if (task == "finetune-retrieval")
        recipe.objectives.itm = recipe.objectives.mlm = 0.0;
    if (task == "finetune-vqa")
        recipe.optimiser.headRate = 20.0;
}

} // namespace

const std::vector<std::string>& taskNames()
{
    static const std::vector<std::string> names{"tokenizer",      "stage1-vision",      "stage2-language",
                                                "stage3-pairs",   "finetune-retrieval", "finetune-vqa",
                                                "finetune-nlvr2", "finetune-classify"};
    return names;
}

Recipe recipeFromToml(std::string_view text, const std::string& source, const std::filesystem::path& folder,
                      const std::vector<std::string>& overrides)
{
    toml::table root;
    try {
        root = toml::parse(text, source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::BadInput, source + ", line " + std::to_string(error.source().begin.line) + ": " +
                                             std::string(error.description()));
    }
    for (const std::string& each : overrides)
        applyOverride(root, each);
    Recipe recipe;
    recipe.model.hasItm = false;
    recipe.model.hasMlm = false;
    setDefaultsOf(root["task"].value_or(recipe.task), recipe);
    RecipeReader reader(root, source, "", folder);
    visitRecipe(reader, recipe);
    reader.refuseUnknownKeys();
    checkValues(recipe, source);
    return recipe;
}

Recipe readRecipe(const std::filesystem::path& file, const std::vector<std::string>& overrides)
{
    return recipeFromToml(readFile(file, kLargestRecipe), file.string(), file.parent_path(), overrides);
}

std::string recipeToToml(const Recipe& recipe)
{
    toml::table root;
    RecipeWriter writer(root);
    visitRecipe(writer, recipe);
    // Sizes that nobody named are the predecessor's to give: written down, the defaults would pass for the person's
    // wish.
    if (toml::table* model = root["model"].as_table(); model != nullptr && !recipe.startFrom.empty()) {
        std::vector<std::string> unnamed;
        for (const auto& [key, node] : *model)
            if (!recipe.namedModelKeys.contains(std::string(key.str())))
                unnamed.emplace_back(key.str());
        for (const std::string& key : unnamed)
            model->erase(key);
    }
    std::ostringstream stream;
    stream << toml::toml_formatter(root) << '\n';
    return stream.str();
}

std::string skippedStages(const Recipe& recipe)
{
    if (!recipe.startFrom.empty())
        return {};
    if (recipe.task == "stage2-language")
        return "stage 1 is skipped: the attention, which stage 2 does not train, stays as it was drawn";
    if (recipe.task == "stage3-pairs")
        return "stages 1 and 2 are skipped";
    if (isFineTuning(recipe.task))
        return "all of the pre-training is skipped";
    return {};
}

namespace {

bool keeps(const Recipe& recipe, const char* head)
{
    return std::ranges::count(recipe.fineTuning.keptHeads, head) > 0;
}

/// A fine-tuned model has its task's head and those that are kept. How many answers and classes there are to choose
/// from, the recipe's model says already.
ModelConfig withHeadsOfPurpose(const Recipe& recipe)
{
    const bool retrieval = recipe.task == "finetune-retrieval";
    ModelConfig model = recipe.model;
    model.visualCodes = 0;
    model.hasItc = retrieval || keeps(recipe, "itc");
    model.hasItcVl = keeps(recipe, "itc_vl");
    model.hasItm = (retrieval && recipe.objectives.itm > 0.0) || keeps(recipe, "itm");
    model.hasMlm = keeps(recipe, "mlm");
    if (recipe.task != "finetune-vqa" && !keeps(recipe, "vqa"))
        model.vqaAnswers = 0;
    model.hasNlvr2 = recipe.task == "finetune-nlvr2" || keeps(recipe, "nlvr2");
    model.tokenTypes = model.hasNlvr2 ? 3 : 2;
    if (recipe.task != "finetune-classify" && !keeps(recipe, "classes"))
        model.imageClasses = 0;
    return model;
}

} // namespace

ModelConfig withHeads(const Recipe& recipe)
{
    ModelConfig model = recipe.model;
    const bool pairs = recipe.task == "stage3-pairs";
    if (isFineTuning(recipe.task))
        return withHeadsOfPurpose(recipe);
    if (!pairs)
        model.vlStart = model.depth; // VL experts come with stage 3.
    model.visualCodes = recipe.task == "stage1-vision" ? recipe.tokenizer.codes : 0;
    model.hasItc = keeps(recipe, "itc") || (pairs && recipe.objectives.itc > 0.0);
    model.hasItcVl = keeps(recipe, "itc_vl") || (pairs && recipe.objectives.itc > 0.0 && model.vlStart < model.depth);
    model.hasItm = keeps(recipe, "itm") || (pairs && recipe.objectives.itm > 0.0);
    model.hasMlm = keeps(recipe, "mlm") || recipe.task == "stage2-language" || (pairs && recipe.objectives.mlm > 0.0);
    model.vqaAnswers = 0;
    model.hasNlvr2 = false;
    model.imageClasses = 0;
    model.tokenTypes = 2;
    return model;
}

VisualTokenizerConfig tokenizerConfig(const Recipe& recipe)
{
    VisualTokenizerConfig config;
    config.codes = recipe.tokenizer.codes;
    config.width = recipe.tokenizer.width;
    config.side = recipe.model.imageSize;
    config.grid = recipe.model.grid();
    return config;
}

} // namespace vlmo
