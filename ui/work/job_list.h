#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace vlmo::ui {

/// A longer piece of work that the window shows with progress, time left and a way to cancel. GUI thread.
class Job final : public QObject {
    Q_OBJECT

public:
    enum class State { Running, Cancelling, Done, Cancelled, Failed };

    explicit Job(const QString& title) : m_title(title) {}

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running || m_state == State::Cancelling; }
    [[nodiscard]] const Progress& progress() const { return m_progress; }
    [[nodiscard]] const std::vector<SkippedItem>& skipped() const { return m_skipped; }
    /// How it ended, in one sentence; empty while it runs.
    [[nodiscard]] const QString& summary() const { return m_summary; }

    /// "312 of 600, 40 s left"
    [[nodiscard]] QString progressText() const;

    void setProgress(const Progress& progress);
    void addSkipped(const std::vector<SkippedItem>& items);
    /// The complete list, in place of what came one by one.
    void setSkipped(std::vector<SkippedItem> items);
    void finish(State state, const QString& summary);
    /// Asks the work to stop; it ends when it can.
    void cancel();

Q_SIGNALS:
    void changed();
    void cancelRequested();
    void finished();

private:
    QString m_title;
    State m_state = State::Running;
    Progress m_progress;
    std::vector<SkippedItem> m_skipped;
    QString m_summary;
};

/// The jobs of this window, newest last. Finished ones stay listed, so that what they skipped can be read.
class JobList final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// The list owns the job.
    Job& add(const QString& title);
    [[nodiscard]] const std::vector<std::unique_ptr<Job>>& jobs() const { return m_jobs; }
    [[nodiscard]] int runningCount() const;
    void removeFinished();

Q_SIGNALS:
    /// A job came, went or moved on.
    void changed();

private:
    std::vector<std::unique_ptr<Job>> m_jobs;
};

/// "40 s", "2 min", "3 h": rounded as a person would say it.
[[nodiscard]] QString durationText(double seconds);

} // namespace vlmo::ui
