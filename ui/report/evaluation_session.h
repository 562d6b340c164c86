#pragma once

#include "core/train/measuring.h"
#include "ui/work/job_list.h"
#include "ui/work/work_queue.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo::ui {

/// Whose figures a report in a run's folder holds: the run's own model, or the one that it began with.
enum class ReportOf { Run, Before };

/// `reports/test.json` of a run folder, `reports/before/test.json`. A split's name with signs that file names do not
/// take gets others and a few digits instead.
[[nodiscard]] std::filesystem::path reportFile(const std::filesystem::path& runFolder, const std::string& split,
                                               ReportOf of = ReportOf::Run);

/// A report as it lies on the disk: one split of one model.
struct SavedReport {
    std::shared_ptr<const Evaluation> evaluation;
    std::string split; ///< Which of its reports.
    std::filesystem::path file;
    QString name; ///< What the window calls it: "run-2", "before run-2".
    ReportOf of = ReportOf::Run;

    [[nodiscard]] bool isEmpty() const { return evaluation == nullptr; }
    [[nodiscard]] const EvaluationReport& report() const { return *evaluation->find(split); }
};

/// What the report folders hold that were looked into.
struct FoundReports {
    std::vector<SavedReport> reports;
    std::vector<SkippedItem> problems; ///< Files that are no reports, each with its reason.
};

/// What is to be measured, and where its report goes.
struct EvaluationRequest {
    std::filesystem::path model; ///< A model folder.
    std::shared_ptr<const Dataset> dataset;
    EvaluationOptions options;       ///< Task and split, see optionsFor().
    std::filesystem::path runFolder; ///< The report goes to reportFile() of it.
    ReportOf of = ReportOf::Run;
    EngineOptions engine;
};

/// Measures models on data sets, one after another, with an engine of its own in a thread of its own: the window's
/// model stays as it is and answers meanwhile. Belongs to the GUI thread; must end before the job list.
class EvaluationSession final : public QObject {
    Q_OBJECT

public:
    /// Does the work in the session's thread. Throws Error.
    using Measure = std::function<Evaluation(const EvaluationRequest&, ProgressObserver&, const std::stop_token&)>;

    /// `measure`: a stand-in for tests; else the engine measures.
    explicit EvaluationSession(JobList& jobs, QObject* parent = nullptr, Measure measure = {});
    ~EvaluationSession() override;

    /// Begins; the job is in the job list, too. Emits measured(), failed() or cancelled().
    Job& measure(EvaluationRequest request);
    /// Of all that is being measured or waits for it; null when there is none. The newest is the last.
    [[nodiscard]] Job* job() const { return m_job; }
    [[nodiscard]] bool isMeasuring() const { return m_measuring.isBusy(); }
    /// Ends the one that job() names.
    void cancel();

    /// Reads the reports of these run folders without measuring, in another thread; the newest call counts. A folder
    /// without reports is no problem. `done` is called here.
    void read(std::vector<std::filesystem::path> runFolders, std::function<void(const FoundReports&)> done);
    [[nodiscard]] bool isReading() const { return m_reading.isBusy(); }

Q_SIGNALS:
    /// The report is saved.
    void measured(const vlmo::ui::SavedReport& report);
    /// Why it could not be measured or saved, in sentences for a person.
    void failed(const QString& sentence);
    void cancelled();

private:
    void finish(Job& job, Evaluation evaluation, const EvaluationRequest& request);

    JobList& m_jobs;
    Measure m_measure;
    QPointer<Job> m_job;
    WorkQueue::Ticket m_read = 0;
    WorkQueue m_reading;
    WorkQueue m_measuring; ///< Last: its thread ends before the rest goes.
};

/// What EvaluationSession::read() does, in the calling thread.
[[nodiscard]] FoundReports readReports(const std::vector<std::filesystem::path>& runFolders);

} // namespace vlmo::ui
