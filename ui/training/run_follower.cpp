#include "ui/training/run_follower.h"

#include "core/train/run_watch.h"

#include <utility>

namespace vlmo::ui {

namespace {

constexpr int secondInMilliseconds = 1'000;
constexpr qint64 changeEvery = 300; ///< Milliseconds, while a long run is being read.
constexpr qsizetype mostLog = 96 * 1024;

} // namespace

struct RunFollower::Look {
    RunUpdate update;
    std::optional<RunRecord> record;
    std::optional<Failure> problem; ///< Why there is no update.
};

RunFollower::RunFollower(std::filesystem::path folder, WorkQueue& queue, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_queue(queue), m_watcher(std::make_shared<RunWatcher>(m_folder))
{
    connect(&m_timer, &QTimer::timeout, this, &RunFollower::look);
    m_timer.start(secondInMilliseconds);
    m_sinceChange.start();
    look();
}

RunFollower::~RunFollower() = default;

QString RunFollower::name() const
{
    return QString::fromStdString(m_folder.filename().string());
}

void RunFollower::look()
{
    if (m_looking)
        return;
    m_looking = true;
    m_queue.submit(
        this,
        [watcher = m_watcher, folder = m_folder](const std::stop_token&) {
            Look look;
            try {
                look.update = watcher->poll();
            } catch (const Error&) { // State, recipe and checkpoints are told all the same.
                look.problem = failureFrom(std::current_exception());
            }
            if (!look.update.more)
                look.record = readRun(folder);
            return look;
        },
        [this](Look look) { take(look); },
        [this](const Failure& failure) {
            m_looking = false;
            m_caughtUp = true;
            if (setProblem(failure.text()))
                Q_EMIT changed();
        },
        Priority::Batch);
}

bool RunFollower::setProblem(const QString& problem)
{
    return std::exchange(m_problem, problem) != problem;
}

void RunFollower::take(Look& look)
{
    m_looking = false;
    const RunUpdate& update = look.update;
    if (update.restarted)
        m_history.clear();
    for (const RunEvent& event : update.events)
        m_history.add(event);
    m_log += QString::fromStdString(update.log);
    if (m_log.size() > mostLog)
        m_log.remove(0, m_log.indexOf(u'\n', m_log.size() - mostLog) + 1);
    m_skipped.insert(m_skipped.end(), update.skipped.begin(), update.skipped.end());
    m_caughtUp = !update.more;
    const bool isOtherProblem = setProblem(look.problem ? look.problem->text() : QString());
    bool isNews =
        isOtherProblem || update.restarted || !update.events.empty() || !update.log.empty() || !update.skipped.empty();
    if (look.record) {
        isNews = isNews || !m_record || m_record->state != look.record->state || m_record->step != look.record->step ||
                 m_record->explanation != look.record->explanation || m_record->notes != look.record->notes ||
                 m_record->checkpoints.size() != look.record->checkpoints.size();
        m_record = std::move(look.record);
    }
    if (update.more) {
        QMetaObject::invokeMethod(this, &RunFollower::look, Qt::QueuedConnection);
        isNews = isOtherProblem || m_sinceChange.elapsed() > changeEvery;
    }
    if (isNews) {
        m_sinceChange.restart();
        Q_EMIT changed();
    }
}

} // namespace vlmo::ui
