#include "ui/experts/experts_panel.h"

#include "core/inspect/trace_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/experts/scripted_model.h"
#include "tests/ui/support/wait.h"
#include "ui/actions.h"
#include "ui/experts/heat_picture.h"
#include "ui/experts/patch_minis.h"
#include "ui/experts/token_block_map.h"
#include "ui/experts/token_details.h"
#include "ui/experts/trace_input.h"
#include "ui/experts/trace_table.h"
#include "ui/experts/word_chips.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::HasSubstr;
using ::testing::Not;

class TheExpertsPanel : public ::testing::Test {
protected:
    TheExpertsPanel()
    {
        panel.resize(960, 700);
        panel.show();
        // As in the window, which takes the pane over.
        pane->setParent(nullptr);
        pane->resize(264, 700);
        pane->show();
    }
    ~TheExpertsPanel() override { script->release(); }

    void loadModel()
    {
        session.openModel([script = script] { return std::make_unique<test::ScriptedModel>(script); });
        ASSERT_TRUE(waitUntil([this] { return session.model().has_value(); }));
    }

    std::filesystem::path makePicture(const std::string& name)
    {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(QColor(200, 40, 40));
        const std::filesystem::path file = folder / name;
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        return file;
    }

    void rest()
    {
        ASSERT_TRUE(waitUntil([this] { return !panel.isBusy() && !session.isBusy(); }));
    }

    void usePicture(const std::filesystem::path& file)
    {
        panel.usePicture({file, {}});
        rest();
    }

    /// Whether the panel took it.
    bool drop(const std::filesystem::path& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&panel, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&panel, &event);
        rest();
        return true;
    }

    template <class Widget>
    Widget& part(const QString& name)
    {
        return *panel.findChild<Widget*>(name);
    }
    void pressRecord()
    {
        QTest::mouseClick(&part<QPushButton>(u"record"_s), Qt::LeftButton);
        rest();
    }
    [[nodiscard]] std::string problem() { return panel.problem().text().toStdString(); }

    std::shared_ptr<test::Script> script = std::make_shared<test::Script>();
    test::TemporaryFolder folder;
    Session session;
    Actions actions;
    JobList jobs;
    Workbench bench{session, actions, jobs};
    ExpertsPanel panel{bench};
    std::unique_ptr<QWidget> pane{panel.detailsPane()};
};

TEST_F(TheExpertsPanel, SaysWhatToDoFirstWhileNothingIsRecorded)
{
    const auto* empty = panel.findChild<EmptyState*>(u"nothingRecorded"_s);
    ASSERT_NE(empty, nullptr);
    EXPECT_TRUE(empty->isVisible());
    EXPECT_EQ(empty->sentence(), u"Nothing recorded. Choose a picture and a sentence, then record a trace."_s);
    EXPECT_FALSE(empty->button()->isDefault()) << "the one primary button records";
}

TEST_F(TheExpertsPanel, RecordsThePictureAndTheSentenceItIsAskedToLookAt)
{
    loadModel();
    panel.lookAt({makePicture("boats.png"), u"two boats"_s});
    EXPECT_TRUE(panel.isBusy());
    rest();
    ASSERT_EQ(script->asked().size(), 1U);
    EXPECT_TRUE(script->asked()[0].hasPicture);
    EXPECT_EQ(script->asked()[0].imageName, "boats.png");
    EXPECT_EQ(script->asked()[0].sentence, "two boats");
    EXPECT_TRUE(panel.map().isVisible());
    EXPECT_TRUE(panel.picture().hasPicture());
    EXPECT_EQ(panel.input().sentence(), u"two boats"_s);
    EXPECT_EQ(panel.input().mode(), TraceMode::Fused);
}

TEST_F(TheExpertsPanel, WaitsForAModelThatIsBeingOpened)
{
    session.openModel([script = script] { return std::make_unique<test::ScriptedModel>(script); });
    panel.lookAt({makePicture("boats.png"), u"two boats"_s});
    EXPECT_TRUE(panel.isBusy());
    rest();
    EXPECT_TRUE(panel.selection().hasTrace());
}

TEST_F(TheExpertsPanel, SaysWhyWhenTheModelItWaitsForCannotBeOpened)
{
    session.openModel([]() -> std::unique_ptr<Model> { throw Error(ErrorKind::NotFound, "opening m: nothing there"); });
    panel.lookAt({{}, u"two boats"_s});
    rest();
    EXPECT_THAT(problem(), HasSubstr("opening m: nothing there"));
    EXPECT_FALSE(panel.isBusy());
}

TEST_F(TheExpertsPanel, SaysThatNoModelIsLoaded)
{
    panel.lookAt({{}, u"two boats"_s});
    rest();
    EXPECT_THAT(problem(), HasSubstr("no model is loaded"));
}

TEST_F(TheExpertsPanel, SaysWhatIsMissingWhenThereIsNothingToRecord)
{
    loadModel();
    pressRecord();
    EXPECT_TRUE(panel.problem().isVisible());
    EXPECT_THAT(problem(), HasSubstr("Choose a picture, type a sentence, or both."));
    EXPECT_TRUE(script->asked().empty());
}

TEST_F(TheExpertsPanel, RecordsWordsAlone)
{
    loadModel();
    QTest::keyClicks(&part<QLineEdit>(u"sentence"_s), u"two boats"_s);
    EXPECT_EQ(panel.input().mode(), TraceMode::Text);
    QTest::keyClick(&part<QLineEdit>(u"sentence"_s), Qt::Key_Return);
    rest();
    ASSERT_EQ(script->asked().size(), 1U);
    EXPECT_FALSE(script->asked()[0].hasPicture);
    EXPECT_TRUE(panel.map().isVisible());
    EXPECT_FALSE(panel.picture().isVisible());
    EXPECT_FALSE(panel.minis().isVisible());
    EXPECT_TRUE(panel.words().isVisible());
}

TEST_F(TheExpertsPanel, RecordsAPictureAlone)
{
    loadModel();
    usePicture(makePicture("boats.png"));
    EXPECT_EQ(panel.input().mode(), TraceMode::Image);
    pressRecord();
    ASSERT_EQ(script->asked().size(), 1U);
    EXPECT_TRUE(script->asked()[0].hasPicture);
    EXPECT_EQ(script->asked()[0].sentence, "");
    EXPECT_TRUE(panel.picture().isVisible());
    EXPECT_FALSE(panel.words().isVisible());
}

TEST_F(TheExpertsPanel, OffersTheModesForWhichThereIsSomething)
{
    auto* modes = panel.findChild<SegmentedButton*>();
    const QList<QAbstractButton*> segments = modes->findChildren<QAbstractButton*>();
    ASSERT_EQ(segments.size(), 3);
    const auto offered = [&] {
        return QList<bool>{segments[0]->isEnabled(), segments[1]->isEnabled(), segments[2]->isEnabled()};
    };
    EXPECT_EQ(offered(), (QList<bool>{false, false, false}));
    usePicture(makePicture("boats.png"));
    EXPECT_EQ(offered(), (QList<bool>{true, false, false}));
    panel.input().setSentence(u"two boats"_s);
    EXPECT_EQ(offered(), (QList<bool>{true, true, true}));
    EXPECT_EQ(panel.input().mode(), TraceMode::Fused);
    QTest::keyClick(&part<QAbstractButton>(u"pictureWell"_s), Qt::Key_Delete);
    EXPECT_EQ(offered(), (QList<bool>{false, true, false}));
    EXPECT_EQ(panel.input().mode(), TraceMode::Text);
}

TEST_F(TheExpertsPanel, LeavesOutWhatTheChosenModeDoesNotTake)
{
    loadModel();
    usePicture(makePicture("boats.png"));
    panel.input().setSentence(u"two boats"_s);
    panel.input().setMode(TraceMode::Text);
    pressRecord();
    panel.input().setMode(TraceMode::Image);
    pressRecord();
    ASSERT_EQ(script->asked().size(), 2U);
    EXPECT_FALSE(script->asked()[0].hasPicture);
    EXPECT_EQ(script->asked()[0].sentence, "two boats");
    EXPECT_TRUE(script->asked()[1].hasPicture);
    EXPECT_EQ(script->asked()[1].sentence, "");
}

TEST_F(TheExpertsPanel, TakesADroppedPicture)
{
    EXPECT_TRUE(drop(makePicture("boats.png")));
    EXPECT_FALSE(panel.problem().isVisible());
    EXPECT_EQ(panel.input().mode(), TraceMode::Image);
}

TEST_F(TheExpertsPanel, NamesADroppedFileThatIsNoPictureAndKeepsTheOneBefore)
{
    loadModel();
    usePicture(makePicture("boats.png"));
    EXPECT_TRUE(drop(folder.write("letter.png", "no picture at all")));
    EXPECT_TRUE(panel.problem().isVisible());
    EXPECT_THAT(problem(), HasSubstr("letter.png"));
    pressRecord();
    EXPECT_FALSE(panel.problem().isVisible());
    ASSERT_EQ(script->asked().size(), 1U);
    EXPECT_EQ(script->asked()[0].imageName, "boats.png");
}

TEST_F(TheExpertsPanel, DoesNotTakeADropOfText)
{
    QMimeData data;
    data.setText(u"just words"_s);
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.setAccepted(false);
    QCoreApplication::sendEvent(&panel, &enter);
    EXPECT_FALSE(enter.isAccepted());
}

TEST_F(TheExpertsPanel, NamesAFileThatVanishedBeforeItIsRecorded)
{
    loadModel();
    const std::filesystem::path file = makePicture("boats.png");
    usePicture(file);
    std::filesystem::remove(file);
    pressRecord();
    EXPECT_THAT(problem(), HasSubstr("boats.png"));
    EXPECT_FALSE(panel.selection().hasTrace());
}

TEST_F(TheExpertsPanel, TakesAPastedPictureEvenWhileTheSentenceHasTheFocus)
{
    loadModel();
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QApplication::clipboard()->setImage(image);
    QTest::keySequence(&part<QLineEdit>(u"sentence"_s), QKeySequence::Paste);
    rest();
    EXPECT_EQ(panel.input().mode(), TraceMode::Image);
    pressRecord();
    ASSERT_EQ(script->asked().size(), 1U);
    EXPECT_EQ(script->asked()[0].imageName, "pasted picture");
    QApplication::clipboard()->clear();
}

TEST_F(TheExpertsPanel, DropsTheLateAnswerOfARequestThatAnotherReplaced)
{
    loadModel();
    script->hold();
    panel.lookAt({{}, u"first"_s});
    ASSERT_TRUE(waitUntil([this] { return script->asked().size() == 1; }));
    panel.lookAt({{}, u"second"_s});
    const QSignalSpy traces(&panel.selection(), &TraceSelection::traceChanged);
    script->release();
    rest();
    EXPECT_EQ(traces.size(), 1);
    EXPECT_EQ(panel.selection().trace().sentence, "second");
}

TEST_F(TheExpertsPanel, ShowsNothingOfARequestThatWasStopped)
{
    loadModel();
    script->hold();
    panel.lookAt({{}, u"two boats"_s});
    ASSERT_TRUE(waitUntil([this] { return script->asked().size() == 1; }));
    EXPECT_TRUE(panel.cancel());
    EXPECT_FALSE(panel.isBusy());
    script->release();
    // The engine is through with it once it has answered the next.
    bool answered = false;
    session.ask(
        &panel, [](Model&, const std::stop_token&) {}, [&] { answered = true; }, {});
    ASSERT_TRUE(waitUntil([&] { return answered; }));
    EXPECT_FALSE(panel.selection().hasTrace());
    EXPECT_FALSE(panel.cancel()) << "there is nothing left to stop";
}

TEST_F(TheExpertsPanel, OffersToStopOnlyWhatTakesLongerThanAMoment)
{
    loadModel();
    auto& stop = part<QPushButton>(u"cancel"_s);
    EXPECT_FALSE(stop.isVisible());
    script->hold();
    panel.lookAt({{}, u"two boats"_s});
    EXPECT_FALSE(stop.isVisible()) << "not at once";
    ASSERT_TRUE(waitUntil([&] { return stop.isVisible(); }));
    QTest::mouseClick(&stop, Qt::LeftButton);
    EXPECT_FALSE(stop.isVisible());
    EXPECT_FALSE(panel.isBusy());
}

TEST_F(TheExpertsPanel, ShowsWhatTheModelRefusesAndKeepsTheTraceBefore)
{
    loadModel();
    panel.lookAt({{}, u"two boats"_s});
    rest();
    script->failWith("this model has no words");
    panel.lookAt({{}, u"three boats"_s});
    rest();
    EXPECT_THAT(problem(), HasSubstr("this model has no words"));
    EXPECT_EQ(panel.selection().trace().sentence, "two boats");
    EXPECT_TRUE(panel.cancel()) << "Esc closes the sentence";
    EXPECT_FALSE(panel.problem().isVisible());
}

TEST_F(TheExpertsPanel, LinksAllItsViewsThroughOneSelection)
{
    loadModel();
    panel.lookAt({makePicture("boats.png"), u"two boats"_s});
    rest();
    QTest::mouseClick(&panel.minis(), Qt::LeftButton, {}, panel.minis().miniRect(2).center());
    QTest::mouseClick(&panel.picture(), Qt::LeftButton, {}, panel.picture().patchRect(1, 1).center());
    EXPECT_EQ(panel.selection().block(), 2);
    EXPECT_EQ(panel.selection().token(), 8);
    EXPECT_THAT(panel.map().accessibleDescription().toStdString(), HasSubstr("patch row 1, column 1, block 2"));
    QTest::mouseClick(panel.map().viewport(), Qt::LeftButton, {}, panel.map().cellRect({0, 1}).center());
    EXPECT_EQ(panel.selection().token(), 1);
    EXPECT_EQ(panel.findChild<TraceTable*>()->currentIndex().row(), 1);
}

TEST_F(TheExpertsPanel, SaysOfEveryMeasureWhatItIsAndIsNot)
{
    loadModel();
    panel.lookAt({{}, u"two boats"_s});
    rest();
    auto& measures = part<QComboBox>(u"measure"_s);
    const auto& details = *qobject_cast<TokenDetails*>(panel.detailsPane());
    for (int place = 0; place < measures.count(); ++place) {
        measures.setCurrentIndex(place);
        Q_EMIT measures.activated(place);
        const TraceMeasure measure = traceMeasures[static_cast<std::size_t>(place)];
        EXPECT_EQ(panel.selection().measure(), measure);
        EXPECT_TRUE(details.note().text().contains(measureMeaning(measure)));
        EXPECT_TRUE(details.note().text().contains(measureLimit(measure)));
    }
}

TEST_F(TheExpertsPanel, ShowsTheMapAsATable)
{
    loadModel();
    panel.lookAt({{}, u"two boats"_s});
    rest();
    QTest::mouseClick(&part<QToolButton>(u"mapTable"_s), Qt::LeftButton);
    EXPECT_TRUE(panel.findChild<TraceTable*>()->isVisible());
    EXPECT_FALSE(panel.map().isVisible());
    QTest::mouseClick(&part<QToolButton>(u"mapTable"_s), Qt::LeftButton);
    EXPECT_TRUE(panel.map().isVisible());
}

TEST_F(TheExpertsPanel, OpensASavedTraceWithoutAModel)
{
    writeTrace(folder / "boats.json", test::handMadeTrace());
    panel.openTrace(folder / "boats.json");
    ASSERT_TRUE(panel.selection().hasTrace());
    EXPECT_EQ(panel.selection().tokenCount(), 9);
    EXPECT_FALSE(panel.picture().hasPicture());
    EXPECT_TRUE(panel.picture().isVisible());
    (void)panel.grab();
}

TEST_F(TheExpertsPanel, NamesAFileThatIsNoTrace)
{
    EXPECT_TRUE(drop(folder.write("letters.json", "certainly no trace")));
    EXPECT_THAT(problem(), HasSubstr("letters.json"));
    EXPECT_FALSE(panel.selection().hasTrace());
}

TEST_F(TheExpertsPanel, SavesTheMapAndSaysSo)
{
    panel.showTrace(test::handMadeTrace(), {});
    const QSignalSpy messages(&bench, &Workbench::messageShown);
    panel.saveMap(MapFormat::Csv, folder / "boats.csv");
    EXPECT_TRUE(std::filesystem::exists(folder / "boats.csv"));
    ASSERT_EQ(messages.size(), 1);
    EXPECT_EQ(messages[0][0].toString(), u"Saved boats.csv"_s);
    panel.saveMap(MapFormat::Png, folder / "missing" / "boats.png");
    EXPECT_THAT(problem(), HasSubstr("boats.png"));
}

TEST_F(TheExpertsPanel, ReachesEveryPartByTab)
{
    panel.showTrace(test::handMadeTrace(), {});
    QSet<const QWidget*> reached;
    panel.activateWindow();
    part<QAbstractButton>(u"pictureWell"_s).setFocus();
    ASSERT_TRUE(waitUntil([this] { return part<QAbstractButton>(u"pictureWell"_s).hasFocus(); }));
    for (int step = 0; step < 40; ++step) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    const QList<const QWidget*> wanted{&part<QWidget>(u"pictureWell"_s),
                                       &part<QWidget>(u"sentence"_s),
                                       &part<QWidget>(u"measure"_s),
                                       &part<QWidget>(u"record"_s),
                                       &part<QWidget>(u"mapTable"_s),
                                       &part<QWidget>(u"mapSave"_s),
                                       &panel.map(),
                                       &panel.picture(),
                                       &panel.words(),
                                       &panel.minis()};
    for (const QWidget* widget : wanted)
        EXPECT_TRUE(reached.contains(widget))
            << widget->accessibleName().toStdString() << ' ' << widget->objectName().toStdString();
}

TEST_F(TheExpertsPanel, ListsItsActionsWithTheirShortcuts)
{
    for (const QString& id :
         {u"experts.record"_s, u"experts.sentence"_s, u"experts.picture"_s, u"experts.blockBefore"_s,
          u"experts.blockAfter"_s, u"experts.table"_s, u"experts.open"_s, u"experts.export"_s})
        EXPECT_NE(actions.find(id), nullptr) << id.toStdString();
    EXPECT_FALSE(actions.find(u"experts.export"_s)->isEnabled()) << "nothing is recorded";
    panel.showTrace(test::handMadeTrace(), {});
    EXPECT_TRUE(actions.find(u"experts.export"_s)->isEnabled());
    panel.selection().selectBlock(0);
    actions.find(u"experts.blockAfter"_s)->trigger();
    EXPECT_EQ(panel.selection().block(), 1);
}

} // namespace
} // namespace vlmo::ui
