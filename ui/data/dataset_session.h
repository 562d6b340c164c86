#pragma once

#include "core/data/importers.h"
#include "core/doctor/convert.h"
#include "core/doctor/split.h"
#include "ui/data/dataset_check.h"
#include "ui/work/failure.h"
#include "ui/work/work_queue.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace vlmo::ui {

class Job;
class JobList;
class JobObserver;

/// The data set that is open: read, then checked, in a thread of its own, and copied in another. Belongs to the GUI
/// thread, which it never blocks. The data set's files are only read.
class DatasetSession final : public QObject {
    Q_OBJECT

public:
    /// `jobs` shows the work and outlives this object.
    explicit DatasetSession(JobList& jobs, QObject* parent = nullptr);
    ~DatasetSession() override;

    /// Reads a data set in place of the present one, which stays until the new one is there; then checks it. What is
    /// being read or checked is given up.
    void open(const std::filesystem::path& path, const OpenOptions& options = {});
    /// What texts and answers are judged by. Checks again when the settings are others and a data set is open.
    void setCheckSettings(const CheckSettings& settings);
    [[nodiscard]] const CheckSettings& checkSettings() const { return m_settings; }
    /// Checks the open data set again.
    void check();
    /// Gives up reading or checking; what is open stays open.
    void cancel();

    [[nodiscard]] bool isReading() const { return m_doing == Doing::Reading; }
    [[nodiscard]] bool isChecking() const { return m_doing == Doing::Checking; }
    [[nodiscard]] bool isBusy() const { return m_doing != Doing::Nothing; }
    /// Of reading or checking.
    [[nodiscard]] QString progressText() const;

    /// Null until one is open.
    [[nodiscard]] std::shared_ptr<const Dataset> dataset() const { return m_dataset; }
    [[nodiscard]] QString name() const;
    /// Where the open one was read from, and how; what a recipe needs to read it again.
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] const OpenOptions& options() const { return m_options; }
    /// Null until the open one has been checked with the present settings; the last one while it is checked again.
    [[nodiscard]] std::shared_ptr<const DatasetCheck> result() const { return m_result; }
    /// Why the last reading or check came to nothing.
    [[nodiscard]] const std::optional<Failure>& failure() const { return m_failure; }
    /// What was being read then; empty when it was the check that failed.
    [[nodiscard]] const std::filesystem::path& failedPath() const { return m_failedPath; }

    /// Writes a copy without pictures that are missing or cannot be read, as the last check found them. The answer is
    /// copied() or copyFailed().
    Job& writeCleanedCopy(const ConvertOptions& options);
    /// Writes a copy with new splits.
    Job& writeSplitCopy(const ConvertOptions& options, const SplitOptions& splits);
    [[nodiscard]] bool isCopying() const { return m_copying.isBusy(); }
    /// Writes the list of everything that was found, as `vlmo data check --out` does. Answers with exported() or
    /// exportFailed(): nothing was checked, the file lies in the data set or cannot be written.
    void exportList(const std::filesystem::path& file);

Q_SIGNALS:
    /// Reading or checking began, ended or was given up, or copying began; what the methods above say may be another.
    void changed();
    void opened();
    void checked();
    void failed(const vlmo::ui::Failure& failure);
    void progressed();
    void copied(const vlmo::ConvertReport& report);
    /// Of kind Cancelled when a person stopped it.
    void copyFailed(const vlmo::ui::Failure& failure);
    void exported(const std::filesystem::path& file);
    void exportFailed(const vlmo::ui::Failure& failure);

private:
    enum class Doing { Nothing, Reading, Checking };
    using Stop = std::shared_ptr<std::stop_source>;
    using CopyWork = std::function<ConvertReport(JobObserver& observer, const std::stop_token& stop)>;

    /// Begins a piece of work in m_queue. Handlers hear of it only while nothing else was begun.
    template <class Work, class Done>
    void begin(Doing what, const QString& title, Work work, Done done);
    void give(Job& job, bool isCurrent, const Failure& failure);
    void end();
    Job& copy(const QString& title, CopyWork work);
    Job& addJob(const QString& title, const Stop& stop);

    JobList& m_jobs;
    CheckSettings m_settings;
    std::shared_ptr<const Dataset> m_dataset;
    std::filesystem::path m_path;
    OpenOptions m_options;
    std::shared_ptr<const DatasetCheck> m_result;
    std::optional<Failure> m_failure;
    std::filesystem::path m_failedPath;
    Doing m_doing = Doing::Nothing;
    quint64 m_begun = 0; ///< How many pieces of work; the last is the current one.
    Stop m_stop;
    QPointer<Job> m_job;
    WorkQueue m_queue;
    WorkQueue m_copying;
};

} // namespace vlmo::ui
