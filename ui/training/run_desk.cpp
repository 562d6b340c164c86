#include "ui/training/run_desk.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/train/run_folder.h"
#include "ui/training/hand_over_dialog.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_jobs.h"
#include "ui/training/run_monitor.h"
#include "ui/work/failure.h"

#include <QFileDialog>
#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString folderKey = u"training/runs"_s;

} // namespace

RunDesk::RunDesk(Workbench& bench, const QString& shownKey, const Belongs& belongs, QWidget& owner)
    : m_bench(bench), m_owner(owner), m_shownKey(shownKey), m_runs(std::make_unique<RunListModel>(m_queue)),
      m_trainer(std::make_unique<Trainer>(trainerProgram(), bench.jobs())), m_runJobs(new RunJobs(bench.jobs(), this)),
      m_list(new RunListView(*m_runs, &owner)), m_monitor(new RunMonitor(&owner)), m_details(new RunDetails(&owner))
{
    m_runs->setBelongs(belongs);
    connectParts();
    connectTrainer();
    m_shown = QSettings().value(m_shownKey).toString().toStdString();
}

RunDesk::~RunDesk()
{
    m_details->saveNotes();
    m_monitor->setRuns(nullptr, {});
}

void RunDesk::connectParts()
{
    connect(m_list, &RunListView::chosen, this, &RunDesk::show);
    connect(m_runs.get(), &RunListModel::reloaded, this, &RunDesk::onReloaded);
    connect(m_runs.get(), &RunListModel::checkedChanged, this, &RunDesk::updateMonitor);
    connect(m_runs.get(), &RunListModel::failed, this,
            [this](const Failure& failure) { Q_EMIT problemChanged(failure.text()); });
    connect(m_monitor, &RunMonitor::startRequested, this, &RunDesk::startShown);
    connect(m_monitor, &RunMonitor::stopRequested, this, &RunDesk::stopShown);
    connect(m_details, &RunDetails::promoteRequested, this, &RunDesk::choosePlaceForModel);
    connect(m_details, &RunDetails::handOverRequested, this, &RunDesk::showHandOver);
    connect(m_runJobs, &RunJobs::stopRequested, this, [this](const std::filesystem::path& run) {
        try {
            m_trainer->stop(run);
        } catch (const Error& error) {
            Q_EMIT problemChanged(failureText(error));
        }
    });
}

void RunDesk::connectTrainer()
{
    connect(m_trainer.get(), &Trainer::ended, this,
            [this](const std::filesystem::path& run, bool good, const QString& words) {
                m_trainerWords[run] = good ? QString() : words;
                updateProcess();
                if (const auto follower = m_followers.find(run); follower != m_followers.end())
                    follower->second->look();
                m_runs->reload();
            });
    connect(m_trainer.get(), &Trainer::exported, this, &RunDesk::modelMade);
    connect(
        m_trainer.get(), &Trainer::exportFailed, this, [this](const std::filesystem::path& run, const QString& words) {
            Q_EMIT problemChanged(tr("No model was made of %1.").arg(QString::fromStdString(run.filename().string())) +
                                  u'\n' + words);
        });
}

void RunDesk::setFolders(const std::filesystem::path& folder, const std::filesystem::path& models)
{
    // As the records name their folders.
    std::filesystem::path runs = std::filesystem::absolute(folder).lexically_normal();
    if (!runs.has_filename())
        runs = runs.parent_path();
    m_models = models;
    m_runs->setFolder(runs);
    Q_EMIT folderChanged();
}

void RunDesk::useChosenFolders()
{
    const QString chosen = QSettings().value(folderKey).toString();
    if (!folder().empty() && chosen == m_chosenFolder)
        return;
    m_chosenFolder = chosen;
    const std::filesystem::path runs =
        chosen.isEmpty() ? dataFolder() / "runs" : std::filesystem::path(chosen.toStdString());
    setFolders(runs, runs.parent_path() / "models");
}

void RunDesk::setTrainerProgram(const std::filesystem::path& program)
{
    m_trainer = std::make_unique<Trainer>(program, m_bench.jobs());
    connectTrainer();
}

bool RunDesk::isBusy() const
{
    const auto shown = m_followers.find(m_shown);
    return !m_runs->isLoaded() || (shown != m_followers.end() && !shown->second->isCaughtUp());
}

void RunDesk::onReloaded()
{
    for (const RunRecord& run : m_runs->runs()) {
        if (run.state != RunState::Running && !m_trainer->isTraining(run.folder))
            m_trainer->forgetStop(run.folder);
    }
    m_runJobs->setRuns(m_runs->runs());
    // A run that was made a moment ago may be missing in a list that was begun before.
    if (m_runs->find(m_shown) == nullptr && (m_shown.parent_path() != m_runs->folder() || !isRun(m_shown)))
        m_shown.clear();
    if (m_shown.empty() && !m_runs->runs().empty())
        m_shown = m_runs->runs().front().folder;
    if (!m_shown.empty() && m_list->current() != m_shown)
        m_list->choose(m_shown); // Shows it.
    else if (m_monitor->shown() == nullptr || m_monitor->shown()->folder() != m_shown || followsWhatIsGone())
        updateMonitor();
    updateProcess();
    updateDetails();
    Q_EMIT reloaded();
}

bool RunDesk::followsWhatIsGone() const
{
    return std::ranges::any_of(m_followers, [this](const auto& each) { return m_runs->find(each.first) == nullptr; });
}

RunFollower* RunDesk::follow(const std::filesystem::path& run)
{
    if (m_runs->find(run) == nullptr)
        return nullptr;
    std::unique_ptr<RunFollower>& follower = m_followers[run];
    if (follower == nullptr) {
        follower = std::make_unique<RunFollower>(run, m_queue);
        connect(follower.get(), &RunFollower::changed, this, [this, run] {
            if (run == m_shown)
                updateDetails();
        });
    }
    return follower.get();
}

void RunDesk::updateMonitor()
{
    RunFollower* shown = m_shown.empty() ? nullptr : follow(m_shown);
    std::vector<RunFollower*> others;
    for (const std::filesystem::path& run : m_runs->checked()) {
        RunFollower* other = run == m_shown ? nullptr : follow(run);
        if (other != nullptr)
            others.push_back(other);
    }
    m_monitor->setRuns(shown, others);
    updateProcess();
    // Runs that are neither shown nor compared are no longer read.
    std::erase_if(m_followers, [&](const auto& each) {
        return each.second.get() != shown && std::ranges::find(others, each.second.get()) == others.end();
    });
    updateDetails();
}

void RunDesk::updateProcess()
{
    m_monitor->setProcess(m_trainer->isTraining(m_shown), m_trainer->isStopping(m_shown));
    const auto words = m_trainerWords.find(m_shown);
    m_monitor->setTrainerWords(words == m_trainerWords.end() ? QString() : words->second);
}

std::optional<RunRecord> RunDesk::shownRecord() const
{
    // The follower's record is the newer one of the two.
    const auto follower = m_followers.find(m_shown);
    if (follower != m_followers.end() && follower->second->record())
        return follower->second->record();
    const RunRecord* run = m_runs->find(m_shown);
    return run != nullptr ? std::optional(*run) : std::nullopt;
}

void RunDesk::updateDetails()
{
    m_details->setRun(shownRecord());
    std::vector<RunRecord> compared;
    if (const RunRecord* run = m_runs->find(m_shown))
        compared.push_back(*run);
    for (const std::filesystem::path& other : m_runs->checked()) {
        if (const RunRecord* found = m_runs->find(other); found != nullptr && other != m_shown)
            compared.push_back(*found);
    }
    m_details->setCompared(compared);
    Q_EMIT shownRead();
}

void RunDesk::remember(const std::filesystem::path& run)
{
    m_shown = run;
    QSettings().setValue(m_shownKey, QString::fromStdString(run.string()));
}

void RunDesk::show(const std::filesystem::path& run)
{
    if (run.empty())
        return;
    remember(run);
    if (m_list->current() != run) {
        m_list->choose(run); // Comes back here, when the list has it already.
        if (m_list->current() == run)
            return;
    }
    updateMonitor();
    Q_EMIT shownChanged();
}

bool RunDesk::startNew(const QString& name, const Recipe& recipe)
{
    Q_EMIT problemChanged({});
    const std::filesystem::path run = folder() / name.toStdString();
    try {
        std::filesystem::create_directories(folder());
        (void)RunFolder::create(run, recipe);
        m_trainer->start(run);
    } catch (const Error& error) {
        Q_EMIT problemChanged(failureText(error));
    } catch (const std::filesystem::filesystem_error& error) {
        Q_EMIT problemChanged(tr("The folder of the runs cannot be made: %1").arg(QString::fromUtf8(error.what())));
        return false;
    }
    if (!isRun(run))
        return false;
    remember(run);
    m_runs->reload();
    return true;
}

void RunDesk::startShown()
{
    Q_EMIT problemChanged({});
    m_trainerWords.erase(m_shown);
    try {
        m_trainer->start(m_shown);
    } catch (const Error& error) {
        Q_EMIT problemChanged(failureText(error));
    }
    updateProcess();
    m_runs->reload();
}

void RunDesk::stopShown()
{
    try {
        m_trainer->stop(m_shown);
        updateProcess();
    } catch (const Error& error) {
        Q_EMIT problemChanged(failureText(error));
    }
}

void RunDesk::promote(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                      const std::filesystem::path& model)
{
    Q_EMIT problemChanged({});
    try {
        m_trainer->exportModel(run, checkpoint, model);
    } catch (const Error& error) {
        Q_EMIT problemChanged(failureText(error));
    }
}

void RunDesk::choosePlaceForModel(const std::filesystem::path& run, const std::filesystem::path& checkpoint)
{
    // Under the run's own name the next stage finds it.
    auto* dialog = new QFileDialog(&m_owner, tr("Make a model: name of its folder"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setLabelText(QFileDialog::Accept, tr("Make model"));
    std::error_code ignored;
    std::filesystem::create_directories(m_models, ignored);
    dialog->setDirectory(QString::fromStdString(m_models.string()));
    dialog->selectFile(QString::fromStdString(run.filename().string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, run, checkpoint](const QString& model) { promote(run, checkpoint, model.toStdString()); });
    dialog->open();
}

void RunDesk::showHandOver(const std::filesystem::path& run)
{
    if (const RunRecord* record = m_runs->find(run); record != nullptr && record->handOver)
        HandOverDialog::show(&m_owner, *record);
}

void RunDesk::chooseRunsFolder()
{
    auto* dialog = new QFileDialog(&m_owner, tr("Folder of the runs"), QString::fromStdString(folder().string()));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        QSettings().setValue(folderKey, chosen);
        useChosenFolders();
    });
    dialog->open();
}

} // namespace vlmo::ui
