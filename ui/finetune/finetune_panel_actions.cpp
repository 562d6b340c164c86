// What a person sets off in the Fine-tune panel, and what becomes of it.
#include "ui/finetune/finetune_panel.h"

#include "ui/actions.h"
#include "ui/data/dataset_card.h"
#include "ui/data/dataset_pane.h"
#include "ui/data/new_copy_dialog.h"
#include "ui/finetune/chosen_checkpoint.h"
#include "ui/finetune/data_facts.h"
#include "ui/finetune/made_models.h"
#include "ui/finetune/next_card.h"
#include "ui/finetune/run_report.h"
#include "ui/help.h"
#include "ui/training/draft_details.h"
#include "ui/training/free_name.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"
#include "ui/work/session.h"

#include <QComboBox>
#include <QFileDialog>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString otherModel = u"other"_s;

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

void FinetunePanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Fine-tune");
    const auto shown = [this](auto act) {
        return [this, act] {
            Q_EMIT m_bench.panelRequested(u"finetune"_s, {});
            act();
        };
    };
    actions.add(u"finetune.data"_s, group, tr("&Import data…"), {}, shown([this] { chooseData(); }), u"folder-open"_s);
    for (const FinetuneTask task : finetuneTasks)
        actions.add(u"finetune.task."_s + QString::fromStdString(recipeTask(task)), group,
                    tr("Set up a run: %1…").arg(wordsOf(task).title), {}, shown([this, task] {
                        setTask(task);
                        showStep(m_data.dataset() == nullptr ? FinetuneStep::Data : FinetuneStep::Recipe);
                    }),
                    wordsOf(task).iconName);
    const auto withRun = [this, shown](auto act) {
        return shown([this, act] {
            if (m_desk.shown().empty())
                return showProblem(tr("No run is chosen. Choose one in the list, or set one up."));
            showStep(FinetuneStep::Run);
            act();
        });
    };
    actions.add(u"finetune.start"_s, group, tr("&Start or resume the shown run"), {},
                withRun([this] { m_desk.startShown(); }), u"play"_s);
    actions.add(u"finetune.stop"_s, group, tr("S&top the shown run and save"), {},
                withRun([this] { m_desk.stopShown(); }), u"square"_s);
    actions.add(u"finetune.use"_s, group, tr("&Use the model of the shown run now"), {},
                withRun([this] { useShown(); }), u"check"_s);
    actions.add(u"finetune.promote"_s, group, tr("&Make a model of the shown run…"), {},
                withRun([this] { m_desk.choosePlaceForModel(m_desk.shown(), {}); }), u"package"_s);
    actions.add(
        u"finetune.help"_s, group, tr("&Help on fine-tuning"), {},
        [this] { HelpWindow::show(this, u"fine-tuning.md"_s); }, u"circle-question-mark"_s);
}

void FinetunePanel::connectParts()
{
    connect(m_tasks, &SegmentedButton::chosen, this,
            [this](int task) { setTask(finetuneTasks.at(static_cast<std::size_t>(task))); });
    connect(m_steps, &SegmentedButton::chosen, this, [this](int step) { showStep(static_cast<FinetuneStep>(step)); });
    connect(m_models, &QComboBox::activated, this, &FinetunePanel::chooseModel);
    connect(m_next, &NextCard::acted, this, &FinetunePanel::act);
    connect(m_editor, &RecipeEditor::startRequested, this, &FinetunePanel::startNew);
    connect(m_editor, &RecipeEditor::checked, this, [this] {
        m_draft->setCheck(m_editor->check());
        updateCompared();
        updateNext();
    });
    connect(m_editor, &RecipeEditor::renamed, this, &FinetunePanel::updateNext);
    connect(&m_data, &DatasetSession::changed, this, &FinetunePanel::onDataChanged);
    connect(&m_data, &DatasetSession::progressed, this, &FinetunePanel::updateNext);
    connect(&m_data, &DatasetSession::opened, this, &FinetunePanel::onDataOpened);
    connect(&m_data, &DatasetSession::copied, this, [this](const ConvertReport& report) {
        // Who had nothing held out made the copy for that.
        if (m_splits.heldOut.empty() && m_step == FinetuneStep::Data)
            openData(report.folder);
        updateNext();
    });
    connect(&m_data, &DatasetSession::copyFailed, this, &FinetunePanel::updateNext); // Its card says why.
    connect(m_report, &RunReport::changed, this, &FinetunePanel::updateNext);
}

void FinetunePanel::connectDesk()
{
    connect(&m_desk, &RunDesk::folderChanged, this, [this] {
        m_editor->setRunsFolder(m_desk.folder());
        fillModels();
    });
    connect(&m_desk, &RunDesk::reloaded, this, &FinetunePanel::onReloaded);
    connect(&m_desk, &RunDesk::shownRead, this, &FinetunePanel::updateNext);
    connect(&m_desk, &RunDesk::shownChanged, this, [this] {
        m_report->read();
        updateNext();
    });
    connect(&m_desk, &RunDesk::problemChanged, this, &FinetunePanel::showProblem);
    connect(&m_desk, &RunDesk::modelMade, this, &FinetunePanel::onModelMade);
    connect(&m_bench.session(), &Session::modelOpened, this, &FinetunePanel::onModelOpened);
    connect(&m_bench.session(), &Session::modelFailed, this, [this](const Failure& failure) {
        if (!std::exchange(m_opening, {}).run.empty())
            showProblem(failure.text());
    });
}

void FinetunePanel::restore()
{
    const QSettings settings;
    m_task =
        finetuneTaskOf(settings.value(u"finetune/task"_s).toString().toStdString()).value_or(FinetuneTask::Retrieval);
    m_tasks->setCurrent(static_cast<int>(m_task));
    fillModels();
    m_dataPane->setTask(recipeTask(m_task));
    judgeByModel();
}

void FinetunePanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    m_desk.useChosenFolders();
    fillModels(); // One may have come meanwhile.
    if (!std::exchange(m_restored, true)) {
        // What was open last is read when somebody looks, not at every start of the window.
        const QSettings settings;
        const std::filesystem::path data = settings.value(u"finetune/data"_s).toString().toStdString();
        std::error_code ignored;
        if (!data.empty() && m_data.dataset() == nullptr && !m_data.isReading() &&
            std::filesystem::exists(data, ignored)) {
            OpenOptions options;
            options.importer = settings.value(u"finetune/importer"_s).toString().toStdString();
            for (const QString& option : settings.value(u"finetune/options"_s).toStringList())
                options.options[option.section(u'=', 0, 0).toStdString()] = option.section(u'=', 1).toStdString();
            openData(data, options);
        }
    }
    if (focusWidget() == nullptr)
        m_tasks->focusCurrent();
    updateNext();
}

void FinetunePanel::setTask(FinetuneTask task)
{
    m_task = task;
    m_tasks->setCurrent(static_cast<int>(task));
    QSettings().setValue(u"finetune/task"_s, QString::fromStdString(recipeTask(task)));
    m_dataPane->setTask(recipeTask(task));
    m_splits = chooseSplits(task, m_counts);
    onDataChanged();
    if (m_step == FinetuneStep::Recipe)
        updateDraft();
    updateNext();
}

void FinetunePanel::fillModels()
{
    const QSignalBlocker quiet(m_models);
    std::vector<std::filesystem::path> first;
    first.emplace_back(m_model.folder);
    first.emplace_back(QSettings().value(u"finetune/model"_s).toString().toStdString());
    if (const auto& loaded = m_bench.session().model())
        first.push_back(loaded->folder);
    const std::vector<StartModel> found = startModels(first, m_desk.models());
    m_models->clear();
    for (const StartModel& each : found) {
        m_models->addItem(each.title, pathText(each.folder));
        m_models->setItemData(m_models->count() - 1, pathText(each.folder), Qt::ToolTipRole);
    }
    m_models->addItem(tr("Choose a folder…"), otherModel);
    // The last one, else that of the window, else what comes with the program. A chosen model that is gone stays
    // chosen, and what is wrong with it is said.
    const bool known = std::ranges::any_of(first, [](const std::filesystem::path& each) { return !each.empty(); });
    if (m_model.folder.empty() && !found.empty())
        m_model = known ? found.front() : found.back();
    else if (!m_model.folder.empty())
        m_model = startModel(m_model.folder);
    int place = m_models->findData(pathText(m_model.folder));
    if (place < 0 && !m_model.folder.empty()) {
        m_models->insertItem(0, m_model.title, pathText(m_model.folder));
        place = 0;
    }
    m_models->setCurrentIndex(place);
    m_models->setToolTip(pathText(m_model.folder));
}

void FinetunePanel::setStartModel(const std::filesystem::path& folder)
{
    m_model = startModel(folder);
    QSettings().setValue(u"finetune/model"_s, pathText(folder));
    fillModels();
    judgeByModel();
    if (m_step == FinetuneStep::Recipe)
        updateDraft();
    updateNext();
}

void FinetunePanel::chooseModel()
{
    const QString chosen = m_models->currentData().toString();
    if (chosen == otherModel)
        return chooseModelFolder();
    setStartModel(chosen.toStdString());
}

void FinetunePanel::chooseModelFolder()
{
    fillModels(); // Shows the present one again until another is chosen.
    auto* dialog = new QFileDialog(this, tr("Model that the run starts from"), pathText(m_desk.models()));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { setStartModel(folder.toStdString()); });
    dialog->open();
}

void FinetunePanel::chooseData()
{
    showStep(FinetuneStep::Data);
    m_dataPane->rows().importData();
}

void FinetunePanel::judgeByModel()
{
    CheckSettings settings = m_data.checkSettings();
    settings.model = m_model.problem.isEmpty() ? m_model.folder : std::filesystem::path();
    m_data.setCheckSettings(settings);
}

void FinetunePanel::openData(const std::filesystem::path& path, const OpenOptions& options)
{
    showProblem({});
    m_data.open(path, options);
    showStep(FinetuneStep::Data);
}

void FinetunePanel::onDataOpened()
{
    QSettings settings;
    settings.setValue(u"finetune/data"_s, pathText(m_data.path()));
    settings.setValue(u"finetune/importer"_s, QString::fromStdString(m_data.options().importer));
    QStringList options;
    for (const auto& [name, value] : m_data.options().options)
        options.append(QString::fromStdString(name + "=" + value));
    settings.setValue(u"finetune/options"_s, options);
    countSplits();
}

void FinetunePanel::countSplits()
{
    m_counted = false;
    m_counting.submit(
        this, [dataset = m_data.dataset()](const std::stop_token&) { return countBySplit(*dataset); },
        [this, dataset = m_data.dataset()](std::map<std::string, SplitCounts> counts) {
            if (dataset != m_data.dataset())
                return;
            m_counts = std::move(counts);
            m_counted = true;
            m_splits = chooseSplits(m_task, m_counts);
            onDataChanged();
            if (m_step == FinetuneStep::Recipe)
                updateDraft();
        },
        [this](const Failure& failure) { showProblem(failure.text()); });
}

void FinetunePanel::onDataChanged()
{
    const auto dataset = m_data.dataset();
    if (dataset != nullptr && m_counted)
        m_facts->setData(*dataset, m_task, m_counts, m_splits);
    else
        m_facts->clear();
    updateNext();
}

void FinetunePanel::onReloaded()
{
    m_listStack->setCurrentIndex(m_desk.runs().runs().empty() ? 0 : 1);
    updateCompared();
    if (std::exchange(m_firstLook, false)) {
        // A run that goes on is what one comes back for.
        const std::optional<RunRecord> run = m_desk.shownRecord();
        if (run && run->state == RunState::Running)
            showStep(FinetuneStep::Run);
    }
    updateNext();
}

void FinetunePanel::startNew(const QString& name, const Recipe& recipe)
{
    if (m_desk.startNew(name, recipe)) {
        m_draftKey.clear(); // The next run has a draft and a name of its own.
        showStep(FinetuneStep::Run);
    }
}

void FinetunePanel::act(Act act)
{
    switch (act) {
    case Act::None:
        return;
    case Act::ImportData:
        return chooseData();
    case Act::CancelData:
        return m_data.cancel();
    case Act::SplitCopy:
        (void)NewCopyDialog::show(window(), m_data, NewCopyDialog::What::Split);
        return;
    case Act::GoToData:
        return showStep(FinetuneStep::Data);
    case Act::GoToRecipe:
        return showStep(FinetuneStep::Recipe);
    case Act::GoToRun:
        return showStep(FinetuneStep::Run);
    case Act::GoToReport:
        return showStep(FinetuneStep::Report);
    case Act::Start:
        return m_editor->start();
    case Act::StartRun:
        return m_desk.startShown();
    case Act::Use:
        return useShown();
    case Act::Measure:
        return m_report->measure(ReportOf::Run);
    case Act::CancelMeasure:
        return m_report->cancel();
    case Act::ShowUse:
        return showUse();
    case Act::TrainAgain:
        return trainAgain();
    }
}

void FinetunePanel::trainAgain()
{
    // With the recipe as it was, and whatever was changed in it.
    const std::optional<RunRecord> run = m_desk.shownRecord();
    if (run) {
        if (const auto task = finetuneTaskOf(run->task))
            setTask(*task);
    }
    showStep(FinetuneStep::Recipe);
    if (run && run->recipe) {
        m_editor->setRecipeText(QString::fromStdString(recipeToToml(*run->recipe)));
        m_editor->setRunName(freeName(wordsOf(m_task).runBase, m_desk.folder()));
    }
}

void FinetunePanel::useShown()
{
    const std::optional<RunRecord> run = m_desk.shownRecord();
    if (!run || !m_makingOf.empty() || !m_opening.run.empty())
        return;
    const RunFollower* shown = m_desk.monitor().shown();
    const auto chosen =
        chosenCheckpoint(*run, shown != nullptr ? shown->history().evaluations() : std::vector<EvaluationEvent>());
    if (!chosen)
        return showProblem(
            tr("%1 has no checkpoint yet, so no model can be made of it.").arg(QString::fromStdString(run->name)));
    if (const auto made = madeModel(run->folder, chosen->checkpoint.step))
        return openMade(run->folder, *made);
    const std::filesystem::path models = m_desk.models();
    std::filesystem::path model = models / run->name;
    std::error_code ignored;
    if (std::filesystem::exists(model, ignored))
        model = models / freeName(QString::fromStdString(run->name), models).toStdString();
    m_makingStep = chosen->checkpoint.step;
    m_makingOf = run->folder;
    m_desk.promote(run->folder, chosen->checkpoint.folder, model); // A problem empties m_makingOf again.
    updateNext();
}

void FinetunePanel::onModelMade(const std::filesystem::path& run, const std::filesystem::path& model)
{
    if (m_makingOf == run) {
        m_makingOf.clear();
        rememberMadeModel(run, m_makingStep, model);
        openMade(run, model);
    } else if (model != RunReport::modelOf(run)) {
        m_message->setText(tr("The model is at %1.").arg(pathText(model)));
        m_message->show();
    }
    fillModels();
    updateNext();
}

void FinetunePanel::openMade(const std::filesystem::path& run, const std::filesystem::path& model)
{
    m_opening = {run, model};
    m_bench.session().openModel([opener = m_opener, model] { return opener(model); });
    updateNext();
}

void FinetunePanel::onModelOpened()
{
    m_inUse = std::exchange(m_opening, {});
    fillModels();
    updateNext();
    if (m_inUse.run.empty())
        return;
    Q_EMIT m_bench.messageShown(tr("The window works with %1 now.").arg(pathText(m_inUse.model.filename())));
    showUse();
}

void FinetunePanel::showUse()
{
    const RunRecord* run = m_desk.runs().find(m_inUse.run);
    const FinetuneTask task = (run != nullptr ? finetuneTaskOf(run->task) : std::nullopt).value_or(m_task);
    if (const QString panel = wordsOf(task).panel; !panel.isEmpty())
        Q_EMIT m_bench.panelRequested(panel, {});
}

} // namespace vlmo::ui
