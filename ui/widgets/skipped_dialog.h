#pragma once

#include "core/base/progress.h"

#include <QDialog>

#include <vector>

namespace vlmo::ui {

/// What was left out of a longer piece of work, one row an item with its reason; can be copied.
class SkippedDialog final : public QDialog {
    Q_OBJECT

public:
    /// Opens beside the window's work and deletes itself when it is closed.
    static SkippedDialog* show(QWidget* parent, const QString& title, const std::vector<SkippedItem>& items);

private:
    SkippedDialog(QWidget* parent, const QString& title, const std::vector<SkippedItem>& items);
};

} // namespace vlmo::ui
