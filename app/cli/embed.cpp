#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <ostream>
#include <span>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;
using Vectors = std::vector<std::vector<float>>;

constexpr std::size_t batchSize = 16;

struct EmbedArguments {
    ModelOption model;
    std::vector<std::string> images;
    std::vector<std::string> texts;
    std::string branch = "own";
};

/// Embeds in batches, so that a thousand pictures need the memory of a few.
template <typename Item, typename Embed>
Vectors inBatches(const std::vector<Item>& items, const std::string& what, Embed embed)
{
    ConsoleProgress progress(what);
    const auto start = std::chrono::steady_clock::now();
    Vectors vectors;
    for (std::size_t done = 0; done < items.size(); done = vectors.size()) {
        Vectors batch = embed(std::span(items).subspan(done, std::min(batchSize, items.size() - done)));
        std::move(batch.begin(), batch.end(), std::back_inserter(vectors));
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        progress.onProgress({std::ssize(vectors), std::ssize(items), "", elapsed.count()});
    }
    return vectors;
}

Vectors embedFiles(Engine& engine, const std::vector<std::string>& files, Branch branch)
{
    return inBatches(files, "pictures", [&](std::span<const std::string> some) {
        std::vector<RgbImage> pictures;
        for (const std::string& file : some)
            pictures.push_back(readPicture(engine, file));
        return engine.embedImages(pictures, branch);
    });
}

Json entries(const char* key, const std::vector<std::string>& names, const Vectors& vectors)
{
    Json list = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i)
        list.push_back({{key, names[i]}, {"vector", vectors[i]}});
    return list;
}

void addRows(Table& table, const std::string& kind, const std::vector<std::string>& names, const Vectors& vectors)
{
    constexpr std::size_t shown = 6;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string numbers;
        for (std::size_t k = 0; k < std::min(shown, vectors[i].size()); ++k)
            numbers += (vectors[i][k] < 0 ? " " : "  ") + fixed(static_cast<double>(vectors[i][k]));
        table.add({kind, names[i], numbers + (vectors[i].size() > shown ? "  ..." : "")});
    }
}

void embed(const CommandLine& line, const EmbedArguments& arguments)
{
    if (arguments.images.empty() && arguments.texts.empty())
        throw Error(ErrorKind::InvalidArgument, "there is nothing to embed: give --image or --text");
    const Branch branch = arguments.branch == "vl" ? Branch::Vl : Branch::Own;
    Engine engine = arguments.model.open(line.options());
    const Vectors images = embedFiles(engine, arguments.images, branch);
    const Vectors texts = inBatches(arguments.texts, "sentences",
                                    [&](std::span<const std::string> some) { return engine.embedTexts(some, branch); });

    const Json json = {{"model", engine.model().path.string()},
                       {"fingerprint", engine.fingerprint()},
                       {"branch", branchName(branch)},
                       {"dimension", engine.dimension()},
                       {"images", entries("file", arguments.images, images)},
                       {"texts", entries("text", arguments.texts, texts)}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Left, Table::Align::Left};
        addRows(table, "image", arguments.images, images);
        addRows(table, "text", arguments.texts, texts);
        table.print(out);
        out << engine.dimension() << " numbers each; --json prints all of them\n";
    });
}

} // namespace

void addEmbedCommand(CommandLine& line)
{
    const auto arguments = std::make_shared<EmbedArguments>();
    CLI::App* command =
        line.add(line.root(), "embed", "Turn pictures and sentences into unit vectors that can be compared",
                 [&line, arguments] { embed(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--image", arguments->images, "Pictures; may be given more than once");
    command->add_option("--text", arguments->texts, "Sentences; may be given more than once");
    command->add_option("--branch", arguments->branch, "own: each modality's experts; vl: the VL expert")
        ->capture_default_str()
        ->check(CLI::IsMember({"own", "vl"}));
}

} // namespace vlmo::cli
