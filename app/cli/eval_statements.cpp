#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"
#include "app/cli/skipped.h"
#include "core/train/statement_evaluation.h"

#include <memory>
#include <ostream>
#include <utility>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

using StatementArguments = EvaluationArguments<StatementOptions>;

Json describe(const StatementScore& score)
{
    return {{"statements", score.statements},
            {"accuracy", cli::describe(score.accuracy)},
            {"text_only", score.textOnly ? Json(*score.textOnly) : Json(nullptr)},
            {"majority", score.majority}};
}

Json describe(const StatementReport& report)
{
    Json kinds = Json::object();
    for (const StatementScore& kind : report.kinds)
        kinds[kind.kind] = describe(kind);
    Json mistakes = Json::array();
    for (const WrongJudgement& wrong : report.mistakes)
        mistakes.push_back({{"left", wrong.left.string()},
                            {"right", wrong.right.string()},
                            {"statement", wrong.statement},
                            {"true", wrong.isTrue},
                            {"true_probability", wrong.trueProbability}});
    Json json = {{"split", report.split}};
    json.update(describe(report.all));
    json["kinds"] = std::move(kinds);
    json["mistakes"] = std::move(mistakes);
    json["skipped"] = skippedJson(report.skipped);
    json["seconds"] = report.seconds;
    return json;
}

void addRow(Table& table, const std::string& name, const StatementScore& score)
{
    table.add({name, withSeparators(score.statements), percent(score.accuracy.value), intervalOf(score.accuracy),
               percent(score.textOnly), percent(score.majority)});
}

void printReport(std::ostream& out, const StatementReport& report)
{
    printTitle(out, report.split, report.all.statements, "statements", report.skipped.size(), report.seconds);
    Table table{Table::Align::Left,  Table::Align::Right, Table::Align::Right,
                Table::Align::Right, Table::Align::Right, Table::Align::Right};
    table.add({"", "statements", "accuracy", "95 % interval", "words alone", "majority"});
    addRow(table, "all", report.all);
    for (const StatementScore& kind : report.kinds)
        addRow(table, kind.kind.empty() ? "of no kind" : onOneLine(kind.kind), kind);
    table.print(out);
    for (const WrongJudgement& wrong : report.mistakes)
        out << fixed(wrong.trueProbability) << (wrong.isTrue ? " but true: " : " but false: ")
            << onOneLine(wrong.statement) << " (" << onOneLine(wrong.left.string()) << ", "
            << onOneLine(wrong.right.string()) << ")\n";
}

void evaluate(const CommandLine& line, const StatementArguments& arguments)
{
    const Dataset dataset = arguments.data.open(Interrupt());
    StatementOptions options = arguments.options;
    const std::vector<std::string> splits =
        splitsToMeasure(dataset.name, splitsOfStatements(dataset), arguments.splits);
    requireMeasurableSplits(dataset, splits, options);
    Engine engine = arguments.model.open(line.options());
    options.strictPixels = engine.model().preprocess.strictPixels;
    StatementModel model;
    model.prepare = [&engine](const RgbImage& picture) { return engine.prepare(picture); };
    model.truth = [&engine](std::span<const RgbImage> left, std::span<const RgbImage> right,
                            std::span<const std::string> statements) {
        const std::vector<float> truth = engine.compareMany(left, right, statements);
        return std::vector<double>(truth.begin(), truth.end());
    };
    const auto reports = measureSplits(
        splits, options, [&](const StatementOptions& each, ProgressObserver* observer, std::stop_token stop) {
            return evaluateStatements(model, dataset, each, observer, std::move(stop));
        });
    printReports(
        line, describeMeasurement(engine, dataset), reports,
        [](const StatementReport& report) { return describe(report); }, printReport);
}

} // namespace

void addStatementEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<StatementArguments>();
    CLI::App* command =
        line.add(group, "nlvr2", "Whether statements about two pictures are true: accuracy by kind of statement",
                 [&line, arguments] { evaluate(line, *arguments); });
    arguments->addTo(*command);
    arguments->addMistakesTo(*command);
}

} // namespace vlmo::cli
