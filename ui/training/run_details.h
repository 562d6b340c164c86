#pragma once

#include "core/train/run_record.h"
#include "ui/widgets/side_pane.h"

#include <filesystem>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace vlmo::ui {

class DifferenceTable;
class FactList;
class Note;

/// The pane beside a run: its facts, checkpoints, notes and tags, and in what the recipes of compared runs differ.
class RunDetails final : public SidePane {
    Q_OBJECT

public:
    explicit RunDetails(QWidget* parent = nullptr);

    void setRun(const std::optional<RunRecord>& run);
    /// Whose recipes are compared, the shown one first; fewer than two: nothing is.
    void setCompared(const std::vector<RunRecord>& runs);

    [[nodiscard]] DifferenceTable& differences() const { return *m_differences; }
    [[nodiscard]] QPlainTextEdit& notes() const { return *m_notes; }
    [[nodiscard]] QLineEdit& tags() const { return *m_tags; }
    /// Writes notes and tags down if they were changed.
    void saveNotes();

Q_SIGNALS:
    /// A checkpoint is to become a model.
    void promoteRequested(const std::filesystem::path& run, const std::filesystem::path& checkpoint);
    /// The report of what the run took from the stage before is to be shown.
    void handOverRequested(const std::filesystem::path& run);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillFacts(const RunRecord& run);
    void fillCheckpoints(const RunRecord& run);
    void fillNotes(const RunRecord& run);

    std::filesystem::path m_run;
    RunNotes m_known;
    std::vector<std::int64_t> m_steps;
    bool m_compared = false;

    QLabel* m_title = nullptr;
    FactList* m_facts = nullptr;
    QPushButton* m_handOver = nullptr;
    QLabel* m_checkpointsTitle = nullptr;
    QVBoxLayout* m_checkpoints = nullptr;
    QPlainTextEdit* m_notes = nullptr;
    QLineEdit* m_tags = nullptr;
    Note* m_problem = nullptr;
    QLabel* m_differencesTitle = nullptr;
    DifferenceTable* m_differences = nullptr;
};

} // namespace vlmo::ui
