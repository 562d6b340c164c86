#include "ui/data/dataset_session.h"

#include "core/base/files.h"
#include "ui/data/dataset_copies.h"
#include "ui/training/run_look.h"
#include "ui/work/job_list.h"
#include "ui/work/job_observer.h"

#include <QScopeGuard>

#include <utility>

namespace vlmo::ui {

namespace {

QString nameOf(const std::filesystem::path& path)
{
    return QString::fromStdString(folderName(path));
}

} // namespace

DatasetSession::DatasetSession(JobList& jobs, QObject* parent) : QObject(parent), m_jobs(jobs) {}

DatasetSession::~DatasetSession()
{
    cancel();
}

Job& DatasetSession::addJob(const QString& title, const Stop& stop)
{
    Job& job = m_jobs.add(title);
    connect(&job, &Job::cancelRequested, this, [stop] { stop->request_stop(); });
    return job;
}

template <class Work, class Done>
void DatasetSession::begin(Doing what, const QString& title, Work work, Done done)
{
    cancel();
    const Stop stop = m_stop = std::make_shared<std::stop_source>();
    Job& job = addJob(title, stop);
    m_job = &job;
    m_doing = what;
    m_failure.reset();
    m_failedPath.clear();
    const quint64 number = ++m_begun;
    connect(&job, &Job::changed, this, [this, number] {
        if (number == m_begun && isBusy())
            Q_EMIT progressed();
    });
    m_queue.submit(
        this,
        [work = std::move(work), stop, observer = std::make_shared<JobObserver>(job)](const std::stop_token& ending) {
            const std::stop_callback linked(ending, [stop] { stop->request_stop(); });
            const auto finish = qScopeGuard([&observer] { observer->send(); });
            return work(*observer, stop->get_token());
        },
        [this, &job, number, stop, done = std::move(done)](auto result) {
            // Whoever asked for a stop does not want what was ready just then.
            if (number != m_begun || stop->stop_requested())
                return give(job, number == m_begun, {ErrorKind::Cancelled, {}});
            end();
            done(job, std::move(result));
        },
        [this, &job, number](const Failure& failure) { give(job, number == m_begun, failure); });
    Q_EMIT changed();
}

/// The work came to nothing.
void DatasetSession::give(Job& job, bool isCurrent, const Failure& failure)
{
    const bool cancelled = failure.kind == ErrorKind::Cancelled;
    job.finish(cancelled ? Job::State::Cancelled : Job::State::Failed, cancelled ? tr("Stopped") : failure.reason);
    if (!isCurrent)
        return;
    if (!cancelled)
        m_failure = failure;
    end();
    Q_EMIT changed();
    if (!cancelled)
        Q_EMIT failed(failure);
}

void DatasetSession::end()
{
    m_doing = Doing::Nothing;
    m_stop.reset();
    m_job.clear();
}

void DatasetSession::open(const std::filesystem::path& path, const OpenOptions& options)
{
    begin(
        Doing::Reading, tr("Reading %1").arg(nameOf(path)),
        [path, options](JobObserver& observer, const std::stop_token& stop) {
            return std::make_shared<const Dataset>(openDataset(path, options, &observer, stop));
        },
        [this, path, options](Job& job, std::shared_ptr<const Dataset> dataset) {
            m_dataset = std::move(dataset);
            m_path = path;
            m_options = options;
            m_result.reset();
            job.setSkipped(m_dataset->skipped);
            const std::size_t leftOut = m_dataset->skipped.size();
            job.finish(Job::State::Done, leftOut == 0
                                             ? tr("Read by %1").arg(QString::fromStdString(m_dataset->importer))
                                             : tr("%n left out", nullptr, static_cast<int>(leftOut)));
            Q_EMIT opened();
            check();
        });
    m_failedPath = path;
}

void DatasetSession::setCheckSettings(const CheckSettings& settings)
{
    if (m_settings == settings)
        return;
    m_settings = settings;
    m_result.reset();
    if (m_dataset && !isReading())
        check();
}

void DatasetSession::check()
{
    if (!m_dataset || isReading())
        return;
    begin(
        Doing::Checking, tr("Checking %1").arg(name()),
        [dataset = m_dataset, settings = m_settings](JobObserver& observer, const std::stop_token& stop) {
            return std::make_shared<const DatasetCheck>(*dataset, settings, &observer, stop);
        },
        [this](Job& job, std::shared_ptr<const DatasetCheck> result) {
            m_result = std::move(result);
            const DatasetReport& report = m_result->report();
            QString summary = tr("%1 in %2")
                                  .arg(tr("%n finding(s)", nullptr, static_cast<int>(report.findings.size())),
                                       durationText(report.seconds));
            if (!report.cacheProblem.empty())
                summary = tr("%1; pictures are not remembered for next time: %2")
                              .arg(summary, QString::fromStdString(report.cacheProblem));
            job.finish(Job::State::Done, summary);
            Q_EMIT changed();
            Q_EMIT checked();
        });
}

void DatasetSession::cancel()
{
    if (m_job != nullptr)
        m_job->cancel();
    if (m_stop)
        m_stop->request_stop();
}

QString DatasetSession::progressText() const
{
    return m_job == nullptr ? QString() : m_job->progressText();
}

QString DatasetSession::name() const
{
    return m_dataset ? QString::fromStdString(m_dataset->name) : QString();
}

Job& DatasetSession::copy(const QString& title, CopyWork work)
{
    const auto stop = std::make_shared<std::stop_source>();
    Job& job = addJob(title, stop);
    m_copying.submit(
        this,
        [work = std::move(work), stop, observer = std::make_shared<JobObserver>(job)](const std::stop_token& ending) {
            const std::stop_callback linked(ending, [stop] { stop->request_stop(); });
            const auto finish = qScopeGuard([&observer] { observer->send(); });
            return work(*observer, stop->get_token());
        },
        [this, &job](ConvertReport report) {
            job.setSkipped(report.skipped);
            job.finish(
                Job::State::Done,
                tr("%1 pictures, %2 left out").arg(countText(report.pictures), countText(std::ssize(report.skipped))));
            Q_EMIT copied(report);
        },
        [this, &job](const Failure& failure) {
            const bool cancelled = failure.kind == ErrorKind::Cancelled;
            job.finish(cancelled ? Job::State::Cancelled : Job::State::Failed,
                       cancelled ? tr("Stopped") : failure.reason);
            Q_EMIT copyFailed(failure);
        });
    Q_EMIT changed();
    return job;
}

Job& DatasetSession::writeCleanedCopy(const ConvertOptions& options)
{
    return copy(tr("Writing a cleaned copy of %1").arg(name()),
                [dataset = m_dataset, result = m_result, options](JobObserver& observer, const std::stop_token& stop) {
                    return cleanedCopy(*dataset, result.get(), options, &observer, stop);
                });
}

Job& DatasetSession::writeSplitCopy(const ConvertOptions& options, const SplitOptions& splits)
{
    return copy(tr("Writing %1 with new splits").arg(name()),
                [dataset = m_dataset, options, splits](JobObserver& observer, const std::stop_token& stop) {
                    return splitCopy(*dataset, splits, options, &observer, stop);
                });
}

void DatasetSession::exportList(const std::filesystem::path& file)
{
    m_queue.submit(
        this,
        [dataset = m_dataset, result = m_result, file](const std::stop_token&) {
            if (!result)
                throw Error(ErrorKind::NotFound, "nothing has been checked");
            writeFindings(*dataset, *result, file);
        },
        [this, file] { Q_EMIT exported(file); }, [this](const Failure& failure) { Q_EMIT exportFailed(failure); });
}

} // namespace vlmo::ui
