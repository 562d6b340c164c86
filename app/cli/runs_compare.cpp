#include "app/cli/runs_compare.h"

#include "app/cli/command_line.h"
#include "app/cli/runs_read.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/train/recipe_difference.h"
#include "core/train/scalars.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <optional>
#include <ostream>
#include <set>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The newest value of a measure in each run.
struct MeasureRow {
    std::string name;
    std::vector<std::optional<CurvePoint>> newest; ///< One a run.
};

std::vector<MeasureRow> newestMeasures(const std::vector<WholeRun>& runs)
{
    std::set<std::string> names;
    for (const WholeRun& run : runs)
        for (const auto& [name, curve] : run.history.curves())
            if (!name.starts_with("experts/"))
                names.insert(name);
    std::vector<MeasureRow> rows;
    for (const std::string& name : names) {
        MeasureRow row{name, {}};
        for (const WholeRun& run : runs) {
            const auto curve = run.history.curves().find(name);
            row.newest.push_back(curve == run.history.curves().end() ? std::nullopt
                                                                     : std::optional(curve->second.back()));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Json describe(const std::vector<WholeRun>& runs, const std::vector<RecipeDifference>& differences,
              const std::vector<MeasureRow>& measures)
{
    Json json = {
        {"runs", Json::array()}, {"recipe", Json::array()}, {"measures", Json::array()}, {"skipped", Json::array()}};
    for (const WholeRun& run : runs) {
        json["runs"].push_back({{"run", run.record.folder.string()},
                                {"name", run.record.name},
                                {"state", runStateName(run.record.state)},
                                {"step", run.record.step},
                                {"steps", run.record.steps}});
        for (const SkippedItem& item : run.skipped)
            json["skipped"].push_back({{"run", run.record.name}, {"item", item.item}, {"reason", item.reason}});
    }
    for (const RecipeDifference& each : differences)
        json["recipe"].push_back({{"key", each.key}, {"values", each.values}});
    for (const MeasureRow& row : measures) {
        Json values = Json::array();
        Json steps = Json::array();
        for (const auto& point : row.newest) {
            values.push_back(point ? Json(point->value) : Json());
            steps.push_back(point ? Json(point->step) : Json());
        }
        json["measures"].push_back({{"name", row.name}, {"values", values}, {"steps", steps}});
    }
    return json;
}

/// One column a run, under its name.
Table sideBySide(const std::vector<WholeRun>& runs)
{
    Table table(std::vector<Table::Align>(runs.size() + 1, Table::Align::Left));
    std::vector<std::string> names{""};
    for (const WholeRun& run : runs)
        names.push_back(run.record.name);
    table.add(std::move(names));
    return table;
}

void printRecipes(std::ostream& out, const std::vector<WholeRun>& runs,
                  const std::vector<RecipeDifference>& differences)
{
    if (differences.empty()) {
        out << "the recipes are alike\n";
        return;
    }
    Table table = sideBySide(runs);
    for (const RecipeDifference& each : differences) {
        std::vector<std::string> row{each.key};
        for (const std::string& value : each.values)
            row.push_back(value.empty() ? "-" : value);
        table.add(std::move(row));
    }
    table.print(out);
}

void printMeasures(std::ostream& out, const std::vector<WholeRun>& runs, const std::vector<MeasureRow>& measures)
{
    Table table = sideBySide(runs);
    std::vector<std::string> steps{"step"};
    for (const WholeRun& run : runs)
        steps.push_back(withSeparators(run.record.step));
    table.add(std::move(steps));
    for (const MeasureRow& each : measures) {
        std::vector<std::string> row{each.name};
        for (const auto& point : each.newest)
            row.push_back(point ? measureText(point->value) : "-");
        table.add(std::move(row));
    }
    table.print(out);
}

void compare(const CommandLine& line, const std::vector<std::string>& folders)
{
    if (folders.size() < 2)
        throw Error(ErrorKind::InvalidArgument, "a comparison needs two runs or more");
    std::vector<WholeRun> runs;
    std::vector<Recipe> recipes;
    for (const std::string& folder : folders) {
        runs.push_back(readWholeRun(folder));
        const RunRecord& record = runs.back().record;
        recipes.push_back(record.recipe ? *record.recipe : readRecipe(record.folder / "recipe.toml")); // throws why not
        for (const SkippedItem& item : runs.back().skipped)
            spdlog::warn("{}: {} {}", record.name, item.item, item.reason);
    }
    const std::vector<RecipeDifference> differences = recipeDifferences(recipes);
    const std::vector<MeasureRow> measures = newestMeasures(runs);
    line.print(describe(runs, differences, measures), [&](std::ostream& out) {
        printRecipes(out, runs, differences);
        out << "\nnewest measures\n";
        printMeasures(out, runs, measures);
    });
}

} // namespace

void addRunsCompare(CommandLine& line, CLI::App& group)
{
    const auto folders = std::make_shared<std::vector<std::string>>();
    line.add(group, "compare", "Show in what runs differ: their recipes, and their newest measures side by side",
             [&line, folders] { compare(line, *folders); })
        ->add_option("RUN_FOLDER", *folders, "Two runs or more")
        ->required();
}

} // namespace vlmo::cli
