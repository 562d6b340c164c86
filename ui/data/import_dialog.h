#pragma once

#include "core/data/importers.h"
#include "ui/work/failure.h"
#include "ui/work/work_queue.h"

#include <QDialog>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QTableWidget;

namespace vlmo::ui {

class DatasetSession;
class Note;

/// Chooses a data set: a folder or a file, who is to read it, and how. What every importer thinks of it is looked up in
/// a thread; the surest is chosen until a person chooses another.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    /// Opens and deletes itself when it is closed. `path` may be empty. `session` outlives the dialog.
    static ImportDialog* show(QWidget* parent, DatasetSession& session, const std::filesystem::path& path);

    ~ImportDialog() override;

    /// Looks at another path.
    void setPath(const std::filesystem::path& path);
    [[nodiscard]] bool isLooking() const { return m_queue.isBusy(); }
    /// What each importer thinks of the path, the surest first.
    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
    [[nodiscard]] QString problem() const;
    void chooseImporter(const std::string& name);
    /// What "Open" would open with.
    [[nodiscard]] OpenOptions chosenOptions() const;
    /// Opens what was chosen and closes the dialog.
    void openChosen();

Q_SIGNALS:
    /// The importers have been asked.
    void looked();

private:
    ImportDialog(QWidget* parent, DatasetSession& session);

    void browse(bool folder);
    void look();
    void showFindings(std::vector<Finding> findings);
    void showOptions();
    void showProblem(const QString& problem);
    [[nodiscard]] const Finding* chosen() const;

    DatasetSession& m_session;
    std::filesystem::path m_path;
    std::vector<Finding> m_findings;
    std::map<std::string, QWidget*> m_fields; ///< Of the options, by key.

    QLineEdit* m_line = nullptr;
    QTableWidget* m_table = nullptr;
    QScrollArea* m_form = nullptr;
    Note* m_problem = nullptr;
    QPushButton* m_open = nullptr;
    WorkQueue::Ticket m_ticket = 0;
    WorkQueue m_queue;
};

} // namespace vlmo::ui
