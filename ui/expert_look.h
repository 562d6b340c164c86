#pragma once

#include "ui/theme.h"

#include <QColor>
#include <QString>

class QPainter;
class QRectF;

namespace vlmo::ui {

enum class ExpertPattern { None, DiagonalLines, Dots, HorizontalLines, VerticalLines, CrossHatch };

/// How an expert is told from another: by colour, pattern and letter together, never by colour alone.
struct ExpertLook {
    QString letter; ///< "V", "L", "VL"; for others the first letter of their name.
    QString title;  ///< In words, translated: "vision", "language", "vision-language".
    QColor fill;    ///< Of a cell at full strength.
    QColor badge;   ///< Of the letter's badge and of lines.
    ExpertPattern pattern = ExpertPattern::None;
};

/// The look of an expert by its name in the configuration ("vision", "language", "vl"), or of the one network that a
/// model without experts has ("shared"). Other names take the fourth to
/// sixth look by `place`, their place in the configuration, and from the seventh on the colours repeat.
[[nodiscard]] ExpertLook expertLook(const Theme& theme, const QString& name, int place = 3);

/// Lays an expert's pattern over `area`, once a region: the pattern then runs through all cells of it.
void paintPattern(QPainter& painter, const QRectF& area, const Theme& theme, ExpertPattern pattern);

/// The letter on a rounded ground; white, or black in the dark theme.
void paintBadge(QPainter& painter, const QRectF& area, const Theme& theme, const ExpertLook& look);

} // namespace vlmo::ui
