#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/model/heads.h"
#include "core/model/import.h"
#include "core/model/model_folder.h"
#include "core/model/specialists.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <system_error>
#include <utility>

namespace vlmo::cli {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

struct ImportArguments {
    std::string file;
    std::string folder;
    bool replace = false;
    CheckpointImport options;
};

/// The parts of a report by name, in the order in which a person wants to read them.
std::vector<std::pair<const char*, const std::vector<std::string>*>> parts(const LoadReport& report)
{
    return {{"loaded", &report.loaded},
            {"missing", &report.missing},
            {"unexpected", &report.unexpected},
            {"resized", &report.resized},
            {"interpolated", &report.interpolated},
            {"newly_initialised", &report.newlyInitialised},
            {"notes", &report.notes}};
}

void printReport(std::ostream& out, const LoadReport& report)
{
    for (const auto& [name, tensors] : parts(report)) {
        std::string title = name;
        std::replace(title.begin(), title.end(), '_', ' ');
        out << title << ": " << tensors->size() << '\n';
        // What was loaded is what everyone expects; everything else is worth a line each.
        if (tensors == &report.loaded)
            continue;
        for (const std::string& tensor : *tensors)
            out << "    " << onOneLine(tensor) << '\n';
    }
}

void importModel(const CommandLine& line, const ImportArguments& arguments)
{
    if (std::error_code code; !arguments.replace && fs::exists(fs::path(arguments.folder) / "config.json", code))
        throw Error(ErrorKind::InvalidArgument,
                    arguments.folder + " is a model already; name another folder, or replace it with --replace");
    const LoadReport report = importCheckpoint(arguments.file, arguments.folder, arguments.options);
    Json json = {{"model", arguments.folder}};
    for (const auto& [name, tensors] : parts(report))
        json[name] = *tensors;
    line.print(json, [&](std::ostream& out) {
        out << "wrote " << arguments.folder << '\n';
        printReport(out, report);
    });
}

void addImport(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = line.add(group, "import", "Turn a VLMo or BEiT checkpoint into a model folder",
                                 [&line, arguments] { importModel(line, *arguments); });
    CheckpointImport& options = arguments->options;
    command->add_option("FILE", arguments->file, "A torch archive (.pt .pth .ckpt) or a safetensors file")->required();
    command->add_option("--out", arguments->folder, "The model folder to write")->required();
    command->add_flag("--replace", arguments->replace, "Replace the model that is in that folder");
    CLI::Option* config = command->add_option("--config", options.config, "A config.json to use instead of inferring");
    command->add_option("--preset", options.preset, "base, base-plus or large, for what cannot be inferred")
        ->excludes(config);
    command->add_option("--vocab", options.vocabulary, "The vocabulary, one word piece a line");
    command->add_option("--answers", options.answers, "The answers of a VQA model, one a line");
    CLI::Option* annotations = command->add_option_function<std::pair<std::string, std::string>>(
        "--vqa-annotations",
        [&options](const std::pair<std::string, std::string>& files) {
            options.vqaTrainAnnotations = files.first;
            options.vqaValAnnotations = files.second;
        },
        "VQAv2's train and val annotations, from which the released answer order is rebuilt");
    annotations->type_name("TRAIN VAL");
    command->add_option("--image-size", options.imageSize, "Side of the picture; positions are interpolated")
        ->check(CLI::Range(1, 100'000));
    command
        ->add_option("--text-length", options.maxTextLength,
                     "Word pieces a sentence may have, [CLS] and [SEP] included")
        ->check(CLI::Range(2, 100'000));
    command->add_flag("--strict-pixels", options.strictPixels,
                      "Read pictures as the reference does: EXIF orientation ignored, alpha dropped");
}

Json describe(const ModelFolder& model)
{
    Json specialists = Json::array();
    for (const fs::path& specialist : specialistsOf(model.path))
        specialists.push_back({{"path", specialist.string()}, {"heads", headsOf(readModelConfig(specialist))}});
    return {{"path", model.path.string()},
            {"fingerprint", model.fingerprint},
            {"parameters", parameterCount(model.config)},
            {"config", Json::parse(configToJson(model.config))},
            {"preprocess", {{"size", model.preprocess.size}, {"strict_pixels", model.preprocess.strictPixels}}},
            {"answers", model.answers.size()},
            {"specialists", specialists}};
}

std::string heads(const ModelConfig& config)
{
    std::string names;
    const auto add = [&](bool has, const std::string& name) {
        if (has)
            names += (names.empty() ? "" : ", ") + name;
    };
    add(config.hasItc, "ITC");
    add(config.hasItcVl, "ITC (VL branch)");
    add(config.hasItm, "ITM");
    add(config.hasMlm, "MLM");
    add(config.vqaAnswers > 0, "VQA (" + std::to_string(config.vqaAnswers) + " answers)");
    add(config.hasNlvr2, "NLVR2");
    add(config.imageClasses > 0, "classes (" + std::to_string(config.imageClasses) + ")");
    return names.empty() ? "none" : names;
}

std::string blocksText(const ModelConfig& config)
{
    std::string text =
        std::to_string(config.depth) + (config.sharedExpert ? ", one feed-forward network for all, no experts"
                                        : config.hasVlExpert(config.depth - 1)
                                            ? ", the VL expert from block " + std::to_string(config.vlStart)
                                            : ", no VL expert");
    if (config.separateAttention)
        text += ", an attention of its own for words and for patches";
    return text;
}

void printModel(std::ostream& out, const ModelFolder& model)
{
    const ModelConfig& config = model.config;
    Table table{Table::Align::Left, Table::Align::Left};
    table.add({"folder", model.path.string()});
    table.add({"fingerprint", model.fingerprint});
    table.add({"parameters", withSeparators(parameterCount(config))});
    table.add({"blocks", blocksText(config)});
    table.add({"width", std::to_string(config.width) + ", " + std::to_string(config.heads) + " heads"});
    table.add({"pictures", std::to_string(config.imageSize) + " x " + std::to_string(config.imageSize) +
                               " pixels, patches of " + std::to_string(config.patchSize)});
    table.add({"sentences",
               std::to_string(config.maxTextLength) + " word pieces of " + withSeparators(config.vocabularySize)});
    table.add({"positions", config.positions == PositionKind::RelativeBias ? "relative bias" : "absolute"});
    table.add({"heads", heads(config)});
    for (const fs::path& folder : specialistsOf(model.path)) {
        const ModelConfig specialist = readModelConfig(folder);
        table.add({"specialist", folder.filename().string() + ": " + heads(specialist) + "; pictures of " +
                                     std::to_string(specialist.imageSize) + " pixels"});
    }
    table.print(out);
    if (!model.card.empty())
        out << '\n' << model.card << (model.card.back() == '\n' ? "" : "\n");
}

void showModel(const CommandLine& line, const std::string& name)
{
    const ModelFolder model = readModelFolder(findModel(name));
    line.print(describe(model), [&](std::ostream& out) { printModel(out, model); });
}

void listModels(const CommandLine& line)
{
    Json json = Json::array();
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
    for (const fs::path& folder : knownModels()) {
        try {
            const ModelFolder model = readModelFolder(folder);
            json.push_back(describe(model));
            table.add({folder.filename().string(), withSeparators(parameterCount(model.config)) + " parameters",
                       folder.string()});
        } catch (const Error& error) {
            spdlog::warn("{} is left out: {}", folder.string(), error.what());
        }
    }
    line.print({{"models", json}}, [&](std::ostream& out) {
        table.print(out);
        if (json.empty())
            out << "no model yet; 'vlmo model import' makes one\n";
    });
}

} // namespace

void addModelCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("model", "Import and look at models");
    addImport(line, *group);
    const auto name = std::make_shared<std::string>();
    line.add(*group, "show", "Show a model's sizes, heads and card", [&line, name] { showModel(line, *name); })
        ->add_option("MODEL", *name, "A model folder, or a name that 'vlmo model list' shows")
        ->required();
    line.add(*group, "list", "List the models that a name finds", [&line] { listModels(line); });
}

} // namespace vlmo::cli
