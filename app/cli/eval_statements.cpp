#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"

#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

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

} // namespace

void addStatementEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<EvaluationArguments<StatementOptions>>();
    CLI::App* command =
        line.add(group, "nlvr2", "Whether statements about two pictures are true: accuracy by kind of statement",
                 [&line, arguments] { evaluate(line, *arguments, printReport); });
    arguments->addTo(*command);
}

} // namespace vlmo::cli
