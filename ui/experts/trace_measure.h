#pragma once

#include "core/engine/trace.h"

#include <QString>

#include <array>

namespace vlmo::ui {

/// What the strength of a cell can stand for. All of them are read from a trace, none of them is a cause.
enum class TraceMeasure { ExpertUpdate, AttentionUpdate, DirectionChange, NearnessToFinal };

inline constexpr std::array traceMeasures{TraceMeasure::ExpertUpdate, TraceMeasure::AttentionUpdate,
                                          TraceMeasure::DirectionChange, TraceMeasure::NearnessToFinal};

/// May be NaN when the model's numbers are.
[[nodiscard]] double measureValue(const TraceCell& cell, TraceMeasure measure) noexcept;

/// "Expert update, relative"
[[nodiscard]] QString measureTitle(TraceMeasure measure);
/// "Expert update", for where more words follow.
[[nodiscard]] QString measureName(TraceMeasure measure);
/// What the measure is, in one sentence.
[[nodiscard]] QString measureMeaning(TraceMeasure measure);
/// What it is not, in one sentence.
[[nodiscard]] QString measureLimit(TraceMeasure measure);
/// Two digits in the language of the window; in words when it is no number.
[[nodiscard]] QString measureText(double value);

/// The values that the weakest and the strongest colour stand for.
///
/// The ends leave out the outermost hundredths, as a few extreme cells would leave all others pale; what lies beyond
/// an end has the end's colour, and the legend says so. Updates start at 0.
struct MeasureScale {
    double low = 0.0;
    double high = 1.0;
    bool cutBelow = false; ///< Some values lie below `low`.
    bool cutAbove = false; ///< Some values lie above `high`.

    /// Place of a value on the scale, in [0, 1]; 0 for what is no number.
    [[nodiscard]] double share(double value) const noexcept;
};

/// Over the whole trace, or over one block of it.
[[nodiscard]] MeasureScale measureScale(const Trace& trace, TraceMeasure measure);
[[nodiscard]] MeasureScale measureScale(const Trace& trace, TraceMeasure measure, int block);

} // namespace vlmo::ui
