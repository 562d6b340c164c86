#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/interrupt.h"
#include "app/cli/models.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/train/retrieval_evaluation.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RetrievalArguments {
    ModelOption model;
    std::string data;
    std::vector<std::string> splits;
    std::string branch = "own";
    RetrievalOptions options;
};

/// Splits in the order in which the data set first names them.
std::vector<std::string> splitNames(const Dataset& dataset)
{
    std::vector<std::string> names;
    for (const Record& record : dataset.records) {
        if (std::find(names.begin(), names.end(), record.split) == names.end())
            names.push_back(record.split);
    }
    return names;
}

/// The splits that are named, else all that are there to be measured on.
std::vector<std::string> splitsToMeasure(const Dataset& dataset, const std::vector<std::string>& named)
{
    if (!named.empty())
        return named;
    std::vector<std::string> splits;
    std::string others;
    for (const std::string& name : splitNames(dataset)) {
        if (name.starts_with("val") || name.starts_with("test"))
            splits.push_back(name);
        else
            others += (others.empty() ? "" : ", ") + name;
    }
    if (splits.empty())
        throw Error(ErrorKind::InvalidArgument, "no split of data set " + dataset.name +
                                                    " is called val... or test...; choose with --split among " +
                                                    others);
    return splits;
}

Json describe(const JudgedShare& share)
{
    return {{"value", share.value}, {"low", share.low}, {"high", share.high}, {"chance", share.chance}};
}

Json describe(const RecallAtK& recall)
{
    return {{"r1", describe(recall.at1)}, {"r5", describe(recall.at5)}, {"r10", describe(recall.at10)}};
}

Json describe(const RetrievalReport& report)
{
    Json identity; // null where it could not be asked
    if (report.identityPictures > 0) {
        identity = describe(report.identity);
        identity["pictures"] = report.identityPictures;
        identity["answers"] = report.identityAnswers;
    }
    return {{"split", report.split},
            {"objects_only", report.objectsOnly},
            {"pictures", report.pictures},
            {"captions", report.captions},
            {"text_to_image", describe(report.textToImage)},
            {"image_to_text", describe(report.imageToText)},
            {"identity", identity},
            {"skipped", skippedJson(report.skipped)},
            {"seconds", report.seconds}};
}

std::string percent(double share)
{
    // Chance among a thousand answers is 0.1 %, so smaller shares need a digit more.
    return fixed(100.0 * share, share > 0.0 && share < 0.001 ? 2 : 1) + " %";
}

void addRow(Table& table, const std::string& name, const JudgedShare& share)
{
    table.add({name, percent(share.value), percent(share.low) + " to " + percent(share.high), percent(share.chance)});
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
    if (report.identityPictures > 0)
        addRow(table,
               "name among " + withSeparators(report.identityAnswers) + ", of " +
                   withSeparators(report.identityPictures) + " pictures",
               report.identity);
    table.print(out);
}

std::vector<RetrievalReport> measure(Engine& engine, const Dataset& dataset, RetrievalOptions options,
                                     const std::vector<std::string>& splits)
{
    options.strictPixels = engine.model().preprocess.strictPixels;
    const Interrupt interrupt;
    std::vector<RetrievalReport> reports;
    for (const std::string& split : splits) {
        options.split = split;
        ConsoleProgress progress(onOneLine(split));
        reports.push_back(evaluateRetrieval(engine, dataset, options, &progress, interrupt.token()));
    }
    return reports;
}

void evaluate(const CommandLine& line, const RetrievalArguments& arguments)
{
    const Dataset dataset = readDataset(arguments.data);
    RetrievalOptions options = arguments.options;
    options.branch = arguments.branch == "vl" ? Branch::Vl : Branch::Own;
    const std::vector<std::string> splits = splitsToMeasure(dataset, arguments.splits);
    for (const std::string& split : splits) {
        options.split = split;
        requireMeasurable(dataset, options);
    }

    Engine engine = arguments.model.open(line.options());
    const std::vector<RetrievalReport> reports = measure(engine, dataset, options, splits);
    Json json = {{"model", engine.model().path.string()},
                 {"fingerprint", engine.fingerprint()},
                 {"device", engine.info().device},
                 {"precision", precisionName(engine.info().precision)},
                 {"data", dataset.name},
                 {"data_fingerprint", dataset.fingerprint},
                 {"branch", branchName(options.branch)},
                 {"caption_template", options.captionTemplate},
                 {"splits", Json::array()}};
    for (const RetrievalReport& report : reports)
        json["splits"].push_back(describe(report));
    line.print(json, [&](std::ostream& out) {
        for (const RetrievalReport& report : reports) {
            if (&report != &reports.front())
                out << '\n';
            printReport(out, report);
        }
    });
}

} // namespace

void addEvalCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("eval", "Measure a model on a data set");
    const auto arguments = std::make_shared<RetrievalArguments>();
    CLI::App* command = line.add(*group, "retrieval", "R@1, R@5 and R@10 both ways, and names from a closed list",
                                 [&line, arguments] { evaluate(line, *arguments); });
    arguments->model.addTo(*command);
    RetrievalOptions& options = arguments->options;
    command->add_option("--data", arguments->data, "A data set's folder")->required();
    command->add_option("--split", arguments->splits,
                        "Which of its splits; may be given more than once. All whose names begin with val or test "
                        "when it is left out");
    command->add_option("--branch", arguments->branch, "own: each modality's experts; vl: the VL expert")
        ->capture_default_str()
        ->check(CLI::IsMember({"own", "vl"}));
    command->add_flag("--objects", options.objectsOnly, "Only plain objects, animals, food and places");
    command->add_option("--template", options.captionTemplate, "The sentence made of a caption; %1 stands for it")
        ->capture_default_str();
}

} // namespace vlmo::cli
