#include "core/bench/bench.h"

#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/interrupt.h"
#include "app/cli/models.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/paths.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct BenchArguments {
    std::string model;
    std::string preset;
    std::vector<std::string> only;
    bool quick = false;
    std::int64_t vectors = 1'000'000;
};

class BenchProgress final : public ProgressObserver {
public:
    void onProgress(const Progress& progress) override
    {
        m_line.show("measuring, after " + durationText(progress.secondsElapsed) + ": " + progress.current);
    }
    void onSkipped(const SkippedItem& skipped) override
    {
        m_line.clear();
        spdlog::warn("left out {}: {}", skipped.item, onOneLine(skipped.reason));
    }

private:
    ConsoleLine m_line;
};

/// "demo" is a size, too: that of the model that comes with the program.
void usePreset(BenchOptions& options, const std::string& preset)
{
    options.name = preset + ", with made-up weights";
    options.vocabulary = resourceFolder() / "tokenizer" / "bert-base-uncased" / "vocab.txt";
    if (preset == "demo") {
        const fs::path demo = resourceFolder() / "models" / "demo";
        options.config = readConfig(demo / "config.json");
        options.vocabulary = demo / "vocab.txt";
        return;
    }
    try {
        options.config = presetConfig(preset);
    } catch (const Error& error) {
        throw Error(error.kind(), std::string(error.what()) + "; here also demo");
    }
}

BenchOptions optionsOf(const CommandLine& line, const BenchArguments& arguments)
{
    BenchOptions options;
    if (!arguments.model.empty() && !arguments.preset.empty())
        throw Error(ErrorKind::InvalidArgument, "give --model or --preset, not both");
    if (arguments.model.empty()) {
        usePreset(options, arguments.preset.empty() ? "base" : arguments.preset);
    } else {
        options.model = findModel(arguments.model);
        options.name = options.model.string();
    }
    options.only = arguments.only;
    options.engine = line.options().engine();
    options.quick = arguments.quick;
    options.vectors = arguments.vectors;
    options.pictures = resourceFolder() / "demo" / "pictures";
    return options;
}

// --- For programs ---

Json spreadJson(const Spread& spread, const std::string& unit)
{
    return {{"value", spread.value},
            {"lowest", spread.lowest},
            {"highest", spread.highest},
            {"repetitions", spread.repetitions},
            {"unit", unit}};
}

Json ceilingJson(const Ceiling& ceiling)
{
    Json json = {{"name", ceiling.name}};
    json.update(spreadJson(ceiling.speed, ceiling.unit));
    json["note"] = ceiling.note;
    return json;
}

Json figureJson(const Figure& figure)
{
    Json json = {{"name", figure.name}, {"title", figure.title}, {"precision", figure.precision}};
    json.update(spreadJson(figure.value, figure.unit));
    if (figure.share)
        json["of_ceiling"] = {
            {"ceiling", figure.share->ceiling}, {"speed", figure.share->speed}, {"share", figure.share->share}};
    json["bars"] = Json::array();
    for (const Bar& bar : figure.bars)
        json["bars"].push_back({{"bar", bar.text}, {"reached", bar.reached}});
    if (figure.reference)
        json["reference"] = {{"value", figure.reference->value},
                             {"from", figure.reference->from},
                             {"share_of_its_ceiling", figure.reference->ceilingShare},
                             {"times_as_fast", figure.reference->timesAsFast}};
    json["note"] = figure.note;
    return json;
}

Json reportJson(const BenchReport& report)
{
    Json json = {{"machine",
                  {{"cpu", report.system.cpu},
                   {"processors", report.system.processors},
                   {"libtorch", report.system.libtorch},
                   {"device", report.device},
                   {"threads", report.threads},
                   {"load_average_before", report.loadAverage}}},
                 {"version", report.system.version},
                 {"model", report.model},
                 {"parameters", report.numbers}};
    json["ceilings"] = Json::array();
    for (const Ceiling& ceiling : report.ceilings)
        json["ceilings"].push_back(ceilingJson(ceiling));
    json["figures"] = Json::array();
    for (const Figure& figure : report.figures)
        json["figures"].push_back(figureJson(figure));
    json["left_out"] = skippedJson(report.leftOut, "figure");
    json["cancelled"] = report.cancelled;
    return json;
}

// --- For people ---

/// Three digits that count: "0.123", "4.56", "1,234".
std::string number(double value)
{
    if (std::abs(value) >= 1000.0)
        return withSeparators(std::llround(value));
    return fixed(value, std::abs(value) >= 100.0 ? 0 : std::abs(value) >= 10.0 ? 1 : std::abs(value) >= 1.0 ? 2 : 3);
}

std::string spreadText(const Spread& spread)
{
    if (spread.repetitions < 2)
        return "once";
    return number(spread.lowest) + " to " + number(spread.highest) + ", " +
           withSeparators(static_cast<long long>(spread.repetitions)) + " times";
}

std::string shareText(const Figure& figure)
{
    return figure.share ? fixed(100.0 * figure.share->share, 1) + " % of " + figure.share->ceiling : "";
}

void printFigures(std::ostream& out, const BenchReport& report)
{
    using enum Table::Align;
    Table ceilings{Left, Right, Left, Left};
    for (const Ceiling& ceiling : report.ceilings)
        ceilings.add(
            {ceiling.name, number(ceiling.speed.value), ceiling.unit, spreadText(ceiling.speed) + "; " + ceiling.note});
    out << "\nWhat this machine can do\n";
    ceilings.print(out);

    Table figures{Left, Left, Right, Left, Left, Left};
    for (const Figure& figure : report.figures)
        figures.add({figure.name, figure.precision, number(figure.value.value), figure.unit, shareText(figure),
                     spreadText(figure.value)});
    out << "\nWhat the program did\n";
    figures.print(out);
}

void printBars(std::ostream& out, const BenchReport& report)
{
    using enum Table::Align;
    Table bars{Left, Left, Left, Left};
    Table references{Left, Left, Left};
    for (const Figure& figure : report.figures) {
        for (const Bar& bar : figure.bars)
            bars.add({figure.name, figure.precision, bar.reached ? "reached" : "not reached", bar.text});
        if (figure.reference)
            references.add({figure.name, figure.precision,
                            number(figure.reference->value) + " " + figure.unit + " (" + figure.reference->from +
                                "); here " + number(figure.reference->timesAsFast) + " times as fast"});
    }
    out << "\nBars\n";
    bars.print(out);
    const bool hasReference = std::any_of(report.figures.begin(), report.figures.end(),
                                          [](const Figure& figure) { return figure.reference.has_value(); });
    if (hasReference) {
        out << "\nThe released reference code on its own base model, measured once on another machine of two cores\n";
        references.print(out);
    }
}

void printReport(std::ostream& out, const BenchReport& report)
{
    Table head{Table::Align::Left, Table::Align::Left};
    head.add({"machine", report.system.cpu + ", " + std::to_string(report.threads) + " threads on " + report.device +
                             ", LibTorch " + report.system.libtorch});
    head.add({"load before", fixed(report.loadAverage, 2) +
                                 (report.loadAverage > 0.5 ? " (other work ran: figures are too low)" : "")});
    head.add({"model", report.model + ", " + withSeparators(report.numbers) + " numbers"});
    head.print(out);
    printFigures(out, report);
    printBars(out, report);
    out << "\nNotes\n";
    for (const Figure& figure : report.figures)
        if (!figure.note.empty())
            out << figure.title << (figure.precision.empty() ? "" : " (" + figure.precision + ")") << ": "
                << figure.note << '\n';
    for (const SkippedItem& item : report.leftOut)
        out << "left out: " << item.item << ", " << onOneLine(item.reason) << '\n';
    if (report.cancelled)
        out << "stopped before the end; these are the figures until then\n";
}

void bench(CommandLine& line, const BenchArguments& arguments)
{
    const BenchOptions options = optionsOf(line, arguments);
    BenchReport report;
    {
        const Interrupt interrupt;
        BenchProgress progress;
        report = runBench(options, &progress, interrupt.token());
    }
    line.print(reportJson(report), [&](std::ostream& out) { printReport(out, report); });
    if (report.cancelled)
        line.exitWith(exitCode(ErrorKind::Cancelled));
}

std::string figureNames()
{
    std::string names;
    for (const BenchFigureName& each : benchFigures())
        names += (names.empty() ? "" : ", ") + each.name;
    return names;
}

} // namespace

void addBenchCommand(CommandLine& line)
{
    const auto arguments = std::make_shared<BenchArguments>();
    CLI::App* command =
        line.add(line.root(), "bench", "Measure what this machine does with a model, beside what it could do",
                 [&line, arguments] { bench(line, *arguments); });
    command->add_option("--model", arguments->model, "A model folder, or a name that 'vlmo model list' shows");
    command->add_option("--preset", arguments->preset,
                        "A size in place of a model: base (when neither is given), base-plus, large, demo");
    command->add_option("--only", arguments->only, "Figures to measure; may be given more than once: " + figureNames())
        ->type_name("NAME");
    command->add_flag("--quick", arguments->quick, "Fewer repetitions: a minute or two, for a look");
    command->add_option("--vectors", arguments->vectors, "How many vectors to search among")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}));
}

} // namespace vlmo::cli
