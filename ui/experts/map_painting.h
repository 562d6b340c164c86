#pragma once

#include "ui/experts/map_layout.h"

class QPainter;
class QFont;

namespace vlmo::ui {

struct Theme;

/// The cells whose columns touch [left, right], each with its expert's colour at the strength of the chosen measure and
/// each region with its expert's pattern.
void paintMapCells(QPainter& painter, const MapLayout& layout, const TraceSelection& selection, const Theme& theme,
                   int left, int right);

/// Words and rows of patches above the columns, the experts' letters beside their regions, and what stands below.
/// `selected` is written on the accent; -1 for none.
void paintMapHeads(QPainter& painter, const MapLayout& layout, const TraceSelection& selection, const Theme& theme,
                   const QFont& font, int selected);

/// The numbers of the blocks, from `x` on; `selected` is bold.
void paintBlockNumbers(QPainter& painter, const MapLayout& layout, const Theme& theme, const QFont& font, int x,
                       int selected);

/// What stands below the map: how many words and patches there are, and from where all share their experts.
struct MapFoot {
    QString words;
    QString picture;
    QString experts; ///< "all tokens meet the VL expert from block 10 up"; empty where it is not so.
};
[[nodiscard]] MapFoot mapFoot(const TraceSelection& selection, const Theme& theme);

} // namespace vlmo::ui
