#include "ui/training/run_jobs.h"

#include "ui/training/run_look.h"
#include "ui/work/job_list.h"

namespace vlmo::ui {

namespace {

Progress progressOf(const RunRecord& run)
{
    Progress progress;
    progress.done = run.step;
    progress.total = run.steps;
    // The time left is the trainer's own estimate; a job derives it from the pace so far.
    if (run.newestStep && run.steps > run.step)
        progress.secondsElapsed =
            run.newestStep->secondsLeft * static_cast<double>(run.step) / static_cast<double>(run.steps - run.step);
    return progress;
}

} // namespace

void RunJobs::setRuns(const std::vector<RunRecord>& runs)
{
    for (const RunRecord& run : runs) {
        const auto known = m_shown.find(run.folder);
        if (run.state == RunState::Running) {
            if (known == m_shown.end()) {
                Job& job = m_jobs.add(tr("Training %1").arg(QString::fromStdString(run.name)));
                connect(&job, &Job::cancelRequested, this,
                        [this, folder = run.folder] { Q_EMIT stopRequested(folder); });
                m_shown[run.folder] = &job;
            }
            if (Job* job = m_shown[run.folder])
                job->setProgress(progressOf(run));
            continue;
        }
        if (known == m_shown.end())
            continue;
        if (Job* job = known->second) {
            const Job::State end = endedBadly(run.state)            ? Job::State::Failed
                                   : run.state == RunState::Stopped ? Job::State::Cancelled
                                                                    : Job::State::Done;
            job->finish(end, runStateText(run));
        }
        m_shown.erase(known);
    }
}

} // namespace vlmo::ui
