#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/models.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/inspect/trace_file.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

namespace vlmo::cli {
namespace {

struct InspectArguments {
    ModelOption model;
    std::string image;
    std::string text;
    std::string out;
};

const char* modeName(TraceMode mode)
{
    switch (mode) {
    case TraceMode::Image:
        return "image";
    case TraceMode::Text:
        return "text";
    case TraceMode::Fused:
        break;
    }
    return "fused";
}

/// Mean relative update of the experts in one block, over the tokens that each of them met.
void printBlocks(std::ostream& out, const Trace& trace)
{
    Table table{Table::Align::Left, Table::Align::Left};
    for (std::int64_t block = 0; block < trace.blocks; ++block) {
        std::map<std::string, std::pair<double, int>> sums;
        for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
            const TraceCell& cell = trace.cell(block, token);
            auto& [sum, count] = sums[cell.expert];
            sum += static_cast<double>(cell.expertRelative);
            ++count;
        }
        std::string experts;
        for (const auto& [expert, sum] : sums)
            experts += (experts.empty() ? "" : ", ") + expert + " " + fixed(sum.first / sum.second, 3) + " over " +
                       std::to_string(sum.second) + " tokens";
        table.add({"block " + std::to_string(block), experts});
    }
    table.print(out);
}

void inspect(const CommandLine& line, const InspectArguments& arguments)
{
    if (arguments.image.empty() && arguments.text.empty())
        throw Error(ErrorKind::InvalidArgument, "there is nothing to look at: give --image, --text or both");
    requireFolderOf(arguments.out);
    Engine engine = arguments.model.open(line.options());
    std::optional<RgbImage> picture;
    if (!arguments.image.empty())
        picture = readPicture(engine, arguments.image);
    const std::string name = std::filesystem::path(arguments.image).filename().string();
    const Trace trace = engine.trace(picture, name, arguments.text);
    writeTrace(arguments.out, trace);

    const nlohmann::ordered_json json = {{"trace", arguments.out},
                                         {"mode", modeName(trace.mode)},
                                         {"blocks", trace.blocks},
                                         {"tokens", trace.tokens.size()}};
    line.print(json, [&](std::ostream& out) {
        out << "wrote " << arguments.out << ": " << trace.tokens.size() << " tokens in " << trace.blocks << " blocks, "
            << modeName(trace.mode) << " mode; mean relative update of each expert:\n";
        printBlocks(out, trace);
    });
}

} // namespace

void addInspectCommand(CommandLine& line)
{
    const auto arguments = std::make_shared<InspectArguments>();
    CLI::App* command = line.add(line.root(), "inspect", "Record what every block and expert does to every token",
                                 [&line, arguments] { inspect(line, *arguments); });
    arguments->model.addTo(*command);
    command->add_option("--image", arguments->image, "A picture");
    command->add_option("--text", arguments->text, "A sentence; with a picture, both are read together");
    command->add_option("--out", arguments->out, "The trace to write (JSON)")->required();
}

} // namespace vlmo::cli
