#include "ui/finetune/finetune_panel.h"

#include "core/train/fine_tuning.h"
#include "ui/data/data_kind.h"
#include "ui/data/dataset_pane.h"
#include "ui/finetune/chosen_checkpoint.h"
#include "ui/finetune/data_facts.h"
#include "ui/finetune/next_card.h"
#include "ui/finetune/run_report.h"
#include "ui/help.h"
#include "ui/report/report_card.h"
#include "ui/theme.h"
#include "ui/training/draft_details.h"
#include "ui/training/free_name.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/side_pane.h"
#include "ui/work/failure.h"
#include "ui/work/session.h"

#include <QComboBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int listWidth = 250;
constexpr int listLeast = 210;
constexpr int modelsWidest = 240;

} // namespace

FinetunePanel::FinetunePanel(Workbench& bench)
    : m_bench(bench),
      m_desk(
          bench, u"finetune/shown"_s, [](const RunRecord& run) { return isFineTuning(run.task); }, *this),
      m_data(bench.jobs()), m_opener([](const std::filesystem::path& folder) { return openModel(folder, {}); })
{
    setFocusPolicy(Qt::ClickFocus);
    m_report = new RunReport(bench, m_desk, m_data, *this);
    m_pane = makePane();
    buildLayout();
    addActions();
    connectParts();
    connectDesk();
    m_desk.useChosenFolders();
    restore();
    updateNext();
}

FinetunePanel::~FinetunePanel()
{
    // What is being read or trained tells of its end to the last, and these show it.
    m_data.disconnect(this);
    m_desk.disconnect(this);
    m_report->disconnect(this);
    delete m_report;
    delete m_dataPane;
}

QWidget* FinetunePanel::detailsPane()
{
    return m_pane;
}

void FinetunePanel::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::cardGap, grid::panelMargin, grid::cardGap);
    column->setSpacing(grid::cardGap);
    column->addWidget(makeHead());
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"panelProblem"_s);
    m_message = new Note(Tone::Ok, {}, this);
    m_problem->hide();
    m_message->hide();
    column->addWidget(m_problem);
    column->addWidget(m_message);
    m_pages = new QStackedWidget(this);
    m_dataPane = new DatasetPane(m_data, m_pages);
    m_pages->addWidget(m_dataPane);
    m_pages->addWidget(makeRecipePage());
    m_pages->addWidget(makeRunPage());
    m_pages->addWidget(&m_report->card());
    column->addWidget(makeSteps());
    column->addWidget(m_pages, 1);
}

QWidget* FinetunePanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::labelGap);
    QStringList titles;
    for (const FinetuneTask task : finetuneTasks)
        titles.append(wordsOf(task).title);
    m_tasks = new SegmentedButton(titles, tr("What the model learns"), head);
    for (const FinetuneTask task : finetuneTasks) {
        const FinetuneWords words = wordsOf(task);
        m_tasks->setSegmentIcon(static_cast<int>(task), words.iconName);
        m_tasks->setSegmentEnabled(static_cast<int>(task), true, words.wants);
    }
    row->addWidget(m_tasks);
    auto* from = makeMutedLabel(tr("from"), TextSize::Body, head);
    row->addWidget(from);
    m_models = new QComboBox(head);
    m_models->setAccessibleName(tr("Model that the run starts from"));
    m_models->setObjectName(u"startModel"_s);
    m_models->setMaximumWidth(modelsWidest);
    m_models->setMinimumWidth(110);
    from->setBuddy(m_models);
    row->addWidget(m_models, 1);
    row->addStretch(1);
    QToolButton* runs = makeIconButton(u"folder-open"_s, tr("Runs folder…"), head);
    runs->setFixedSize(grid::controlHeight, grid::controlHeight);
    connect(runs, &QToolButton::clicked, &m_desk, &RunDesk::chooseRunsFolder);
    row->addWidget(runs);
    QToolButton* help = makeIconButton(u"circle-question-mark"_s, tr("Help on fine-tuning"), head);
    help->setFixedSize(grid::controlHeight, grid::controlHeight);
    connect(help, &QToolButton::clicked, this, [this] { HelpWindow::show(this, u"fine-tuning.md"_s); });
    row->addWidget(help);
    return head;
}

QWidget* FinetunePanel::makeSteps()
{
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    m_steps = new SegmentedButton({tr("1  Data"), tr("2  Recipe"), tr("3  Run"), tr("4  Report")},
                                  tr("Step of fine-tuning"), holder);
    row->addWidget(m_steps);
    row->addStretch(1);
    auto* import = makeButton(tr("Import data…"), u"folder-open"_s, holder);
    import->setObjectName(u"importData"_s);
    connect(import, &QPushButton::clicked, this, &FinetunePanel::chooseData);
    row->addWidget(import);
    return holder;
}

QWidget* FinetunePanel::makeRecipePage()
{
    auto* card = new Card(tr("Recipe"), this);
    card->setSecondText(tr("everything that decides the result; checked while one types"));
    card->body()->setContentsMargins(0, 4, 0, 4);
    m_editor = new RecipeEditor(card);
    m_editor->setStartShown(false); // The pane has the one primary button.
    card->body()->addWidget(m_editor, 1);
    return card;
}

QWidget* FinetunePanel::makeRunPage()
{
    auto* card = new Card(tr("Runs"), this);
    card->setSecondText(tr("box: compare"));
    card->setMinimumWidth(listLeast);
    card->body()->setContentsMargins(0, 4, 0, 4);
    m_listStack = new QStackedWidget(card);
    m_listStack->addWidget(new EmptyState(tr("No runs yet."), {}, card));
    m_listStack->addWidget(&m_desk.list());
    card->body()->addWidget(m_listStack, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(card);
    splitter->addWidget(&m_desk.monitor());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(grid::cardGap);
    splitter->setSizes({listWidth, 1'000});
    return splitter;
}

QWidget* FinetunePanel::makePane()
{
    auto* pane = new QWidget(this);
    pane->setBackgroundRole(QPalette::AlternateBase);
    pane->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_next = new NextCard(pane);
    column->addWidget(m_next);
    auto* line = new QFrame(pane);
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFrameShadow(QFrame::Plain);
    column->addWidget(line);
    m_panes = new QStackedWidget(pane);
    m_facts = new DataFacts(m_panes);
    m_draft = new DraftDetails(m_panes);
    m_panes->addWidget(m_facts);
    m_panes->addWidget(m_draft);
    m_panes->addWidget(&m_desk.details());
    m_panes->addWidget(&m_report->pane());
    column->addWidget(m_panes, 1);
    return pane;
}

bool FinetunePanel::isBusy() const
{
    return m_desk.isBusy() || m_data.isReading() || m_counting.isBusy() || m_report->isReading();
}

bool FinetunePanel::cancel()
{
    if (!m_problem->isHidden() || !m_message->isHidden()) {
        m_problem->hide();
        m_message->hide();
        return true;
    }
    if (!m_data.isBusy())
        return false;
    m_data.cancel();
    return true;
}

void FinetunePanel::showProblem(const QString& text)
{
    m_message->hide();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        m_makingOf.clear();
    updateNext();
}

void FinetunePanel::showStep(FinetuneStep step)
{
    m_step = step;
    if (step == FinetuneStep::Recipe)
        updateDraft();
    if (step == FinetuneStep::Report)
        m_report->read();
    const int place = static_cast<int>(step);
    m_steps->setCurrent(place);
    m_pages->setCurrentIndex(place);
    m_panes->setCurrentIndex(place);
    updateNext();
}

std::optional<DraftData> FinetunePanel::draftData() const
{
    if (m_data.dataset() == nullptr || !m_counted)
        return std::nullopt;
    DraftData data{m_data.path(), m_data.options(), m_splits};
    data.options.importer = m_data.dataset()->importer;
    return data;
}

void FinetunePanel::updateDraft()
{
    const std::optional<DraftData> data = draftData();
    const std::vector<RecipeValue> values = recipeValues(m_model, data);
    const QString builtIn = builtInFor(m_model);
    QString key = QString::fromStdString(recipeTask(m_task)) + u'\n' + builtIn;
    for (const RecipeValue& each : values) {
        if (each.key != u"start_from"_s)
            key += u'\n' + each.value;
    }
    if (key == m_draftKey) {
        m_editor->setValues(values);
        return;
    }
    m_draftKey = key;
    m_editor->begin({recipeTask(m_task), freeName(wordsOf(m_task).runBase, m_desk.folder()), builtIn, values});
    if (data)
        m_editor->setValues(valuesForFew(m_task, m_editor->recipeText(), m_splits.items));
}

void FinetunePanel::updateCompared()
{
    const RecipeCheck& check = m_editor->check();
    const std::string task = check.recipe ? check.recipe->task : std::string();
    const auto& runs = m_desk.runs().runs();
    const auto run =
        std::ranges::find_if(runs, [&](const RunRecord& each) { return each.task == task && each.recipe.has_value(); });
    const bool any = !task.empty() && run != runs.end();
    m_draft->setCompared(any ? QString::fromStdString(run->name) : QString(), any ? run->recipe : std::nullopt);
}

FinetuneState FinetunePanel::state() const
{
    FinetuneState state;
    state.step = m_step;
    state.task = m_task;
    state.modelProblem = m_model.folder.empty() ? tr("No model was found to start from. Choose a model folder.")
                                                : whyUnfit(m_task, m_model);
    state.modelWarning = startWarning(m_task, m_model);
    fillDataState(state);
    state.recipeObstacle = m_editor->obstacle();
    const auto& findings = m_editor->check().findings;
    const auto told = std::ranges::find_if(findings, [](const RecipeFinding& each) { return each.tone == Tone::Ok; });
    state.recipeWords = told != findings.end() ? told->text : QString();
    state.hasProgram = m_desk.trainer().hasProgram();
    fillRunState(state);
    return state;
}

void FinetunePanel::fillDataState(FinetuneState& state) const
{
    const auto dataset = m_data.dataset();
    state.dataName = m_data.name();
    state.checking = m_data.isChecking();
    state.copying = m_data.isCopying();
    if (m_data.isReading() || (dataset != nullptr && !m_counted && m_counting.isBusy())) {
        state.data = DataState::Reading;
        state.dataWords = m_data.progressText();
    } else if (m_data.failure() && !m_data.failedPath().empty()) {
        state.data = DataState::Failed;
        state.dataWords = m_data.failure()->text();
    } else if (dataset == nullptr) {
        state.data = DataState::None;
    } else if (m_splits.training.empty()) {
        state.data = DataState::Unfit;
        state.dataWords = missingText(m_data.name(), dataKindOf(recipeTask(m_task)));
    } else {
        state.data = DataState::Ready;
        state.hasHeldOut = !m_splits.heldOut.empty();
        const QString learn =
            tr("%1 to learn from (%2)").arg(countText(m_splits.items), QString::fromStdString(m_splits.training));
        const auto held = m_counts.find(m_splits.validation());
        state.dataWords = held == m_counts.end() ? learn + u'.'
                                                 : learn + tr(", %1 to measure on (%2).")
                                                               .arg(countText(itemsFor(m_task, held->second)),
                                                                    QString::fromStdString(held->first));
        if (const auto result = m_data.result()) {
            for (const DatasetFinding& each : result->report().findings) {
                state.problems += each.severity == Severity::Problem;
                state.warnings += each.severity == Severity::Warning;
            }
        }
    }
}

void FinetunePanel::fillRunState(FinetuneState& state) const
{
    state.run = m_desk.shownRecord();
    if (!state.run)
        return;
    const RunFollower* shown = m_desk.monitor().shown();
    const std::vector<EvaluationEvent> none;
    const bool follows = shown != nullptr && shown->folder() == state.run->folder;
    if (const auto chosen = chosenCheckpoint(*state.run, follows ? shown->history().evaluations() : none))
        state.checkpointWords = checkpointText(*chosen);
    state.measuring = m_report->isMeasuring();
    state.hasReport = m_report->hasReport();
    state.makingModel = m_makingOf == state.run->folder || m_opening.run == state.run->folder;
    if (m_inUse.run == state.run->folder)
        state.usedName = QString::fromStdString(m_inUse.model.filename().string());
}

void FinetunePanel::updateNext()
{
    m_next->setStep(nextStep(state()));
}

} // namespace vlmo::ui
