#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <map>

class QProcess;

namespace vlmo::ui {

class JobList;

/// The program `vlmo`, which trains and exports: beside this program, else on the search path. Empty when there is
/// none.
[[nodiscard]] std::filesystem::path trainerProgram();

/// Starts and stops trainings in processes of their own. What they do is read from their run folders alone; here is
/// only heard how they end. Trainings go on when the window closes.
///
/// GUI thread.
class Trainer final : public QObject {
    Q_OBJECT

public:
    /// `program`: what is started as `program train RUN_FOLDER [--resume]` and `program runs export ...`.
    Trainer(std::filesystem::path program, JobList& jobs, QObject* parent = nullptr);
    ~Trainer() override;

    /// Whether there is a program to start at all.
    [[nodiscard]] bool hasProgram() const { return !m_program.empty(); }

    /// Trains a run from its newest checkpoint, or from its beginning where it has none. Throws Error: NotFound (there
    /// is no program), InvalidArgument (it is being trained already).
    void start(const std::filesystem::path& run);
    /// Asks the process that trains a run to finish its step, save and end. The second request would end it at once,
    /// so each process is asked once. Throws Error(InvalidArgument) when no process trains it.
    void stop(const std::filesystem::path& run);
    /// Whether it was asked to stop and has not ended yet.
    [[nodiscard]] bool isStopping(const std::filesystem::path& run) const { return m_stopping.contains(run); }
    /// To be called when a run was seen not to run any more.
    void forgetStop(const std::filesystem::path& run) { m_stopping.erase(run); }
    /// Whether this object started it and it has not ended.
    [[nodiscard]] bool isTraining(const std::filesystem::path& run) const { return m_training.contains(run); }

    /// Makes a model folder of a checkpoint. Throws Error: NotFound (no program), InvalidArgument (the folder exists).
    void exportModel(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                     const std::filesystem::path& model);
    [[nodiscard]] bool isExporting() const { return m_exports > 0; }

    /// Where a trainer's own words go that are not in the run's log: why it could not even begin.
    [[nodiscard]] static std::filesystem::path consoleFile(const std::filesystem::path& run);

Q_SIGNALS:
    /// A training that was started here has ended. `words`: what it said last, when it did not end well.
    void ended(const std::filesystem::path& run, bool good, const QString& words);
    void exported(const std::filesystem::path& run, const std::filesystem::path& model);
    void exportFailed(const std::filesystem::path& run, const QString& words);

private:
    void requireProgram() const;

    std::filesystem::path m_program;
    JobList& m_jobs;
    std::map<std::filesystem::path, QProcess*> m_training;
    std::map<std::filesystem::path, std::int64_t> m_stopping;
    int m_exports = 0;
};

} // namespace vlmo::ui
