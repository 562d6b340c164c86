#pragma once

#include "ui/workbench.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

namespace vlmo::ui {

/// One of the window's big views, chosen in the rail.
class Panel : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What stands right of the panel and can be hidden with Ctrl+I; null when there is nothing. The window takes it
    /// over and keeps the same one for the panel's life.
    [[nodiscard]] virtual QWidget* detailsPane() { return nullptr; }

    /// Called when another panel, a drop or the command line asks to look at something.
    virtual void lookAt(const Subject& subject) { Q_UNUSED(subject) }

    /// Whether what is shown is still being computed; the screenshot walk waits for it.
    [[nodiscard]] virtual bool isBusy() const { return false; }

    /// Esc: stops what the panel computes, or goes one step back. True when there was something to stop.
    virtual bool cancel() { return false; }
};

/// An entry of the rail.
struct PanelEntry {
    QString id; ///< "library"; never shown, never translated.
    QString title;
    QString iconName; ///< Lucide
    std::function<Panel*(Workbench&)> make;
};

/// The panels there are, in the order of the rail.
[[nodiscard]] std::vector<PanelEntry> panelEntries();

} // namespace vlmo::ui
