#include "app/cli/dry_run.h"

#include "app/cli/console_progress.h"
#include "app/cli/table.h"

#include <cmath>
#include <ostream>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

Json memoryJson(const DryRun& result)
{
    Json parts = Json::array();
    for (const MemoryPart& part : result.forecast.parts)
        parts.push_back({{"name", part.name}, {"phase", memoryPhaseName(part.phase)}, {"bytes", part.bytes}});
    Json phases = Json::object();
    for (const PhaseMemory& each : result.phases)
        phases[memoryPhaseName(each.phase)] = {{"forecast", each.forecast}, {"measured", each.measured}};
    return {{"parts", std::move(parts)},
            {"phases", std::move(phases)},
            {"model_forecast", result.modelForecast()},
            {"model_measured", result.modelMeasured()},
            {"total_forecast", result.forecast.total},
            {"peak", result.peak},
            {"available", result.available},
            {"largest_micro_batch", result.largestMicroBatch.value_or(0)}};
}

Json toJson(const RunFolder& run, const DryRun& result)
{
    return {{"run", run.path().string()},
            {"task", result.task},
            {"items", result.items},
            {"device", result.device},
            {"precision", result.precision},
            {"threads", result.threads},
            {"batch", result.batch},
            {"micro_batch", result.microBatch},
            {"step", result.step},
            {"steps", result.steps},
            {"loss", result.loss},
            {"memory", result.phases.empty() ? Json() : memoryJson(result)},
            {"step_seconds", result.stepSeconds},
            {"evaluation_seconds", result.evaluationSeconds},
            {"items_per_second", result.itemsPerSecond},
            {"seconds_left", result.secondsLeft}};
}

/// "+3 %" or "-12 %": how much more was measured than forecast.
std::string difference(std::int64_t forecast, std::int64_t measured)
{
    if (forecast <= 0)
        return "";
    const double share = 100.0 * (static_cast<double>(measured) / static_cast<double>(forecast) - 1.0);
    return (share < 0.0 ? "-" : "+") + fixed(std::abs(share), 0) + " %";
}

void printMemory(std::ostream& out, const DryRun& result)
{
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Right, Table::Align::Right};
    table.add({"memory", "forecast", "measured", ""});
    for (const PhaseMemory& each : result.phases) {
        const bool isProgram = each.phase == MemoryPhase::Program;
        table.add({memoryPhaseName(each.phase), isProgram ? "-" : bytesText(each.forecast), bytesText(each.measured),
                   isProgram ? "" : difference(each.forecast, each.measured)});
        for (const MemoryPart& part : result.forecast.parts)
            if (part.phase == each.phase && part.bytes != each.forecast)
                table.add({"  " + part.name, bytesText(part.bytes), "", ""});
    }
    table.add({"model, optimiser and step", bytesText(result.modelForecast()), bytesText(result.modelMeasured()),
               difference(result.modelForecast(), result.modelMeasured())});
    table.print(out);
    out << "the process held " << bytesText(result.peak) << " at its peak; it could have "
        << bytesText(result.available) << " on this machine\n";
    if (!result.largestMicroBatch)
        return;
    if (*result.largestMicroBatch == 0)
        out << "not even a micro-batch of one fits in there\n";
    else
        out << "the largest micro-batch that fits in there: " << withSeparators(*result.largestMicroBatch) << " of "
            << withSeparators(result.batch) << '\n';
}

} // namespace

void printDryRun(const CommandLine& line, const RunFolder& run, const DryRun& result)
{
    line.print(toJson(run, result), [&](std::ostream& out) {
        out << "step " << withSeparators(result.step + 1) << " of " << withSeparators(result.steps) << ", "
            << withSeparators(result.batch) << ' ' << result.items << ", " << withSeparators(result.microBatch)
            << " at once, on " << result.device << " with " << result.threads << " threads, products in "
            << result.precision << ": loss " << fixed(result.loss) << "\n\n";
        if (!result.phases.empty())
            printMemory(out, result);
        out << '\n'
            << "a step takes " << fixed(result.stepSeconds, 2) << " s, " << fixed(result.itemsPerSecond, 1) << ' '
            << result.items << " a second";
        if (result.evaluationSeconds > 0.0)
            out << "; an evaluation " << fixed(result.evaluationSeconds, 2) << " s";
        out << "\nthe " << withSeparators(result.steps - result.step) << " steps that are left: about "
            << durationText(result.secondsLeft) << "\nnothing was written: the run is as it was\n";
    });
}

} // namespace vlmo::cli
