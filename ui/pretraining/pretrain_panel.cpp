#include "ui/pretraining/pretrain_panel.h"

#include "core/train/fine_tuning.h"
#include "ui/help.h"
#include "ui/pretraining/chain.h"
#include "ui/pretraining/hand_over_arrow.h"
#include "ui/pretraining/stage_card.h"
#include "ui/theme.h"
#include "ui/training/draft_details.h"
#include "ui/training/recipe_editor.h"
#include "ui/training/recipe_text.h"
#include "ui/training/run_details.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"

#include <QScrollArea>
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
    : m_bench(bench),
      m_desk(
          bench, u"training/shown"_s, [](const RunRecord& run) { return !isFineTuning(run.task); }, *this)
{
    setFocusPolicy(Qt::ClickFocus);
    m_pane = new QStackedWidget(this);
    m_draft = new DraftDetails(m_pane);
    m_pane->addWidget(&m_desk.details());
    m_pane->addWidget(m_draft);
    buildLayout();
    addActions();
    connectParts();
    m_desk.useChosenFolders();
}

PretrainPanel::~PretrainPanel() = default;

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
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeSide());
    splitter->addWidget(&m_desk.monitor());
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
    connect(folder, &QPushButton::clicked, &m_desk, &RunDesk::chooseRunsFolder);
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
    m_empty = new EmptyState(
        tr("No runs yet. Begin with the visual tokenizer. The demo recipes need the demo corpus; the help page "
           "“From nothing to a model” says how to get it."),
        tr("Set up a run"), card);
    m_listStack = new QStackedWidget(card);
    m_listStack->addWidget(m_empty);
    m_listStack->addWidget(&m_desk.list());
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
        connect(card, &StageCard::showRequested, &m_desk, &RunDesk::show);
        connect(card, &StageCard::setUpRequested, this, &PretrainPanel::setUp);
        connect(card, &StageCard::promoteRequested, this,
                [this](const std::filesystem::path& run) { m_desk.choosePlaceForModel(run, {}); });
    }
    for (HandOverArrow* arrow : m_arrows) {
        connect(arrow, &HandOverArrow::reportRequested, &m_desk, &RunDesk::showHandOver);
        connect(arrow, &HandOverArrow::setUpRequested, this, &PretrainPanel::setUp);
        connect(arrow, &HandOverArrow::promoteRequested, this,
                [this](const std::filesystem::path& run) { m_desk.choosePlaceForModel(run, {}); });
    }
    connect(m_side, &SegmentedButton::chosen, this, [this](int side) {
        if (side == 1 && m_editor->recipeText().isEmpty())
            return setUp(stages().front().task);
        showSide(static_cast<Side>(side));
    });
    connect(m_empty, &EmptyState::activated, this, [this] { setUp(stages().front().task); });
    connect(m_editor, &RecipeEditor::startRequested, this, &PretrainPanel::startNew);
    connect(m_editor, &RecipeEditor::checked, this, [this] {
        m_draft->setCheck(m_editor->check());
        updateDraft();
    });
    connect(&m_desk, &RunDesk::folderChanged, this, [this] {
        m_folder->setText(QString::fromStdString(m_desk.folder().string()));
        m_editor->setRunsFolder(m_desk.folder());
    });
    connect(&m_desk, &RunDesk::reloaded, this, &PretrainPanel::onReloaded);
    connect(&m_desk, &RunDesk::shownChanged, this, &PretrainPanel::onShown);
    connect(&m_desk, &RunDesk::problemChanged, this, &PretrainPanel::showProblem);
    connect(&m_desk, &RunDesk::modelMade, this,
            [this](const std::filesystem::path&, const std::filesystem::path& model) {
                m_message->setText(tr("The model is at %1.").arg(QString::fromStdString(model.string())));
                m_message->show();
                updateChain();
            });
}

bool PretrainPanel::isBusy() const
{
    return m_desk.isBusy();
}

void PretrainPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    m_desk.useChosenFolders();
    // At first the arrows walk the runs; later the focus is where it was left.
    if (focusWidget() == nullptr)
        (runs().runs().empty() ? static_cast<QWidget*>(m_empty->button()) : &list())->setFocus();
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
    if (text.isEmpty()) {
        (void)cancel();
        return;
    }
    m_problem->setText(text);
    m_problem->show();
}

void PretrainPanel::showSide(Side side)
{
    m_side->setCurrent(static_cast<int>(side));
    m_sides->setCurrentIndex(static_cast<int>(side));
    m_pane->setCurrentIndex(static_cast<int>(side));
}

void PretrainPanel::onReloaded()
{
    m_listStack->setCurrentIndex(runs().runs().empty() ? 0 : 1);
    updateChain();
    updateDraft();
}

void PretrainPanel::updateChain()
{
    const std::vector<ChainStage> chain = chainOf(runs().runs(), m_desk.models());
    for (std::size_t i = 0; i < chain.size(); ++i) {
        m_cards[i]->setStage(chain[i]);
        m_cards[i]->setSelected(chain[i].run != nullptr && chain[i].run->folder == m_desk.shown());
        if (i > 0)
            m_arrows[i - 1]->setStages(chain[i - 1], chain[i]);
    }
}

void PretrainPanel::updateDraft()
{
    const RecipeCheck& check = m_editor->check();
    const std::string task = check.recipe ? check.recipe->task : std::string();
    const auto run = std::ranges::find_if(
        runs().runs(), [&](const RunRecord& each) { return each.task == task && each.recipe.has_value(); });
    const bool any = !task.empty() && run != runs().runs().end();
    m_draft->setCompared(any ? QString::fromStdString(run->name) : QString(), any ? run->recipe : std::nullopt);
}

void PretrainPanel::onShown()
{
    showSide(Side::Runs);
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
        const std::vector<ChainStage> chain = chainOf(runs().runs(), m_desk.models());
        const ChainStage& before = chain[static_cast<std::size_t>(stage - stages().begin()) - 1];
        if (before.handOver == HandOver::Ready)
            input = before.model;
    }
    RecipeDraft draft{task, freeRunName(*stage, m_desk.folder()), {}, {}};
    if (!input.empty())
        draft.values.push_back({stage->inputKey, tomlString(QString::fromStdString(input.string()))});
    m_editor->begin(draft);
    showSide(Side::Recipe);
}

} // namespace vlmo::ui
