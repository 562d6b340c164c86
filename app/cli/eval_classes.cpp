#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"

#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

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

} // namespace

void addClassEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<EvaluationArguments<ClassOptions>>();
    CLI::App* command = line.add(group, "classify", "Accuracy of a classifier of pictures, and who is taken for whom",
                                 [&line, arguments] { evaluate(line, *arguments, printReport); });
    arguments->addTo(*command);
}

} // namespace vlmo::cli
