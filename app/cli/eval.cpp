#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/interrupt.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/data/dataset.h"
#include "core/train/retrieval_evaluation.h"

#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RetrievalArguments {
    ModelOption model;
    std::string data;
    std::string branch = "own";
    RetrievalOptions options;
};

Json describe(const JudgedShare& share)
{
    return {{"value", share.value}, {"low", share.low}, {"high", share.high}, {"chance", share.chance}};
}

Json describe(const RecallAtK& recall)
{
    return {{"r1", describe(recall.at1)}, {"r5", describe(recall.at5)}, {"r10", describe(recall.at10)}};
}

std::string percent(double share)
{
    return fixed(100.0 * share, 1);
}

void addRow(Table& table, const std::string& name, const JudgedShare& share)
{
    table.add({name, percent(share.value) + " %", "(" + percent(share.low) + " to " + percent(share.high) + ")",
               "chance " + percent(share.chance) + " %"});
}

void printReport(std::ostream& out, const RetrievalReport& report)
{
    out << report.split << (report.objectsOnly ? ", objects only: " : ": ") << withSeparators(report.pictures)
        << " pictures, " << withSeparators(report.captions) << " captions; 95 % intervals in brackets\n";
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right};
    const std::pair<const char*, const RecallAtK*> directions[] = {{"sentence to picture", &report.textToImage},
                                                                   {"picture to sentence", &report.imageToText}};
    for (const auto& [name, recall] : directions) {
        addRow(table, std::string(name) + " R@1", recall->at1);
        addRow(table, std::string(name) + " R@5", recall->at5);
        addRow(table, std::string(name) + " R@10", recall->at10);
    }
    if (report.identityPictures > 0)
        addRow(table,
               "name among " + withSeparators(report.identityAnswers) + " (" + withSeparators(report.identityPictures) +
                   " pictures)",
               report.identity);
    table.print(out);
}

void evaluate(const CommandLine& line, const RetrievalArguments& arguments)
{
    const Dataset dataset = readDataset(arguments.data);
    Engine engine = arguments.model.open(line.options());
    RetrievalOptions options = arguments.options;
    options.branch = arguments.branch == "vl" ? Branch::Vl : Branch::Own;
    RetrievalReport report;
    {
        const Interrupt interrupt;
        ConsoleProgress progress("pictures");
        report = evaluateRetrieval(engine, dataset, options, &progress, interrupt.token());
    }
    Json skipped = Json::array();
    for (const SkippedItem& item : report.skipped)
        skipped.push_back({{"item", item.item}, {"reason", item.reason}});
    Json json = {{"model", engine.model().path.string()},
                 {"fingerprint", engine.fingerprint()},
                 {"data", dataset.name},
                 {"data_fingerprint", dataset.fingerprint},
                 {"split", report.split},
                 {"branch", branchName(options.branch)},
                 {"objects_only", report.objectsOnly},
                 {"caption_template", options.captionTemplate},
                 {"pictures", report.pictures},
                 {"captions", report.captions},
                 {"text_to_image", describe(report.textToImage)},
                 {"image_to_text", describe(report.imageToText)},
                 {"skipped", skipped},
                 {"seconds", report.seconds}};
    if (report.identityPictures > 0) {
        json["identity"] = describe(report.identity);
        json["identity"]["pictures"] = report.identityPictures;
        json["identity"]["answers"] = report.identityAnswers;
    }
    line.print(json, [&](std::ostream& out) { printReport(out, report); });
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
    options.split = "test-seen";
    command->add_option("--split", options.split, "Which of its splits")->capture_default_str();
    command->add_option("--branch", arguments->branch, "own: each modality's experts; vl: the VL expert")
        ->capture_default_str()
        ->check(CLI::IsMember({"own", "vl"}));
    command->add_flag("--objects", options.objectsOnly, "Only plain objects, animals, food and places");
    command->add_option("--template", options.captionTemplate, "The sentence made of a caption, which stands for %1")
        ->capture_default_str();
}

} // namespace vlmo::cli
