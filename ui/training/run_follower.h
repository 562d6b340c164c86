#pragma once

#include "core/train/run_history.h"
#include "core/train/run_record.h"
#include "ui/work/work_queue.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace vlmo {
class RunWatcher;
}

namespace vlmo::ui {

/// A run as it happens, read from its folder alone: whoever trains it, and whether or not it still runs.
///
/// Reads in the queue's thread, once a second; belongs to the GUI thread. The queue outlives it.
class RunFollower final : public QObject {
    Q_OBJECT

public:
    RunFollower(std::filesystem::path folder, WorkQueue& queue, QObject* parent = nullptr);
    ~RunFollower() override;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] const RunHistory& history() const { return m_history; }
    /// Nothing before the first look.
    [[nodiscard]] const std::optional<RunRecord>& record() const { return m_record; }
    [[nodiscard]] QString name() const;
    /// The end of the log, whole lines.
    [[nodiscard]] const QString& log() const { return m_log; }
    /// Lines of the events that are none, and why.
    [[nodiscard]] const std::vector<SkippedItem>& skipped() const { return m_skipped; }
    /// Why the last look could not read the events or the whole folder, which is looked at again all the same; else
    /// empty. A record is there even without events.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// Whether all that stood in the folder at the last look has been read.
    [[nodiscard]] bool isCaughtUp() const { return m_caughtUp; }

    /// Looks at once instead of at the next second.
    void look();

Q_SIGNALS:
    /// Events, state, log or problem are others; while a long run is being read for the first time, a few times a
    /// second.
    void changed();

private:
    struct Look;
    void take(Look& look);
    /// Whether it was another one.
    bool setProblem(const QString& problem);

    std::filesystem::path m_folder;
    WorkQueue& m_queue;
    std::shared_ptr<RunWatcher> m_watcher;
    RunHistory m_history;
    std::optional<RunRecord> m_record;
    QString m_log;
    std::vector<SkippedItem> m_skipped;
    QString m_problem;
    QTimer m_timer;
    QElapsedTimer m_sinceChange;
    bool m_looking = false;
    bool m_caughtUp = false;
};

} // namespace vlmo::ui
