#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"
#include "app/cli/skipped.h"
#include "core/train/question_evaluation.h"

#include <memory>
#include <ostream>
#include <utility>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

using QuestionArguments = EvaluationArguments<QuestionOptions>;

Json describe(const QuestionScore& score)
{
    Json json = {{"questions", score.questions},
                 {"score", cli::describe(score.score)},
                 {"text_only", score.textOnly ? Json(*score.textOnly) : Json(nullptr)},
                 {"constant", score.constant}};
    return json;
}

Json describe(const QuestionReport& report)
{
    Json json = describe(report.all);
    Json kinds = Json::object();
    for (const QuestionScore& kind : report.kinds)
        kinds[kind.kind] = describe(kind);
    Json mistakes = Json::array();
    for (const WrongAnswer& wrong : report.mistakes)
        mistakes.push_back({{"image", wrong.image.string()},
                            {"question", wrong.question},
                            {"given", wrong.given},
                            {"confidence", wrong.confidence},
                            {"truth", wrong.truth}});
    Json named = {{"split", report.split}};
    named.update(json);
    named["kinds"] = std::move(kinds);
    named["out_of_reach"] = report.outOfReach;
    named["mistakes"] = std::move(mistakes);
    named["skipped"] = skippedJson(report.skipped);
    named["seconds"] = report.seconds;
    return named;
}

void addRow(Table& table, const std::string& name, const QuestionScore& score)
{
    table.add({name, withSeparators(score.questions), percent(score.score.value), intervalOf(score.score),
               percent(score.textOnly), percent(score.constant), percent(score.score.chance)});
}

void printReport(std::ostream& out, const QuestionReport& report)
{
    printTitle(out, report.split, report.all.questions, "questions", report.skipped.size(), report.seconds);
    Table table{Table::Align::Left,  Table::Align::Right, Table::Align::Right, Table::Align::Right,
                Table::Align::Right, Table::Align::Right, Table::Align::Right};
    table.add({"", "questions", "VQA score", "95 % interval", "question alone", "one answer", "chance"});
    addRow(table, "all", report.all);
    for (const QuestionScore& kind : report.kinds)
        addRow(table, kind.kind.empty() ? "of no kind" : onOneLine(kind.kind), kind);
    table.print(out);
    if (report.outOfReach > 0)
        out << withSeparators(report.outOfReach) << " questions have no answer that the model can give\n";
    for (const WrongAnswer& wrong : report.mistakes)
        out << fixed(wrong.confidence) << ' ' << onOneLine(wrong.given) << " instead of " << onOneLine(wrong.truth)
            << ": " << onOneLine(wrong.question) << " (" << onOneLine(wrong.image.string()) << ")\n";
}

void evaluate(const CommandLine& line, const QuestionArguments& arguments)
{
    const Dataset dataset = arguments.data.open(Interrupt());
    QuestionOptions options = arguments.options;
    const std::vector<std::string> splits = splitsToMeasure(dataset.name, splitsOfRecords(dataset), arguments.splits);
    requireMeasurableSplits(dataset, splits, options);
    Engine engine = arguments.model.open(line.options());
    options.strictPixels = engine.model().preprocess.strictPixels;
    QuestionModel model;
    model.prepare = [&engine](const RgbImage& picture) { return engine.prepare(picture); };
    model.answers = engine.model().answers;
    model.answer = [&engine](std::span<const RgbImage> pictures, std::span<const std::string> questions) {
        std::vector<GivenAnswer> given;
        for (const Answer& answer : engine.askMany(pictures, questions))
            given.push_back({answer.text, static_cast<double>(answer.score)});
        return given;
    };
    const auto reports = measureSplits(
        splits, options, [&](const QuestionOptions& each, ProgressObserver* observer, std::stop_token stop) {
            return evaluateQuestions(model, dataset, each, observer, std::move(stop));
        });
    printReports(
        line, describeMeasurement(engine, dataset), reports,
        [](const QuestionReport& report) { return describe(report); }, printReport);
}

} // namespace

void addQuestionEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<QuestionArguments>();
    CLI::App* command =
        line.add(group, "vqa", "VQA score, by kind of question and beside what the question alone reaches",
                 [&line, arguments] { evaluate(line, *arguments); });
    arguments->addTo(*command);
    arguments->addMistakesTo(*command);
}

} // namespace vlmo::cli
