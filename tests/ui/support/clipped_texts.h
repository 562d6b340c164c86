#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QSlider>
#include <QStringList>
#include <QToolButton>

namespace vlmo::test {

/// Labels and buttons that are shown with less room than their text needs, and labels under a slider.
inline QStringList clippedTexts(const QWidget& window)
{
    QStringList clipped;
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && !label->wordWrap() && !label->text().isEmpty() &&
            label->width() < label->sizeHint().width())
            clipped.append(label->text());
        if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width()))
            clipped.append(label->text());
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        const bool worded = !button->text().isEmpty();
        const auto* tool = qobject_cast<const QToolButton*>(button);
        if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
            continue;
        if (button->isVisible() && worded && button->width() < button->minimumSizeHint().width())
            clipped.append(button->text());
    }
    for (const auto* slider : window.findChildren<QSlider*>()) {
        for (const auto* label : slider->parentWidget()->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (slider->isVisible() && label->isVisible() && label->geometry().intersects(slider->geometry()))
                clipped.append(label->text());
        }
    }
    return clipped;
}

} // namespace vlmo::test
