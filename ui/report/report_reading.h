#pragma once

#include "ui/report/report_figures.h"

#include <QString>
#include <QStringList>

namespace vlmo::ui {

/// How many figures are higher and lower than another report's by more than the intervals, and how many are undecided,
/// for theirs overlap. Empty where the two have no figure in common.
[[nodiscard]] QString differenceSummary(const Figures& figures, const Figures& other, const QString& otherName);

/// "Reading this report": a few sentences, each a paragraph and computed from the figures: which lines are beaten by
/// more than the interval and which are not, what the comparison says of the first figure of each group (a difference
/// whose intervals overlap is undecided), whether there are too few items to say much. `other` may be null.
[[nodiscard]] QStringList readingOf(const EvaluationReport& report, const EvaluationReport* other,
                                    const QString& otherName);

} // namespace vlmo::ui
