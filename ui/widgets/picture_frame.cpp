#include "ui/widgets/picture_frame.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QPainter>

namespace vlmo::ui {

PictureFrame::PictureFrame(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureFrame::setPicture(const QPixmap& pixmap, const QColor& surround, const QString& problem)
{
    m_pixmap = pixmap;
    m_surround = surround;
    m_problem = problem;
    update();
}

void PictureFrame::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    paintRounded(painter, rect(), grid::controlRadius, m_surround.isValid() ? m_surround : theme.card, theme.mid);
    const QRect inner = rect().adjusted(8, 8, -8, -8);
    if (m_pixmap.isNull()) {
        painter.setPen(theme.muted);
        painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, m_problem);
        return;
    }
    paintFitted(painter, inner, m_pixmap, 3.0);
}

} // namespace vlmo::ui
