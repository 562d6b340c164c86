// A real model folder with every head, of random numbers, behind the real panel.
#include "tests/ui/ask/ask_fixture.h"
#include "tests/ui/support/random_model.h"

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

const std::vector<std::string> knownWords{"what", "is", "this", "a", "red", "dog"};

class ATinyModelInTheAskPanel : public test::AskPanelTest {
protected:
    void open(const std::filesystem::path& path)
    {
        session.openModel([path] { return openModel(path, {"cpu", Precision::Fp32, 1}); });
        ASSERT_TRUE(waitUntil([this] { return session.model().has_value(); }));
    }
};

TEST_F(ATinyModelInTheAskPanel, AnswersAsTheEngineDoes)
{
    const std::filesystem::path path = folder / "tiny";
    test::writeRandomModel(path, knownWords);
    open(path);
    const auto picture = makePicture("rose.png");
    usePicture(picture);
    type(u"what is this"_s);
    rest();
    EXPECT_EQ(problem(), "");
    Engine engine = Engine::open(path, {"cpu", Precision::Fp32, 1});
    const RgbImage prepared = engine.prepare(PictureSource{picture, {}}.pixels());
    const Answer best = engine.ask(prepared, "what is this", 1).front();
    EXPECT_EQ(firstAnswer(), best.text);
    EXPECT_NEAR(answers().front().rows.front().share, best.score, 1e-5);
    EXPECT_EQ(panel->evidence().strip().count(), 4) << "the answer and three words";
    panel->setKind(AskKind::Match);
    type(u"a red dog"_s);
    rest();
    EXPECT_EQ(answers().front().rows.size(), 2) << "ITM and ITC";
    type(u"a [MASK] dog"_s);
    rest();
    EXPECT_EQ(answers().front().rows.size(), 5);
    panel->setKind(AskKind::Compare);
    usePicture(makePicture("sea.png", QColor(10, 10, 240)), 1);
    type(u"a red dog"_s);
    rest();
    EXPECT_EQ(answers().front().rows.size(), 2);
    EXPECT_EQ(problem(), "");
}

TEST_F(ATinyModelInTheAskPanel, HasItsSpecialistAnswerWhatItHasNoHeadFor)
{
    test::writeRandomModel(folder / "tiny", knownWords, [](ModelConfig& config) {
        config.vqaAnswers = 0;
        config.hasNlvr2 = false;
    });
    // Pictures are prepared by the one that answers.
    test::writeRandomModel(folder / "tiny/specialists/vqa", knownWords,
                           [](ModelConfig& config) { config.imageSize = 48; });
    open(folder / "tiny");
    EXPECT_EQ(session.model()->vqaAnswers, 4);
    EXPECT_TRUE(session.model()->hasAnswerList);
    const auto picture = makePicture("rose.png");
    usePicture(picture);
    type(u"what is this"_s);
    rest();
    EXPECT_EQ(problem(), "");
    Engine engine = Engine::open(folder / "tiny/specialists/vqa", {"cpu", Precision::Fp32, 1});
    const Answer best = engine.ask(engine.prepare(PictureSource{picture, {}}.pixels()), "what is this", 1).front();
    EXPECT_EQ(firstAnswer(), best.text);
    EXPECT_NEAR(answers().front().rows.front().share, best.score, 1e-5);
    EXPECT_EQ(panel->evidence().strip().count(), 4) << "the answer and three words";
    panel->setKind(AskKind::Compare);
    usePicture(makePicture("sea.png", QColor(10, 10, 240)), 1);
    type(u"a red dog"_s);
    rest();
    EXPECT_EQ(answers().front().rows.size(), 2) << "the specialist has the NLVR2 head, too";
    EXPECT_EQ(problem(), "");
}

TEST_F(ATinyModelInTheAskPanel, SaysWhichSpecialistIsBroken)
{
    test::writeRandomModel(folder / "tiny", knownWords, [](ModelConfig& config) { config.vqaAnswers = 0; });
    test::writeRandomModel(folder / "tiny/specialists/vqa", knownWords);
    std::filesystem::remove(folder / "tiny/specialists/vqa/model.safetensors");
    open(folder / "tiny");
    usePicture(makePicture("rose.png"));
    type(u"what is this"_s);
    rest();
    EXPECT_THAT(problem(), ::testing::HasSubstr("specialists/vqa"));
}

TEST_F(ATinyModelInTheAskPanel, WithoutItsListOfAnswersSaysHowToSupplyIt)
{
    const std::filesystem::path path = folder / "tiny";
    test::writeRandomModel(path, knownWords);
    std::filesystem::remove(path / "answers.txt");
    open(path);
    panel->setKind(AskKind::Question);
    EXPECT_TRUE(panel->missing().text().contains(u"VQAv2"_s));
}

} // namespace
} // namespace vlmo::ui
