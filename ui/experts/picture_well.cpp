#include "ui/experts/picture_well.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

PictureWell::PictureWell(QWidget* parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setPicture({}, {});
}

void PictureWell::setPicture(const QImage& picture, const QString& name)
{
    m_picture = picture;
    setAccessibleName(picture.isNull() ? tr("Picture: none chosen") : tr("Picture: %1").arg(name));
    setToolTip(picture.isNull() ? tr("Choose a picture, or drop or paste one")
                                : tr("%1. Click to choose another, Delete removes it.").arg(name));
    update();
}

QSize PictureWell::sizeHint() const
{
    return {38, grid::controlHeight};
}

void PictureWell::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor ground = isDown()       ? theme.pressed(theme.button)
                          : underMouse() ? theme.hovered(theme.button)
                                         : theme.button;
    paintRounded(painter, rect(), grid::controlRadius, ground, theme.dark);
    if (m_picture.isNull()) {
        painter.drawPixmap((width() - 18) / 2, (height() - 18) / 2,
                           iconPixmap(u"image-plus"_s, 18, theme.muted, devicePixelRatioF()));
    } else {
        const QRect inner = rect().adjusted(3, 3, -3, -3);
        const QSize fitted = m_picture.size().scaled(inner.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRect(inner.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted),
                          m_picture);
    }
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void PictureWell::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace vlmo::ui
