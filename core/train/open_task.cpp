#include "core/train/open_task.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/importers.h"
#include "core/train/class_task.h"
#include "core/train/fine_tuning.h"
#include "core/train/hand_over.h"
#include "core/train/hand_over_record.h"
#include "core/train/image_task.h"
#include "core/train/pairs_task.h"
#include "core/train/question_task.h"
#include "core/train/statement_task.h"
#include "core/train/text_task.h"
#include "core/train/tokenizer_task.h"

namespace vlmo {

namespace {

Dataset openData(Recipe& recipe, ProgressObserver* observer, const std::stop_token& stop)
{
    OpenOptions options;
    options.importer = recipe.data.importer;
    for (const std::string& option : recipe.data.options) {
        const auto equals = option.find('=');
        options.options[option.substr(0, equals)] = option.substr(equals + 1);
    }
    if (!recipe.data.texts.empty())
        options.options["texts"] = recipe.data.texts;
    if (!recipe.data.extraRecords.empty()) {
        options.options["records"] = "records.jsonl";
        for (const std::string& file : recipe.data.extraRecords)
            options.options["records"] += "," + file;
    }
    Dataset dataset = openDataset(recipe.data.folder, options, observer, stop);
    if (!recipe.data.fingerprint.empty() && recipe.data.fingerprint != dataset.fingerprint)
        throw Error(ErrorKind::BadInput, "the data set in " + recipe.data.folder.string() +
                                             " has changed since this run began; restore it, or start a new run");
    recipe.data.fingerprint = dataset.fingerprint;
    return dataset;
}

/// The recipe as it was completed: on the disk, or, in the other processes of a run, in memory alone.
void keepRecipe(RunFolder& run, const Recipe& recipe, bool writes)
{
    if (writes)
        run.updateRecipe(recipe);
    else
        run.useRecipe(recipe);
}

/// A run can go on when the folder its vocabulary came from is gone.
void keepVocabulary(const RunFolder& run, Recipe& recipe)
{
    constexpr std::uintmax_t kLargestVocabulary = 16U << 20U;
    const std::filesystem::path own = run.path() / "vocab.txt";
    if (recipe.vocabulary == own)
        return;
    writeFileAtomically(own, readFile(recipe.vocabulary, kLargestVocabulary));
    recipe.vocabulary = own;
}

void charge(const OpenTask& how, MemoryPhase phase)
{
    if (how.ledger != nullptr)
        how.ledger->charge(phase);
}

std::unique_ptr<TrainingTask> openTokenizer(const OpenTask& how, const Recipe& recipe, const Dataset& dataset)
{
    torch::manual_seed(recipe.seed);
    VisualTokenizer model(tokenizerConfig(recipe));
    model->to(how.device);
    charge(how, MemoryPhase::Weights);
    keepRecipe(how.run, recipe, how.writes);
    return std::make_unique<TokenizerTask>(recipe, dataset, model, how.device, how.observer, how.stop);
}

/// What the log says of how a stage begins.
void logStart(const RunFolder& run, const Recipe& recipe, const StageStart& start)
{
    if (recipe.startFrom.empty())
        return run.appendLog("starts from nothing: the weights are drawn from the seed");
    run.appendLog("starts from " + recipe.startFrom.string());
    for (const std::string& line : describe(start.report))
        run.appendLog(line);
    std::string kept;
    for (const std::string& head : recipe.fineTuning.keptHeads)
        kept += (kept.empty() ? "" : ", ") + head;
    if (!kept.empty())
        run.appendLog("kept as they were, and not trained: " + kept +
                      (recipe.fineTuning.freezeTrunk ? "" : "; they no longer fit a trunk that learns on"));
}

/// The same as a list for whoever shows the run.
HandOverRecord recordOf(const Recipe& recipe, const StageStart& start, const torch::nn::Module& model)
{
    const LoadReport& report = start.report;
    HandOverRecord record;
    record.kept = start.kept;
    record.keptFit = recipe.fineTuning.freezeTrunk || start.kept.empty();
    record.from = recipe.startFrom;
    if (recipe.task == "stage1-vision") {
        record.tokenizer = recipe.objectives.visualTokenizer;
        record.codes = recipe.tokenizer.codes;
    }
    record.loaded = report.loaded;
    record.newlyInitialised = report.newlyInitialised;
    record.fitted = report.resized;
    record.fitted.insert(record.fitted.end(), report.interpolated.begin(), report.interpolated.end());
    record.leftBehind = report.unexpected;
    for (const auto& item : model.named_parameters()) {
        if (recipe.startFrom.empty())
            record.newlyInitialised.push_back(item.key());
        if (!item.value().requires_grad())
            record.frozen.push_back(item.key());
    }
    return record;
}

/// The model as the stage begins with it; says in the run's log where it came from.
Vlmo beginStage(const OpenTask& how, const Recipe& recipe, const Choices& choices, bool isFirstSitting)
{
    StageStart start = startStage(recipe, choices);
    freezeFor(recipe, *start.model);
    if (how.writes && isFirstSitting) {
        logStart(how.run, recipe, start);
        if (!start.skipped.empty())
            how.run.appendLog(start.skipped);
        writeHandOver(how.run.path(), recordOf(recipe, start, *start.model));
    }
    start.model->setDropPath(recipe.optimiser.dropPath);
    start.model->to(how.device);
    return start.model;
}

std::unique_ptr<TrainingTask> open(const OpenTask& how)
{
    Recipe recipe = how.run.recipe();
    const Dataset dataset = openData(recipe, how.observer, how.stop);
    charge(how, MemoryPhase::Data);
    if (recipe.task == "tokenizer")
        return openTokenizer(how, recipe, dataset);

    const bool isFirstSitting = !how.run.lastCheckpoint();
    if (!isFirstSitting && !std::filesystem::exists(recipe.startFrom)) {
        // Only the distance from the start is lost: everything else stands in the checkpoint and in the recipe.
        if (how.writes && !recipe.startFrom.empty())
            how.run.appendLog(recipe.startFrom.string() +
                              " is gone: drift is measured from a start drawn from the seed");
        recipe.startFrom.clear();
    }
    // A run of stage 3 that says nothing of it began when heads were not yet kept, and goes on without.
    if (!isFirstSitting && mayKeepHeads(recipe.task) && !recipe.fineTuning.keepHeads)
        recipe.fineTuning.keepHeads = false;
    Choices choices = readChoices(how.run.path());
    const Tokenizer tokenizer = completeRecipe(recipe, choices, &dataset);
    charge(how, MemoryPhase::Data);
    std::unique_ptr<VisualCodes> codes;
    if (recipe.task == "stage1-vision") { // The grid is known only now: it may be the predecessor's.
        codes = openVisualCodes(recipe.objectives.visualTokenizer, recipe.model.grid());
        recipe.tokenizer.codes = recipe.model.visualCodes = codes->codeCount();
    }
    if (how.writes) {
        keepVocabulary(how.run, recipe);
        writeChoices(how.run.path(), choices);
    }
    const Vlmo model = beginStage(how, recipe, choices, isFirstSitting);
    charge(how, MemoryPhase::Weights);
    keepRecipe(how.run, recipe, how.writes);

    if (recipe.task == "stage1-vision")
        return std::make_unique<ImageTask>(recipe, dataset, std::move(codes), model, how.device, how.others,
                                           how.observer, how.stop);
    if (recipe.task == "stage2-language")
        return std::make_unique<TextTask>(recipe, dataset, tokenizer, model, how.device, how.others);
    if (recipe.task == "finetune-vqa")
        return std::make_unique<QuestionTask>(recipe, dataset, std::move(choices.answers), tokenizer, model, how.device,
                                              how.observer, how.stop);
    if (recipe.task == "finetune-nlvr2")
        return std::make_unique<StatementTask>(recipe, dataset, tokenizer, model, how.device, how.observer, how.stop);
    if (recipe.task == "finetune-classify")
        return std::make_unique<ClassTask>(recipe, dataset, std::move(choices.classes), model, how.device, how.observer,
                                           how.stop);
    return std::make_unique<PairsTask>(recipe, dataset, tokenizer, model, how.device, how.others, how.observer,
                                       how.stop);
}

} // namespace

std::unique_ptr<TrainingTask> openTask(const OpenTask& how)
{
    std::unique_ptr<TrainingTask> task = open(how); // The data set's own lists are gone when it returns.
    charge(how, MemoryPhase::Data);
    return task;
}

} // namespace vlmo
