#pragma once

#include <QRect>
#include <QRectF>

class QColor;
class QPainter;
class QPixmap;

namespace vlmo::ui {

/// A filled rounded rectangle with an edge of `edgeWidth` pixels that lies wholly inside `area`.
void paintRounded(QPainter& painter, const QRectF& area, double radius, const QColor& ground, const QColor& edge,
                  double edgeWidth = 1.0);

/// The ring of the accent's colour that every focused control shows, along the inner edge of `area`.
void paintFocusRing(QPainter& painter, const QRectF& area, double radius);

/// A bar on its ground, filled from the left by `share` in [0, 1].
void paintBar(QPainter& painter, const QRectF& area, double share, const QColor& fill);

/// Draws a pixmap as large as it fits, centred and never enlarged beyond `most` times.
void paintFitted(QPainter& painter, const QRect& area, const QPixmap& pixmap, double most = 1.5);

} // namespace vlmo::ui
