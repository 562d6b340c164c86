// What a person sets off in the Pre-train panel: its actions and dialogs.
#include "ui/pretraining/pretrain_panel.h"

#include "core/base/error.h"
#include "core/train/run_folder.h"
#include "ui/actions.h"
#include "ui/help.h"
#include "ui/pretraining/chain.h"
#include "ui/pretraining/hand_over_dialog.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_monitor.h"
#include "ui/work/failure.h"

#include <QFileDialog>
#include <QSettings>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void PretrainPanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Pre-train");
    const auto shown = [this] { Q_EMIT m_bench.panelRequested(u"pretrain"_s, {}); };
    const auto withRun = [this, shown](auto act) {
        return [this, shown, act] {
            shown();
            if (m_shown.empty())
                return showProblem(tr("No run is chosen. Choose one in the list, or set one up."));
            act();
        };
    };
    for (const StageFacts& stage : stages()) {
        actions.add(
            u"pretrain.setUp."_s + QString::fromStdString(stage.task), group, tr("Set up a run: %1…").arg(stage.title),
            {},
            [this, shown, task = stage.task] {
                shown();
                setUp(task);
            },
            u"file-plus-2"_s);
    }
    actions.add(u"pretrain.start"_s, group, tr("&Start or resume the shown run"), {}, withRun([this] { startShown(); }),
                u"play"_s);
    actions.add(u"pretrain.stop"_s, group, tr("S&top the shown run and save"), {}, withRun([this] { stopShown(); }),
                u"square"_s);
    actions.add(u"pretrain.promote"_s, group, tr("&Make a model of the shown run…"), {},
                withRun([this] { choosePlaceForModel(m_shown, {}); }), u"package"_s);
    actions.add(
        u"pretrain.folder"_s, group, tr("&Runs folder…"), {}, [this] { chooseRunsFolder(); }, u"folder-open"_s);
    actions.add(
        u"pretrain.help"_s, group, tr("&Help on pre-training"), {},
        [this] { HelpWindow::show(this, u"pre-training.md"_s); }, u"circle-question-mark"_s);
}

void PretrainPanel::startNew(const QString& name, const Recipe& recipe)
{
    cancel();
    const std::filesystem::path run = m_runs->folder() / name.toStdString();
    try {
        std::filesystem::create_directories(m_runs->folder());
        (void)RunFolder::create(run, recipe);
        m_trainer->start(run);
    } catch (const Error& error) {
        showProblem(failureText(error));
    } catch (const std::filesystem::filesystem_error& error) {
        showProblem(tr("The folder of the runs cannot be made: %1").arg(QString::fromUtf8(error.what())));
        return;
    }
    m_shown = run;
    QSettings().setValue(u"training/shown"_s, QString::fromStdString(run.string()));
    showSide(Side::Runs);
    m_runs->reload();
}

void PretrainPanel::startShown()
{
    cancel();
    m_trainerWords.erase(m_shown);
    try {
        m_trainer->start(m_shown);
    } catch (const Error& error) {
        showProblem(failureText(error));
    }
    updateProcess();
    m_runs->reload();
}

void PretrainPanel::stopShown()
{
    try {
        m_trainer->stop(m_shown);
        updateProcess();
    } catch (const Error& error) {
        showProblem(failureText(error));
    }
}

void PretrainPanel::promote(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                            const std::filesystem::path& model)
{
    cancel();
    try {
        m_trainer->exportModel(run, checkpoint, model);
    } catch (const Error& error) {
        showProblem(failureText(error));
    }
}

void PretrainPanel::showHandOver(const std::filesystem::path& run)
{
    if (const RunRecord* record = m_runs->find(run); record != nullptr && record->handOver)
        HandOverDialog::show(this, *record);
}

void PretrainPanel::choosePlaceForModel(const std::filesystem::path& run, const std::filesystem::path& checkpoint)
{
    // Under the run's own name the next stage finds it.
    auto* dialog = new QFileDialog(this, tr("Make a model: name of its folder"));
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

void PretrainPanel::chooseRunsFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder of the runs"), QString::fromStdString(m_runs->folder().string()));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        QSettings().setValue(u"training/runs"_s, folder);
        const std::filesystem::path runs = folder.toStdString();
        setFolders(runs, runs.parent_path() / "models");
    });
    dialog->open();
}

} // namespace vlmo::ui
