#include "ui/training/run_monitor.h"

#include "core/base/files.h"
#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/wait.h"
#include "ui/training/curves_page.h"
#include "ui/training/difference_table.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/samples_view.h"
#include "ui/widgets/labels.h"

#include <gmock/gmock.h>

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheRunMonitor : public ::testing::Test {
protected:
    TheRunMonitor()
    {
        m_monitor.resize(760, 520);
        m_monitor.show();
    }
    ~TheRunMonitor() override { m_monitor.setRuns(nullptr, {}); }

    std::unique_ptr<RunFollower> follow(const std::filesystem::path& run)
    {
        auto follower = std::make_unique<RunFollower>(run, m_queue);
        EXPECT_TRUE(waitUntil([&] { return follower->isCaughtUp() && follower->record().has_value(); }));
        return follower;
    }

    std::filesystem::path stopped(const std::string& name, std::int64_t last = 200)
    {
        return test::makeRun(m_folder.path(), name, test::plainRecipe("stage3-pairs", 1'000), last, RunState::Stopped);
    }

    test::TemporaryFolder m_folder;
    WorkQueue m_queue;
    RunMonitor m_monitor;
};

TEST_F(TheRunMonitor, ShowsCurvesStateSamplesAndLog)
{
    const auto run = follow(stopped("one"));
    m_monitor.setRuns(run.get(), {});
    EXPECT_EQ(m_monitor.state().text(), u"stopped"_s);
    ASSERT_NE(m_monitor.curves().view(u"loss"_s), nullptr);
    const QList<ChartLine>& lines = m_monitor.curves().view(u"loss"_s)->chart().lines();
    ASSERT_EQ(lines.size(), 3);
    // A chart is made before it has its width; the points that are left out until then come back.
    EXPECT_TRUE(waitUntil([&] { return lines[0].curve.size() == 200U; }));
    EXPECT_EQ(lines[0].raw.size(), 200U);
    EXPECT_NE(m_monitor.curves().view(u"experts"_s), nullptr);
    EXPECT_NE(m_monitor.curves().view(u"held-out"_s), nullptr);
    EXPECT_EQ(m_monitor.samples().stepCount(), 2);
    EXPECT_TRUE(m_monitor.log().toPlainText().contains(u"checkpoint of step 200"_s));
    EXPECT_EQ(m_monitor.action().text(), u"Resume from 200"_s);
    EXPECT_TRUE(m_monitor.problem().isHidden());
}

TEST_F(TheRunMonitor, HasATitleForEveryTask)
{
    for (const std::string& task : taskNames())
        EXPECT_NE(taskTitle(task).toStdString(), task);
    EXPECT_EQ(taskTitle("of another program"), u"of another program"_s);
}

TEST_F(TheRunMonitor, CutsNoWordOnItsButtonsWhereItIsNarrow)
{
    const auto run = follow(stopped("a-run-with-a-rather-long-name"));
    m_monitor.setRuns(run.get(), {});
    for (const int width : {380, 440, 520, 620, 760, 1'000}) {
        m_monitor.resize(width, 520);
        QCoreApplication::processEvents();
        int sections = 0;
        for (const QAbstractButton* button : m_monitor.findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || button->text().isEmpty())
                continue;
            EXPECT_GE(button->width(), button->sizeHint().width()) << button->text().toStdString() << " at " << width;
            EXPECT_LE(button->mapTo(&m_monitor, QPoint(button->width(), 0)).x(), width) << button->text().toStdString();
            sections += button->text() == u"Samples"_s;
        }
        EXPECT_EQ(sections, 1) << width; // In the head or below it.
    }
}

TEST_F(TheRunMonitor, FollowsARunThatGrows)
{
    RunFolder folder = RunFolder::create(m_folder / "live", test::plainRecipe("stage3-pairs", 1'000));
    folder.beginSitting(0);
    test::addSteps(folder, 50);
    const auto run = follow(folder.path());
    m_monitor.setRuns(run.get(), {});
    EXPECT_EQ(m_monitor.state().text(), u"running"_s);
    EXPECT_EQ(m_monitor.action().text(), u"Stop and save"_s);
    folder.appendEvent(RunEvent(test::plainStep(51, 1'000)));
    run->look();
    ASSERT_TRUE(waitUntil([&] { return run->history().newestStep()->step == 51; }));
    EXPECT_EQ(m_monitor.curves().view(u"loss"_s)->chart().lines()[0].curve.size(), 51U);
    folder.writeState(RunState::Finished, 51, "");
    run->look();
    ASSERT_TRUE(waitUntil([&] { return run->record()->state == RunState::Finished; }));
    EXPECT_EQ(m_monitor.state().text(), u"finished"_s);
    EXPECT_FALSE(m_monitor.action().isVisible());
}

TEST_F(TheRunMonitor, ShowsAKilledRunWithItsLastWords)
{
    const auto run = follow(test::makeKilledRun(m_folder.path(), "gone", 120));
    m_monitor.setRuns(run.get(), {});
    EXPECT_EQ(m_monitor.state().text(), u"killed"_s);
    EXPECT_FALSE(m_monitor.problem().isHidden());
    EXPECT_TRUE(m_monitor.problem().text().front().isUpper());
    EXPECT_TRUE(m_monitor.problem().text().contains(u"killed or crashed"_s))
        << m_monitor.problem().text().toStdString();
    EXPECT_TRUE(m_monitor.problem().text().contains(u"checkpoint of step 120"_s));
}

TEST_F(TheRunMonitor, ShowsAFailedRunWithItsReason)
{
    const auto run = follow(test::makeRun(m_folder.path(), "nan", test::plainRecipe("stage3-pairs", 1'000), 40,
                                          RunState::Failed, "the loss is not a number at step 41"));
    m_monitor.setRuns(run.get(), {});
    EXPECT_EQ(m_monitor.state().text(), u"failed"_s);
    EXPECT_TRUE(m_monitor.problem().text().startsWith(u"the loss is not a number"_s));
}

TEST_F(TheRunMonitor, ShowsAnOutOfMemoryRunAsOne)
{
    const auto folder = stopped("fat");
    const auto run = follow(folder);
    RunRecord record = *run->record();
    record.state = RunState::OutOfMemory;
    record.explanation = "its process is gone, and the system has ended a process for want of memory since";
    EXPECT_EQ(runStateLook(record.state).word, u"out of memory"_s);
    EXPECT_TRUE(lastWordsText(record).contains(u"want of memory"_s));
    EXPECT_TRUE(lastWordsText(record).contains(u"checkpoint of step 200"_s));
}

TEST_F(TheRunMonitor, SaysWhatToDoFirstWhereNoRunIsChosen)
{
    EXPECT_TRUE(m_monitor.empty().isVisible());
    EXPECT_FALSE(m_monitor.curves().isVisible());
    EXPECT_FALSE(m_monitor.findChild<QToolButton*>(u"saveCharts"_s)->isVisible());
    EXPECT_FALSE(m_monitor.action().isVisible());
    const auto run = follow(stopped("one", 60));
    m_monitor.setRuns(run.get(), {});
    EXPECT_FALSE(m_monitor.empty().isVisible());
    EXPECT_TRUE(m_monitor.curves().isVisible());
    m_monitor.setRuns(nullptr, {});
    EXPECT_TRUE(m_monitor.empty().isVisible());
}

TEST_F(TheRunMonitor, ShowsARunWhoseEventsCannotBeRead)
{
    const auto folder = stopped("old", 60);
    test::writeText(folder / "events.jsonl", "{\"event\":\"step\",\"step\":1}\n");
    const auto run = follow(folder);
    m_monitor.setRuns(run.get(), {});
    EXPECT_EQ(m_monitor.state().text(), u"stopped"_s);
    EXPECT_EQ(m_monitor.problem().text().count(u"events.jsonl"_s), 1) << m_monitor.problem().text().toStdString();
    // Whoever puts the file right sees its curves at the next look.
    test::writeText(folder / "events.jsonl", eventSchemaLine());
    run->look();
    ASSERT_TRUE(waitUntil([&] { return run->problem().isEmpty(); }));
    EXPECT_TRUE(m_monitor.problem().isHidden()) << m_monitor.problem().text().toStdString();
}

TEST_F(TheRunMonitor, ShowsTheRecordOfARunWhoseFolderGoesAway)
{
    const auto folder = stopped("gone", 60);
    const auto run = follow(folder);
    m_monitor.setRuns(run.get(), {});
    std::filesystem::remove_all(folder);
    run->look();
    ASSERT_TRUE(waitUntil([&] { return !run->problem().isEmpty(); }));
    EXPECT_TRUE(m_monitor.problem().text().contains(u"gone"_s)) << m_monitor.problem().text().toStdString();
    EXPECT_EQ(m_monitor.state().text(), u"stopped"_s);
}

TEST_F(TheRunMonitor, KeepsWhatCouldNotBeSavedWhileTheRunGoesOn)
{
    RunFolder folder = RunFolder::create(m_folder / "live", test::plainRecipe("stage3-pairs", 1'000));
    folder.beginSitting(0);
    test::addSteps(folder, 50);
    const auto run = follow(folder.path());
    m_monitor.setRuns(run.get(), {});
    m_monitor.save(RunExport::Csv, m_folder / "nowhere/deep/one.csv");
    folder.appendEvent(RunEvent(test::plainStep(51, 1'000)));
    run->look();
    ASSERT_TRUE(waitUntil([&] { return run->history().newestStep()->step == 51; }));
    EXPECT_TRUE(m_monitor.problem().text().contains(u"one.csv"_s)) << m_monitor.problem().text().toStdString();
}

TEST_F(TheRunMonitor, LaysOtherRunsOverIt)
{
    const auto one = follow(stopped("one", 100));
    const auto other = follow(stopped("other", 60));
    m_monitor.setRuns(one.get(), {other.get()});
    const QList<ChartLine>& lines = m_monitor.curves().view(u"loss"_s)->chart().lines();
    ASSERT_EQ(lines.size(), 6);
    EXPECT_EQ(lines[3].style, ChartLine::Style::Dashed);
    EXPECT_EQ(lines[3].run, u"other"_s);
    EXPECT_EQ(lines[3].curve.size(), 60U);
    EXPECT_EQ(lines[3].colour, lines[0].colour);
    m_monitor.setRuns(one.get(), {});
    EXPECT_EQ(m_monitor.curves().view(u"loss"_s)->chart().lines().size(), 3);
}

TEST_F(TheRunMonitor, SmoothsWithoutHidingTheRawLine)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    m_monitor.curves().setSmoothing(0.0);
    const auto& chart = m_monitor.curves().view(u"loss"_s)->chart();
    EXPECT_TRUE(chart.lines()[0].raw.empty());
    const double raw = chart.lines()[0].curve[50].value;
    m_monitor.curves().setSmoothing(0.95);
    EXPECT_NE(chart.lines()[0].curve[50].value, raw);
    EXPECT_EQ(chart.lines()[0].raw[50].value, raw);
}

TEST_F(TheRunMonitor, RunsOverTimeToo)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    m_monitor.curves().setAxis(CurveAxis::Seconds);
    auto& chart = m_monitor.curves().view(u"loss"_s)->chart();
    chart.setPointer(200.0);
    EXPECT_TRUE(chart.readOut().front().contains(u"step 100"_s)) << chart.readOut().front().toStdString();
    EXPECT_TRUE(chart.readOut().front().startsWith(u"3 min"_s)) << chart.readOut().front().toStdString();
}

TEST_F(TheRunMonitor, PointsInAllChartsAtOnce)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    Q_EMIT m_monitor.curves().view(u"loss"_s)->chart().pointed(50.0);
    EXPECT_EQ(m_monitor.curves().view(u"rate"_s)->chart().pointer(), 50.0);
}

TEST_F(TheRunMonitor, HasATableBesideEveryChart)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    for (CurveView* view : m_monitor.curves().views()) {
        view->showTable(true);
        EXPECT_GT(view->table().rowCount(), 0) << view->id().toStdString();
        EXPECT_EQ(view->table().columnCount(), view->chart().lines().size() + 1);
    }
    EXPECT_EQ(m_monitor.curves().view(u"rate"_s)->table().item(0, 0)->text(), u"100"_s);
}

TEST_F(TheRunMonitor, KeepsAMillionPointsFluidAndSaysSo)
{
    std::filesystem::path folder = stopped("long", 1);
    const auto run = follow(folder);
    // Through the history alone: a million lines on the disk are core's business.
    auto& history = const_cast<RunHistory&>(run->history());
    StepEvent event = test::plainStep(1, 1'000'000);
    for (std::int64_t step = 2; step <= 1'000'000; ++step) {
        event.step = step;
        event.loss = step == 500'000 ? 9.0 : 1.0;
        event.measures = {{"itc/loss", event.loss}};
        history.add(RunEvent(event));
    }
    m_monitor.curves().setSmoothing(0.0);
    m_monitor.setRuns(run.get(), {});
    const auto& chart = m_monitor.curves().view(u"loss"_s)->chart();
    EXPECT_LE(chart.lines()[0].curve.size(), 2 * chart.places() + 4);
    EXPECT_TRUE(m_monitor.curves().isThinned());
    double highest = 0.0;
    for (const CurvePoint& point : chart.lines()[0].curve)
        highest = std::max(highest, point.value);
    EXPECT_EQ(highest, 9.0); // The one spike is still there.
}

TEST_F(TheRunMonitor, SavesPicturesDrawingsAndNumbers)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    m_monitor.save(RunExport::Png, m_folder / "one.png");
    m_monitor.save(RunExport::Svg, m_folder / "one.svg");
    m_monitor.save(RunExport::Csv, m_folder / "one.csv");
    EXPECT_TRUE(m_monitor.problem().isHidden()) << m_monitor.problem().text().toStdString();
    const QImage picture(QString::fromStdString((m_folder / "one.png").string()));
    EXPECT_GT(picture.width(), 800);
    EXPECT_THAT(readFile(m_folder / "one.svg", 10'000'000), ::testing::HasSubstr("<svg"));
    const std::string csv = readFile(m_folder / "one.csv", 10'000'000);
    EXPECT_THAT(csv, ::testing::StartsWith("run,curve,step,seconds,value\r\n"));
    EXPECT_THAT(csv, ::testing::HasSubstr("\"one\",itc/train/loss,100,200,"));
}

TEST_F(TheRunMonitor, SaysWhenNothingCanBeSaved)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    m_monitor.save(RunExport::Csv, m_folder / "nowhere/deep/one.csv");
    EXPECT_FALSE(m_monitor.problem().isHidden());
    EXPECT_TRUE(m_monitor.problem().text().contains(u"one.csv"_s)) << m_monitor.problem().text().toStdString();
}

TEST_F(TheRunMonitor, NamesLinesThatAreNoEvents)
{
    const auto folder = stopped("broken", 20);
    std::ofstream(folder / "events.jsonl", std::ios::app) << "no event\n";
    const auto run = follow(folder);
    m_monitor.setRuns(run.get(), {});
    EXPECT_FALSE(m_monitor.problem().isHidden());
    EXPECT_TRUE(m_monitor.problem().text().contains(u"events.jsonl, line"_s))
        << m_monitor.problem().text().toStdString();
    EXPECT_EQ(m_monitor.curves().view(u"loss"_s)->chart().lines()[0].curve.size(), 20U);
}

TEST_F(TheRunMonitor, ShowsOneSectionWhereThereIsNoRoomForAll)
{
    const auto run = follow(stopped("one", 100));
    m_monitor.setRuns(run.get(), {});
    EXPECT_FALSE(m_monitor.showsAllSections());
    EXPECT_TRUE(m_monitor.curves().isVisible());
    EXPECT_FALSE(m_monitor.log().isVisible());
    m_monitor.showSection(RunMonitor::Section::Log);
    EXPECT_TRUE(m_monitor.log().isVisible());
    EXPECT_FALSE(m_monitor.curves().isVisible());
    m_monitor.resize(760, 900);
    QCoreApplication::processEvents();
    EXPECT_TRUE(m_monitor.showsAllSections());
    EXPECT_TRUE(m_monitor.curves().isVisible());
    EXPECT_TRUE(m_monitor.samples().isVisible());
}

TEST(ARunsDetails, ShowWhatDiffersBetweenRecipes)
{
    const test::TemporaryFolder folder;
    Recipe faster = test::plainRecipe("stage3-pairs", 100);
    faster.optimiser.learningRate = 2e-3;
    faster.batch = 64;
    std::vector<RunRecord> runs{
        readRun(test::makeRun(folder.path(), "a", test::plainRecipe("stage3-pairs", 100), 10, RunState::Stopped)),
        readRun(test::makeRun(folder.path(), "b", faster, 10, RunState::Stopped))};
    RunDetails details;
    details.setRun(runs[0]);
    details.setCompared(runs);
    ASSERT_EQ(details.differences().rowCount(), 2);
    EXPECT_EQ(details.differences().item(0, 0)->text(), u"batch"_s);
    EXPECT_EQ(details.differences().item(0, 1)->text(), u"256"_s);
    EXPECT_EQ(details.differences().item(0, 2)->text(), u"64"_s);
    details.setCompared({runs[0]});
    EXPECT_TRUE(details.differences().isHidden());
}

TEST(ARunsDetails, KeepNotesAndTags)
{
    const test::TemporaryFolder folder;
    const auto run = test::makeRun(folder.path(), "a", test::plainRecipe("stage3-pairs", 100), 10, RunState::Stopped);
    RunDetails details;
    details.setRun(readRun(run));
    details.notes().setPlainText(u"rate too high"_s);
    details.tags().setText(u"try, , demo "_s);
    details.saveNotes();
    EXPECT_EQ(readRunNotes(run), (RunNotes{"rate too high", {"try", "demo"}}));
    RunDetails again;
    again.setRun(readRun(run));
    EXPECT_EQ(again.notes().toPlainText(), u"rate too high"_s);
    EXPECT_EQ(again.tags().text(), u"try, demo"_s);
}

TEST(ARunsDetails, OfferEveryCheckpointAsAModel)
{
    const test::TemporaryFolder folder;
    const auto run = test::makeRun(folder.path(), "a", test::plainRecipe("stage3-pairs", 100), 10, RunState::Stopped);
    RunDetails details;
    std::filesystem::path wanted;
    QObject::connect(
        &details, &RunDetails::promoteRequested, &details,
        [&](const std::filesystem::path&, const std::filesystem::path& checkpoint) { wanted = checkpoint; });
    details.setRun(readRun(run));
    auto* button = details.findChild<QPushButton*>(u"promote-10"_s);
    ASSERT_NE(button, nullptr);
    button->click();
    EXPECT_EQ(wanted.filename(), "step-00000010");
}

} // namespace
} // namespace vlmo::ui
