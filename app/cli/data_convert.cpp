#include "app/cli/console_progress.h"
#include "app/cli/data_commands.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/doctor/check_dataset.h"
#include "core/doctor/convert.h"
#include "core/doctor/split.h"

#include <spdlog/spdlog.h>

#include <map>
#include <memory>
#include <ostream>
#include <string>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ConvertArguments {
    DatasetArguments dataset;
    std::string folder;
    bool copy = false;
    bool link = false;

    void addTo(CLI::App& command)
    {
        dataset.addTo(command);
        command.add_option("--out", folder, "The new folder; must not exist")->required();
        CLI::Option* copyFlag = command.add_flag("--copy", copy, "Copy the pictures, as is done without --link");
        command
            .add_flag("--link", link,
                      "Link the pictures instead, which takes no room; copied where that is not possible")
            ->excludes(copyFlag);
    }
};

struct SplitArguments {
    ConvertArguments convert;
    std::string shares;
    KeepTogether by = KeepTogether::Content;
    std::uint64_t seed = 0;
};

ConvertReport convert(const Dataset& dataset, const ConvertArguments& arguments, const Interrupt& interrupt)
{
    ConsoleProgress progress("converting");
    const auto transfer = arguments.link ? PictureTransfer::Link : PictureTransfer::Copy;
    ConvertReport report = convertDataset(dataset, {arguments.folder, transfer}, &progress, interrupt.token());
    if (!report.linkProblem.empty())
        spdlog::warn("{} pictures were copied, as they cannot be linked: {}",
                     withSeparators(report.pictures - report.linked), report.linkProblem);
    return report;
}

Json describe(const ConvertReport& report)
{
    return {{"folder", report.folder.string()},
            {"records", report.records},
            {"statements", report.statements},
            {"texts", report.texts},
            {"pictures", report.pictures},
            {"linked", report.linked},
            {"kept", report.kept},
            {"link_problem", report.linkProblem},
            {"skipped", skippedJson(report.skipped)}};
}

void printReport(std::ostream& out, const ConvertReport& report)
{
    out << onOneLine(report.folder.string()) << ": " << withSeparators(report.records) << " records, "
        << withSeparators(report.statements) << " statements, " << withSeparators(report.texts) << " texts, "
        << withSeparators(report.pictures) << " pictures";
    if (report.linked > 0)
        out << ", " << withSeparators(report.linked) << " of them linked";
    if (report.kept > 0)
        out << ", " << withSeparators(report.kept) << " of them there already";
    out << '\n';
    if (!report.skipped.empty())
        out << "left out, as listed above: " << withSeparators(std::ssize(report.skipped)) << '\n';
}

void runConvert(const CommandLine& line, const ConvertArguments& arguments)
{
    const Interrupt interrupt;
    const Dataset dataset = arguments.dataset.open(interrupt);
    const ConvertReport report = convert(dataset, arguments, interrupt);
    line.print(describe(report), [&](std::ostream& out) { printReport(out, report); });
}

void runSplit(const CommandLine& line, const SplitArguments& arguments)
{
    SplitOptions options;
    options.shares = parseShares(arguments.shares);
    options.by = arguments.by;
    options.seed = arguments.seed;
    options.threads = line.options().threads;
    options.cacheFolder = pictureCacheFolder();
    const Interrupt interrupt;
    const Dataset whole = arguments.convert.dataset.open(interrupt);
    Dataset dataset;
    {
        ConsoleProgress progress("looking");
        dataset = splitDataset(whole, options, &progress, interrupt.token());
    }
    const ConvertReport report = convert(dataset, arguments.convert, interrupt);
    Json json = describe(report);
    json["splits"] = splitsJson(dataset);
    json["skipped"] = skippedJson(dataset.skipped);
    for (const SkippedItem& item : report.skipped)
        json["skipped"].push_back({{"item", item.item}, {"reason", item.reason}});
    line.print(json, [&](std::ostream& out) {
        printSplits(out, dataset);
        printReport(out, report);
    });
}

} // namespace

void addDataConvert(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<ConvertArguments>();
    CLI::App* command = line.add(group, "convert", "Write a data set in the program's own format",
                                 [&line, arguments] { runConvert(line, *arguments); });
    arguments->addTo(*command);
}

void addDataSplit(CommandLine& line, CLI::App& group)
{
    static const std::map<std::string, KeepTogether> ways = {
        {"content", KeepTogether::Content}, {"source", KeepTogether::Source}, {"category", KeepTogether::Category}};
    const auto arguments = std::make_shared<SplitArguments>();
    CLI::App* command = line.add(group, "split", "Write a data set in the program's own format, with new splits",
                                 [&line, arguments] { runSplit(line, *arguments); });
    arguments->convert.addTo(*command);
    command->add_option("--share", arguments->shares, "How much each split gets, val=0.1,test=0.1; train gets the rest")
        ->required();
    command->add_option("--by", arguments->by, "What stays together: content (equal pictures), source or category too")
        ->transform(CLI::CheckedTransformer(ways));
    command->add_option("--seed", arguments->seed, "Another number makes other splits")->capture_default_str();
}

} // namespace vlmo::cli
