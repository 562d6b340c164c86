#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/eval_report.h"
#include "app/cli/models.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/train/retrieval_evaluation.h"

#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RetrievalArguments : EvaluationArguments<RetrievalOptions> {
    std::string branch = "own";
};

Json describe(const RecallAtK& recall)
{
    return {{"r1", cli::describe(recall.at1)}, {"r5", cli::describe(recall.at5)}, {"r10", cli::describe(recall.at10)}};
}

Json describe(const RetrievalReport& report)
{
    Json reranked; // null where it was not asked for
    if (report.reranked)
        reranked = {{"top", report.reranked->top},
                    {"text_to_image", describe(report.reranked->textToImage)},
                    {"image_to_text", describe(report.reranked->imageToText)}};
    Json identity; // null where it could not be asked
    if (report.identityPictures > 0) {
        identity = cli::describe(report.identity);
        identity["pictures"] = report.identityPictures;
        identity["answers"] = report.identityAnswers;
    }
    return {{"split", report.split},
            {"objects_only", report.objectsOnly},
            {"pictures", report.pictures},
            {"captions", report.captions},
            {"text_to_image", describe(report.textToImage)},
            {"image_to_text", describe(report.imageToText)},
            {"reranked", reranked},
            {"identity", identity},
            {"skipped", skippedJson(report.skipped)},
            {"seconds", report.seconds}};
}

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
}

void evaluate(const CommandLine& line, const RetrievalArguments& arguments)
{
    const Dataset dataset = arguments.data.open(Interrupt());
    RetrievalOptions options = arguments.options;
    options.branch = arguments.branch == "vl" ? Branch::Vl : Branch::Own;
    const std::vector<std::string> splits = splitsToMeasure(dataset.name, splitsOfRecords(dataset), arguments.splits);
    const auto reranked = std::exchange(options.rerank, 0); // What it needs is known once the model is open.
    requireMeasurableSplits(dataset, splits, options);
    options.rerank = reranked;

    Engine engine = arguments.model.open(line.options());
    options.strictPixels = engine.model().preprocess.strictPixels;
    if (options.rerank > 0)
        options.matchLogits = [&engine](const RgbImage& prepared, std::span<const std::string> sentences) {
            return engine.matchLogits(prepared, sentences);
        };
    const auto reports = measureSplits(
        splits, options, [&](const RetrievalOptions& each, ProgressObserver* observer, std::stop_token stop) {
            return evaluateRetrieval(engine, dataset, each, observer, std::move(stop));
        });
    Json json = describeMeasurement(engine, dataset);
    json["branch"] = branchName(options.branch);
    json["caption_template"] = options.captionTemplate;
    json["captions"] = options.allCaptions ? "all" : "main";
    printReports(
        line, std::move(json), reports, [](const RetrievalReport& report) { return describe(report); }, printReport);
}

} // namespace

void addRetrievalEvaluation(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<RetrievalArguments>();
    CLI::App* command = line.add(group, "retrieval", "R@1, R@5 and R@10 both ways, and names from a closed list",
                                 [&line, arguments] { evaluate(line, *arguments); });
    arguments->addTo(*command);
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
