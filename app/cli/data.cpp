#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/interrupt.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/data/importers.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string originOf(const LoadedImporter& loaded)
{
    return loaded.file.empty() ? "built in" : loaded.file.string();
}

Json describe(const LoadedImporter& loaded)
{
    Json options = Json::array();
    for (const ImporterOption& option : loaded.importer->options())
        options.push_back({{"key", option.key},
                           {"description", option.description},
                           {"default", option.defaultValue},
                           {"choices", option.choices}});
    return {{"name", loaded.importer->name()},
            {"description", loaded.importer->description()},
            {"from", originOf(loaded)},
            {"options", options}};
}

void listImporters(const CommandLine& line)
{
    const Importers& importers = Importers::standard();
    Json json = {{"importers", Json::array()}, {"skipped", skippedJson(importers.skipped())}};
    for (const LoadedImporter& loaded : importers.all())
        json["importers"].push_back(describe(loaded));
    line.print(json, [&](std::ostream& out) {
        for (const LoadedImporter& loaded : importers.all()) {
            out << loaded.importer->name() << " (" << onOneLine(originOf(loaded)) << ")\n  "
                << onOneLine(loaded.importer->description()) << '\n';
            Table table{Table::Align::Left, Table::Align::Left, Table::Align::Left};
            for (const ImporterOption& option : loaded.importer->options())
                table.add({"    " + option.key, "'" + option.defaultValue + "'", option.description});
            table.print(out);
        }
        for (const SkippedItem& item : importers.skipped())
            out << "left out: " << onOneLine(item.item) << ": " << onOneLine(item.reason) << '\n';
    });
}

struct PreviewArguments {
    std::string path;
    std::string importer;
    std::vector<std::string> settings;
    int count = 5;
};

/// "key=value" as given to --option.
ImportOptions optionsFrom(const std::vector<std::string>& settings)
{
    ImportOptions options;
    for (const std::string& setting : settings) {
        const std::size_t place = setting.find('=');
        if (place == std::string::npos || place == 0)
            throw Error(ErrorKind::InvalidArgument, "--option takes KEY=VALUE, not '" + setting + "'");
        options[setting.substr(0, place)] = setting.substr(place + 1);
    }
    return options;
}

/// How many pictures and captions, or texts, a split has.
struct SplitSize {
    std::size_t pictures = 0;
    std::size_t captions = 0;
    std::size_t texts = 0;
};

std::map<std::string, SplitSize> splitSizes(const Dataset& dataset)
{
    std::map<std::string, SplitSize> sizes;
    for (const Record& record : dataset.records) {
        ++sizes[record.split].pictures;
        sizes[record.split].captions += record.captions.size();
    }
    for (const auto& [split, corpus] : dataset.texts)
        sizes[split].texts += corpus.size();
    return sizes;
}

/// The first texts of each split, at most `count` in all.
std::vector<std::pair<std::string, std::string>> firstTexts(const Dataset& dataset, std::size_t count)
{
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& [split, corpus] : dataset.texts) {
        for (std::size_t i = 0; i < corpus.size() && texts.size() < count; ++i)
            texts.emplace_back(split, corpus.at(i));
    }
    return texts;
}

Json describe(const Dataset& dataset, std::size_t count)
{
    Json json = {{"name", dataset.name},         {"path", dataset.folder.string()},
                 {"importer", dataset.importer}, {"fingerprint", dataset.fingerprint},
                 {"splits", Json::object()},     {"records", Json::array()},
                 {"texts", Json::array()},       {"skipped", skippedJson(dataset.skipped)}};
    for (const auto& [split, size] : splitSizes(dataset))
        json["splits"][split] = {{"pictures", size.pictures}, {"captions", size.captions}, {"texts", size.texts}};
    for (std::size_t i = 0; i < std::min(count, dataset.records.size()); ++i) {
        const Record& record = dataset.records[i];
        json["records"].push_back(
            {{"image", record.image.string()}, {"captions", record.captions}, {"split", record.split}});
    }
    for (const auto& [split, text] : firstTexts(dataset, count))
        json["texts"].push_back({{"text", text}, {"split", split}});
    return json;
}

void printDataset(std::ostream& out, const Dataset& dataset, std::size_t count)
{
    const bool isFolder = std::filesystem::is_directory(dataset.folder);
    const std::filesystem::path root = isFolder ? dataset.folder : dataset.folder.parent_path();
    Table sizes{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right};
    sizes.add({"split", "pictures", "captions", "texts"});
    for (const auto& [split, size] : splitSizes(dataset))
        sizes.add({onOneLine(split), withSeparators(static_cast<long long>(size.pictures)),
                   withSeparators(static_cast<long long>(size.captions)),
                   withSeparators(static_cast<long long>(size.texts))});
    sizes.print(out);
    for (std::size_t i = 0; i < std::min(count, dataset.records.size()); ++i) {
        const Record& record = dataset.records[i];
        out << onOneLine(record.image.lexically_relative(root).string()) << '\n';
        for (const std::string& caption : record.captions)
            out << "    " << onOneLine(caption) << '\n';
    }
    for (const auto& [split, text] : firstTexts(dataset, count))
        out << onOneLine(split) << ": " << onOneLine(text) << '\n';
}

void preview(const CommandLine& line, const PreviewArguments& arguments)
{
    // Every importer is asked even when one is chosen: a person wants to see whether the choice is odd.
    const std::vector<Finding> findings = Importers::standard().look(arguments.path);
    const Interrupt interrupt;
    Dataset dataset;
    {
        ConsoleProgress progress("reading");
        dataset = openDataset(arguments.path, {arguments.importer, optionsFrom(arguments.settings)}, &progress,
                              interrupt.token());
    }
    const auto count = static_cast<std::size_t>(arguments.count);
    Json json = describe(dataset, count);
    json["detection"] = Json::array();
    for (const Finding& finding : findings)
        json["detection"].push_back({{"importer", finding.importer->name()},
                                     {"confidence", finding.detection.confidence},
                                     {"reason", finding.detection.reason}});
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
        for (const Finding& finding : findings)
            table.add({(finding.importer->name() == dataset.importer ? "* " : "  ") + finding.importer->name(),
                       fixed(100.0 * finding.detection.confidence, 0) + " %", onOneLine(finding.detection.reason)});
        table.print(out);
        out << '\n';
        printDataset(out, dataset, count);
        out << "fingerprint " << dataset.fingerprint << '\n';
        if (!dataset.skipped.empty())
            out << "left out, as listed above: " << withSeparators(std::ssize(dataset.skipped)) << '\n';
    });
}

} // namespace

void addDataCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("data", "Look into data sets");
    line.add(*group, "list-importers", "Which kinds of data sets can be read, with their options",
             [&line] { listImporters(line); });

    const auto arguments = std::make_shared<PreviewArguments>();
    CLI::App* command = line.add(*group, "preview", "Who can read a data set, and what is read of it",
                                 [&line, arguments] { preview(line, *arguments); });
    command->add_option("dataset", arguments->path, "A folder or a file")->required();
    command->add_option("--importer", arguments->importer, "Who is to read it; the surest one when it is left out");
    command->add_option("--option", arguments->settings,
                        "KEY=VALUE, an option of the importer; may be given more than once");
    command->add_option("--count", arguments->count, "How many records to show")
        ->capture_default_str()
        ->check(CLI::Range(0, 1000));
}

} // namespace vlmo::cli
