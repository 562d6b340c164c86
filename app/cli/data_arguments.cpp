#include "app/cli/console_progress.h"
#include "app/cli/data_commands.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/doctor/dataset_counts.h"

#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

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

} // namespace

void DatasetArguments::addTo(CLI::App& command, const std::string& name)
{
    command.add_option(name, path, "A folder or a file")->required();
    command.add_option("--importer", importer, "Who is to read it; the surest one when it is left out");
    command.add_option("--option", settings, "KEY=VALUE, an option of the importer; may be given more than once");
}

Dataset DatasetArguments::open(const Interrupt& interrupt) const
{
    ConsoleProgress progress("reading");
    return openDataset(path, {importer, optionsFrom(settings)}, &progress, interrupt.token());
}

Json splitsJson(const Dataset& dataset)
{
    Json json = Json::object();
    for (const auto& [name, counts] : countBySplit(dataset)) {
        Json classes = Json::object();
        for (const auto& [category, pictures] : counts.classes)
            classes[category] = pictures;
        json[name] = {{"pictures", counts.pictures},     {"captions", counts.captions},
                      {"questions", counts.questions},   {"answers", counts.answers},
                      {"statements", counts.statements}, {"true_statements", counts.trueStatements},
                      {"texts", counts.texts},           {"classes", classes}};
    }
    return json;
}

void printSplits(std::ostream& out, const Dataset& dataset)
{
    const auto right = Table::Align::Right;
    Table table{Table::Align::Left, right, right, right, right, right, right};
    table.add({"split", "pictures", "captions", "questions", "statements", "texts", "classes"});
    for (const auto& [name, counts] : countBySplit(dataset))
        table.add({onOneLine(name), withSeparators(counts.pictures), withSeparators(counts.captions),
                   withSeparators(counts.questions), withSeparators(counts.statements), withSeparators(counts.texts),
                   withSeparators(std::ssize(counts.classes))});
    table.print(out);
}

} // namespace vlmo::cli
