#include "ui/report/mistakes_pane.h"

#include "tests/core/train/hand_made_reports.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/support/wait.h"
#include "ui/actions.h"
#include "ui/library/thumbnails.h"
#include "ui/report/mistake_row.h"
#include "ui/report/mistake_view.h"
#include "ui/widgets/picture_frame.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"
#include "ui/workbench.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QImage>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;

class TheMistakes : public ::testing::Test {
protected:
    TheMistakes()
    {
        pane.resize(270, 400);
        pane.show();
    }

    std::filesystem::path makePicture(const std::string& name)
    {
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(Qt::red);
        const std::filesystem::path file = folder / name;
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        return file;
    }

    [[nodiscard]] MistakeView* large() const { return pane.findChild<MistakeView*>(); }

    TemporaryFolder folder;
    Session session;
    Actions actions;
    JobList jobs;
    Workbench bench{session, actions, jobs};
    Thumbnails thumbnails{folder / "thumbnails"};
    MistakesPane pane{bench, thumbnails};
};

TEST_F(TheMistakes, SayWhatWasSaidAndWhatIsTrue)
{
    const EvaluationReport questions = questionReport();
    pane.setReport(&questions);
    ASSERT_EQ(pane.rows().size(), 1);
    const Mistake& wrong = pane.rows()[0]->mistake();
    EXPECT_EQ(wrong.title, u"How many cats?"_s);
    EXPECT_EQ(wrong.said, u"said two, 93 % sure"_s);
    EXPECT_EQ(wrong.truth, u"people say three"_s);
    EXPECT_EQ(pane.rows()[0]->accessibleName(), u"How many cats?; people say three; said two, 93 % sure"_s);
}

TEST_F(TheMistakes, OfRetrievalStandBetweenTheWrongAndTheRightPicture)
{
    const EvaluationReport retrieval = retrievalReport();
    pane.setReport(&retrieval);
    ASSERT_EQ(pane.mistakes().size(), 2);
    EXPECT_EQ(pane.mistakes()[0].picture, "/pictures/violin.png");
    EXPECT_EQ(pane.mistakes()[0].second, "/pictures/cello.png");
    EXPECT_TRUE(pane.mistakes()[0].secondIsTruth);
    EXPECT_EQ(pane.mistakes()[0].truth, u"right one at 40"_s);
}

TEST_F(TheMistakes, SayHowSureTheWrongSideOfAStatementWas)
{
    const EvaluationReport statements = statementReport();
    pane.setReport(&statements);
    EXPECT_EQ(pane.mistakes()[0].said, u"said true, 97 % sure"_s);
    EXPECT_EQ(pane.mistakes()[0].truth, u"it is false"_s);
    EXPECT_EQ(pane.mistakes()[1].said, u"said false, 96 % sure"_s);
    EXPECT_FALSE(pane.mistakes()[1].secondIsTruth);
}

TEST_F(TheMistakes, AreFewUntilAllAreAskedFor)
{
    ClassReport report = classReport();
    report.mistakes.assign(20, report.mistakes[0]);
    const EvaluationReport classes = report;
    pane.setReport(&classes);
    EXPECT_EQ(pane.rows().size(), MistakesPane::fewRows);
    auto* more = pane.findChild<QPushButton*>(u"moreMistakes"_s);
    EXPECT_EQ(more->text(), u"Show all 20"_s);
    more->click();
    EXPECT_EQ(pane.rows().size(), 20);
    more->click();
    EXPECT_EQ(pane.rows().size(), MistakesPane::fewRows);
}

TEST_F(TheMistakes, OpenInLargeByClickAndGoOnByArrows)
{
    RetrievalReport report = retrievalReport();
    report.mistakes[0].given = makePicture("violin.png");
    report.mistakes[0].truth = makePicture("cello.png");
    const EvaluationReport retrieval = report;
    pane.setReport(&retrieval);
    QTest::mouseClick(pane.rows()[0], Qt::LeftButton);
    ASSERT_NE(large(), nullptr);
    const auto frames = large()->findChildren<PictureFrame*>();
    ASSERT_EQ(frames.size(), 2);
    ASSERT_TRUE(waitUntil([&] { return frames[0]->hasPicture() && frames[1]->hasPicture(); }));
    EXPECT_EQ(large()->findChild<QLabel*>(u"secondName"_s)->text(), u"The right one"_s);
    QTest::keyClick(large(), Qt::Key_Right);
    EXPECT_EQ(large()->at(), 1);
    QTest::keyClick(large(), Qt::Key_Right);
    EXPECT_EQ(large()->at(), 1) << "there is no third";
    QTest::keyClick(large(), Qt::Key_Left);
    EXPECT_EQ(large()->at(), 0);
    QTest::keyClick(large(), Qt::Key_Escape);
    ASSERT_TRUE(waitUntil([&] { return large() == nullptr; }));
}

TEST_F(TheMistakes, OpenInLargeByReturn)
{
    const EvaluationReport questions = questionReport();
    pane.setReport(&questions);
    QTest::keyClick(pane.rows()[0], Qt::Key_Return);
    ASSERT_NE(large(), nullptr);
    EXPECT_FALSE(large()->findChild<QLabel*>(u"firstName"_s)->isVisible()) << "there is one picture alone";
}

TEST_F(TheMistakes, CanBeAskedAboutAndLookedFor)
{
    QString panel;
    Subject subject;
    QObject::connect(&bench, &Workbench::panelRequested, &pane, [&](const QString& name, const Subject& wanted) {
        panel = name;
        subject = wanted;
    });
    const EvaluationReport questions = questionReport();
    pane.setReport(&questions);
    QTest::mouseClick(pane.rows()[0], Qt::LeftButton);
    ASSERT_NE(large(), nullptr);
    large()->findChild<QPushButton*>(u"ask"_s)->click();
    EXPECT_EQ(panel, u"ask"_s);
    EXPECT_EQ(subject.picture, "/pictures/cat.png");
    EXPECT_EQ(subject.sentence, u"How many cats?"_s);
    ASSERT_TRUE(waitUntil([&] { return large() == nullptr; }));

    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(pane.rows()[0], &event);
    auto* menu = pane.findChild<QMenu*>();
    ASSERT_NE(menu, nullptr);
    for (QAction* action : menu->actions()) {
        if (action->text() == u"Find in Library"_s)
            action->trigger();
    }
    EXPECT_EQ(panel, u"library"_s);
}

TEST_F(TheMistakes, WhosePictureIsGoneSayWhy)
{
    ClassReport report = classReport();
    report.mistakes[0].image = folder / "gone.png";
    const EvaluationReport classes = report;
    pane.setReport(&classes);
    MistakeRow* row = pane.rows()[0];
    ASSERT_TRUE(waitUntil([&] {
        const Thumbnail* thumbnail = thumbnails.find(folder / "gone.png");
        return thumbnail != nullptr && row->toolTip().contains(thumbnail->problem) && !thumbnail->problem.isEmpty();
    }));
    (void)pane.grab();
    QTest::mouseClick(row, Qt::LeftButton);
    ASSERT_NE(large(), nullptr);
    EXPECT_FALSE(large()->findChildren<PictureFrame*>().first()->hasPicture());
}

TEST_F(TheMistakes, AreNoneWhereAllIsRight)
{
    ClassReport report = classReport();
    report.mistakes.clear();
    const EvaluationReport classes = report;
    pane.setReport(&classes);
    EXPECT_TRUE(pane.rows().isEmpty());
    pane.setReport(nullptr);
    EXPECT_TRUE(pane.rows().isEmpty());
}

} // namespace
} // namespace vlmo::ui
