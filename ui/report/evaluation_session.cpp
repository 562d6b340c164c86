#include "ui/report/evaluation_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/specialists.h"
#include "ui/work/job_observer.h"

#include <QScopeGuard>

#include <algorithm>
#include <system_error>
#include <utility>

namespace vlmo::ui {

namespace fs = std::filesystem;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* reportsFolder = "reports";
constexpr const char* beforeFolder = "before";

/// A file name for a split of any name; two splits never share one.
std::string fileNameFor(const std::string& split)
{
    std::string name;
    for (const char letter : split) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                           (letter == '.' && !name.empty());
        name += plain ? letter : '_';
    }
    constexpr std::size_t longest = 100;
    if (name == split && name.size() <= longest)
        return name + ".json";
    return name.substr(0, longest) + "-" + sha256(split).substr(0, 8) + ".json";
}

Evaluation measureWithEngine(const EvaluationRequest& request, ProgressObserver& observer, const std::stop_token& stop)
{
    const Dataset& dataset = *request.dataset;
    requireMeasurable(dataset, request.options);
    const char* head = headMeasuredBy(evaluationTaskOf(request.options));
    Engine engine = Engine::open(folderWithHead(request.model, head), request.engine);
    Evaluation evaluation{measurementOf(engine, dataset, request.options), {}};
    evaluation.reports.push_back(measure(engine, dataset, request.options, &observer, stop));
    return evaluation;
}

std::string splitOfOptions(const EvaluationOptions& options)
{
    return std::visit([](const auto& each) { return each.split; }, options);
}

/// A report's folder is made where it is missing.
void save(const Evaluation& evaluation, const fs::path& file)
{
    std::error_code problem;
    fs::create_directories(file.parent_path(), problem);
    if (problem)
        throw Error(ErrorKind::Internal,
                    "the folder " + file.parent_path().string() + " cannot be made: " + problem.message());
    writeEvaluation(file, evaluation);
}

QString reportName(const fs::path& runFolder, ReportOf of)
{
    const QString run = QString::fromStdString(folderName(runFolder));
    return of == ReportOf::Run ? run : EvaluationSession::tr("before %1").arg(run);
}

void readFolder(const fs::path& runFolder, ReportOf of, FoundReports& found)
{
    const fs::path folder = of == ReportOf::Run ? runFolder / reportsFolder : runFolder / reportsFolder / beforeFolder;
    std::error_code problem;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().extension() == ".json")
            files.push_back(entry->path());
    }
    if (problem && problem != std::errc::no_such_file_or_directory) // A run without reports has no such folder.
        found.problems.push_back({folder.string(), problem.message()});
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        try {
            const auto evaluation = std::make_shared<const Evaluation>(readEvaluation(file));
            for (const EvaluationReport& report : evaluation->reports)
                found.reports.push_back({evaluation, splitOf(report), file, reportName(runFolder, of), of});
        } catch (const Error& error) {
            found.problems.push_back({file.string(), error.what()});
        }
    }
}

} // namespace

fs::path reportFile(const fs::path& runFolder, const std::string& split, ReportOf of)
{
    const fs::path folder = runFolder / reportsFolder;
    return (of == ReportOf::Run ? folder : folder / beforeFolder) / fileNameFor(split);
}

FoundReports readReports(const std::vector<fs::path>& runFolders)
{
    FoundReports found;
    for (const fs::path& folder : runFolders) {
        readFolder(folder, ReportOf::Run, found);
        readFolder(folder, ReportOf::Before, found);
    }
    return found;
}

EvaluationSession::EvaluationSession(JobList& jobs, QObject* parent, Measure measure)
    : QObject(parent), m_jobs(jobs), m_measure(measure ? std::move(measure) : Measure(measureWithEngine))
{}

EvaluationSession::~EvaluationSession() = default;

Job& EvaluationSession::measure(EvaluationRequest request)
{
    const QString split = QString::fromStdString(splitOfOptions(request.options));
    Job& job = m_jobs.add(tr("Measuring %1 on %2").arg(reportName(request.runFolder, request.of), split));
    m_job = &job;
    auto stop = std::make_shared<std::stop_source>();
    connect(&job, &Job::cancelRequested, this, [stop] { stop->request_stop(); });
    auto shared = std::make_shared<const EvaluationRequest>(std::move(request));
    m_measuring.submit(
        this,
        [shared, stop, measure = m_measure,
         observer = std::make_shared<JobObserver>(job)](const std::stop_token& ending) {
            // Closing the window stops the measurement like a person does.
            const std::stop_callback linked(ending, [stop] { stop->request_stop(); });
            const auto finish = qScopeGuard([&observer] { observer->send(); });
            if (stop->stop_requested())
                throw Error(ErrorKind::Cancelled, "it was stopped before it began");
            Evaluation evaluation = measure(*shared, *observer, stop->get_token());
            save(evaluation, reportFile(shared->runFolder, splitOfOptions(shared->options), shared->of));
            return evaluation;
        },
        [this, &job, shared](Evaluation evaluation) { finish(job, std::move(evaluation), *shared); },
        [this, &job](const Failure& failure) {
            const bool stopped = failure.kind == ErrorKind::Cancelled;
            job.finish(stopped ? Job::State::Cancelled : Job::State::Failed, stopped ? tr("Stopped") : failure.reason);
            if (stopped)
                Q_EMIT cancelled();
            else
                Q_EMIT failed(failure.text());
        },
        Priority::Batch);
    return job;
}

void EvaluationSession::finish(Job& job, Evaluation evaluation, const EvaluationRequest& request)
{
    SavedReport saved;
    saved.split = splitOfOptions(request.options);
    saved.file = reportFile(request.runFolder, saved.split, request.of);
    saved.name = reportName(request.runFolder, request.of);
    saved.of = request.of;
    saved.evaluation = std::make_shared<const Evaluation>(std::move(evaluation));
    // The report is complete; what came one by one while it ran is a part of it.
    job.setSkipped(skippedOf(saved.report()));
    job.finish(Job::State::Done, tr("The report is saved as %1").arg(QString::fromStdString(saved.file.string())));
    Q_EMIT measured(saved);
}

void EvaluationSession::cancel()
{
    if (m_job != nullptr && m_job->isRunning())
        m_job->cancel();
}

void EvaluationSession::read(std::vector<fs::path> runFolders, std::function<void(const FoundReports&)> done)
{
    if (m_read != 0)
        m_reading.cancel(m_read);
    m_read = m_reading.submit(
        this, [folders = std::move(runFolders)](const std::stop_token&) { return readReports(folders); },
        [this, done](const FoundReports& found) {
            m_read = 0;
            done(found);
        },
        [this, done](const Failure& failure) { // A defect: files that are no reports are no failure.
            m_read = 0;
            FoundReports found;
            found.problems.push_back({"reports", failure.reason.toStdString()});
            done(found);
        });
}

} // namespace vlmo::ui
