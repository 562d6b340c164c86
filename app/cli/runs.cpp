#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/runs_compare.h"
#include "app/cli/runs_read.h"
#include "app/cli/skipped.h"
#include "app/cli/sparkline.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/train/model_card.h"
#include "core/train/scalars.h"
#include "core/train/trainer.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <ostream>
#include <sstream>

namespace vlmo::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string stepsText(const RunRecord& run)
{
    return withSeparators(run.step) + "/" + (run.steps > 0 ? withSeparators(run.steps) : "?");
}

/// The run's best evaluation, by the measure asked for or the one that says most.
struct Best {
    std::string measure;
    std::optional<BestEvaluation> evaluation;
};

Best bestOfRun(const std::vector<EvaluationEvent>& evaluations, const std::string& asked)
{
    Best best;
    best.measure = asked.empty() ? mainMeasure(evaluations) : asked;
    best.evaluation = bestOf(evaluations, best.measure, goalOf(best.measure));
    return best;
}

std::string bestText(const Best& best)
{
    return best.evaluation ? best.measure + " " + measureText(best.evaluation->value) + " at " +
                                 withSeparators(best.evaluation->step)
                           : "-";
}

/// What both the list and the whole account say of a run.
Json summaryJson(const RunRecord& run, const Best& best)
{
    Json json = {{"name", run.name},
                 {"run", run.folder.string()},
                 {"task", run.task},
                 {"state", runStateName(run.state)},
                 {"explanation", run.explanation},
                 {"step", run.step},
                 {"steps", run.steps},
                 {"loss", run.newestStep ? Json(run.newestStep->loss) : Json()},
                 {"best", Json()},
                 {"seconds_left", Json()},
                 {"process", run.process},
                 {"last_sign", run.lastSign},
                 {"tags", run.notes.tags},
                 {"problems", skippedJson(run.problems)}};
    if (best.evaluation)
        json["best"] = {{"measure", best.measure}, {"value", best.evaluation->value}, {"step", best.evaluation->step}};
    if (run.state == RunState::Running && run.newestStep)
        json["seconds_left"] = run.newestStep->secondsLeft;
    return json;
}

struct ListArguments {
    std::vector<std::string> folders;
    std::string measure;
};

void list(const CommandLine& line, const ListArguments& arguments)
{
    std::vector<RunRecord> runs;
    for (const std::string& folder : arguments.folders) {
        const std::vector<RunRecord> found = listRuns(folder);
        runs.insert(runs.end(), found.begin(), found.end());
    }
    // The usual folder comes into being with the first run.
    if (const auto usual = dataFolder() / "runs"; arguments.folders.empty() && std::filesystem::exists(usual))
        runs = listRuns(usual);
    Json json = Json::array();
    Table table{Table::Align::Left,  Table::Align::Left,  Table::Align::Left, Table::Align::Right,
                Table::Align::Right, Table::Align::Right, Table::Align::Left};
    table.add({"name", "task", "state", "step", "loss", "left", "best"});
    for (RunRecord& run : runs) {
        Best best;
        try {
            best = bestOfRun(readEvaluations(run.folder), arguments.measure);
        } catch (const Error& error) {
            run.problems.push_back({(run.folder / "events.jsonl").string(), error.what()});
        }
        for (const SkippedItem& item : run.problems)
            spdlog::warn("{}: {}", run.name, item.reason);
        json.push_back(summaryJson(run, best));
        table.add({run.name, run.task.empty() ? "?" : run.task, std::string(runStateName(run.state)), stepsText(run),
                   run.newestStep ? measureText(run.newestStep->loss) : "-",
                   run.state == RunState::Running && run.newestStep ? durationText(run.newestStep->secondsLeft) : "-",
                   bestText(best)});
    }
    line.print({{"runs", json}}, [&](std::ostream& out) {
        if (runs.empty())
            out << "no runs there; 'vlmo train new' makes one\n";
        else
            table.print(out);
    });
}

struct ShowArguments {
    std::string run;
    std::string measure;
    bool experts = false;
};

constexpr std::size_t kBars = 60;

bool isShown(const std::string& curve, const ShowArguments& arguments)
{
    return arguments.experts || !curve.starts_with("experts/");
}

Json wholeJson(const WholeRun& run, const ShowArguments& arguments)
{
    Json json = summaryJson(run.record, bestOfRun(run.history.evaluations(), arguments.measure));
    json["command"] = run.record.command;
    json["notes"] = run.record.notes.text;
    json["started"] = run.record.started;
    json["trained_seconds"] = run.history.newestStep() ? run.history.newestStep()->trainedSeconds : 0.0;
    json["curves"] = Json::object();
    for (const auto& [name, curve] : run.history.curves()) {
        if (!isShown(name, arguments))
            continue;
        Json points = Json::array();
        for (const CurvePoint& point : thinned(curve, CurveAxis::Steps, kBars))
            points.push_back({point.step, point.value});
        json["curves"][name] = {{"points", curve.size()}, {"newest", curve.back().value}, {"thinned", points}};
    }
    json["checkpoints"] = Json::array();
    for (const RunCheckpoint& each : run.record.checkpoints)
        json["checkpoints"].push_back({{"step", each.step}, {"folder", each.folder.string()}});
    json["samples"] = Json::array();
    for (const SampleEvent& each : run.history.samples())
        json["samples"].push_back({{"step", each.step}, {"kind", each.kind}, {"file", each.file}});
    json["log"] = run.record.lastWords;
    json["skipped"] = skippedJson(run.skipped);
    return json;
}

void printFacts(std::ostream& out, const WholeRun& run, const Best& best)
{
    const RunRecord& record = run.record;
    Table table{Table::Align::Left, Table::Align::Left};
    table.add({"run", record.folder.string()});
    table.add({"task", record.task.empty() ? "?" : record.task});
    table.add({"state", std::string(runStateName(record.state)) +
                            (record.process > 0 ? ", process " + std::to_string(record.process) : "") +
                            (record.explanation.empty() ? "" : ": " + record.explanation)});
    table.add({"step", stepsText(record)});
    if (const auto& step = run.history.newestStep()) {
        table.add({"trained for", durationText(step->trainedSeconds)});
        if (record.state == RunState::Running)
            table.add({"time left", durationText(step->secondsLeft)});
    }
    table.add({"best", bestText(best)});
    if (!record.command.empty())
        table.add({"started by", record.command});
    std::string tags;
    for (const std::string& tag : record.notes.tags)
        tags += (tags.empty() ? "" : ", ") + tag;
    if (!tags.empty())
        table.add({"tags", tags});
    if (!record.notes.text.empty())
        table.add({"notes", record.notes.text});
    table.print(out);
}

void printCurves(std::ostream& out, const WholeRun& run, const ShowArguments& arguments)
{
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
    std::size_t hidden = 0;
    for (const auto& [name, curve] : run.history.curves()) {
        if (isShown(name, arguments))
            table.add({name, measureText(curve.back().value), sparkline(curve, kBars)});
        else
            ++hidden;
    }
    if (!run.history.curves().empty())
        out << '\n';
    table.print(out);
    if (hidden > 0)
        out << "and " << hidden << " curves of single experts, which --experts shows\n";
}

void printWhole(std::ostream& out, const WholeRun& run, const ShowArguments& arguments)
{
    printFacts(out, run, bestOfRun(run.history.evaluations(), arguments.measure));
    printCurves(out, run, arguments);
    if (!run.record.checkpoints.empty()) {
        out << "\ncheckpoints";
        for (const RunCheckpoint& each : run.record.checkpoints)
            out << ' ' << each.folder.filename().string();
        out << '\n';
    }
    if (!run.record.lastWords.empty())
        out << "\nlog.txt\n";
    std::istringstream words(run.record.lastWords);
    for (std::string each; std::getline(words, each);)
        out << onOneLine(each) << '\n';
}

void show(CommandLine& line, const ShowArguments& arguments)
{
    WholeRun run = readWholeRun(arguments.run);
    for (const SkippedItem& item : run.record.problems)
        spdlog::warn("{}", item.reason);
    for (const SkippedItem& item : run.skipped)
        spdlog::warn("{} {}", item.item, item.reason);
    line.print(wholeJson(run, arguments), [&](std::ostream& out) { printWhole(out, run, arguments); });
    if (!run.record.problems.empty())
        line.exitWith(exitCode(ErrorKind::BadInput));
}

struct ExportArguments {
    std::string run;
    std::string checkpoint;
    std::string best;
    std::string folder;
    std::string card;
};

std::filesystem::path checkpointToExport(const RunFolder& run, const ExportArguments& arguments)
{
    if (!arguments.checkpoint.empty())
        return arguments.checkpoint;
    if (!arguments.best.empty()) {
        if (const auto best = run.bestCheckpoint(arguments.best, goalOf(arguments.best)))
            return *best;
        throw Error(ErrorKind::NotFound,
                    arguments.run + " has no checkpoint of a step at which '" + arguments.best + "' was measured");
    }
    if (const auto last = run.lastCheckpoint())
        return *last;
    throw Error(ErrorKind::NotFound, arguments.run + " has no checkpoint yet");
}

std::string cardOf(const RunFolder& run, const std::filesystem::path& checkpoint, const std::filesystem::path& model)
{
    const auto step = stepOfName(folderName(checkpoint));
    if (!step)
        throw Error(ErrorKind::InvalidArgument, checkpoint.string() + " is not named as a checkpoint of a run is");
    return modelCard(folderName(model), run.recipe(), readEvaluations(run.path()), *step);
}

void exportRun(const CommandLine& line, const ExportArguments& arguments)
{
    constexpr std::uintmax_t longestCard = 1'000'000;
    const RunFolder run = RunFolder::open(arguments.run);
    const std::filesystem::path checkpoint = checkpointToExport(run, arguments);
    const std::string card =
        arguments.card.empty() ? cardOf(run, checkpoint, arguments.folder) : readFile(arguments.card, longestCard);
    exportModel(run, checkpoint, arguments.folder, card);
    line.print({{"model", arguments.folder}, {"checkpoint", checkpoint.string()}}, [&](std::ostream& out) {
        out << "wrote " << arguments.folder << " from " << checkpoint.string() << '\n';
    });
}

void addMeasure(CLI::App& command, std::string& measure)
{
    command
        .add_option("--best", measure, "The measure of evaluations to judge by; the one that says most when left out")
        ->type_name("MEASURE");
}

void addExport(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = line.add(group, "export", "Make a model folder of a run's checkpoint",
                                 [&line, arguments] { exportRun(line, *arguments); });
    command->add_option("RUN_FOLDER", arguments->run, "A run")->required();
    command->add_option("--out", arguments->folder, "The model folder to write")->required();
    CLI::Option* checkpoint =
        command->add_option("--checkpoint", arguments->checkpoint, "A checkpoint's folder; the newest when left out");
    command->add_option("--best", arguments->best, "The checkpoint at which this measure of the evaluations was best")
        ->type_name("MEASURE")
        ->excludes(checkpoint);
    command->add_option("--card", arguments->card,
                        "The model card, a file in Markdown; made of the run's records when left out");
}

} // namespace

void addRunCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("runs", "Look at and use what was trained");
    const auto listing = std::make_shared<ListArguments>();
    CLI::App* command = line.add(*group, "list", "List the runs in folders: how far they are, and what became of them",
                                 [&line, listing] { list(line, *listing); });
    command->add_option("FOLDER", listing->folders, "Folders of runs; the user's own runs when left out");
    addMeasure(*command, listing->measure);

    const auto showing = std::make_shared<ShowArguments>();
    command = line.add(*group, "show", "Show a run in full: state, curves, checkpoints, last lines of its log",
                       [&line, showing] { show(line, *showing); });
    command->add_option("RUN_FOLDER", showing->run, "A run")->required();
    command->add_flag("--experts", showing->experts, "Also the curves of single experts and blocks");
    addMeasure(*command, showing->measure);

    addRunsCompare(line, *group);
    addExport(line, *group);
}

} // namespace vlmo::cli
