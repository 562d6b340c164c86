#pragma once

#include "app/cli/command_line.h"
#include "app/cli/console_progress.h"
#include "app/cli/data_commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/files.h"
#include "core/train/measuring.h"

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

/// What the commands that measure a model have in common.
namespace vlmo::cli {

void addSplitOption(CLI::App& command, std::vector<std::string>& splits);

/// What every task of `vlmo eval` is told.
template <typename Options>
struct EvaluationArguments {
    ModelOption model;
    DatasetArguments data;
    std::vector<std::string> splits;
    std::string out; ///< A file for the JSON; empty: none.
    Options options;

    /// `mistakes`: what the option says of those that are listed.
    void addTo(CLI::App& command, const std::string& mistakes = "How many of the surest mistakes to list")
    {
        model.addTo(command);
        data.addTo(command, "--data");
        addSplitOption(command, splits);
        command.add_option("--mistakes", options.mistakes, mistakes)
            ->capture_default_str()
            ->check(CLI::Range(0, 10'000));
        command.add_option("--out", out, "Also write what --json prints to this file, as the window keeps it");
    }
};

[[nodiscard]] std::string percent(double share);
/// A dash where it was not measured.
[[nodiscard]] std::string percent(const std::optional<double>& share);
/// "62.1 %", "58.0 % to 66.2 %"
[[nodiscard]] std::string intervalOf(const JudgedShare& share);

/// A report for each split that is named, else for each held-out one, printed by `print(out, report)`. Every split is
/// seen to be measurable before the first is measured, so that a slip in the last costs no work. Ctrl+C ends it.
template <typename Options, typename Print>
void evaluate(const CommandLine& line, const EvaluationArguments<Options>& arguments, const Print& print)
{
    if (!arguments.out.empty())
        requireFolderOf(arguments.out);
    const Dataset dataset = arguments.data.open(Interrupt());
    Options options = arguments.options;
    const EvaluationTask task = evaluationTaskOf(options);
    const std::vector<std::string> splits =
        arguments.splits.empty() ? heldOutSplitsFor(dataset, task) : arguments.splits;
    for (const std::string& split : splits) {
        options.split = split;
        requireMeasurable(dataset, EvaluationOptions(options));
    }
    Engine engine = arguments.model.openFor(headMeasuredBy(task), line.options());
    Evaluation evaluation{measurementOf(engine, dataset, options), {}};
    {
        const Interrupt interrupt;
        for (const std::string& split : splits) {
            options.split = split;
            ConsoleProgress progress(onOneLine(split));
            evaluation.reports.emplace_back(measure(engine, dataset, options, &progress, interrupt.token()));
        }
    }
    if (!arguments.out.empty())
        writeEvaluation(arguments.out, evaluation);
    line.print(toJson(evaluation), [&](std::ostream& out) {
        for (const EvaluationReport& report : evaluation.reports) {
            if (&report != &evaluation.reports.front())
                out << '\n';
            print(out, std::get<decltype(measure(engine, dataset, options))>(report));
        }
    });
}

/// "test: 1,200 questions, 3.1 s; 2 left out"
void printTitle(std::ostream& out, const std::string& split, std::int64_t items, const std::string& what,
                std::size_t skipped, double seconds);

} // namespace vlmo::cli
