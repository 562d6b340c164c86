#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"

#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

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

} // namespace

void addQuestionEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<EvaluationArguments<QuestionOptions>>();
    CLI::App* command =
        line.add(group, "vqa", "VQA score, by kind of question and beside what the question alone reaches",
                 [&line, arguments] { evaluate(line, *arguments, printReport); });
    arguments->addTo(*command);
}

} // namespace vlmo::cli
