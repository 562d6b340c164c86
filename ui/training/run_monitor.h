#pragma once

#include "ui/training/run_export.h"
#include "ui/widgets/card.h"

#include <filesystem>
#include <vector>

class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace vlmo::ui {

class CurvesPage;
class EmptyState;
class Note;
class RunFollower;
class SamplesView;
class SegmentedButton;
class StateChip;

/// One run as it happens: its state, curves, samples and log, with other runs laid over it. Shared by the panels that
/// train.
///
/// Where it is tall enough, curves, samples and log stand below each other; else one of them is chosen.
class RunMonitor final : public Card {
    Q_OBJECT

public:
    enum class Section { Curves, Samples, Log };

    explicit RunMonitor(QWidget* parent = nullptr);
    ~RunMonitor() override;

    /// The run that is shown and those laid over it; without one the monitor says what to do first. They must stay
    /// until the next call.
    void setRuns(RunFollower* shown, const std::vector<RunFollower*>& others);
    [[nodiscard]] RunFollower* shown() const { return m_shown; }

    void showSection(Section section);
    [[nodiscard]] bool showsAllSections() const { return m_tall; }
    /// What is known of the run's process besides what it writes: that it works already, and that it was asked to stop.
    void setProcess(bool works, bool stopping);
    /// What a trainer said that could not even begin; empty takes it away.
    void setTrainerWords(const QString& words);

    [[nodiscard]] CurvesPage& curves() const { return *m_curves; }
    [[nodiscard]] SamplesView& samples() const { return *m_samples; }
    [[nodiscard]] QPlainTextEdit& log() const { return *m_log; }
    [[nodiscard]] Note& problem() const { return *m_problem; }
    [[nodiscard]] EmptyState& empty() const { return *m_empty; }
    [[nodiscard]] StateChip& state() const { return *m_state; }
    [[nodiscard]] QPushButton& action() const { return *m_action; }

    /// Saves charts or numbers; failures show in the problem line.
    void save(RunExport format, const std::filesystem::path& file);

Q_SIGNALS:
    void startRequested();
    void stopRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHead();
    SegmentedButton* makeSections();
    void addLine();
    [[nodiscard]] std::vector<const RunFollower*> shownRuns() const;
    void updateAll();
    void updateWords(); ///< All but the curves.
    void updateHead();
    void updateAction();
    void fitHead();
    void setActionText(const QString& text);
    [[nodiscard]] bool isTrained() const;
    void updateProblem();
    void updateLog();
    void fitSections();
    void chooseFile(RunExport format);

    RunFollower* m_shown = nullptr;
    std::vector<RunFollower*> m_others;
    std::vector<QMetaObject::Connection> m_connections;
    QString m_trainerWords;
    QString m_saveProblem;
    QString m_shownLog;
    QString m_actionText;
    bool m_works = false;
    bool m_stopping = false;
    bool m_tall = false;
    Section m_section = Section::Curves;

    StateChip* m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    SegmentedButton* m_sections = nullptr;
    SegmentedButton* m_sectionsBelow = nullptr; ///< The same in a row of its own, where the head has no room.
    QToolButton* m_save = nullptr;
    QPushButton* m_action = nullptr;
    EmptyState* m_empty = nullptr;
    QVBoxLayout* m_notes = nullptr; ///< Sections in a row of their own, and the problem.
    Note* m_problem = nullptr;
    CurvesPage* m_curves = nullptr;
    SamplesView* m_samples = nullptr;
    QPlainTextEdit* m_log = nullptr;
    std::vector<QWidget*> m_lines; ///< Between the sections, where all are shown.
};

} // namespace vlmo::ui
