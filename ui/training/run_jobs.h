#pragma once

#include "core/train/run_record.h"

#include <QObject>
#include <QPointer>

#include <filesystem>
#include <map>
#include <vector>

namespace vlmo::ui {

class Job;
class JobList;

/// Shows every run that is being trained among the window's jobs, whoever started it. GUI thread.
class RunJobs final : public QObject {
    Q_OBJECT

public:
    explicit RunJobs(JobList& jobs, QObject* parent = nullptr) : QObject(parent), m_jobs(jobs) {}

    /// The runs as they are now.
    void setRuns(const std::vector<RunRecord>& runs);

Q_SIGNALS:
    /// A person asked for it in the list of jobs.
    void stopRequested(const std::filesystem::path& run);

private:
    JobList& m_jobs;
    std::map<std::filesystem::path, QPointer<Job>> m_shown;
};

} // namespace vlmo::ui
