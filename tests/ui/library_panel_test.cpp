#include "tests/ui/support/window_fixture.h"

#include "ui/library/details_pane.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/library/result_strip.h"
#include "ui/library/score_strip.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/job_row.h"
#include "ui/widgets/labels.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::HasSubstr;

class TheLibraryPanel : public test::WindowTest {
protected:
    void type(const QString& sentence)
    {
        library().queryLine().focusWords();
        QTest::keyClicks(library().queryLine().words(), sentence);
        QTest::keyClick(library().queryLine().words(), Qt::Key_Return);
        waitForRest();
    }

    void drop(const std::filesystem::path& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&library(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&library(), &event);
    }
};

TEST_F(TheLibraryPanel, SaysWhatToDoFirstWhileItIsEmpty)
{
    const auto* empty = library().findChild<EmptyState*>();
    ASSERT_NE(empty, nullptr);
    EXPECT_TRUE(empty->isVisible());
    EXPECT_THAT(empty->sentence().toStdString(), HasSubstr("Drop a folder here"));
    EXPECT_FALSE(empty->button()->isEnabled()) << "nothing can be added without a library";
}

TEST_F(TheLibraryPanel, PutsThePictureThatFitsTheTypedWordsFirst)
{
    openLibraryOfThree();
    type(u"something green"_s);
    EXPECT_EQ(library().pictures().rowCount(), 3);
    EXPECT_EQ(nameOfHit(0), "leaf");
    type(u"something blue"_s);
    EXPECT_EQ(nameOfHit(0), "sea");
}

TEST_F(TheLibraryPanel, SearchesWhenTypingPauses)
{
    openLibraryOfThree();
    library().queryLine().focusWords();
    QTest::keyClicks(library().queryLine().words(), u"red"_s);
    ASSERT_TRUE(waitUntil([this] { return library().pictures().hasScores(); }));
    EXPECT_EQ(nameOfHit(0), "rose");
}

TEST_F(TheLibraryPanel, ShowsAllPicturesAgainWhenTheSearchIsCleared)
{
    openLibraryOfThree();
    type(u"red"_s);
    EXPECT_TRUE(library().resultStrip().isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    waitForRest();
    EXPECT_FALSE(library().pictures().hasScores());
    EXPECT_EQ(library().pictures().rowCount(), 3);
    EXPECT_FALSE(library().resultStrip().isVisible());
}

TEST_F(TheLibraryPanel, SearchesByAPastedPicture)
{
    openLibraryOfThree();
    QImage blue(20, 20, QImage::Format_RGB32);
    blue.fill(QColor(0, 0, 255));
    QApplication::clipboard()->setImage(blue);
    library().queryLine().focusWords();
    QTest::keyClick(library().queryLine().words(), Qt::Key_V, Qt::ControlModifier);
    waitForRest();
    EXPECT_EQ(nameOfHit(0), "sea");
    const auto* chip = library().queryLine().findChild<Chip*>();
    ASSERT_NE(chip, nullptr);
    EXPECT_TRUE(chip->isVisible());
}

TEST_F(TheLibraryPanel, PastesWordsAsWords)
{
    openLibraryOfThree();
    QApplication::clipboard()->setText(u"green"_s);
    library().queryLine().focusWords();
    QTest::keyClick(library().queryLine().words(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(library().queryLine().words()->text(), u"green"_s);
}

TEST_F(TheLibraryPanel, SearchesByADroppedPictureAndDropsTheChipOnBackspace)
{
    openLibraryOfThree();
    drop(pictures() / "leaf.png");
    waitForRest();
    EXPECT_EQ(nameOfHit(0), "leaf");
    QTest::keyClick(library().queryLine().words(), Qt::Key_Backspace);
    waitForRest();
    EXPECT_FALSE(library().pictures().hasScores());
}

TEST_F(TheLibraryPanel, AddsADroppedFolder)
{
    makeThreePictures();
    loadModel();
    library().library().create(m_folder / "test.vlmolib");
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
    drop(pictures());
    waitForRest();
    EXPECT_EQ(library().library().stats().embedded, 3);
    EXPECT_EQ(library().pictures().rowCount(), 3);
    ASSERT_EQ(m_jobs.jobs().size(), 1U);
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Done);
    EXPECT_THAT(m_jobs.jobs().front()->summary().toStdString(), HasSubstr("3"));
}

TEST_F(TheLibraryPanel, ListsWhatItLeftOutWithTheReason)
{
    makeThreePictures();
    m_folder.write("pictures/broken.png", "this is no picture");
    loadModel();
    library().library().create(m_folder / "test.vlmolib");
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
    library().addFolder(pictures());
    waitForRest();
    ASSERT_EQ(m_jobs.jobs().front()->skipped().size(), 1U);
    EXPECT_THAT(m_jobs.jobs().front()->skipped().front().item, HasSubstr("broken.png"));
    EXPECT_FALSE(m_jobs.jobs().front()->skipped().front().reason.empty());
    auto* button = library().findChild<JobRow*>()->findChild<QPushButton*>(u"showSkipped"_s);
    EXPECT_TRUE(button->isVisible());
}

TEST_F(TheLibraryPanel, SaysWhichFolderIsMissing)
{
    loadModel();
    library().library().create(m_folder / "test.vlmolib");
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
    library().addFolder(m_folder / "nowhere");
    waitForRest();
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Failed);
    EXPECT_THAT(m_jobs.jobs().front()->summary().toStdString(), HasSubstr("nowhere"));
}

TEST_F(TheLibraryPanel, StopsIndexingWhenAskedAndGoesOnFromThereLater)
{
    for (int number = 0; number < 60; ++number)
        makePicture("picture" + std::to_string(number), QColor(number * 4, 120, 30),
                    "number " + std::to_string(number));
    loadModel();
    library().library().create(m_folder / "test.vlmolib");
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
    Job& job = library().library().addFolder(pictures());
    job.cancel();
    waitForRest();
    EXPECT_EQ(job.state(), Job::State::Cancelled);
    EXPECT_LE(library().library().stats().embedded, 60);
    library().addFolder(pictures());
    waitForRest();
    EXPECT_EQ(library().library().stats().embedded, 60);
}

TEST_F(TheLibraryPanel, TellsAboveAndBelowTheLineApart)
{
    openLibraryOfThree();
    type(u"red"_s);
    library().resultStrip().setLine(1.0);
    EXPECT_EQ(library().pictures().countAboveLine(), 1);
    EXPECT_EQ(library().grid().split(), 1);
    EXPECT_THAT(library().resultStrip().summary().toStdString(), HasSubstr("1 of 3 pictures"));
    library().resultStrip().setLine(-3.0);
    EXPECT_EQ(library().pictures().countAboveLine(), 3);
}

TEST_F(TheLibraryPanel, MovesTheLineWithTheArrowKeys)
{
    openLibraryOfThree();
    type(u"red"_s);
    auto* strip = library().findChild<ScoreStrip*>();
    library().resultStrip().setLine(0.5);
    QTest::keyClick(strip, Qt::Key_Right);
    EXPECT_NEAR(library().resultStrip().line(), 0.6, 1e-9);
    QTest::keyClick(strip, Qt::Key_Left);
    QTest::keyClick(strip, Qt::Key_Left);
    EXPECT_NEAR(library().resultStrip().line(), 0.4, 1e-9);
}

TEST_F(TheLibraryPanel, ShowsWhatIsKnownOfTheSelectedPicture)
{
    openLibraryOfThree();
    type(u"red"_s);
    const std::optional<PictureRecord>& record = library().details().record();
    ASSERT_TRUE(record);
    EXPECT_EQ(record->file.stem(), "rose");
    ASSERT_FALSE(library().details().captions().empty());
    EXPECT_EQ(library().details().captions().front().caption, "a red rose");
    library().grid().setFocus();
    QTest::keyClick(&library().grid(), Qt::Key_Right);
    waitForRest();
    ASSERT_TRUE(record);
    EXPECT_NE(record->file.stem(), "rose");
}

TEST_F(TheLibraryPanel, HandsThePictureAndTheWordsToTheExperts)
{
    openLibraryOfThree();
    type(u"something red"_s);
    QSignalSpy asked(&m_bench, &Workbench::panelRequested);
    library().details().findChild<QPushButton*>(u"openInExperts"_s)->click();
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].toString(), u"experts"_s);
    const auto subject = asked[0][1].value<Subject>();
    EXPECT_EQ(subject.picture.stem(), "rose");
    EXPECT_EQ(subject.sentence, u"something red"_s);
}

TEST_F(TheLibraryPanel, ShowsAFailureInOneSentenceAndGoesOn)
{
    openLibraryOfThree();
    drop(m_folder.write("note.txt", "no picture at all"));
    waitForRest();
    EXPECT_TRUE(library().problem().isVisible());
    EXPECT_THAT(library().problem().text().toStdString(), HasSubstr("note.txt"));
    type(u"red"_s);
    EXPECT_FALSE(library().problem().isVisible());
    EXPECT_EQ(nameOfHit(0), "rose");
}

TEST_F(TheLibraryPanel, NamesAFileThatIsNoLibrary)
{
    library().library().open(m_folder.write("letters.vlmolib", "certainly no database"));
    ASSERT_TRUE(waitUntil([this] { return library().problem().isVisible(); }));
    EXPECT_THAT(library().problem().text().toStdString(), HasSubstr("letters.vlmolib"));
    EXPECT_FALSE(library().library().isOpen());
}

TEST_F(TheLibraryPanel, KeepsItsModelConsistent)
{
    const QAbstractItemModelTester tester(&library().pictures(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    openLibraryOfThree();
    type(u"red"_s);
    type(u"blue"_s);
    library().queryLine().setQuery({});
    waitForRest();
    EXPECT_EQ(library().pictures().rowCount(), 3);
}

} // namespace
} // namespace vlmo::ui
