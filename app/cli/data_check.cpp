#include "app/cli/console_progress.h"
#include "app/cli/data_commands.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/doctor/check_dataset.h"
#include "core/doctor/found_list.h"
#include "core/model/model_folder.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>

namespace vlmo::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct CheckArguments {
    DatasetArguments dataset;
    CheckOptions options;
    std::string model;
    std::string vocabulary;
    int longestText = 0;
    std::string list;
    bool strict = false;
    bool forget = false;
};

/// What the texts and answers are judged by: a model, a vocabulary, or the one that comes with the program.
void judgeBy(const CheckArguments& arguments, CheckOptions& options)
{
    if (!arguments.model.empty()) {
        const ModelFolder model = readModelFolder(findModel(arguments.model));
        options.vocabulary = model.path / "vocab.txt";
        options.longestText = model.config.maxTextLength;
        options.answers = model.answers;
    } else {
        options.vocabulary = resourceFolder() / "tokenizer" / "bert-base-uncased" / "vocab.txt";
    }
    if (!arguments.vocabulary.empty())
        options.vocabulary = arguments.vocabulary;
    if (arguments.longestText > 0)
        options.longestText = arguments.longestText;
}

DatasetReport run(const CheckArguments& arguments, CheckOptions& options, const Dataset& dataset,
                  const Interrupt& interrupt)
{
    ConsoleProgress progress("checking");
    if (arguments.list.empty())
        return checkDataset(dataset, options, &progress, interrupt.token());
    requireOutside(arguments.list, dataset);
    DatasetReport report;
    writeFileAtomically(arguments.list, [&](std::ostream& out) {
        out << foundListHead();
        options.onItem = [&out](const DatasetFinding& finding, const FoundItem& item) {
            out << foundListLine(finding, item);
        };
        report = checkDataset(dataset, options, &progress, interrupt.token());
    });
    return report;
}

Json describe(const DatasetFinding& finding)
{
    Json examples = Json::array();
    for (const FoundItem& item : finding.examples)
        examples.push_back({{"item", item.item}, {"split", item.split}, {"reason", item.reason}});
    return {{"severity", severityName(finding.severity)},
            {"kind", finding.kind},
            {"what", finding.what},
            {"count", finding.count},
            {"advice", finding.advice},
            {"examples", examples}};
}

Json describe(const TextLengths& lengths)
{
    return {{"texts", lengths.texts},
            {"mean_pieces", lengths.mean()},
            {"median_pieces", lengths.quantile(0.5)},
            {"p95_pieces", lengths.quantile(0.95)},
            {"longest_pieces", lengths.quantile(1.0)},
            {"too_long", lengths.tooLong},
            {"pieces", lengths.pieces},
            {"unknown_pieces", lengths.unknownPieces}};
}

Json describe(const Dataset& dataset, const DatasetReport& report, const CheckOptions& options)
{
    Json json = {{"name", dataset.name},
                 {"path", dataset.folder.string()},
                 {"importer", dataset.importer},
                 {"fingerprint", dataset.fingerprint},
                 {"splits", splitsJson(dataset)},
                 {"vocabulary", options.vocabulary.string()},
                 {"longest_text", options.longestText},
                 {"lengths", Json::object()},
                 {"findings", Json::array()},
                 {"picture_files", report.pictureFiles},
                 {"remembered", report.remembered},
                 {"texts_looked_at", report.textsLookedAt},
                 {"seconds", report.seconds}};
    for (const auto& [kind, lengths] : report.lengths)
        json["lengths"][kind] = describe(lengths);
    for (const DatasetFinding& finding : report.findings)
        json["findings"].push_back(describe(finding));
    return json;
}

void printLengths(std::ostream& out, const DatasetReport& report, const CheckOptions& options)
{
    if (report.lengths.empty())
        return;
    const auto right = Table::Align::Right;
    Table table{Table::Align::Left, right, right, right, right, right, right};
    table.add({"word pieces of", "texts", "mean", "95 % up to", "longest",
               "over " + std::to_string(options.longestText - 2), "unknown"});
    for (const auto& [kind, lengths] : report.lengths) {
        const double unknown = lengths.pieces == 0 ? 0.0
                                                   : 100.0 * static_cast<double>(lengths.unknownPieces) /
                                                         static_cast<double>(lengths.pieces);
        table.add({kind, withSeparators(lengths.texts), fixed(lengths.mean(), 1),
                   withSeparators(lengths.quantile(0.95)), withSeparators(lengths.quantile(1.0)),
                   withSeparators(lengths.tooLong), fixed(unknown, 2) + " %"});
    }
    out << '\n';
    table.print(out);
}

void printFinding(std::ostream& out, const DatasetFinding& finding)
{
    out << '\n'
        << severityName(finding.severity) << ": " << finding.what << ": " << withSeparators(finding.count) << '\n';
    for (const FoundItem& item : finding.examples)
        out << "    " << onOneLine(item.item) << (item.split.empty() ? "" : " (" + onOneLine(item.split) + ")") << ": "
            << onOneLine(item.reason) << '\n';
    if (const auto more = finding.count - std::ssize(finding.examples); more > 0 && !finding.examples.empty())
        out << "    and " << withSeparators(more) << " more\n";
    out << "  " << finding.advice << '\n';
}

std::string counted(const DatasetReport& report, Severity severity)
{
    long long count = 0;
    for (const DatasetFinding& finding : report.findings)
        count += finding.severity == severity ? 1 : 0;
    return withSeparators(count) + " " + severityName(severity) + (count == 1 ? "" : "s");
}

void printReport(std::ostream& out, const Dataset& dataset, const DatasetReport& report, const CheckOptions& options)
{
    printSplits(out, dataset);
    printLengths(out, report, options);
    for (const DatasetFinding& finding : report.findings)
        printFinding(out, finding);
    out << '\n'
        << counted(report, Severity::Problem) << ", " << counted(report, Severity::Warning) << ", "
        << counted(report, Severity::Note) << "; " << withSeparators(report.pictureFiles) << " picture files, "
        << withSeparators(report.remembered) << " of them remembered from before; " << fixed(report.seconds, 1)
        << " s\n";
}

void check(CommandLine& line, const CheckArguments& arguments)
{
    CheckOptions options = arguments.options;
    judgeBy(arguments, options);
    options.threads = line.options().threads;
    if (!arguments.forget)
        options.cacheFolder = pictureCacheFolder();
    const Interrupt interrupt;
    const Dataset dataset = arguments.dataset.open(interrupt);
    const DatasetReport report = run(arguments, options, dataset, interrupt);
    if (!report.cacheProblem.empty())
        spdlog::warn("the pictures are not remembered for next time: {}", onOneLine(report.cacheProblem));
    line.print(describe(dataset, report, options),
               [&](std::ostream& out) { printReport(out, dataset, report, options); });
    if (arguments.strict && report.hasProblem())
        line.exitWith(exitCode(ErrorKind::BadInput));
}

} // namespace

void addDataCheck(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<CheckArguments>();
    CLI::App* command = line.add(group, "check", "What is wrong with a data set; changes nothing in it",
                                 [&line, arguments] { check(line, *arguments); });
    arguments->dataset.addTo(*command);
    CheckOptions& options = arguments->options;
    command->add_flag("--decode", options.decode, "Decode every picture to its end; else headers are read");
    command->add_flag("--near", options.nearDuplicates, "Also find pictures that nearly look the same; decodes all");
    command->add_option("--model", arguments->model, "Whose vocabulary, text length and answers count");
    command->add_option("--vocab", arguments->vocabulary, "A vocabulary, a piece a line, instead of the model's");
    command->add_option("--longest", arguments->longestText, "Word pieces that are read, [CLS] and [SEP] included")
        ->check(CLI::Range(3, 100'000));
    command->add_option("--smallest-side", options.smallestSide, "Pictures with a shorter side are told of, in pixels")
        ->capture_default_str()
        ->check(CLI::Range(0, 100'000));
    command->add_option("--examples", options.examples, "How many items to show of each finding")
        ->capture_default_str()
        ->check(CLI::Range(0, 10'000));
    command->add_option("--out", arguments->list, "Write every item of every finding to this CSV file");
    command->add_flag("--strict", arguments->strict, "Exit with 3 when there is a problem");
    command->add_flag("--forget", arguments->forget, "Look at every picture anew, and remember none");
}

} // namespace vlmo::cli
