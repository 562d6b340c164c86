#include "tests/ui/ask/ask_fixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QUrl>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TheAskPanel : public test::AskPanelTest {};

TEST_F(TheAskPanel, AnswersAQuestionWithScoresAndWhatTheWordsAloneWouldGive)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour is it?"_s);
    rest();
    ASSERT_EQ(firstAnswer(), "red");
    const AnswerRow& best = answers().front().rows.front();
    EXPECT_NEAR(best.share, 230.0 / 255.0, 1e-6);
    ASSERT_TRUE(best.alone.has_value());
    EXPECT_NEAR(*best.alone, 128.0 / 255.0, 1e-6) << "of a grey picture";
    EXPECT_EQ(answers().front().rows.size(), 3);
    EXPECT_THAT(problem(), IsEmpty());
}

TEST_F(TheAskPanel, ShowsEvidenceForTheAnswerAndForEveryWord)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour"_s);
    rest();
    EvidenceStrip& strip = panel->evidence().strip();
    ASSERT_EQ(strip.count(), 3) << "the answer and two words";
    EXPECT_EQ(strip.title(0), u"answer: red"_s);
    EXPECT_EQ(strip.title(2), u"colour"_s);
    EXPECT_EQ(panel->picture().shares(), strip.shares(0));
    QTest::mouseClick(&strip, Qt::LeftButton, Qt::NoModifier, strip.cellRect(2).center());
    EXPECT_EQ(panel->picture().shares(), (std::vector{0.0F, 1.0F, 0.0F, 0.0F}));
    QTest::keyClick(&strip, Qt::Key_Home);
    EXPECT_EQ(panel->picture().shares(), strip.shares(0));
}

TEST_F(TheAskPanel, ChangesTheMethodAndRemembersIt)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour"_s);
    rest();
    auto* method = panel->findChild<QComboBox*>(u"evidenceMethod"_s);
    method->setCurrentIndex(1);
    Q_EMIT method->activated(1);
    rest();
    EXPECT_EQ(panel->evidence().strip().shares(2), (std::vector{0.0F, 0.0F, 1.0F, 0.0F}));
    makePanel();
    EXPECT_EQ(panel->evidence().method(), EvidenceMethod::Gradient);
}

TEST_F(TheAskPanel, TestsWhetherTheEvidenceMatters)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour"_s);
    rest();
    // The stand-in sees the upper left corner alone, where its evidence is; of ten draws of one patch some hit it too.
    EXPECT_THAT(panel->cover().verdict().toStdString(), HasSubstr("random"));
    EXPECT_THAT(panel->cover().verdict().toStdString(), ::testing::Not(HasSubstr("A map is no reason")));
}

TEST_F(TheAskPanel, DimsThePictureAsStronglyAsTheSliderSays)
{
    loadModel();
    usePicture(makePicture("sky.png", QColor(250, 250, 250)));
    type(u"what colour"_s);
    rest();
    EvidenceView& view = panel->picture();
    const QRect area = view.pictureArea();
    const QPoint dark(area.right() - area.width() / 8, area.top() + area.height() / 8);
    const auto lightness = [&] { return view.grab().toImage().pixelColor(dark).lightness(); };
    auto* slider = panel->findChild<QSlider*>(u"evidenceStrength"_s);
    slider->setValue(90);
    const int strong = lightness();
    slider->setValue(20);
    EXPECT_GT(lightness(), strong + 60);
    panel->findChild<QCheckBox*>(u"showEvidence"_s)->click();
    EXPECT_GT(lightness(), 240) << "the picture itself";
}

TEST_F(TheAskPanel, SaysWhatIsMissingBeforeAnythingIsAsked)
{
    loadModel();
    type(u"what colour"_s);
    EXPECT_THAT(problem(), HasSubstr("no picture"));
    usePicture(makePicture("rose.png"));
    EXPECT_THAT(problem(), IsEmpty());
    panel->setText({});
    QTest::mouseClick(panel->findChild<QPushButton*>(u"ask"_s), Qt::LeftButton);
    EXPECT_THAT(problem(), HasSubstr("no question"));
    EXPECT_TRUE(script->asked().empty());
    EXPECT_TRUE(panel->cancel()) << "Esc takes the problem away";
    EXPECT_THAT(problem(), IsEmpty());
}

TEST_F(TheAskPanel, NamesAPictureThatCannotBeRead)
{
    loadModel();
    usePicture(folder.write("broken.png", "no picture at all"));
    EXPECT_THAT(problem(), HasSubstr("broken.png"));
    EXPECT_FALSE(panel->picture().hasPicture());
    usePicture(folder / "nowhere.png");
    EXPECT_THAT(problem(), HasSubstr("nowhere.png"));
}

TEST_F(TheAskPanel, NamesAPictureThatVanishedBeforeItWasAskedAbout)
{
    loadModel();
    const auto file = makePicture("gone.png");
    usePicture(file);
    std::filesystem::remove(file);
    type(u"what colour"_s);
    rest();
    EXPECT_THAT(problem(), HasSubstr("gone.png"));
    EXPECT_TRUE(answers().isEmpty());
}

TEST_F(TheAskPanel, CutsAQuestionOfAnyLengthToWhatALineHolds)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    panel->setText(QString(1'000'000, u'a'));
    panel->ask();
    rest();
    EXPECT_EQ(firstAnswer(), "red");
    EXPECT_LE(script->asked().front().size(), 2'000U);
}

TEST_F(TheAskPanel, ShowsWhatTheModelSaysOfAFailure)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    script->failWith("the dice are gone");
    type(u"what colour"_s);
    rest();
    EXPECT_THAT(problem(), HasSubstr("the dice are gone"));
    EXPECT_EQ(panel->history().rowCount(), 0) << "nothing was answered";
}

TEST_F(TheAskPanel, DropsTheLateAnswerOfWhatWasCancelled)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    script->hold();
    type(u"what colour"_s);
    ASSERT_TRUE(waitUntil([this] { return !script->asked().empty(); }));
    EXPECT_TRUE(panel->isBusy());
    EXPECT_TRUE(panel->cancel());
    EXPECT_FALSE(panel->isBusy());
    script->release();
    rest();
    EXPECT_TRUE(answers().isEmpty());
    EXPECT_EQ(panel->history().rowCount(), 0);
    EXPECT_FALSE(panel->cancel()) << "nothing is left to stop";
}

TEST_F(TheAskPanel, AnswersTheNewestQuestionAlone)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    script->hold();
    type(u"first"_s);
    ASSERT_TRUE(waitUntil([this] { return !script->asked().empty(); }));
    type(u"second"_s);
    script->release();
    rest();
    ASSERT_EQ(panel->history().rowCount(), 1);
    EXPECT_EQ(panel->history().entry(0).request.text, u"second"_s);
}

TEST_F(TheAskPanel, WaitsForTheModelThatIsBeingOpened)
{
    usePicture(makePicture("rose.png"));
    session.openModel([script = script] { return std::make_unique<test::AnsweringModel>(script); });
    panel->setText(u"what colour"_s);
    panel->ask();
    EXPECT_TRUE(panel->isBusy());
    rest();
    EXPECT_TRUE(session.model().has_value());
}

TEST_F(TheAskPanel, SaysWhatAModelLacksAndWhatItCanDo)
{
    script->facts.vqaAnswers = 0;
    script->facts.hasNlvr2 = script->facts.hasMlm = script->facts.hasItm = false;
    loadModel();
    EXPECT_EQ(panel->kind(), AskKind::Match) << "the one thing that it can do";
    EXPECT_TRUE(panel->missing().isHidden());
    const struct {
        AskKind kind;
        const char* head;
    } lacking[] = {{AskKind::Question, "VQA"}, {AskKind::Compare, "NLVR2"}, {AskKind::Fill, "MLM"}};
    for (const auto& [kind, head] : lacking) {
        panel->setKind(kind);
        EXPECT_FALSE(panel->missing().isHidden());
        EXPECT_THAT(panel->missing().text().toStdString(), HasSubstr(head));
        EXPECT_FALSE(panel->findChild<QPushButton*>(u"ask"_s)->isEnabled());
    }
    Q_EMIT panel->missing().linkActivated(u"match"_s);
    EXPECT_EQ(panel->kind(), AskKind::Match);
    usePicture(makePicture("rose.png"));
    type(u"a red thing"_s);
    rest();
    ASSERT_EQ(answers().front().rows.size(), 1) << "no ITM";
    EXPECT_NEAR(answers().front().rows.front().share, 230.0 / 255.0 - 0.25, 1e-5);
}

TEST_F(TheAskPanel, SaysHowToSupplyAMissingListOfAnswers)
{
    script->facts.hasAnswerList = false;
    loadModel();
    panel->setKind(AskKind::Question);
    EXPECT_THAT(panel->missing().text().toStdString(), HasSubstr("VQAv2"));
    EXPECT_THAT(panel->missing().text().toStdString(), HasSubstr("answers.txt"));
}

TEST_F(TheAskPanel, FillsBlanksWithAndWithoutAPicture)
{
    loadModel();
    type(u"a [mask] and [MASK]"_s);
    rest();
    EXPECT_EQ(panel->kind(), AskKind::Fill) << "a blank says so itself";
    ASSERT_EQ(answers().size(), 2);
    EXPECT_EQ(answers()[1].title, u"[MASK] 2"_s);
    EXPECT_FALSE(answers()[0].rows[0].alone.has_value()) << "the words are alone already";
    usePicture(makePicture("rose.png"));
    type(u"a [MASK]"_s);
    rest();
    EXPECT_NEAR(answers()[0].rows[0].share, 0.7, 1e-5);
    EXPECT_NEAR(answers()[0].rows[0].alone.value(), 0.2, 1e-5);
    type(u"no blank"_s);
    EXPECT_THAT(problem(), HasSubstr("[MASK]"));
}

TEST_F(TheAskPanel, JudgesAStatementAboutTwoPictures)
{
    loadModel();
    panel->setKind(AskKind::Compare);
    EXPECT_TRUE(panel->picture(1).isVisible());
    usePicture(makePicture("rose.png"));
    type(u"the left one is redder"_s);
    EXPECT_THAT(problem(), HasSubstr("right picture"));
    usePicture(makePicture("sea.png", QColor(10, 20, 240)), 1);
    type(u"the left one is redder"_s);
    rest();
    EXPECT_EQ(firstAnswer(), "true");
    usePicture(makePicture("sun.png", QColor(255, 250, 10)), 1);
    type(u"the left one is redder"_s);
    rest();
    EXPECT_EQ(firstAnswer(), "not true");
    EXPECT_NEAR(answers().front().rows.front().share, 0.8, 1e-5);
}

TEST_F(TheAskPanel, AsksTwoModelsSideBySide)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    auto other = std::make_shared<test::AnswerScript>();
    other->facts.name = u"other"_s;
    panel->asking().openSecondModel([other] { return std::make_unique<test::AnsweringModel>(other); });
    ASSERT_TRUE(waitUntil([this] { return panel->asking().secondModel().has_value(); }));
    type(u"what colour"_s);
    rest();
    EXPECT_EQ(firstAnswer(0), "red");
    EXPECT_EQ(firstAnswer(1), "red");
    EXPECT_TRUE(panel->answers().bars(1).isVisible());
    EXPECT_EQ(panel->history().rowCount(), 1);
    other->failWith("the other dice are gone");
    type(u"what colour is it"_s);
    rest();
    EXPECT_EQ(firstAnswer(0), "red") << "one model's failure is not the other's";
    EXPECT_THAT(panel->answers().problem(1).toStdString(), HasSubstr("other dice"));
    panel->asking().useSecondModel({});
    EXPECT_FALSE(panel->answers().bars(1).isVisible());
}

TEST_F(TheAskPanel, SaysWhyASecondModelCannotBeOpened)
{
    loadModel();
    panel->asking().useSecondModel(folder / "nowhere");
    ASSERT_TRUE(waitUntil([this] { return !panel->problem().isHidden(); }));
    EXPECT_THAT(problem(), HasSubstr("nowhere"));
    EXPECT_FALSE(panel->asking().hasSecondModel());
}

TEST_F(TheAskPanel, AsksAgainWhatTheHistoryHolds)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour"_s);
    rest();
    usePicture(makePicture("sea.png", QColor(10, 20, 240)));
    type(u"and now"_s);
    rest();
    ASSERT_EQ(panel->history().rowCount(), 2);
    auto& list = *pane->findChild<QListView*>(u"history"_s);
    list.setCurrentIndex(list.model()->index(1, 0));
    QTest::keyClick(&list, Qt::Key_Return);
    rest();
    EXPECT_EQ(panel->line().text(), u"what colour"_s);
    EXPECT_EQ(firstAnswer(), "red");
    EXPECT_TRUE(panel->picture().hasPicture());
    EXPECT_TRUE(panel->picture().hasEvidence());
    EXPECT_EQ(panel->history().rowCount(), 2) << "the same question is one entry";
}

TEST_F(TheAskPanel, TakesPicturesThatAreDroppedAndPasted)
{
    loadModel();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(makePicture("rose.png").string()))});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(panel.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(panel.get(), &drop);
    rest();
    EXPECT_TRUE(panel->picture().hasPicture());
    panel->removePicture(0);
    EXPECT_FALSE(panel->picture().hasPicture());
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(QColor(200, 0, 0));
    QApplication::clipboard()->setImage(image);
    QTest::keyClick(&panel->line().line(), Qt::Key_V, Qt::ControlModifier);
    rest();
    EXPECT_TRUE(panel->picture().hasPicture()) << "though the line had the focus";
    QApplication::clipboard()->setText(u"what colour"_s);
    panel->line().line().setFocus();
    QTest::keyClick(&panel->line().line(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(panel->line().text(), u"what colour"_s) << "words are words";
    panel->ask();
    rest();
    EXPECT_EQ(firstAnswer(), "red");
}

TEST_F(TheAskPanel, LooksAtAPictureFromElsewhereWithoutAskingByItself)
{
    loadModel();
    panel->lookAt({makePicture("rose.png"), u"a red rose"_s});
    rest();
    EXPECT_TRUE(panel->picture().hasPicture());
    EXPECT_TRUE(panel->line().text().isEmpty()) << "a caption is no question";
    EXPECT_TRUE(script->asked().empty());
    panel->setKind(AskKind::Match);
    panel->lookAt({folder / "rose.png", u"a red rose"_s});
    EXPECT_EQ(panel->line().text(), u"a red rose"_s);
}

TEST_F(TheAskPanel, SavesThePictureWithItsEvidence)
{
    loadModel();
    usePicture(makePicture("rose.png"));
    type(u"what colour"_s);
    rest();
    panel->saveEvidence(folder / "evidence.png");
    const QImage saved(QString::fromStdString((folder / "evidence.png").string()));
    EXPECT_EQ(saved.size(), QSize(40, 30));
    EXPECT_GT(saved.pixelColor(2, 2).red(), 200);
    EXPECT_LT(saved.pixelColor(38, 2).red(), 120);
    panel->saveEvidence(folder / "no" / "folder.png");
    EXPECT_THAT(problem(), HasSubstr("folder.png"));
}

TEST_F(TheAskPanel, OpensWhatWasAskedInExperts)
{
    loadModel();
    const auto file = makePicture("rose.png");
    usePicture(file);
    panel->setText(u"what colour"_s);
    QSignalSpy asked(bench.get(), &Workbench::panelRequested);
    panel->findChild<QPushButton*>(u"askedInExperts"_s)->click();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked.front().at(0).toString(), u"experts"_s);
}

} // namespace
} // namespace vlmo::ui
