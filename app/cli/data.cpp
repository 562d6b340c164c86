#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/data_commands.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/data/importers.h"

#include <ostream>
#include <string>

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

} // namespace

void addDataCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("data", "Look into data sets, check, convert and split them");
    line.add(*group, "list-importers", "Which kinds of data sets can be read, with their options",
             [&line] { listImporters(line); });
    addDataPreview(line, *group);
    addDataCheck(line, *group);
    addDataConvert(line, *group);
    addDataSplit(line, *group);
}

} // namespace vlmo::cli
