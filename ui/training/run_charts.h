#pragma once

#include "core/train/curve.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vlmo::ui {

/// One line of a chart: a curve of the run, and how it is told from others.
struct PlannedLine {
    QString name;                    ///< "ITC", "image to text", "vision"
    std::vector<std::string> curves; ///< Names of core/train/scalars.h; of several the mean is shown.
    std::string expert;              ///< Part of a block whose colours it takes; empty: the next run colour.
    bool isReference = false;        ///< Chance or a baseline, to judge the others by.
};

/// A chart of a run's monitor.
struct PlannedChart {
    QString id; ///< "loss", "accuracy", "held-out", "rate", "drift", ...; never shown.
    QString title;
    QString unit;         ///< Behind the title: "%", "GiB"; may be empty.
    double factor = 1.0;  ///< From the curve's unit to the chart's.
    bool isSmooth = true; ///< Whether averaging makes sense of it.
    std::vector<PlannedLine> lines;
};

/// What of the experts' statistics is shown.
enum class ExpertMeasure { Drift, Update, Gradient };

/// The charts that these curves make, in the order they are shown; a chart without a curve is left out.
///
/// `block`: the block whose experts are shown; nothing: the mean over all of them.
[[nodiscard]] std::vector<PlannedChart> planCharts(const std::map<std::string, Curve>& curves, ExpertMeasure measure,
                                                   std::optional<int> block);

/// Blocks that have statistics of experts, in rising order.
[[nodiscard]] std::vector<int> blocksOf(const std::map<std::string, Curve>& curves);

/// The curve of a line: the run's own, or the mean of several, which then lives in `storage`. Null where the run has
/// none of them.
[[nodiscard]] const Curve* curveOf(const PlannedLine& line, const std::map<std::string, Curve>& curves, Curve& storage);

/// A measure of evaluations as a person says it: "ITC to image R@1" for "itc/t2i_recall_1".
[[nodiscard]] QString measureTitle(const std::string& measure);

} // namespace vlmo::ui
