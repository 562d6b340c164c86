#include "app/cli/eval_report.h"
#include "app/cli/eval_tasks.h"

#include <iterator>
#include <memory>
#include <ostream>
#include <string>

namespace vlmo::cli {
namespace {

struct RetrievalArguments : EvaluationArguments<RetrievalOptions> {
    std::string branch = "own";
};

void addRow(Table& table, const std::string& name, const JudgedShare& share)
{
    table.add({name, percent(share.value), intervalOf(share), percent(share.chance)});
}

void addRows(Table& table, const std::string& direction, const RecallAtK& recall)
{
    addRow(table, direction + " R@1", recall.at1);
    addRow(table, direction + " R@5", recall.at5);
    addRow(table, direction + " R@10", recall.at10);
}

void printReport(std::ostream& out, const RetrievalReport& report)
{
    out << onOneLine(report.split) << (report.objectsOnly ? ", objects only: " : ": ")
        << withSeparators(report.pictures) << " pictures, " << withSeparators(report.captions) << " captions, "
        << fixed(report.seconds, 1) << " s";
    if (!report.skipped.empty())
        out << "; " << withSeparators(std::ssize(report.skipped)) << " pictures could not be read";
    out << '\n';
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right};
    table.add({"", "measured", "95 % interval", "chance"});
    addRows(table, "sentence to picture", report.textToImage);
    addRows(table, "picture to sentence", report.imageToText);
    if (report.reranked) {
        const std::string how = ", first " + withSeparators(report.reranked->top) + " re-ranked by ITM";
        addRows(table, "sentence to picture" + how, report.reranked->textToImage);
        addRows(table, "picture to sentence" + how, report.reranked->imageToText);
    }
    if (report.identityPictures > 0)
        addRow(table,
               "name among " + withSeparators(report.identityAnswers) + ", of " +
                   withSeparators(report.identityPictures) + " pictures",
               report.identity);
    table.print(out);
    for (const WrongPicture& wrong : report.mistakes)
        out << "place " << withSeparators(wrong.place) << ": " << onOneLine(wrong.caption) << ": "
            << onOneLine(wrong.given.string()) << ' ' << fixed(wrong.givenSimilarity) << " before "
            << onOneLine(wrong.truth.string()) << ' ' << fixed(wrong.truthSimilarity) << '\n';
}

} // namespace

void addRetrievalEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<RetrievalArguments>();
    CLI::App* command =
        line.add(group, "retrieval", "R@1, R@5 and R@10 both ways, and names from a closed list", [&line, arguments] {
            arguments->options.branch = arguments->branch == "vl" ? Branch::Vl : Branch::Own;
            evaluate(line, *arguments, printReport);
        });
    arguments->addTo(*command, "How many sentences to list whose right picture is found last");
    RetrievalOptions& options = arguments->options;
    command->add_flag("--all-captions", options.allCaptions,
                      "Every caption of a picture asks and is right, as COCO and Flickr30K are measured; else its main "
                      "one");
    command->add_option("--rerank", options.rerank, "Re-rank so many first candidates of each query by ITM")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--branch", arguments->branch, "own: each modality's experts; vl: the VL expert")
        ->capture_default_str()
        ->check(CLI::IsMember({"own", "vl"}));
    command->add_flag("--objects", options.objectsOnly, "Only plain objects, animals, food and places");
    command->add_option("--template", options.captionTemplate, "The sentence made of a caption; %1 stands for it")
        ->capture_default_str();
}

} // namespace vlmo::cli
