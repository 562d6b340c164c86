#pragma once

#include "core/base/progress.h"
#include "ui/work/job_list.h"

#include <QElapsedTimer>
#include <QMetaObject>

#include <utility>
#include <vector>

namespace vlmo::ui {

/// Carries progress and what was skipped from the thread that works to the job in the GUI thread, ten times a second at
/// most and at the end.
class JobObserver final : public ProgressObserver {
public:
    /// The job list keeps the job while it runs.
    explicit JobObserver(Job& job) : m_job(&job) {}

    void onProgress(const Progress& progress) override
    {
        m_progress = progress;
        sendIfDue();
    }

    void onSkipped(const SkippedItem& skipped) override
    {
        m_skipped.push_back(skipped);
        sendIfDue();
    }

    /// What was not sent yet; when the work has ended, however it did.
    void send()
    {
        QMetaObject::invokeMethod(
            m_job,
            [job = m_job, progress = m_progress, skipped = std::exchange(m_skipped, {})] {
                job->addSkipped(skipped);
                job->setProgress(progress);
            },
            Qt::QueuedConnection);
        m_sinceReport.start();
    }

private:
    void sendIfDue()
    {
        if (!m_sinceReport.isValid() || m_sinceReport.hasExpired(100))
            send();
    }

    Job* m_job;
    Progress m_progress;
    std::vector<SkippedItem> m_skipped;
    QElapsedTimer m_sinceReport;
};

} // namespace vlmo::ui
