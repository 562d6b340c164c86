#pragma once

#include "ui/report/report_figures.h"

#include <QString>
#include <QStringList>

namespace vlmo::ui {

/// In words what the figures are beside another report's, a sentence for the first of each group. A difference whose
/// intervals overlap is said to be undecided.
[[nodiscard]] QStringList differenceSentences(const Figures& figures, const Figures& other, const QString& otherName);

/// "Reading this report": two to four sentences, each computed from the figures: which lines are beaten by more than
/// the interval and which are not, what the comparison says, whether there are too few items to say much. `other` may
/// be null.
[[nodiscard]] QStringList readingOf(const EvaluationReport& report, const EvaluationReport* other,
                                    const QString& otherName);

} // namespace vlmo::ui
