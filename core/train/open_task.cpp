#include "core/train/open_task.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/importers.h"
#include "core/train/hand_over.h"
#include "core/train/hand_over_record.h"
#include "core/train/image_task.h"
#include "core/train/pairs_task.h"
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

std::unique_ptr<TrainingTask> openTokenizer(RunFolder& run, Recipe& recipe, const Dataset& dataset,
                                            const torch::Device& device, bool writes, ProgressObserver* observer,
                                            const std::stop_token& stop)
{
    torch::manual_seed(recipe.seed);
    VisualTokenizer model(tokenizerConfig(recipe));
    model->to(device);
    keepRecipe(run, recipe, writes);
    return std::make_unique<TokenizerTask>(recipe, dataset, model, device, observer, stop);
}

/// What the log says of how a stage begins.
void logStart(const RunFolder& run, const Recipe& recipe, const LoadReport& report)
{
    if (recipe.startFrom.empty())
        return run.appendLog("starts from nothing: the weights are drawn from the seed");
    run.appendLog("starts from " + recipe.startFrom.string());
    for (const std::string& line : describe(report))
        run.appendLog(line);
}

/// The same as a list for whoever shows the run. The task says which parts it leaves as they are.
HandOverRecord recordOf(const Recipe& recipe, const LoadReport& report, TrainingTask& task)
{
    HandOverRecord record;
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
    for (const auto& item : task.module().named_parameters()) {
        if (recipe.startFrom.empty())
            record.newlyInitialised.push_back(item.key());
        if (!item.value().requires_grad())
            record.frozen.push_back(item.key());
    }
    return record;
}

} // namespace

VisualTokenizerConfig tokenizerConfig(const Recipe& recipe)
{
    VisualTokenizerConfig config;
    config.codes = recipe.tokenizer.codes;
    config.width = recipe.tokenizer.width;
    config.side = recipe.model.imageSize;
    config.grid = recipe.model.grid();
    return config;
}

std::unique_ptr<TrainingTask> openTask(RunFolder& run, const torch::Device& device, Communicator& others,
                                       ProgressObserver* observer, const std::stop_token& stop)
{
    Recipe recipe = run.recipe();
    const Dataset dataset = openData(recipe, observer, stop);
    const bool writes = others.rank() == 0; // The first of several processes.
    if (recipe.task == "tokenizer")
        return openTokenizer(run, recipe, dataset, device, writes, observer, stop);

    const bool isFirstSitting = !run.lastCheckpoint();
    if (!isFirstSitting && !std::filesystem::exists(recipe.startFrom)) {
        // Only the distance from the start is lost: everything else stands in the checkpoint and in the recipe.
        if (writes && !recipe.startFrom.empty())
            run.appendLog(recipe.startFrom.string() + " is gone: drift is measured from a start drawn from the seed");
        recipe.startFrom.clear();
    }
    const Tokenizer tokenizer = completeRecipe(recipe);
    std::unique_ptr<VisualCodes> codes;
    if (recipe.task == "stage1-vision") { // The grid is known only now: it may be the predecessor's.
        codes = openVisualCodes(recipe.objectives.visualTokenizer, recipe.model.grid());
        recipe.tokenizer.codes = recipe.model.visualCodes = codes->codeCount();
    }
    if (writes)
        keepVocabulary(run, recipe);
    StageStart start = startStage(recipe);
    if (writes && isFirstSitting)
        logStart(run, recipe, start.report);
    start.model->setDropPath(recipe.optimiser.dropPath);
    start.model->to(device);
    keepRecipe(run, recipe, writes);

    const auto makeTask = [&]() -> std::unique_ptr<TrainingTask> {
        if (recipe.task == "stage1-vision")
            return std::make_unique<ImageTask>(recipe, dataset, std::move(codes), start.model, device, others, observer,
                                               stop);
        if (recipe.task == "stage2-language")
            return std::make_unique<TextTask>(recipe, dataset, tokenizer, start.model, device, others);
        return std::make_unique<PairsTask>(recipe, dataset, tokenizer, start.model, device, others, observer, stop);
    };
    std::unique_ptr<TrainingTask> task = makeTask();
    if (writes && isFirstSitting)
        writeHandOver(run.path(), recordOf(recipe, start.report, *task));
    return task;
}

} // namespace vlmo
