#include "core/bench/bench_run.h"

#include "core/base/error.h"
#include "core/bench/bars.h"
#include "core/model/model_folder.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace vlmo {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Precision> precisionsFor(const EngineOptions& options)
{
    if (options.precision != Precision::Auto)
        return {options.precision};
    // Without units for it, bf16 takes minutes where fp32 takes seconds: it is measured when asked for by name.
    if (systemInfo().cpuHasBf16 || options.device.starts_with("cuda"))
        return {Precision::Bf16, Precision::Fp32};
    return {Precision::Fp32};
}

std::string titleOf(const std::string& name)
{
    for (const BenchFigureName& each : benchFigures())
        if (each.name == name)
            return each.title;
    return name;
}

} // namespace

double megabytes(std::int64_t bytes)
{
    return static_cast<double>(bytes) / 1e6;
}

std::string decimal(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

BenchRun::BenchRun(const BenchOptions& options, std::filesystem::path model, ProgressObserver* observer,
                   std::stop_token stop)
    : m_options(options), m_model(std::move(model)), m_config(readModelFolder(m_model).config), m_observer(observer),
      m_stop(std::move(stop)), m_precisions(precisionsFor(options.engine)),
      m_ceilings(m_config, options.engine.device, options.engine.threads)
{}

Repetition BenchRun::repetition() const
{
    return m_options.quick ? Repetition{3, 20, 0.5} : Repetition{7, 200, 4.0};
}

EngineOptions BenchRun::engineOptions(Precision precision) const
{
    EngineOptions options = m_options.engine;
    options.precision = precision;
    return options;
}

bool BenchRun::wants(const std::string& name) const
{
    const auto& only = m_options.only;
    return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
}

bool BenchRun::wantsAny(const std::vector<std::string>& names) const
{
    return std::any_of(names.begin(), names.end(), [this](const std::string& name) { return wants(name); });
}

void BenchRun::leaveOut(const std::string& name, const std::string& precision, const std::string& reason)
{
    const SkippedItem item{precision.empty() ? name : name + " in " + precision, reason};
    m_report.leftOut.push_back(item);
    if (m_observer != nullptr)
        m_observer->onSkipped(item);
}

void BenchRun::attempt(const std::string& name, const std::string& precision, const std::function<void()>& measure)
{
    if (!wants(name))
        return;
    if (m_observer != nullptr)
        m_observer->onProgress(
            {m_done, 0, titleOf(name) + (precision.empty() ? "" : " (" + precision + ")"), secondsSince(m_start)});
    ++m_done;
    try {
        if (m_stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "stopped before it was measured");
        measure();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Incompatible && error.kind() != ErrorKind::OutOfMemory &&
            error.kind() != ErrorKind::Cancelled)
            throw;
        leaveOut(name, precision, error.what());
    }
    m_report.cancelled = m_stop.stop_requested();
}

std::vector<double> BenchRun::secondsOf(const std::function<void()>& work, const Repetition& repetition) const
{
    work();
    std::vector<double> seconds;
    const Clock::time_point begin = Clock::now();
    while (!m_stop.stop_requested() && seconds.size() < repetition.most &&
           (seconds.size() < repetition.least || secondsSince(begin) < repetition.seconds)) {
        const Clock::time_point start = Clock::now();
        work();
        seconds.push_back(secondsSince(start));
    }
    if (seconds.empty())
        throw Error(ErrorKind::Cancelled, "stopped before it was measured");
    return seconds;
}

Figure BenchRun::figure(const std::string& name, const std::string& precision, const std::string& unit)
{
    Figure figure;
    figure.name = name;
    figure.title = titleOf(name);
    figure.precision = precision;
    figure.unit = unit;
    return figure;
}

void BenchRun::addReference(Figure& figure, bool isTime) const
{
    if (isBaseModel(m_config))
        figure.reference = referenceFor(figure.name, figure.precision, figure.value.value, isTime);
}

void BenchRun::measure(const Forward& forward, Precision precision)
{
    attempt(forward.name, precisionName(precision), [&] {
        const double before = m_ceilings.products(precision);
        const Spread seconds = spreadOf(secondsOf(forward.work, repetition()));
        const double ceiling = std::max(before, m_ceilings.products(precision));

        const bool isTime = forward.unit == "ms";
        Figure result = figure(forward.name, precisionName(precision), forward.unit);
        result.value =
            isTime ? Spread{1e3 * seconds.value, 1e3 * seconds.lowest, 1e3 * seconds.highest, seconds.repetitions}
                   : rateOf(forward.items, seconds);
        result.note = forward.note;
        result.share = CeilingShare{CeilingMeter::nameOfProducts(precision), ceiling,
                                    forward.operations / seconds.value / 1e9 / ceiling};
        if (const auto wanted = shareWanted(forward.name))
            addBar(result, atLeastShare(*wanted, result.share->share));
        addReference(result, isTime);
        m_report.figures.push_back(std::move(result));
    });
}

} // namespace vlmo
