#include "ui/pretraining/pretrain_panel.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/train/run_folder.h"
#include "ui/help.h"
#include "ui/pretraining/chain.h"
#include "ui/pretraining/draft_details.h"
#include "ui/pretraining/hand_over_arrow.h"
#include "ui/pretraining/recipe_editor.h"
#include "ui/pretraining/stage_card.h"
#include "ui/theme.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_jobs.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"

#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sideWidth = 300;
constexpr int sideLeast = 250;
constexpr int cardLeast = 176;

/// Head, three facts, the parts and the buttons of a card, and a scroll bar below them.
int chainHeight()
{
    const int line = QFontMetrics(textFont(TextSize::Body)).height() + 3;
    return 2 * grid::cardPadding + 24 + 3 * line + 40 + grid::controlHeight + 4 * 6 + 8;
}

} // namespace

PretrainPanel::PretrainPanel(Workbench& bench)
    : m_bench(bench), m_runs(std::make_unique<RunListModel>(m_queue)),
      m_trainer(std::make_unique<Trainer>(trainerProgram(), bench.jobs())), m_runJobs(new RunJobs(bench.jobs(), this))
{
    setFocusPolicy(Qt::ClickFocus);
    m_pane = new QStackedWidget(this);
    m_details = new RunDetails(m_pane);
    m_draft = new DraftDetails(m_pane);
    m_pane->addWidget(m_details);
    m_pane->addWidget(m_draft);
    buildLayout();
    addActions();
    connectParts();
    connectTrainer();
    const QString stored = QSettings().value(u"training/runs"_s).toString();
    const std::filesystem::path runs =
        stored.isEmpty() ? dataFolder() / "runs" : std::filesystem::path(stored.toStdString());
    m_shown = QSettings().value(u"training/shown"_s).toString().toStdString();
    setFolders(runs, runs.parent_path() / "models");
}

PretrainPanel::~PretrainPanel()
{
    m_details->saveNotes();
    m_monitor->setRuns(nullptr, {});
}

QWidget* PretrainPanel::detailsPane()
{
    return m_pane;
}

void PretrainPanel::buildLayout()
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
    column->addWidget(makeChain());
    m_monitor = new RunMonitor(this);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeSide());
    splitter->addWidget(m_monitor);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(grid::cardGap);
    splitter->setSizes({sideWidth, 1'000});
    column->addWidget(splitter, 1);
}

QWidget* PretrainPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::labelGap);
    row->addWidget(makeLabel(tr("Pre-train"), TextSize::PageTitle, true, head));
    m_folder = new ElidedLabel({}, head);
    m_folder->setElideMode(Qt::ElideMiddle);
    m_folder->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_folder, 1);
    QPushButton* folder = makeButton(tr("Runs folder…"), u"folder-open"_s, head);
    connect(folder, &QPushButton::clicked, this, &PretrainPanel::chooseRunsFolder);
    row->addWidget(folder);
    QToolButton* help = makeIconButton(u"circle-question-mark"_s, tr("Help on pre-training"), head);
    help->setFixedSize(grid::controlHeight, grid::controlHeight);
    connect(help, &QToolButton::clicked, this, [this] { HelpWindow::show(this, u"pre-training.md"_s); });
    row->addWidget(help);
    return head;
}

QWidget* PretrainPanel::makeChain()
{
    auto* chain = new QWidget(this);
    auto* row = new QHBoxLayout(chain);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const StageFacts& facts : stages()) {
        if (!m_cards.empty()) {
            auto* arrow = new HandOverArrow(chain);
            m_arrows.push_back(arrow);
            row->addWidget(arrow);
        }
        auto* card = new StageCard(facts, chain);
        card->setMinimumWidth(std::max(cardLeast, card->minimumSizeHint().width()));
        m_cards.push_back(card);
        row->addWidget(card, 1);
    }
    // In a narrow window the chain is scrolled rather than squeezed.
    m_chain = new QScrollArea(this);
    m_chain->setWidget(chain);
    m_chain->setWidgetResizable(true);
    m_chain->setFrameShape(QFrame::NoFrame);
    m_chain->setFocusPolicy(Qt::NoFocus);
    m_chain->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chain->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_chain->setFixedHeight(chainHeight());
    return m_chain;
}

QWidget* PretrainPanel::makeSide()
{
    auto* card = new Card(tr("Runs"), this);
    card->setMinimumWidth(sideLeast);
    m_side = new SegmentedButton({tr("Runs"), tr("Recipe")}, tr("What is shown beside the run"), card);
    card->setSecondText(tr("box: compare"));
    card->addHeadWidget(m_side);
    card->body()->setContentsMargins(0, 4, 0, 4);
    m_list = new RunListView(*m_runs, card);
    m_empty = new EmptyState(
        tr("No runs yet. Begin with the visual tokenizer. The demo recipes need the demo corpus; the help page "
           "“From nothing to a model” says how to get it."),
        tr("Set up a run"), card);
    m_listStack = new QStackedWidget(card);
    m_listStack->addWidget(m_empty);
    m_listStack->addWidget(m_list);
    m_editor = new RecipeEditor(card);
    m_sides = new QStackedWidget(card);
    m_sides->addWidget(m_listStack);
    m_sides->addWidget(m_editor);
    card->body()->addWidget(m_sides, 1);
    return card;
}

void PretrainPanel::connectParts()
{
    for (StageCard* card : m_cards) {
        connect(card, &StageCard::showRequested, this, &PretrainPanel::showRun);
        connect(card, &StageCard::setUpRequested, this, &PretrainPanel::setUp);
        connect(card, &StageCard::promoteRequested, this,
                [this](const std::filesystem::path& run) { choosePlaceForModel(run, {}); });
    }
    for (HandOverArrow* arrow : m_arrows) {
        connect(arrow, &HandOverArrow::reportRequested, this, &PretrainPanel::showHandOver);
        connect(arrow, &HandOverArrow::setUpRequested, this, &PretrainPanel::setUp);
        connect(arrow, &HandOverArrow::promoteRequested, this,
                [this](const std::filesystem::path& run) { choosePlaceForModel(run, {}); });
    }
    connect(m_side, &SegmentedButton::chosen, this, [this](int side) {
        if (side == 1 && m_editor->recipeText().isEmpty())
            return setUp(stages().front().task);
        showSide(static_cast<Side>(side));
    });
    connect(m_empty, &EmptyState::activated, this, [this] { setUp(stages().front().task); });
    connect(m_list, &RunListView::chosen, this, &PretrainPanel::showRun);
    connect(m_runs.get(), &RunListModel::reloaded, this, &PretrainPanel::onReloaded);
    connect(m_runs.get(), &RunListModel::checkedChanged, this, &PretrainPanel::updateMonitor);
    connect(m_runs.get(), &RunListModel::failed, this, [this](const Failure& failure) { showProblem(failure.text()); });
    connect(m_editor, &RecipeEditor::startRequested, this, &PretrainPanel::startNew);
    connect(m_editor, &RecipeEditor::checked, this, [this] {
        m_draft->setCheck(m_editor->check());
        updateDraft();
    });
    connect(m_monitor, &RunMonitor::startRequested, this, &PretrainPanel::startShown);
    connect(m_monitor, &RunMonitor::stopRequested, this, &PretrainPanel::stopShown);
    connect(m_details, &RunDetails::promoteRequested, this, &PretrainPanel::choosePlaceForModel);
    connect(m_details, &RunDetails::handOverRequested, this, &PretrainPanel::showHandOver);
    connect(m_runJobs, &RunJobs::stopRequested, this, [this](const std::filesystem::path& run) {
        try {
            m_trainer->stop(run);
        } catch (const Error& error) {
            showProblem(failureText(error));
        }
    });
}

void PretrainPanel::connectTrainer()
{
    connect(m_trainer.get(), &Trainer::ended, this,
            [this](const std::filesystem::path& run, bool good, const QString& words) {
                m_trainerWords[run] = good ? QString() : words;
                updateProcess();
                if (const auto follower = m_followers.find(run); follower != m_followers.end())
                    follower->second->look();
                m_runs->reload();
            });
    connect(m_trainer.get(), &Trainer::exported, this,
            [this](const std::filesystem::path&, const std::filesystem::path& model) {
                m_message->setText(tr("The model is at %1.").arg(QString::fromStdString(model.string())));
                m_message->show();
                updateChain();
            });
    connect(m_trainer.get(), &Trainer::exportFailed, this,
            [this](const std::filesystem::path& run, const QString& words) {
                showProblem(tr("No model was made of %1.").arg(QString::fromStdString(run.filename().string())) +
                            u'\n' + words);
            });
}

bool PretrainPanel::isBusy() const
{
    const auto shown = m_followers.find(m_shown);
    return !m_runs->isLoaded() || (shown != m_followers.end() && !shown->second->isCaughtUp());
}

void PretrainPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    // At first the arrows walk the runs; later the focus is where it was left.
    if (focusWidget() == nullptr)
        (m_runs->runs().empty() ? static_cast<QWidget*>(m_empty->button()) : m_list)->setFocus();
}

bool PretrainPanel::cancel()
{
    if (m_problem->isHidden() && m_message->isHidden())
        return false;
    m_problem->hide();
    m_message->hide();
    return true;
}

void PretrainPanel::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->show();
}

void PretrainPanel::setFolders(const std::filesystem::path& folder, const std::filesystem::path& models)
{
    // As the records name their folders.
    std::filesystem::path runs = std::filesystem::absolute(folder).lexically_normal();
    if (!runs.has_filename())
        runs = runs.parent_path();
    m_models = models;
    m_folder->setText(QString::fromStdString(runs.string()));
    m_editor->setRunsFolder(runs);
    m_runs->setFolder(runs);
}

void PretrainPanel::setTrainerProgram(const std::filesystem::path& program)
{
    m_trainer = std::make_unique<Trainer>(program, m_bench.jobs());
    connectTrainer();
}

void PretrainPanel::showSide(Side side)
{
    m_side->setCurrent(static_cast<int>(side));
    m_sides->setCurrentIndex(static_cast<int>(side));
    m_pane->setCurrentIndex(static_cast<int>(side));
}

void PretrainPanel::onReloaded()
{
    m_listStack->setCurrentIndex(m_runs->runs().empty() ? 0 : 1);
    for (const RunRecord& run : m_runs->runs()) {
        if (run.state != RunState::Running && !m_trainer->isTraining(run.folder))
            m_trainer->forgetStop(run.folder);
    }
    m_runJobs->setRuns(m_runs->runs());
    updateChain();
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
    updateDraft();
}

bool PretrainPanel::followsWhatIsGone() const
{
    return std::ranges::any_of(m_followers, [this](const auto& each) { return m_runs->find(each.first) == nullptr; });
}

void PretrainPanel::updateChain()
{
    const std::vector<ChainStage> chain = chainOf(m_runs->runs(), m_models);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        m_cards[i]->setStage(chain[i]);
        m_cards[i]->setSelected(chain[i].run != nullptr && chain[i].run->folder == m_shown);
        if (i > 0)
            m_arrows[i - 1]->setStages(chain[i - 1], chain[i]);
    }
}

RunFollower* PretrainPanel::follow(const std::filesystem::path& run)
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

void PretrainPanel::updateMonitor()
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

void PretrainPanel::updateProcess()
{
    m_monitor->setProcess(m_trainer->isTraining(m_shown), m_trainer->isStopping(m_shown));
    const auto words = m_trainerWords.find(m_shown);
    m_monitor->setTrainerWords(words == m_trainerWords.end() ? QString() : words->second);
}

void PretrainPanel::updateDetails()
{
    const RunRecord* run = m_runs->find(m_shown);
    const auto follower = m_followers.find(m_shown);
    // The follower's record is the newer one of the two.
    std::optional<RunRecord> record;
    if (follower != m_followers.end() && follower->second->record())
        record = follower->second->record();
    else if (run != nullptr)
        record = *run;
    m_details->setRun(record);
    std::vector<RunRecord> compared;
    if (run != nullptr)
        compared.push_back(*run);
    for (const std::filesystem::path& other : m_runs->checked()) {
        if (const RunRecord* found = m_runs->find(other); found != nullptr && other != m_shown)
            compared.push_back(*found);
    }
    m_details->setCompared(compared);
}

void PretrainPanel::updateDraft()
{
    const RecipeCheck& check = m_editor->check();
    const std::string task = check.recipe ? check.recipe->task : std::string();
    const auto run = std::ranges::find_if(
        m_runs->runs(), [&](const RunRecord& each) { return each.task == task && each.recipe.has_value(); });
    const bool any = !task.empty() && run != m_runs->runs().end();
    m_draft->setCompared(any ? QString::fromStdString(run->name) : QString(), any ? run->recipe : std::nullopt);
}

void PretrainPanel::showRun(const std::filesystem::path& run)
{
    if (run.empty())
        return;
    m_shown = run;
    QSettings().setValue(u"training/shown"_s, QString::fromStdString(run.string()));
    showSide(Side::Runs);
    if (m_list->current() != run) {
        m_list->choose(run); // Comes back here, when the list has it already.
        if (m_list->current() == run)
            return;
    }
    updateMonitor();
    updateChain();
    for (StageCard* card : m_cards) {
        if (card->isSelected())
            m_chain->ensureWidgetVisible(card, grid::cardGap, 0);
    }
}

void PretrainPanel::setUp(const std::string& task)
{
    const auto stage = std::ranges::find(stages(), task, &StageFacts::task);
    if (stage == stages().end())
        return;
    std::filesystem::path input;
    if (stage != stages().begin()) {
        const std::vector<ChainStage> chain = chainOf(m_runs->runs(), m_models);
        const ChainStage& before = chain[static_cast<std::size_t>(stage - stages().begin()) - 1];
        if (before.handOver == HandOver::Ready)
            input = before.model;
    }
    m_editor->begin(task, stage->inputKey, input);
    showSide(Side::Recipe);
}

} // namespace vlmo::ui
