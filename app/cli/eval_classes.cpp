#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"
#include "app/cli/skipped.h"
#include "core/train/class_evaluation.h"

#include <memory>
#include <ostream>
#include <utility>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

using ClassArguments = EvaluationArguments<ClassOptions>;

Json describe(const ClassReport& report)
{
    Json classes = Json::array();
    for (const ClassScore& each : report.classes)
        classes.push_back(
            {{"name", each.name}, {"pictures", each.pictures}, {"found", each.found}, {"named", each.named}});
    Json mistakes = Json::array();
    for (const WrongClass& wrong : report.mistakes)
        mistakes.push_back({{"image", wrong.image.string()},
                            {"given", wrong.given},
                            {"truth", wrong.truth},
                            {"confidence", wrong.confidence}});
    return {{"split", report.split},
            {"pictures", report.pictures},
            {"accuracy", cli::describe(report.accuracy)},
            {"among_five", cli::describe(report.amongFive)},
            {"majority", report.majority},
            {"classes", std::move(classes)},
            {"confusion", report.confusion},
            {"mistakes", std::move(mistakes)},
            {"skipped", skippedJson(report.skipped)},
            {"seconds", report.seconds}};
}

/// What a class was taken for most often, where it was not itself.
std::string mistakenFor(const ClassReport& report, std::size_t truth)
{
    std::int64_t most = 0;
    std::string name = "-";
    for (std::size_t given = 0; given < report.classes.size(); ++given) {
        if (given == truth || report.confusion[truth][given] <= most)
            continue;
        most = report.confusion[truth][given];
        name = onOneLine(report.classes[given].name) + " (" + withSeparators(most) + ")";
    }
    return name;
}

void printReport(std::ostream& out, const ClassReport& report)
{
    printTitle(out, report.split, report.pictures, "pictures", report.skipped.size(), report.seconds);
    Table shares{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right};
    shares.add({"", "measured", "95 % interval", "chance"});
    shares.add(
        {"right class", percent(report.accuracy.value), intervalOf(report.accuracy), percent(report.accuracy.chance)});
    shares.add({"among the likeliest five", percent(report.amongFive.value), intervalOf(report.amongFive),
                percent(report.amongFive.chance)});
    shares.add({"always the most frequent class", percent(report.majority), "", ""});
    shares.print(out);
    Table classes{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right,
                  Table::Align::Left};
    classes.add({"class", "pictures", "found", "precision", "most often taken for"});
    for (std::size_t i = 0; i < report.classes.size(); ++i) {
        const ClassScore& each = report.classes[i];
        if (each.pictures == 0 && each.named == 0)
            continue;
        const auto share = [](std::int64_t part, std::int64_t whole) {
            return whole == 0 ? std::string("-") : percent(static_cast<double>(part) / static_cast<double>(whole));
        };
        classes.add({onOneLine(each.name), withSeparators(each.pictures), share(each.found, each.pictures),
                     share(each.found, each.named), mistakenFor(report, i)});
    }
    classes.print(out);
    for (const WrongClass& wrong : report.mistakes)
        out << fixed(wrong.confidence) << ' ' << onOneLine(wrong.given) << " instead of " << onOneLine(wrong.truth)
            << ": " << onOneLine(wrong.image.string()) << '\n';
}

void evaluate(const CommandLine& line, const ClassArguments& arguments)
{
    const Dataset dataset = arguments.data.open(Interrupt());
    ClassOptions options = arguments.options;
    const std::vector<std::string> splits = splitsToMeasure(dataset.name, splitsOfRecords(dataset), arguments.splits);
    requireMeasurableSplits(dataset, splits, options);
    Engine engine = arguments.model.open(line.options());
    options.strictPixels = engine.model().preprocess.strictPixels;
    ClassModel model;
    model.prepare = [&engine](const RgbImage& picture) { return engine.prepare(picture); };
    model.classes = engine.model().classes;
    model.classify = [&engine](std::span<const RgbImage> pictures) { return engine.classify(pictures); };
    const auto reports =
        measureSplits(splits, options, [&](const ClassOptions& each, ProgressObserver* observer, std::stop_token stop) {
            return evaluateClasses(model, dataset, each, observer, std::move(stop));
        });
    printReports(
        line, describeMeasurement(engine, dataset), reports, [](const ClassReport& report) { return describe(report); },
        printReport);
}

} // namespace

void addClassEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<ClassArguments>();
    CLI::App* command = line.add(group, "classify", "Accuracy of a classifier of pictures, and who is taken for whom",
                                 [&line, arguments] { evaluate(line, *arguments); });
    arguments->addTo(*command);
    arguments->addMistakesTo(*command);
}

} // namespace vlmo::cli
