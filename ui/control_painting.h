#pragma once

#include <QColor>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QWidget;

namespace vlmo::ui {

/// How each kind of control is drawn in the state its option tells; what Style is made of. Each fills its option's
/// rectangle and leaves the painter's pen and font changed at most.

void drawButton(const QStyleOption& option, QPainter& painter);
void drawButtonLabel(const QStyleOptionButton& button, QPainter& painter);
/// A widget with the property "rail" is an entry of the rail.
void drawToolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget);
[[nodiscard]] QColor toolButtonInk(const QStyleOptionToolButton& button);
void drawMenuBarItem(const QStyleOptionMenuItem& item, QPainter& painter);
void drawField(const QStyleOption& option, QPainter& painter);
void drawCheckBox(const QStyleOption& option, QPainter& painter);
void drawComboBox(const QStyleOptionComboBox& box, QPainter& painter);
/// The ground of a row of a list or table, or of one cell of it.
void drawItemGround(const QStyleOption& option, QPainter& painter);
void drawTab(const QStyleOptionTab& tab, QPainter& painter);
/// `style` says where the handle is.
void drawScrollBar(const QStyle& style, const QStyleOptionSlider& bar, QPainter& painter, const QWidget* widget);
/// A gap that shows where to grab it under the pointer; one that has no width is a line.
void drawSplitter(const QStyleOption& handle, QPainter& painter);
void drawSlider(const QStyle& style, const QStyleOptionSlider& slider, QPainter& painter, const QWidget* widget);

} // namespace vlmo::ui
