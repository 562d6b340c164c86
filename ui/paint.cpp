#include "ui/paint.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace vlmo::ui {

void paintRounded(QPainter& painter, const QRectF& area, double radius, const QColor& ground, const QColor& edge,
                  double edgeWidth)
{
    const double inset = edgeWidth / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edgeWidth > 0 && edge.alpha() > 0 ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), std::max(0.0, radius - inset),
                            std::max(0.0, radius - inset));
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& area, double radius)
{
    paintRounded(painter, area, radius, Qt::transparent, currentTheme().highlight, 2.0);
}

void paintBar(QPainter& painter, const QRectF& area, double share, const QColor& fill)
{
    const double radius = area.height() / 2;
    paintRounded(painter, area, radius, currentTheme().midlight, Qt::transparent, 0.0);
    const double width = area.width() * std::clamp(share, 0.0, 1.0);
    if (width >= 1.0)
        paintRounded(painter, QRectF(area.topLeft(), QSizeF(std::max(width, area.height()), area.height())), radius,
                     fill, Qt::transparent, 0.0);
}

void paintFitted(QPainter& painter, const QRect& area, const QPixmap& pixmap, double most)
{
    const QSizeF natural = pixmap.deviceIndependentSize();
    if (natural.isEmpty() || area.isEmpty())
        return;
    const double scale = std::min({area.width() / natural.width(), area.height() / natural.height(), most});
    const QSizeF size = natural * scale;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(QRectF(area.x() + (area.width() - size.width()) / 2,
                              area.y() + (area.height() - size.height()) / 2, size.width(), size.height()),
                       pixmap, QRectF(pixmap.rect()));
}

} // namespace vlmo::ui
