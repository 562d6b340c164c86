#include "ui/widgets/chip.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int padding = 8;
constexpr int crossSide = 14;
constexpr int pictureSide = 20;
} // namespace

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent)
{
    setText(text);
    setAccessibleName(text);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Chip::setIconName(const QString& name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

void Chip::setPicture(const QPixmap& picture)
{
    m_picture = picture;
    updateGeometry();
    update();
}

void Chip::setRemovable(bool removable)
{
    m_removable = removable;
    //: Screen reader's text for a chip that can be removed; %1 is its word.
    setAccessibleDescription(removable ? tr("Delete removes it") : QString());
    updateGeometry();
    update();
}

void Chip::setMaximumTextWidth(int pixels)
{
    m_maximumTextWidth = pixels;
    updateGeometry();
}

int Chip::leadWidth() const
{
    if (!m_picture.isNull())
        return pictureSide + grid::iconGap;
    return m_iconName.isEmpty() ? 0 : 14 + grid::iconGap;
}

QSize Chip::sizeHint() const
{
    const int textWidth = std::min(fontMetrics().horizontalAdvance(text()) + 1, m_maximumTextWidth);
    const int cross = m_removable ? crossSide + grid::iconGap : 0;
    return {2 * padding + leadWidth() + textWidth + cross, std::max(fontMetrics().height() + 6, 26)};
}

QRect Chip::crossArea() const
{
    return m_removable ? QRect(width() - padding - crossSide, (height() - crossSide) / 2, crossSide, crossSide)
                       : QRect();
}

void Chip::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    QColor ground = isChecked() ? theme.soft : theme.alternateBase;
    if (underMouse() && isEnabled())
        ground = theme.hovered(ground);
    paintRounded(painter, rect(), grid::controlRadius, ground, isChecked() ? theme.highlight : theme.mid,
                 isChecked() ? 2 : 1);
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
    int x = padding;
    if (!m_picture.isNull()) {
        const QSize fitted =
            m_picture.deviceIndependentSize().toSize().scaled(pictureSide, pictureSide, Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(
            QRect(QPoint(x + (pictureSide - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted), m_picture);
    } else if (!m_iconName.isEmpty()) {
        painter.drawPixmap(x, (height() - 14) / 2, iconPixmap(m_iconName, 14, theme.muted, devicePixelRatioF()));
    }
    x += leadWidth();
    const int right = m_removable ? crossArea().left() - grid::iconGap : width() - padding;
    painter.setPen(isEnabled() ? theme.text : theme.placeholder);
    painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideRight, right - x + 1));
    if (m_removable)
        painter.drawPixmap(crossArea().topLeft(), iconPixmap(u"x"_s, crossSide, theme.muted, devicePixelRatioF()));
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRequested();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Chip::mousePressEvent(QMouseEvent* event)
{
    // The cross acts on release, as every button does; until then it only takes the press for itself.
    if (event->button() == Qt::LeftButton && crossArea().adjusted(-4, -4, 4, 4).contains(event->position().toPoint()))
        return;
    QAbstractButton::mousePressEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !isDown() &&
        crossArea().adjusted(-4, -4, 4, 4).contains(event->position().toPoint())) {
        Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

} // namespace vlmo::ui
