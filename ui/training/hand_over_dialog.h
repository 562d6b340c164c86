#pragma once

#include "core/train/run_record.h"

#include <QDialog>

class QTreeWidget;

namespace vlmo::ui {

/// With what a run began, which has a hand-over: a sentence.
[[nodiscard]] QString takenOverSentence(const RunRecord& run);

/// The report of a hand-over: what a run took from the stage before, by groups of tensors that open to their names; can
/// be copied.
class HandOverDialog final : public QDialog {
    Q_OBJECT

public:
    /// `run` has a hand-over. Deletes itself when it is closed.
    static HandOverDialog* show(QWidget* parent, const RunRecord& run);

    [[nodiscard]] QTreeWidget& groups() const { return *m_groups; }
    /// All of it as text.
    [[nodiscard]] const QString& report() const { return m_report; }

private:
    HandOverDialog(QWidget* parent, const RunRecord& run);
    void addGroup(const QString& title, const QString& meaning, const std::vector<std::string>& names);

    QTreeWidget* m_groups = nullptr;
    QString m_report;
};

} // namespace vlmo::ui
