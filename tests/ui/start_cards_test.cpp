#include "ui/library/start_cards.h"

#include "tests/ui/support/clipped_texts.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/ask/ask_line.h"
#include "ui/ask/ask_panel.h"
#include "ui/ask/evidence_view.h"
#include "ui/experts/experts_panel.h"
#include "ui/library/start_previews.h"

#include <QLineEdit>
#include <QPushButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::HasSubstr;

/// What a model can do, as a test wants it.
struct Abilities {
    std::int64_t answers = 0;
    bool named = true;
    bool contrast = true;
    std::string problem{}; ///< Thrown by every question.
    std::string best = "red";
};

class AbleModel final : public test::StandInModel {
public:
    explicit AbleModel(Abilities able) : m_able(std::move(able)) {}

    [[nodiscard]] ModelFacts facts() const override
    {
        ModelFacts facts = StandInModel::facts();
        facts.vqaAnswers = m_able.answers;
        facts.hasAnswerList = m_able.answers > 0 && m_able.named;
        facts.hasItc = m_able.contrast;
        return facts;
    }

    [[nodiscard]] std::vector<Answer> ask(const RgbImage& prepared, const std::string&, std::size_t top) override
    {
        if (!m_able.problem.empty())
            throw Error(ErrorKind::Internal, m_able.problem);
        const float red = static_cast<float>(prepared.pixels.at(0)) / 255.0F;
        std::vector<Answer> answers{{m_able.best, red}, {"animal", 0.25F}, {"2", 0.125F}, {"yes", 0.0625F}};
        answers.resize(std::min(top, answers.size()));
        return answers;
    }

    [[nodiscard]] MatchResult match(const RgbImage& prepared, const std::string&) override
    {
        return {static_cast<float>(prepared.pixels.at(0)) / 255.0F, std::nullopt};
    }

private:
    Abilities m_able;
};

/// A library of a rose, a leaf and the sea, offered with an example of its own.
class TheStartCards : public test::WindowTest {
protected:
    void load(const Abilities& able)
    {
        bool opened = false;
        const auto once =
            QObject::connect(&m_session, &Session::modelOpened, m_window.get(), [&opened] { opened = true; });
        m_session.openModel([able] { return std::make_unique<AbleModel>(able); });
        ASSERT_TRUE(waitUntil([&opened] { return opened; }));
        QObject::disconnect(once);
    }

    void start(const Abilities& able)
    {
        makeThreePictures();
        load(able);
        library().library().create(m_folder / "test.vlmolib");
        ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
        library().offerStartCards(u"something red"_s, u"what is the main colour?"_s);
        library().addFolder(pictures());
        ASSERT_TRUE(waitUntil([this] { return cards().hasExample(); }));
        waitForRest();
    }

    [[nodiscard]] StartCards& cards() const { return *library().findChild<StartCards*>(); }
    [[nodiscard]] const AskPreview& preview() const { return cards().askPreview(); }
    [[nodiscard]] AskPanel& ask() const { return *qobject_cast<AskPanel*>(m_window->panel(u"ask"_s)); }
    [[nodiscard]] std::string texts() const
    {
        QStringList all;
        for (const auto* label : cards().findChildren<QLabel*>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(u'\n').toStdString();
    }
    void click(const char* button) { cards().findChild<QPushButton*>(QString::fromLatin1(button))->click(); }
    void press(Qt::Key key)
    {
        QTest::keyClick(library().queryLine().words(), key, Qt::ControlModifier);
        waitForRest();
    }
    void rest()
    {
        ASSERT_TRUE(waitUntil([this] { return !m_session.isBusy() && !ask().isBusy(); }));
    }
};

TEST_F(TheStartCards, ShowWhatTheModelAnswersAboutTheBestPicture)
{
    start({.answers = 4});
    EXPECT_EQ(preview().words(), u"what is the main colour?"_s);
    ASSERT_EQ(preview().rows().size(), AskPreview::rowsShown);
    EXPECT_EQ(preview().rows().front().text, u"red"_s);
    EXPECT_NEAR(preview().rows().front().share, 250.0 / 255.0, 1e-6) << "of the rose";
    EXPECT_EQ(preview().rows().front().value, percentText(preview().rows().front().share));
    EXPECT_THAT(preview().accessibleDescription().toStdString(), HasSubstr("animal: "));
    EXPECT_THAT(texts(), HasSubstr("read the answers with their probability"));
}

TEST_F(TheStartCards, CheckASentenceWhereTheModelAnswersNoQuestions)
{
    start({});
    EXPECT_EQ(preview().words(), u"something red"_s);
    ASSERT_EQ(preview().rows().size(), 1);
    EXPECT_NEAR(preview().rows().front().share, 250.0 / 255.0, 1e-6);
    EXPECT_THAT(texts(), HasSubstr("answers no questions"));
    EXPECT_THAT(texts(), HasSubstr("how well a sentence fits"));
}

TEST_F(TheStartCards, CheckASentenceWhereTheAnswersHaveNoNames)
{
    start({.answers = 4, .named = false});
    EXPECT_EQ(preview().words(), u"something red"_s);
    EXPECT_EQ(preview().rows().size(), 1);
}

TEST_F(TheStartCards, SayWhatIsNeededWhereTheModelCanDoNeither)
{
    start({.contrast = false});
    EXPECT_TRUE(preview().rows().isEmpty()) << "no number without a model that says it";
    EXPECT_THAT(preview().words().toStdString(), HasSubstr("fine-tuned"));
}

TEST_F(TheStartCards, SayWhyAQuestionWasNotAnswered)
{
    start({.answers = 4, .problem = "the head has other numbers"});
    EXPECT_TRUE(preview().rows().isEmpty());
    EXPECT_THAT(preview().words().toStdString(), HasSubstr("the head has other numbers"));
}

TEST_F(TheStartCards, AskAgainWhenAnotherModelIsOpened)
{
    start({.answers = 4});
    load({.answers = 4, .best = "crimson"});
    waitForRest();
    EXPECT_EQ(preview().rows().front().text, u"crimson"_s);
    load({.contrast = false});
    waitForRest();
    EXPECT_TRUE(preview().rows().isEmpty()) << "the answers of the model before are none of this one";
}

TEST_F(TheStartCards, OpenAskWithThePictureAndTheQuestion)
{
    start({.answers = 4});
    click("startAsk");
    EXPECT_EQ(m_window->currentPanelId(), u"ask"_s);
    EXPECT_EQ(ask().kind(), AskKind::Question);
    EXPECT_EQ(ask().line().text(), u"what is the main colour?"_s);
    rest();
    ask().ask();
    rest();
    EXPECT_EQ(ask().history().entry(0).request.picture.file.filename(), "rose.png");
}

TEST_F(TheStartCards, PutTheirQuestionInPlaceOfWhatWasTypedOfAnotherKind)
{
    start({.answers = 4});
    ask().setKind(AskKind::Match);
    ask().setText(u"a green leaf"_s);
    click("startAsk");
    EXPECT_EQ(ask().kind(), AskKind::Question);
    EXPECT_EQ(ask().line().text(), u"what is the main colour?"_s);
}

TEST_F(TheStartCards, OpenAskWithTheSentenceWhereTheModelAnswersNoQuestions)
{
    start({});
    click("startAsk");
    EXPECT_EQ(ask().kind(), AskKind::Match);
    EXPECT_EQ(ask().line().text(), u"something red"_s);
}

TEST_F(TheStartCards, NameTheKeysThatOpenThem)
{
    start({.answers = 4});
    EXPECT_THAT(texts(), HasSubstr("Ctrl+1"));
    EXPECT_THAT(texts(), HasSubstr("Ctrl+2"));
    EXPECT_THAT(texts(), HasSubstr("Ctrl+3"));
    ASSERT_TRUE(m_actions.setShortcut(u"panel.ask"_s, QKeySequence(Qt::CTRL | Qt::Key_J)).isEmpty());
    library().queryLine().setQuery({u"leaf"_s, {}});
    waitForRest();
    library().queryLine().setQuery({});
    waitForRest();
    EXPECT_THAT(texts(), HasSubstr("Ctrl+J")) << "as a person has set them";
}

TEST_F(TheStartCards, DoByKeyWhatTheirButtonsDo)
{
    start({.answers = 4});
    press(Qt::Key_2);
    EXPECT_EQ(m_window->currentPanelId(), u"ask"_s);
    EXPECT_EQ(ask().line().text(), u"what is the main colour?"_s);
    m_window->showPanel(u"library"_s);
    press(Qt::Key_3);
    EXPECT_EQ(m_window->currentPanelId(), u"experts"_s);
    m_window->showPanel(u"library"_s);
    press(Qt::Key_1);
    EXPECT_EQ(library().queryLine().query().sentence, u"something red"_s);
    EXPECT_EQ(nameOfHit(0), "rose");
}

TEST_F(TheStartCards, LeaveWhatAPersonHasBegunWhenTheKeyIsPressedAgain)
{
    start({.answers = 4});
    press(Qt::Key_2);
    ask().setText(u"how many leaves are there?"_s);
    m_window->showPanel(u"library"_s);
    press(Qt::Key_2);
    EXPECT_EQ(m_window->currentPanelId(), u"ask"_s);
    EXPECT_EQ(ask().line().text(), u"how many leaves are there?"_s);
}

TEST_F(TheStartCards, TakeNoKeyOnceTheyAreClosed)
{
    start({.answers = 4});
    cards().findChild<QAbstractButton*>(u"closeStartCards"_s)->click();
    press(Qt::Key_2);
    EXPECT_EQ(m_window->currentPanelId(), u"ask"_s);
    EXPECT_TRUE(ask().line().text().isEmpty());
}

TEST_F(TheStartCards, GiveUpTheirPreviewsFirstAndThenBecomeARowOfButtons)
{
    start({.answers = 4});
    const struct {
        QSize room;
        StartCards::Form form;
    } rooms[] = {{{900, 700}, StartCards::Form::Previews},
                 {{660, 700}, StartCards::Form::Words},
                 {{900, 500}, StartCards::Form::Words},
                 {{500, 700}, StartCards::Form::Buttons},
                 {{900, 400}, StartCards::Form::Buttons}};
    for (const auto& [room, form] : rooms) {
        cards().setRoom(room);
        EXPECT_EQ(cards().form(), form) << room.width() << " x " << room.height();
        EXPECT_EQ(preview().isVisible(), form == StartCards::Form::Previews);
        EXPECT_EQ(cards().findChild<QPushButton*>(u"startAsk"_s)->isVisible(), form != StartCards::Form::Buttons);
        EXPECT_EQ(cards().findChild<QPushButton*>(u"rowAsk"_s)->isVisible(), form == StartCards::Form::Buttons);
    }
    click("rowAsk");
    EXPECT_EQ(m_window->currentPanelId(), u"ask"_s);
}

TEST_F(TheStartCards, CutNoWordInAnyWindow)
{
    start({.answers = 4});
    for (const QSize size : {QSize(1'024, 700), QSize(1'280, 800), QSize(1'920, 1'080)}) {
        m_window->resize(size);
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
        EXPECT_TRUE(cards().isVisible());
        EXPECT_TRUE(test::clippedTexts(cards()).isEmpty())
            << size.width() << ": " << test::clippedTexts(cards()).join(u" | "_s).toStdString();
    }
}

} // namespace
} // namespace vlmo::ui
