#include "ui/work/job_list.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

QString durationText(double seconds)
{
    const auto rounded = [](double value) { return QLocale().toString(std::max(1LL, std::llround(value))); };
    if (seconds < 90)
        return Job::tr("%1 s").arg(rounded(seconds));
    if (seconds < 90 * 60)
        return Job::tr("%1 min").arg(rounded(seconds / 60));
    return Job::tr("%1 h").arg(rounded(seconds / 3600));
}

QString Job::progressText() const
{
    if (!isRunning())
        return m_summary;
    if (m_state == State::Cancelling)
        return tr("Stopping");
    const QLocale locale;
    if (m_progress.total <= 0)
        return m_progress.done > 0 ? tr("%1 found").arg(locale.toString(m_progress.done)) : tr("Starting");
    const QString count = tr("%1 of %2").arg(locale.toString(m_progress.done), locale.toString(m_progress.total));
    const std::optional<double> left = m_progress.secondsLeft();
    // A time left from the first moment's rate would only jump about.
    if (!left || m_progress.secondsElapsed < 2.0)
        return count;
    return tr("%1, %2 left").arg(count, durationText(*left));
}

void Job::setProgress(const Progress& progress)
{
    m_progress = progress;
    Q_EMIT changed();
}

void Job::addSkipped(const std::vector<SkippedItem>& items)
{
    if (items.empty())
        return;
    m_skipped.insert(m_skipped.end(), items.begin(), items.end());
    Q_EMIT changed();
}

void Job::setSkipped(std::vector<SkippedItem> items)
{
    m_skipped = std::move(items);
    Q_EMIT changed();
}

void Job::finish(State state, const QString& summary)
{
    m_state = state;
    m_summary = summary;
    Q_EMIT changed();
    Q_EMIT finished();
}

void Job::cancel()
{
    if (m_state != State::Running)
        return;
    m_state = State::Cancelling;
    Q_EMIT changed();
    Q_EMIT cancelRequested();
}

Job& JobList::add(const QString& title)
{
    m_jobs.push_back(std::make_unique<Job>(title));
    Job& job = *m_jobs.back();
    connect(&job, &Job::changed, this, &JobList::changed);
    Q_EMIT changed();
    return job;
}

int JobList::runningCount() const
{
    return static_cast<int>(std::ranges::count_if(m_jobs, [](const auto& job) { return job->isRunning(); }));
}

void JobList::removeFinished()
{
    std::erase_if(m_jobs, [](const auto& job) { return !job->isRunning(); });
    Q_EMIT changed();
}

} // namespace vlmo::ui
