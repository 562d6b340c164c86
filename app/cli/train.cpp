#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/dry_run.h"
#include "app/cli/interrupt.h"
#include "app/cli/processes.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/train/trainer.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Steps in a line that renews itself; what is rare, evaluations and checkpoints, as messages that stay.
class ConsoleTrainObserver final : public TrainObserver {
public:
    void onProgress(const Progress& progress) override { m_reading.onProgress(progress); }
    void onSkipped(const SkippedItem& skipped) override { m_reading.onSkipped(skipped); }

    void onStep(const StepEvent& event) override
    {
        if (m_line.isDue())
            m_line.show("step " + withSeparators(event.step) + " of " + withSeparators(event.steps) + ", loss " +
                        fixed(event.loss) + ", " + fixed(event.itemsPerSecond, 0) + " items/s, " +
                        durationText(event.secondsLeft) + " left");
    }

    void onEvaluation(const EvaluationEvent& event) override
    {
        m_line.clear();
        std::string measures;
        for (const auto& [name, value] : event.measures)
            measures += ", " + name + " " + fixed(value);
        spdlog::info("step {}: {}{}", event.step, event.split, measures);
    }

    void onCheckpoint(const std::filesystem::path& folder) override
    {
        m_line.clear();
        spdlog::info("saved {}", folder.string());
    }

private:
    ConsoleProgress m_reading{"reading pictures"};
    ConsoleLine m_line;
};

struct TrainArguments {
    std::string run;
    bool resume = false;
    bool dryRun = false;
    std::optional<std::int64_t> steps;
    int processes = 1;
    std::vector<std::string> overrides;
};

/// A step of the run that leaves nothing behind.
void tryRun(const CommandLine& line, RunFolder& run, const TrainArguments& arguments)
{
    if (arguments.processes > 1 || groupFromEnvironment())
        throw Error(ErrorKind::InvalidArgument, "a dry run is made by one process alone: leave --processes out");
    TrainOptions options;
    options.device = line.options().device;
    options.threads = line.options().threads;
    options.steps = arguments.steps;
    const Interrupt interrupt;
    ConsoleProgress reading{"reading pictures"};
    printDryRun(line, run, dryRun(run, options, &reading, interrupt.token()));
}

void trainRun(CommandLine& line, const TrainArguments& arguments)
{
    if (arguments.run.empty())
        throw Error(ErrorKind::InvalidArgument, "which run? Give its folder; 'vlmo train new' makes one");
    std::vector<std::string> overrides = arguments.overrides;
    if (line.options().precision != "auto")
        overrides.push_back("precision=" + line.options().precision);
    RunFolder run = RunFolder::open(arguments.run, overrides);
    if (arguments.dryRun) {
        tryRun(line, run, arguments);
        return;
    }
    if (const auto checkpoint = run.lastCheckpoint(); checkpoint && !arguments.resume)
        throw Error(ErrorKind::InvalidArgument, arguments.run + " has come as far as " +
                                                    checkpoint->filename().string() +
                                                    "; give --resume to go on from there");
    const std::optional<ProcessGroup> group = groupFromEnvironment();
    if (!group && arguments.processes > 1) {
        line.exitWith(runProcesses(arguments.processes));
        return;
    }
    TrainOptions options;
    options.group = group.value_or(ProcessGroup{});
    options.device = line.options().device;
    options.threads = line.options().threads;
    options.steps = arguments.steps;
    TrainResult result;
    {
        const Interrupt interrupt;
        ConsoleTrainObserver observer;
        // Of several processes the first one speaks.
        result = train(run, options, options.group.rank == 0 ? &observer : nullptr, interrupt.token());
    }
    if (options.group.rank > 0)
        return;
    const Json json = {
        {"run", run.path().string()},  {"step", result.step},   {"steps", run.recipe().schedule.steps},
        {"finished", result.finished}, {"early", result.early}, {"checkpoint", result.checkpoint.string()}};
    line.print(json, [&](std::ostream& out) {
        out << (result.finished ? "finished" : "stopped") << " after step " << withSeparators(result.step) << " of "
            << withSeparators(run.recipe().schedule.steps) << (result.early.empty() ? "" : ", early: ") << result.early
            << "; " << result.checkpoint.string() << '\n';
    });
}

struct NewArguments {
    std::string recipe;
    std::string run;
    std::vector<std::string> overrides;
};

void makeRun(const CommandLine& line, const NewArguments& arguments)
{
    const RunFolder run = RunFolder::create(arguments.run, readRecipe(arguments.recipe, arguments.overrides));
    line.print({{"run", run.path().string()}, {"recipe", (run.path() / "recipe.toml").string()}},
               [&](std::ostream& out) {
                   out << "made " << run.path().string() << "; 'vlmo train " << run.path().string() << "' starts it\n";
               });
}

void addOverrides(CLI::App& command, std::vector<std::string>& overrides)
{
    command.add_option("--set", overrides, "Another value than the recipe's: --set optimiser.learning_rate=2e-4")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

} // namespace

void addTrainCommands(CommandLine& line)
{
    const auto training = std::make_shared<TrainArguments>();
    CLI::App* train =
        line.add(line.root(), "train", "Train a run from its folder", [&line, training] { trainRun(line, *training); });
    train->add_option("RUN_FOLDER", training->run, "A run that 'vlmo train new' made");
    train->add_flag("--resume", training->resume, "Go on from the newest checkpoint");
    train->add_flag("--dry-run", training->dryRun,
                    "Make one step and say what memory and time the run will take; the run folder stays as it is");
    train->add_option("--steps", training->steps, "Stop when so many steps of the schedule are done")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
    train->add_option("--processes", training->processes, "Train in so many processes, each on its part of a batch")
        ->check(CLI::Range(1, 1024));
    addOverrides(*train, training->overrides);

    const auto making = std::make_shared<NewArguments>();
    CLI::App* command = line.add(*train, "new", "Make a run folder from a recipe, which is written there completely",
                                 [&line, making] { makeRun(line, *making); });
    command->add_option("RECIPE", making->recipe, "A recipe (TOML)")->required();
    command->add_option("--out", making->run, "The run folder to make")->required();
    addOverrides(*command, making->overrides);
}

} // namespace vlmo::cli
