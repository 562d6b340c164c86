#pragma once

#include "app/cli/command_line.h"
#include "app/cli/console_progress.h"
#include "app/cli/data_commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/data/dataset.h"
#include "core/train/judged_share.h"

#include <optional>
#include <ostream>
#include <string>
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
    Options options;

    void addTo(CLI::App& command)
    {
        model.addTo(command);
        data.addTo(command, "--data");
        addSplitOption(command, splits);
    }
    void addMistakesTo(CLI::App& command)
    {
        command.add_option("--mistakes", options.mistakes, "How many of the surest mistakes to list")
            ->capture_default_str()
            ->check(CLI::Range(0, 10'000));
    }
};

/// The splits that are named, else all of `there` that are there to be measured on: whose names begin with val or test.
/// Throws Error(InvalidArgument) when there is none.
[[nodiscard]] std::vector<std::string> splitsToMeasure(const std::string& dataset,
                                                       const std::vector<std::string>& there,
                                                       const std::vector<std::string>& named);
/// Names of splits in the order in which the data set first has them.
[[nodiscard]] std::vector<std::string> splitsOfRecords(const Dataset& dataset);
[[nodiscard]] std::vector<std::string> splitsOfStatements(const Dataset& dataset);

/// Which model was measured how on which data; the reports follow under "splits".
[[nodiscard]] nlohmann::ordered_json describeMeasurement(const Engine& engine, const Dataset& dataset);
[[nodiscard]] nlohmann::ordered_json describe(const JudgedShare& share);

[[nodiscard]] std::string percent(double share);
/// A dash where it was not measured.
[[nodiscard]] std::string percent(const std::optional<double>& share);
/// "62.1 %", "58.0 % to 66.2 %"
[[nodiscard]] std::string intervalOf(const JudgedShare& share);

/// Every split is seen to be measurable before the first is measured, so that a slip in the last costs no work.
template <typename Options>
void requireMeasurableSplits(const Dataset& dataset, const std::vector<std::string>& splits, Options options)
{
    for (const std::string& split : splits) {
        options.split = split;
        requireMeasurable(dataset, options);
    }
}

/// A report for each split; `measure(options, observer, stop)` makes it. Ctrl+C ends it.
template <typename Options, typename Measure>
auto measureSplits(const std::vector<std::string>& splits, Options options, const Measure& measure)
{
    const Interrupt interrupt;
    std::vector<decltype(measure(options, static_cast<ProgressObserver*>(nullptr), interrupt.token()))> reports;
    for (const std::string& split : splits) {
        options.split = split;
        ConsoleProgress progress(onOneLine(split));
        reports.push_back(measure(options, static_cast<ProgressObserver*>(&progress), interrupt.token()));
    }
    return reports;
}

/// Prints the reports below what `json` says of the measurement.
template <typename Report, typename Describe, typename Print>
void printReports(const CommandLine& line, nlohmann::ordered_json json, const std::vector<Report>& reports,
                  const Describe& describeReport, const Print& printReport)
{
    json["splits"] = nlohmann::ordered_json::array();
    for (const Report& report : reports)
        json["splits"].push_back(describeReport(report));
    line.print(json, [&](std::ostream& out) {
        for (const Report& report : reports) {
            if (&report != &reports.front())
                out << '\n';
            printReport(out, report);
        }
    });
}

/// "test: 1,200 questions, 3.1 s; 2 left out"
void printTitle(std::ostream& out, const std::string& split, std::int64_t items, const std::string& what,
                std::size_t skipped, double seconds);

} // namespace vlmo::cli
