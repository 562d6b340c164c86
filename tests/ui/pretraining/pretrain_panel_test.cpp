#include "ui/pretraining/pretrain_panel.h"

#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/pretraining/hand_over_arrow.h"
#include "ui/pretraining/stage_card.h"
#include "ui/theme.h"
#include "ui/training/curves_page.h"
#include "ui/training/difference_table.h"
#include "ui/training/recipe_editor.h"
#include "ui/training/recipe_text.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class ThePretrainPanel : public test::WindowTest {
protected:
    PretrainPanel& panel() { return *qobject_cast<PretrainPanel*>(m_window->panel(u"pretrain"_s)); }

    /// Looks at the folder now instead of a second later.
    void look()
    {
        panel().runs().setFolder(runs());
        ASSERT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
        if (RunFollower* shown = panel().monitor().shown()) {
            shown->look();
            ASSERT_TRUE(waitUntil([shown] { return shown->isCaughtUp() && shown->record().has_value(); }));
        }
    }

    std::filesystem::path makeRun(const std::string& name, const std::string& task, RunState state)
    {
        return test::makeRun(runs(), name, test::plainRecipe(task, 200), 200, state);
    }

    std::filesystem::path program(const std::string& body)
    {
        const auto file = m_folder.write("vlmo", "#!/bin/sh\n" + body);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }

    QString soundRecipe()
    {
        std::filesystem::create_directories(m_folder / "pairs");
        m_folder.write("vocabulary.txt", "[PAD]\n");
        return u"task = \"stage3-pairs\"\nvocabulary = \"../vocabulary.txt\"\nbatch = 32\n\n[data]\nfolder = "
               "\"../pairs\"\n\n[schedule]\nsteps = 2000\nwarm_up = 10\n"_s;
    }
};

TEST_F(ThePretrainPanel, SaysWhatToDoFirstWithoutRuns)
{
    m_window->showPanel(u"pretrain"_s);
    look();
    EXPECT_EQ(panel().runs().rowCount(), 0);
    ASSERT_EQ(panel().cards().size(), 4U);
    auto* setUp = panel().cards()[0]->findChild<QPushButton*>(u"setUp"_s);
    ASSERT_TRUE(setUp->isVisible());
    setUp->click();
    EXPECT_TRUE(panel().editor().isVisible());
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"task"_s), u"tokenizer"_s);
    EXPECT_EQ(panel().arrows()[0]->text(), u"nothing yet"_s);
}

TEST_F(ThePretrainPanel, CutsNoWordOfTheChainInASmallWindow)
{
    m_window->showPanel(u"pretrain"_s);
    look();
    const QFontMetrics metrics(textFont(TextSize::Tick));
    int rows = 0;
    for (const StageCard* card : panel().cards()) {
        const auto* parts = card->findChild<PartsRow*>();
        if (parts == nullptr)
            continue;
        ++rows;
        ASSERT_EQ(parts->words().size(), 4U);
        for (const auto& [area, word] : parts->words()) {
            EXPECT_TRUE(QRectF(parts->rect()).contains(area)) << qPrintable(word);
            EXPECT_LE(metrics.horizontalAdvance(word), area.width()) << qPrintable(word);
        }
    }
    EXPECT_EQ(rows, 3);
    ASSERT_EQ(panel().arrows().size(), 3U);
    for (const HandOverArrow* arrow : panel().arrows())
        EXPECT_EQ(arrow->lines().join(u' '), u"nothing yet"_s) << arrow->width();
}

TEST_F(ThePretrainPanel, FindsRunsAndShowsTheNewest)
{
    makeRun("tokenizer-1", "tokenizer", RunState::Finished);
    const auto pairs = makeRun("pairs-1", "stage3-pairs", RunState::Stopped);
    // Seconds since 1970 are too coarse for two runs that end at once.
    RunStatus status;
    status.state = RunState::Stopped;
    status.step = 200;
    status.time = currentTime() + 60;
    test::writeText(pairs / "state.json", statusToJson(status));
    m_window->showPanel(u"pretrain"_s);
    look();
    ASSERT_EQ(panel().runs().rowCount(), 2);
    for (const RunRecord& run : panel().runs().runs())
        EXPECT_TRUE(run.problems.empty()) << run.problems.front().reason;
    ASSERT_NE(panel().monitor().shown(), nullptr);
    EXPECT_EQ(panel().monitor().shown()->folder(), pairs);
    EXPECT_EQ(panel().cards()[0]->stateText(), u"finished"_s);
    EXPECT_EQ(panel().cards()[3]->stateText(), u"stopped"_s);
    EXPECT_EQ(panel().arrows()[0]->text(), u"no model yet"_s);
    EXPECT_NE(panel().monitor().curves().view(u"loss"_s), nullptr);
}

TEST_F(ThePretrainPanel, ComparesCheckedRuns)
{
    const auto one = makeRun("one", "stage3-pairs", RunState::Stopped);
    Recipe faster = test::plainRecipe("stage3-pairs", 200);
    faster.optimiser.learningRate = 2e-3;
    const auto other = test::makeRun(runs(), "other", faster, 100, RunState::Finished);
    look();
    panel().showRun(one);
    panel().runs().setData(panel().runs().index(panel().runs().rowOf(other)), Qt::Checked, Qt::CheckStateRole);
    ASSERT_TRUE(waitUntil([this] {
        const CurveView* loss = panel().monitor().curves().view(u"loss"_s);
        return loss != nullptr && loss->chart().lines().size() == 6;
    }));
    ASSERT_EQ(panel().details().differences().rowCount(), 1);
    EXPECT_EQ(panel().details().differences().item(0, 0)->text(), u"optimiser.learning_rate"_s);
}

TEST_F(ThePretrainPanel, MakesAndStartsARun)
{
    panel().setTrainerProgram(program("echo \"$@\" > \"$2/called\"\n"));
    look();
    panel().setUp("stage3-pairs");
    panel().editor().setRecipeText(soundRecipe());
    panel().editor().setRunName(u"first"_s);
    ASSERT_TRUE(panel().editor().startButton().isEnabled()) << panel().editor().obstacle().toStdString();
    panel().editor().startButton().click();
    EXPECT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();
    ASSERT_TRUE(waitUntil([this] { return std::filesystem::exists(runs() / "first/called"); }));
    ASSERT_TRUE(waitUntil(
        [this] { return panel().monitor().shown() != nullptr && panel().monitor().shown()->name() == u"first"_s; }));
    EXPECT_EQ(readRun(runs() / "first").recipe->batch, 32);
}

TEST_F(ThePretrainPanel, ShowsWhyATrainingCouldNotBegin)
{
    panel().setTrainerProgram(program("echo 'vlmo: the data set is empty' >&2\nexit 3\n"));
    look();
    panel().editor().setRecipeText(soundRecipe());
    panel().editor().setRunName(u"vain"_s);
    panel().editor().startButton().click();
    ASSERT_TRUE(waitUntil([this] { return panel().monitor().problem().text().contains(u"the data set is empty"_s); }));
    EXPECT_FALSE(panel().monitor().problem().isHidden());
}

TEST_F(ThePretrainPanel, StopsTheRunThatIsShown)
{
    panel().setTrainerProgram(program("trap 'echo > \"$2/asked\"; exit 0' INT\necho > \"$2/begun\"\n"
                                      "while :; do :; done\n"));
    look();
    panel().editor().setRecipeText(soundRecipe());
    panel().editor().setRunName(u"long"_s);
    panel().editor().startButton().click();
    ASSERT_TRUE(waitUntil([this] { return std::filesystem::exists(runs() / "long/begun"); }));
    ASSERT_TRUE(waitUntil([this] { return panel().runs().rowOf(runs() / "long") >= 0; }));
    panel().stopShown();
    ASSERT_TRUE(waitUntil([this] { return std::filesystem::exists(runs() / "long/asked"); }));
    EXPECT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();
}

TEST_F(ThePretrainPanel, ShowsARunAgainWhenTheWindowReopens)
{
    RunFolder live = RunFolder::create(runs() / "live", test::plainRecipe("stage3-pairs", 1'000));
    live.beginSitting(0);
    test::addSteps(live, 30);
    makeRun("later", "tokenizer", RunState::Finished);
    look();
    panel().showRun(live.path());
    m_window.reset();
    Actions actions;
    JobList jobs;
    Workbench bench(m_session, actions, jobs);
    m_window = std::make_unique<MainWindow>(bench, panelEntries());
    look();
    ASSERT_NE(panel().monitor().shown(), nullptr);
    EXPECT_EQ(panel().monitor().shown()->folder(), live.path());
    EXPECT_EQ(panel().monitor().state().text(), u"running"_s);
    EXPECT_EQ(jobs.runningCount(), 1);
    m_window.reset();
}

TEST_F(ThePretrainPanel, StartsTheNextStageFromTheModelOfTheOneBefore)
{
    const auto vision = makeRun("vision", "stage1-vision", RunState::Finished);
    panel().setTrainerProgram(program("mkdir -p \"$5\"; echo > \"$5/config.json\"\n"));
    look();
    const std::filesystem::path model = m_folder / "models/vision";
    panel().promote(vision, {}, model);
    ASSERT_TRUE(waitUntil([this] { return panel().arrows()[1]->text() == u"ready"_s; }));
    panel().setUp("stage2-language");
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"start_from"_s), QString::fromStdString(model.string()));
}

TEST_F(ThePretrainPanel, NamesARunWhoseEventsCannotBeRead)
{
    const auto run = makeRun("old", "stage3-pairs", RunState::Finished);
    test::writeText(run / "events.jsonl", "{\"event\":\"step\",\"step\":1}\n");
    m_window->showPanel(u"pretrain"_s);
    look();
    EXPECT_TRUE(panel().monitor().problem().text().contains(u"events.jsonl"_s));
    EXPECT_EQ(panel().monitor().state().text(), u"finished"_s);
    EXPECT_TRUE(panel().details().notes().isVisible()); // The pane has facts of the run.
}

TEST_F(ThePretrainPanel, SaysThatNoRunIsChosenWhenOneIsToBeStarted)
{
    look();
    for (const char* action : {"pretrain.start", "pretrain.stop", "pretrain.promote"}) {
        (void)panel().cancel();
        m_bench.actions().find(QString::fromLatin1(action))->trigger();
        EXPECT_TRUE(panel().problem().text().contains(u"No run is chosen"_s)) << action;
        EXPECT_FALSE(panel().problem().isHidden()) << action;
    }
}

TEST_F(ThePretrainPanel, BringsTheCardOfTheShownRunIntoView)
{
    makeRun("tokenizer-1", "tokenizer", RunState::Finished);
    makeRun("pairs-1", "stage3-pairs", RunState::Finished);
    m_window->resize(1'024, 700);
    m_window->showPanel(u"pretrain"_s);
    look();
    for (const std::size_t stage : {std::size_t{3}, std::size_t{0}}) {
        panel().showRun(runs() / (stage == 0 ? "tokenizer-1" : "pairs-1"));
        QCoreApplication::processEvents();
        const StageCard* card = panel().cards()[stage];
        EXPECT_TRUE(card->isSelected());
        EXPECT_EQ(card->visibleRegion().boundingRect().width(), card->width()) << stage;
    }
}

class ThePretrainPanelAtASize : public ThePretrainPanel,
                                public ::testing::WithParamInterface<std::tuple<QSize, ThemeChoice>> {};

TEST_P(ThePretrainPanelAtASize, ShowsChartsAndRows)
{
    const auto [size, theme] = GetParam();
    makeRun("tokenizer-1", "tokenizer", RunState::Finished);
    makeRun("vision-1", "stage1-vision", RunState::Finished);
    m_folder.write("models/tokenizer-1/config.json", "{}");
    m_folder.write("models/vision-1/config.json", "{}");
    test::makeKilledRun(runs(), "text-1", 120);
    RunFolder live = RunFolder::create(runs() / "pairs-2", test::plainRecipe("stage3-pairs", 1'000));
    live.beginSitting(0);
    test::addSteps(live, 620);
    test::addSamples(live);
    test::addCheckpoint(live, 600);
    m_window->showTheme(theme);
    m_window->resize(size);
    m_window->showPanel(u"pretrain"_s);
    look();
    panel().showRun(live.path());
    look();
    QCoreApplication::processEvents();
    (void)m_window->grab();
    QCoreApplication::processEvents();
    const QImage shot = m_window->grab().toImage();
    EXPECT_EQ(shot.size(), size);
    EXPECT_EQ(panel().runs().rowCount(), 4);
    for (const CurveView* view : panel().monitor().curves().views()) {
        EXPECT_FALSE(view->chart().lines().isEmpty()) << view->id().toStdString();
        EXPECT_GE(view->chart().width(), view->chart().minimumSizeHint().width());
    }
    EXPECT_GE(panel().monitor().curves().views().size(), 7U);
    for (const StageCard* card : panel().cards())
        EXPECT_GE(card->width(), card->minimumSizeHint().width());
    if (const QByteArray folder = qgetenv("VLMO_SCREENSHOTS"); !folder.isEmpty())
        (void)shot.save(QString::fromLocal8Bit(folder) +
                        u"/pretrain-%1-%2.png"_s.arg(themeChoiceName(theme), QString::number(size.width())));
    applyTheme(ThemeChoice::Light);
}

INSTANTIATE_TEST_SUITE_P(Sizes, ThePretrainPanelAtASize,
                         ::testing::Combine(::testing::Values(QSize(1'024, 700), QSize(1'280, 800),
                                                              QSize(1'920, 1'080)),
                                            ::testing::Values(ThemeChoice::Light, ThemeChoice::Dark)));

} // namespace
} // namespace vlmo::ui
