#include "ui/experts/trace_measure.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace vlmo::ui {

namespace {

/// Share of the cells that may lie beyond an end of the scale.
constexpr double outermost = 0.02;

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::TraceMeasure", text);
}

bool isUpdate(TraceMeasure measure)
{
    return measure == TraceMeasure::ExpertUpdate || measure == TraceMeasure::AttentionUpdate;
}

} // namespace

double measureValue(const TraceCell& cell, TraceMeasure measure) noexcept
{
    switch (measure) {
    case TraceMeasure::ExpertUpdate:
        return static_cast<double>(cell.expertRelative);
    case TraceMeasure::AttentionUpdate:
        return static_cast<double>(cell.attentionRelative);
    case TraceMeasure::DirectionChange:
        return 1.0 - static_cast<double>(cell.expertCosine);
    case TraceMeasure::NearnessToFinal:
        break;
    }
    return static_cast<double>(cell.cosineToFinal);
}

QString measureTitle(TraceMeasure measure)
{
    switch (measure) {
    case TraceMeasure::ExpertUpdate:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Expert update, relative"));
    case TraceMeasure::AttentionUpdate:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Attention update, relative"));
    case TraceMeasure::DirectionChange:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Direction change (1 − cosine)"));
    case TraceMeasure::NearnessToFinal:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Nearness to final state"));
}

QString measureName(TraceMeasure measure)
{
    switch (measure) {
    case TraceMeasure::ExpertUpdate:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Expert update"));
    case TraceMeasure::AttentionUpdate:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Attention update"));
    case TraceMeasure::DirectionChange:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "Direction change"));
    case TraceMeasure::NearnessToFinal:
        break;
    }
    return measureTitle(measure);
}

QString measureMeaning(TraceMeasure measure)
{
    switch (measure) {
    case TraceMeasure::ExpertUpdate:
        return translated(QT_TRANSLATE_NOOP(
            "vlmo::ui::TraceMeasure",
            "The length of what the expert added, divided by the length of the state it was added to."));
    case TraceMeasure::AttentionUpdate:
        return translated(QT_TRANSLATE_NOOP(
            "vlmo::ui::TraceMeasure",
            "The length of what attention added from other tokens, divided by the length of the state before."));
    case TraceMeasure::DirectionChange:
        return translated(QT_TRANSLATE_NOOP(
            "vlmo::ui::TraceMeasure", "1 minus the cosine between what the expert added and the state it was added "
                                      "to: near 0 it strengthens what is there, near 1 it adds something new, above "
                                      "1 it takes away."));
    case TraceMeasure::NearnessToFinal:
        break;
    }
    return translated(
        QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure",
                          "The cosine between the state after this block and the same token's state after the last."));
}

QString measureLimit(TraceMeasure measure)
{
    switch (measure) {
    case TraceMeasure::ExpertUpdate:
        return translated(QT_TRANSLATE_NOOP(
            "vlmo::ui::TraceMeasure",
            "A large update is not yet a cause: later blocks may ignore it. Only leaving the expert out, beside a "
            "random control, shows what depends on it."));
    case TraceMeasure::AttentionUpdate:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure",
                                            "It does not say which tokens it came from, and attention is not an "
                                            "explanation of the answer."));
    case TraceMeasure::DirectionChange:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure",
                                            "It does not say how much was added: a tiny update can point anywhere."));
    case TraceMeasure::NearnessToFinal:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure",
                                        "Near does not mean finished: a small difference can decide the answer. In "
                                        "the last block it is 1 by definition."));
}

QString measureText(double value)
{
    if (!std::isfinite(value))
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::TraceMeasure", "not a number"));
    // -0.004 would read as "-0.00".
    return QLocale().toString(std::abs(value) < 0.005 ? 0.0 : value, 'f', 2);
}

double MeasureScale::share(double value) const noexcept
{
    if (!std::isfinite(value) || high <= low)
        return 0.0;
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

namespace {

MeasureScale scaleOf(std::span<const TraceCell> cells, TraceMeasure measure)
{
    std::vector<double> values;
    values.reserve(cells.size());
    for (const TraceCell& cell : cells) {
        if (const double value = measureValue(cell, measure); std::isfinite(value))
            values.push_back(value);
    }
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const auto beyond = static_cast<std::size_t>(outermost * static_cast<double>(values.size()));
    MeasureScale scale;
    scale.high = values[values.size() - 1 - beyond];
    scale.cutAbove = values.back() > scale.high;
    scale.low = isUpdate(measure) ? 0.0 : values[beyond];
    scale.cutBelow = values.front() < scale.low;
    return scale;
}

} // namespace

MeasureScale measureScale(const Trace& trace, TraceMeasure measure)
{
    return scaleOf(trace.cells, measure);
}

MeasureScale measureScale(const Trace& trace, TraceMeasure measure, int block)
{
    const std::size_t tokens = trace.tokens.size();
    return scaleOf(std::span(trace.cells).subspan(static_cast<std::size_t>(block) * tokens, tokens), measure);
}

} // namespace vlmo::ui
