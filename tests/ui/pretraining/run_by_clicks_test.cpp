// A run that goes on without the window, is killed, or ends for want of memory; with the real program as a child
// process where one is needed.
#include "tests/ui/pretraining/clicks.h"
#include "tests/ui/pretraining/hand_made_runs.h"

#include "core/base/files.h"
#include "ui/training/curves_page.h"
#include "ui/training/difference_table.h"
#include "ui/training/run_details.h"

#include <QMenu>

#include <csignal>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class ARunByClicks : public test::ClicksInPretrain {
protected:
    /// Looks at the folder now instead of a second later.
    void look()
    {
        panel().runs().reload();
        ASSERT_TRUE(waitUntil([this] { return !panel().isBusy() && panel().runs().rowCount() > 0; }));
    }

    void chooseExport(int entry)
    {
        auto* button = monitor().findChild<QToolButton*>(u"saveCharts"_s);
        ASSERT_NO_FATAL_FAILURE(click(*button));
        auto* menu = button->findChild<QMenu*>();
        ASSERT_TRUE(menu->isVisible());
        for (int i = 0; i <= entry; ++i)
            QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        acceptFileDialog();
    }

    void clickOnRow(int row, int fromRight)
    {
        const QRect area = panel().list().visualRect(panel().runs().index(row));
        QTest::mouseClick(panel().list().viewport(), Qt::LeftButton, Qt::NoModifier,
                          QPoint(area.right() - fromRight, area.center().y()));
    }
};

TEST_F(ARunByClicks, GoesOnWhileTheWindowIsClosedAndIsFollowedByTheNext)
{
    ASSERT_NO_FATAL_FAILURE(startEndlessRun());
    const std::int64_t before = monitor().shown()->record()->step;
    const std::int64_t process = monitor().shown()->record()->process;
    ASSERT_TRUE(m_window->close());
    m_window.reset();
    Actions actions;
    JobList jobs;
    Workbench bench(m_session, actions, jobs);
    m_window = std::make_unique<MainWindow>(bench, panelEntries());
    m_window->resize(1'600, 1'000);
    m_window->show();
    m_window->showPanel(u"pretrain"_s);
    look();
    ASSERT_NE(shown("tokenizer-1"), nullptr);
    ASSERT_TRUE(waitForState(u"running"_s));
    EXPECT_EQ(monitor().shown()->record()->process, process);
    EXPECT_EQ(jobs.runningCount(), 1);
    ASSERT_TRUE(waitUntil([&] { return monitor().shown()->record()->step > before; }));
    stopRun();
    EXPECT_TRUE(monitor().action().text().startsWith(u"Resume from "_s)) << monitor().action().text().toStdString();
    m_window.reset();
}

TEST_F(ARunByClicks, IsShownAsKilledWhenItIsAndResumed)
{
    ASSERT_NO_FATAL_FAILURE(startEndlessRun());
    ASSERT_EQ(::kill(static_cast<pid_t>(monitor().shown()->record()->process), SIGKILL), 0);
    ASSERT_TRUE(waitForState(u"killed"_s));
    EXPECT_TRUE(waitUntil([this] { return panel().cards()[0]->stateText() == u"killed"_s; }));
    EXPECT_TRUE(monitor().problem().text().contains(u"killed or crashed"_s))
        << monitor().problem().text().toStdString();
    ASSERT_TRUE(waitUntil([this] { return monitor().action().isEnabled(); }));
    const std::int64_t checkpoint = monitor().shown()->record()->checkpoints.back().step;
    EXPECT_EQ(monitor().action().text(), u"Resume from %1"_s.arg(countText(checkpoint)));
    click(monitor().action());
    ASSERT_TRUE(waitForState(u"running"_s));
    ASSERT_TRUE(waitUntil([&] { return monitor().shown()->record()->step > checkpoint; }));
    EXPECT_TRUE(monitor().problem().isHidden()) << monitor().problem().text().toStdString();
    stopRun();
}

TEST_F(ARunByClicks, SaysThatMemoryRanOutAndWhatHelps)
{
    test::makeRun(runs(), "hungry", test::plainRecipe("stage3-pairs", 1'000), 200, RunState::OutOfMemory,
                  "its process is gone, and the system has ended a process for want of memory since");
    look();
    ASSERT_NE(shown("hungry"), nullptr);
    ASSERT_TRUE(waitForState(u"out of memory"_s));
    EXPECT_TRUE(monitor().problem().text().contains(u"want of memory"_s)) << monitor().problem().text().toStdString();
    EXPECT_TRUE(monitor().problem().text().contains(u"micro_batch"_s)) << monitor().problem().text().toStdString();
    EXPECT_EQ(monitor().action().text(), u"Resume from 200"_s);
    EXPECT_EQ(panel().cards()[3]->stateText(), u"out of memory"_s);
}

TEST_F(ARunByClicks, HasItsCurvesSavedInThreeFormats)
{
    test::makeRun(runs(), "good", test::plainRecipe("stage3-pairs", 200), 200, RunState::Finished);
    look();
    ASSERT_NE(shown("good"), nullptr);
    ASSERT_FALSE(monitor().curves().views().empty());
    QSettings().setValue(u"training/exports"_s, QString::fromStdString(m_folder.path().string())); // The last folder.
    ASSERT_NO_FATAL_FAILURE(chooseExport(0));
    ASSERT_NO_FATAL_FAILURE(chooseExport(1));
    ASSERT_NO_FATAL_FAILURE(chooseExport(2));
    EXPECT_TRUE(monitor().problem().isHidden()) << monitor().problem().text().toStdString();
    const QImage image(QString::fromStdString((m_folder / "good.png").string()));
    EXPECT_GT(image.width(), 600);
    EXPECT_TRUE(readFile(m_folder / "good.svg", 1U << 24U).find("<svg") != std::string::npos);
    const std::string numbers = readFile(m_folder / "good.csv", 1U << 24U);
    EXPECT_TRUE(numbers.starts_with("run,curve,step,seconds,value\r\n"));
    EXPECT_NE(numbers.find("\"good\",train/loss,200,"), std::string::npos);
}

TEST_F(ARunByClicks, IsComparedWithAnotherByTheBoxInItsRow)
{
    test::makeRun(runs(), "one", test::plainRecipe("stage3-pairs", 200), 200, RunState::Finished);
    Recipe faster = test::plainRecipe("stage3-pairs", 200);
    faster.optimiser.learningRate = 2e-3;
    test::makeRun(runs(), "other", faster, 100, RunState::Finished);
    look();
    ASSERT_TRUE(waitUntil([this] { return panel().runs().rowCount() == 2; }));
    clickOnRow(panel().runs().rowOf(runs() / "one"), 200);
    ASSERT_NE(shown("one"), nullptr);
    clickOnRow(panel().runs().rowOf(runs() / "other"), 15);
    ASSERT_TRUE(waitUntil([this] {
        const CurveView* loss = monitor().curves().view(u"loss"_s);
        return loss != nullptr && loss->chart().lines().size() == 6;
    }));
    EXPECT_EQ(monitor().shown()->name(), u"one"_s); // The box does not choose the run.
    ASSERT_TRUE(panel().details().differences().isVisible());
    EXPECT_EQ(panel().details().differences().item(0, 0)->text(), u"optimiser.learning_rate"_s);
}

TEST_F(ARunByClicks, IsNotStartedUntilWhatWasTypedIsRight)
{
    clickOnCard(0, u"setUp"_s);
    typeTinyRun();
    typeValue(u"model.image_size"_s, u"32"_s);
    ASSERT_TRUE(waitUntil([this] { return panel().editor().startButton().isEnabled(); }))
        << panel().editor().obstacle().toStdString();
    typeValue(u"batch"_s, u"-4"_s);
    ASSERT_TRUE(waitUntil([this] { return !panel().editor().startButton().isEnabled(); }));
    const int line = *lineOfKey(panel().editor().recipeText(), u"batch"_s);
    EXPECT_TRUE(panel().editor().code().marks().contains(line));
    clickSegment(panel().editor(), u"Form"_s);
    typeInto(panel().editor().field(u"batch"_s), u"8"_s);
    EXPECT_TRUE(panel().editor().startButton().isEnabled()) << panel().editor().obstacle().toStdString();
    clickSegment(panel().editor(), u"Text"_s);
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"batch"_s), u"8"_s);
}

} // namespace
} // namespace vlmo::ui
