#pragma once

#include "core/doctor/convert.h"
#include "core/doctor/split.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace vlmo::ui {

class DatasetSession;
class Note;

/// Where a copy of the open data set is to be written, and how: cleaned, or with new splits.
class NewCopyDialog final : public QDialog {
    Q_OBJECT

public:
    enum class What { Cleaned, Split };

    /// Opens and deletes itself when it is closed. `session` outlives it and has an open data set.
    static NewCopyDialog* show(QWidget* parent, DatasetSession& session, What what);

    void setFolder(const std::filesystem::path& folder);
    [[nodiscard]] ConvertOptions copyOptions() const;
    [[nodiscard]] SplitOptions splitOptions() const;
    /// Why it cannot be written so; empty when it can be tried.
    [[nodiscard]] QString problem() const;
    /// Begins writing and closes the dialog.
    void write();

private:
    NewCopyDialog(QWidget* parent, DatasetSession& session, What what);

    QLayout* folderRow();
    void addSplitFields(QFormLayout& form);
    void showProblem();

    DatasetSession& m_session;
    const What m_what;
    QLineEdit* m_folder = nullptr;
    QComboBox* m_transfer = nullptr;
    QSpinBox* m_val = nullptr;
    QSpinBox* m_test = nullptr;
    QComboBox* m_together = nullptr;
    QSpinBox* m_seed = nullptr;
    Note* m_problem = nullptr;
    QPushButton* m_write = nullptr;
};

} // namespace vlmo::ui
