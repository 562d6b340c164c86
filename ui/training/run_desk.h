#pragma once

#include "core/train/recipe.h"
#include "ui/training/run_list.h"
#include "ui/training/trainer.h"
#include "ui/work/work_queue.h"
#include "ui/workbench.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace vlmo::ui {

class RunDetails;
class RunFollower;
class RunJobs;
class RunMonitor;

/// The runs of a folder at work: which one is shown, what is read of it and of those laid over it, who trains them, and
/// what becomes of them. Shared by the panels that train; each places the desk's list, monitor and details where it
/// wants them.
///
/// Everything is read from run folders, so that what was started by another window or from the command line is shown
/// alike, and goes on when the window closes. Of all runs in the folder only those that belong to the panel are listed.
/// GUI thread.
class RunDesk final : public QObject {
    Q_OBJECT

public:
    /// Whether a run is one of this panel's.
    using Belongs = std::function<bool(const RunRecord& run)>;

    /// `shownKey`: where the settings remember the shown run. `owner`: the panel, for its parts and dialogs.
    RunDesk(Workbench& bench, const QString& shownKey, const Belongs& belongs, QWidget& owner);
    ~RunDesk() override;

    /// Where runs and the models made of them lie.
    void setFolders(const std::filesystem::path& runs, const std::filesystem::path& models);
    /// The folders that the settings name, or the program's own; where another panel has chosen others meanwhile, these
    /// are taken over.
    void useChosenFolders();
    [[nodiscard]] const std::filesystem::path& folder() const { return m_runs->folder(); }
    [[nodiscard]] const std::filesystem::path& models() const { return m_models; }
    /// The program that trains; found beside the studio when nothing is set.
    void setTrainerProgram(const std::filesystem::path& program);
    [[nodiscard]] bool isBusy() const;

    /// Shows a run of the folder in the monitor.
    void show(const std::filesystem::path& run);
    [[nodiscard]] const std::filesystem::path& shown() const { return m_shown; }
    /// The newest that is known of the shown run; nothing without one.
    [[nodiscard]] std::optional<RunRecord> shownRecord() const;
    /// Makes a run, starts it and shows it. False, after problemChanged(), where it could not even be made.
    bool startNew(const QString& name, const Recipe& recipe);
    void startShown();
    void stopShown();
    /// Makes a model folder of a checkpoint; an empty one means the newest.
    void promote(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                 const std::filesystem::path& model);
    /// Asks for the model's folder first.
    void choosePlaceForModel(const std::filesystem::path& run, const std::filesystem::path& checkpoint);
    void showHandOver(const std::filesystem::path& run);
    void chooseRunsFolder();

    [[nodiscard]] RunListModel& runs() const { return *m_runs; }
    [[nodiscard]] RunListView& list() const { return *m_list; }
    [[nodiscard]] RunMonitor& monitor() const { return *m_monitor; }
    [[nodiscard]] RunDetails& details() const { return *m_details; }
    [[nodiscard]] Trainer& trainer() const { return *m_trainer; }

Q_SIGNALS:
    void folderChanged();
    /// The folder was read again.
    void reloaded();
    /// A run was chosen, by a person or because it is the only one to show.
    void shownChanged();
    /// Something new was read of the shown run, or its process began or ended.
    void shownRead();
    void modelMade(const std::filesystem::path& run, const std::filesystem::path& model);
    /// What went wrong; empty when something else is being tried.
    void problemChanged(const QString& text);

private:
    void connectParts();
    void connectTrainer();
    void onReloaded();
    [[nodiscard]] bool followsWhatIsGone() const;
    RunFollower* follow(const std::filesystem::path& run);
    void remember(const std::filesystem::path& run);
    void updateMonitor();
    void updateProcess();
    void updateDetails();

    Workbench& m_bench;
    QWidget& m_owner;
    QString m_shownKey;
    QString m_chosenFolder; ///< As the settings had it when it was taken over.
    WorkQueue m_queue;      ///< Before all that read in its thread.
    std::filesystem::path m_models;
    std::filesystem::path m_shown;
    std::map<std::filesystem::path, QString> m_trainerWords; ///< Of those that ended without having begun well.
    std::map<std::filesystem::path, std::unique_ptr<RunFollower>> m_followers;
    std::unique_ptr<RunListModel> m_runs;
    std::unique_ptr<Trainer> m_trainer;
    RunJobs* m_runJobs = nullptr;
    RunListView* m_list = nullptr;
    RunMonitor* m_monitor = nullptr;
    RunDetails* m_details = nullptr;
};

} // namespace vlmo::ui
