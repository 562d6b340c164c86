#include "ui/style.h"

#include "ui/control_painting.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolBar>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

Style::Style() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const Theme& theme = currentTheme();
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(*option, *painter);
        return;
    case PE_PanelButtonTool:
        drawToolButton(*option, *painter, widget);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawField(*option, *painter);
        return;
    case PE_FrameLineEdit:
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
        return;
    case PE_FrameFocusRect:
        // Buttons and fields draw their own ring; check boxes, links and list rows come here.
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr)
            paintFocusRing(*painter, option->rect, grid::controlRadius);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(*option, *painter);
        return;
    case PE_PanelItemViewItem:
        drawItemGround(*option, *painter);
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), theme.mid);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.toolTipBase);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.mid);
        return;
    case PE_Frame:
        paintRounded(*painter, option->rect, grid::controlRadius, Qt::transparent, theme.mid);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    const Theme& theme = currentTheme();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawButtonLabel(*button, *painter);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            QStyleOptionToolButton toned = *button;
            toned.palette.setColor(QPalette::ButtonText, toolButtonInk(*button));
            if (widget != nullptr && widget->property("rail").toBool()) {
                toned.font = textFont(TextSize::Second, button->state.testFlag(State_On));
                if (button->toolButtonStyle == Qt::ToolButtonTextUnderIcon)
                    toned.rect.adjust(0, 7, 0, -3);
            }
            QProxyStyle::drawControl(element, &toned, painter, widget);
            return;
        }
        break;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            drawMenuBarItem(*item, *painter);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            // What is selected has a soft ground, on which the text keeps its colour.
            QStyleOptionViewItem plain = *item;
            plain.palette.setColor(QPalette::HighlightedText, theme.text);
            QProxyStyle::drawControl(element, &plain, painter, widget);
            return;
        }
        break;
    case CE_ToolBar:
        painter->fillRect(option->rect, theme.rail);
        painter->fillRect(QRect(option->rect.right(), option->rect.top(), 1, option->rect.height()), theme.mid);
        return;
    case CE_Splitter:
        drawSplitter(*option, *painter);
        return;
    case CE_ComboBoxLabel:
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            // Qt cuts a text that has no room in the middle of a letter.
            QStyleOptionComboBox fitted = *box;
            const int room = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - 2;
            fitted.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room);
            QProxyStyle::drawControl(element, &fitted, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        drawTab(*qstyleoption_cast<const QStyleOptionTab*>(option), *painter);
        return;
    case CE_HeaderSection:
        painter->fillRect(option->rect, theme.alternateBase);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.mid);
        return;
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
            bar && bar->maximum > bar->minimum) {
            const double share =
                static_cast<double>(bar->progress - bar->minimum) / static_cast<double>(bar->maximum - bar->minimum);
            QRectF area(bar->rect);
            area.setTop(area.center().y() - 3);
            area.setHeight(6);
            paintBar(*painter, area, share, theme.highlight);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.mid);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*this, *qstyleoption_cast<const QStyleOptionSlider*>(option), *painter, widget);
    } else if (control == CC_Slider) {
        drawSlider(*this, *qstyleoption_cast<const QStyleOptionSlider*>(option), *painter, widget);
    } else if (control == CC_ComboBox) {
        drawComboBox(*qstyleoption_cast<const QStyleOptionComboBox*>(option), *painter);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return 1; // Qt widens the place one can grab.
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 16;
    case PM_SliderLength:
        return 16;
    case PM_FocusFrameHMargin:
        // The room beside the text of a list's or table's row.
        return qobject_cast<const QAbstractItemView*>(widget) != nullptr
                   ? 8
                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
        return 0;
    case PM_HeaderMargin:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {std::max(result.width() + 8, 64), std::max(size.height() + 8, grid::controlHeight)};
    case CT_LineEdit:
        return {result.width(), std::max(result.height(), grid::controlHeight)};
    case CT_ComboBox:
        return {result.width() + 16, std::max(size.height() + 8, grid::controlHeight)};
    case CT_MenuBarItem:
        return {result.width() + 6, std::max(result.height(), 26)};
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            return {result.width() + 16, std::max(result.height(), 28)};
        return result;
    case CT_ItemViewItem:
        return {result.width(), std::max(result.height(), 28)};
    case CT_TabBarTab:
        return {result.width() + 4, std::max(result.height(), 36)};
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0)
        return rect.adjusted(6, 0, -6, 0);
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                            const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        // Without arrow buttons the groove is the whole bar.
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine)
            return {};
        const bool upright = bar->orientation == Qt::Vertical;
        const int length = upright ? bar->rect.height() : bar->rect.width();
        const qint64 range = static_cast<qint64>(bar->maximum) - bar->minimum;
        const int handle =
            range > 0 ? std::max<int>(28, static_cast<int>(qint64(length) * bar->pageStep / (range + bar->pageStep)))
                      : length;
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return upright ? QRect(0, from, bar->rect.width(), size) : QRect(from, 0, size, bar->rect.height());
        };
        switch (subControl) {
        case SC_ScrollBarSlider:
            return part(start, handle);
        case SC_ScrollBarSubPage:
            return part(0, start);
        case SC_ScrollBarAddPage:
            return part(start + handle, length - start - handle);
        case SC_ScrollBarGroove:
            return part(0, length);
        default:
            return {};
        }
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return option->rect.adjusted(10, 2, -26, -2);
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

} // namespace vlmo::ui
