#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/data/importers.h"

#include <ostream>
#include <string>

namespace vlmo::cli {
namespace {

std::string resources()
{
    try {
        return resourceFolder().string();
    } catch (const Error& error) {
        return std::string("missing: ") + error.what();
    }
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "none" : text;
}

nlohmann::ordered_json pluginsFound()
{
    nlohmann::ordered_json plugins = nlohmann::ordered_json::array();
    for (const LoadedImporter& loaded : Importers::standard().all()) {
        if (!loaded.file.empty())
            plugins.push_back({{"importer", loaded.importer->name()}, {"file", loaded.file.string()}});
    }
    return plugins;
}

void addPlugins(Table& table, const nlohmann::ordered_json& info)
{
    for (const auto& plugin : info["plugins"])
        table.add(
            {"plugin", plugin["importer"].get<std::string>() + ", " + onOneLine(plugin["file"].get<std::string>())});
    for (const auto& plugin : info["plugins_left_out"])
        table.add({"plugin left out",
                   onOneLine(plugin["file"].get<std::string>() + ": " + plugin["reason"].get<std::string>())});
}

void info(const CommandLine& line)
{
    const SystemInfo system = systemInfo();
    const CommonOptions& options = line.options();
    const std::string device =
        options.device == "auto" ? (system.cudaDevices.empty() ? "cpu" : "cuda") : options.device;
    PrecisionChoice precision = {precisionFromName(options.precision), "asked for"};
    if (precision.precision == Precision::Auto)
        precision = choosePrecision(device, options.threads);

    const nlohmann::ordered_json json = {
        {"version", system.version},
        {"libtorch", system.libtorch},
        {"opencv", system.opencv},
        {"cpu", system.cpu},
        {"processors", system.processors},
        {"cpu_has_bf16", system.cpuHasBf16},
        {"cuda_devices", system.cudaDevices},
        {"device", device},
        {"precision", precisionName(precision.precision)},
        {"precision_reason", precision.reason},
        {"paths",
         {{"resources", resources()},
          {"data", dataFolder().string()},
          {"configuration", configFolder().string()},
          {"cache", cacheFolder().string()}}},
        {"plugins", pluginsFound()},
        {"plugins_left_out", skippedJson(Importers::standard().skipped(), "file")},
    };
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Left};
        table.add({"vlmo", system.version});
        table.add({"LibTorch", system.libtorch});
        table.add({"OpenCV", system.opencv});
        table.add({"processor", system.cpu + ", " + std::to_string(system.processors) + " to use" +
                                    (system.cpuHasBf16 ? ", bf16 units" : ", no bf16 units")});
        table.add({"CUDA devices", joined(system.cudaDevices)});
        table.add({"device", device});
        table.add({"precision", std::string(precisionName(precision.precision)) + " (" + precision.reason + ")"});
        table.add({"resources", resources()});
        table.add({"data", dataFolder().string()});
        table.add({"configuration", configFolder().string()});
        table.add({"cache", cacheFolder().string()});
        addPlugins(table, json);
        table.print(out);
    });
}

} // namespace

void addInfoCommand(CommandLine& line)
{
    line.add(line.root(), "info", "Versions, devices, the precision chosen, and where things are kept",
             [&line] { info(line); });
}

} // namespace vlmo::cli
