#include "ui/control_painting.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool enabled(const QStyleOption& option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}

/// The ground of a control in the state it is in.
QColor stateGround(const QStyleOption& option, const QColor& atRest)
{
    if (!enabled(option))
        return atRest;
    if (option.state.testFlag(QStyle::State_Sunken))
        return currentTheme().pressed(atRest);
    return option.state.testFlag(QStyle::State_MouseOver) ? currentTheme().hovered(atRest) : atRest;
}

bool isPrimary(const QStyleOption& option)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton) && enabled(option);
}

/// A button of the rail: the panel that is shown has the window's ground and a bar at its left.
void drawRailButton(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool on = option.state.testFlag(QStyle::State_On);
    if (on || option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(option.rect, on ? theme.window : theme.hovered(theme.rail));
    if (on)
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.highlight);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, QRectF(option.rect).adjusted(4, 2, -2, -2), grid::controlRadius);
}

} // namespace

void drawButton(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool flat = button != nullptr && button->features.testFlag(QStyleOptionButton::Flat);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRectF area(option.rect);
    if (isPrimary(option)) {
        paintRounded(painter, area, grid::controlRadius, stateGround(option, theme.highlight), Qt::transparent, 0);
        if (focused) {
            paintFocusRing(painter, area, grid::controlRadius);
            paintRounded(painter, area.adjusted(2, 2, -2, -2), grid::controlRadius - 1, Qt::transparent,
                         theme.highlightedText, 1.0);
        }
        return;
    }
    QColor edge = enabled(option) ? theme.dark : theme.mid;
    QColor ground = stateGround(option, on ? theme.soft : theme.button);
    if (flat && !on) {
        edge = Qt::transparent;
        if (!option.state.testFlag(QStyle::State_MouseOver) && !option.state.testFlag(QStyle::State_Sunken))
            ground = Qt::transparent;
    }
    if (on || focused)
        edge = theme.highlight;
    paintRounded(painter, area, grid::controlRadius, ground, edge, on || focused ? 2.0 : 1.0);
}

void drawToolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    if (widget != nullptr && widget->property("rail").toBool()) {
        drawRailButton(option, painter);
        return;
    }
    const Theme& theme = currentTheme();
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool raised = option.state.testFlag(QStyle::State_AutoRaise);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool touched = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const QColor atRest = on ? theme.soft : raised ? theme.window : theme.button;
    if (raised && !on && !(touched && enabled(option))) {
        if (focused)
            paintFocusRing(painter, option.rect, grid::controlRadius);
        return;
    }
    const QColor edge = on || focused ? theme.highlight : raised ? QColor(Qt::transparent) : theme.dark;
    paintRounded(painter, option.rect, grid::controlRadius, stateGround(option, atRest),
                 enabled(option) ? edge : theme.mid, on || focused ? 2.0 : 1.0);
}

void drawButtonLabel(const QStyleOptionButton& button, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const QColor ink = !enabled(button) ? theme.placeholder : isPrimary(button) ? theme.highlightedText : theme.text;
    const bool pictured = !button.icon.isNull();
    const int side = pictured ? button.iconSize.width() : 0;
    const int lead = pictured && !button.text.isEmpty() ? side + grid::iconGap : side;
    const QSize words = button.fontMetrics.size(Qt::TextShowMnemonic, button.text);
    QRect area = button.rect;
    area.setLeft(button.rect.left() + std::max(0, (button.rect.width() - lead - words.width()) / 2));
    if (pictured) {
        const QIcon::Mode mode = !enabled(button)                                 ? QIcon::Disabled
                                 : button.state.testFlag(QStyle::State_MouseOver) ? QIcon::Active
                                                                                  : QIcon::Normal;
        button.icon.paint(&painter, QRect(area.left(), button.rect.center().y() - side / 2 + 1, side, side),
                          Qt::AlignCenter, mode);
    }
    area.setLeft(area.left() + lead);
    painter.setPen(ink);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, button.text);
}

QColor toolButtonInk(const QStyleOptionToolButton& button)
{
    const Theme& theme = currentTheme();
    if (!enabled(button))
        return theme.placeholder;
    const bool lit = button.state.testFlag(QStyle::State_On) || button.state.testFlag(QStyle::State_MouseOver);
    return lit || !button.state.testFlag(QStyle::State_AutoRaise) ? theme.text : theme.muted;
}

void drawMenuBarItem(const QStyleOptionMenuItem& item, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool lit = item.state.testFlag(QStyle::State_Selected) && enabled(item);
    painter.fillRect(item.rect, lit ? theme.hovered(theme.window) : theme.window);
    painter.fillRect(QRect(item.rect.left(), item.menuRect.bottom(), item.rect.width(), 1), theme.mid);
    painter.setPen(enabled(item) ? theme.text : theme.placeholder);
    painter.drawText(item.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item.text);
}

void drawField(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QColor edge = focused ? theme.highlight : enabled(option) ? theme.dark : theme.mid;
    paintRounded(painter, option.rect, grid::controlRadius, theme.base, edge, focused ? 2.0 : 1.0);
}

void drawCheckBox(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool partly = option.state.testFlag(QStyle::State_NoChange);
    const QColor edge = enabled(option) ? theme.dark : theme.mid;
    const QColor fill = enabled(option) ? theme.highlight : theme.mid;
    paintRounded(painter, option.rect, 3, on || partly ? fill : stateGround(option, theme.base), on ? fill : edge);
    if (!on && !partly)
        return;
    const int side = option.rect.width() - 2;
    const QPixmap mark =
        iconPixmap(on ? u"check"_s : u"minus"_s, side, theme.highlightedText, painter.device()->devicePixelRatioF());
    painter.drawPixmap(option.rect.topLeft() + QPoint(1, 1), mark);
}

void drawItemGround(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, theme.soft);
        // One bar a row, whatever the number of columns.
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
        if (item == nullptr || item->index.column() <= 0)
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.highlight);
    } else if (option.state.testFlag(QStyle::State_MouseOver) && enabled(option)) {
        painter.fillRect(option.rect, theme.hovered(theme.base));
    }
}

void drawTab(const QStyleOptionTab& tab, QPainter& painter)
{
    const Theme& theme = currentTheme();
    QRect line = tab.rect;
    line.setTop(line.bottom() - 1);
    if (tab.state.testFlag(QStyle::State_Selected))
        painter.fillRect(line, theme.highlight);
    else if (tab.state.testFlag(QStyle::State_MouseOver) && enabled(tab))
        painter.fillRect(line, theme.mid);
    if (tab.state.testFlag(QStyle::State_HasFocus) && tab.state.testFlag(QStyle::State_Selected))
        paintFocusRing(painter, QRectF(tab.rect).adjusted(2, 4, -2, -4), grid::controlRadius);
}

void drawScrollBar(const QStyle& style, const QStyleOptionSlider& bar, QPainter& painter, const QWidget* widget)
{
    const Theme& theme = currentTheme();
    QRectF handle = style.subControlRect(QStyle::CC_ScrollBar, &bar, QStyle::SC_ScrollBarSlider, widget);
    if (handle.isEmpty() || bar.minimum == bar.maximum)
        return;
    const bool upright = bar.orientation == Qt::Vertical;
    handle.adjust(upright ? 3 : 1, upright ? 1 : 3, upright ? -3 : -1, upright ? -1 : -3);
    const bool held = bar.state.testFlag(QStyle::State_Sunken) && bar.activeSubControls == QStyle::SC_ScrollBarSlider;
    const bool touched = bar.state.testFlag(QStyle::State_MouseOver);
    const QColor fill = held ? theme.muted : touched ? theme.dark : mix(theme.mid, theme.dark, 0.5);
    paintRounded(painter, handle, 3, fill, Qt::transparent, 0);
}

void drawSplitter(const QStyleOption& handle, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool upright = handle.rect.height() > handle.rect.width();
    const int breadth = upright ? handle.rect.width() : handle.rect.height();
    if (breadth <= 2)
        return painter.fillRect(handle.rect, theme.mid);
    if (!handle.state.testFlag(QStyle::State_MouseOver) && !handle.state.testFlag(QStyle::State_Sunken))
        return;
    QRectF grip(QPointF(), upright ? QSizeF(4, 36) : QSizeF(36, 4));
    grip.moveCenter(QRectF(handle.rect).center());
    paintRounded(painter, grip, 2, theme.dark, Qt::transparent, 0);
}

void drawSlider(const QStyle& style, const QStyleOptionSlider& slider, QPainter& painter, const QWidget* widget)
{
    const Theme& theme = currentTheme();
    const QRect handle = style.subControlRect(QStyle::CC_Slider, &slider, QStyle::SC_SliderHandle, widget);
    const QRectF area(slider.rect);
    const bool level = slider.orientation == Qt::Horizontal;
    const QRectF groove = level ? QRectF(area.left() + 2, area.center().y() - 2, area.width() - 4, 4)
                                : QRectF(area.center().x() - 2, area.top() + 2, 4, area.height() - 4);
    const QRectF before = level ? QRectF(groove.topLeft(), QPointF(handle.center().x(), groove.bottom()))
                                : QRectF(QPointF(groove.left(), handle.center().y()), groove.bottomRight());
    paintRounded(painter, groove, 2, theme.mid, Qt::transparent, 0);
    paintRounded(painter, before, 2, enabled(slider) ? theme.highlight : theme.dark, Qt::transparent, 0);
    const QPointF centre = QRectF(handle).center();
    const QRectF knob(centre.x() - 7, centre.y() - 7, 14, 14);
    paintRounded(painter, knob, 7, stateGround(slider, theme.button), enabled(slider) ? theme.dark : theme.mid);
    if (slider.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, knob.adjusted(-1, -1, 1, 1), 8);
}

void drawComboBox(const QStyleOptionComboBox& box, QPainter& painter)
{
    if (box.editable) {
        drawField(box, painter);
    } else {
        const Theme& theme = currentTheme();
        const bool focused = box.state.testFlag(QStyle::State_HasFocus);
        const QColor edge = focused ? theme.highlight : enabled(box) ? theme.dark : theme.mid;
        paintRounded(painter, box.rect, grid::controlRadius, stateGround(box, theme.button), edge, focused ? 2.0 : 1.0);
    }
    const QColor ink = enabled(box) ? currentTheme().muted : currentTheme().placeholder;
    const QRect place(box.rect.right() - 24, box.rect.center().y() - 7, 16, 16);
    painter.drawPixmap(place.topLeft(), iconPixmap(u"chevron-down"_s, 16, ink, painter.device()->devicePixelRatioF()));
}

} // namespace vlmo::ui
