#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <vector>

namespace vlmo::ui {

class Actions;
class JobList;
class Session;

/// What one panel asks another to look at. Any part may be empty.
struct Subject {
    std::filesystem::path picture;
    QString sentence;
    QString question{}; ///< To be asked about the picture; no sentence that tells what is on it.

    [[nodiscard]] bool isEmpty() const { return picture.empty() && sentence.isEmpty() && question.isEmpty(); }
};

/// What all panels share. Owned by the window; outlives the panels; GUI thread.
class Workbench final : public QObject {
    Q_OBJECT

public:
    Workbench(Session& session, Actions& actions, JobList& jobs) : m_session(session), m_actions(actions), m_jobs(jobs)
    {}

    /// Model and engine thread.
    [[nodiscard]] Session& session() const { return m_session; }
    /// Every action with its shortcut.
    [[nodiscard]] Actions& actions() const { return m_actions; }
    /// Long work that the status bar shows.
    [[nodiscard]] JobList& jobs() const { return m_jobs; }

Q_SIGNALS:
    /// Shows the panel of this name ("experts") and has it look at `subject`.
    void panelRequested(const QString& panel, const vlmo::ui::Subject& subject);
    /// A line in the status bar for a few seconds.
    void messageShown(const QString& message);

private:
    Session& m_session;
    Actions& m_actions;
    JobList& m_jobs;
};

} // namespace vlmo::ui
