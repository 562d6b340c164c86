// A real model folder with every head, of random numbers, behind the real panel.
#include "core/base/random.h"
#include "core/model/import.h"
#include "core/model/model_folder.h"
#include "tests/ui/ask/ask_fixture.h"

#include <map>
#include <span>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

ModelConfig configWithEveryHead()
{
    ModelConfig config;
    config.depth = 2;
    config.width = 16;
    config.heads = 2;
    config.vlStart = 1;
    config.imageSize = 32;
    config.maxTextLength = config.tableTextLength = 12;
    config.vocabularySize = 11;
    config.tokenTypes = 3;
    config.hasItm = config.hasMlm = config.hasNlvr2 = true;
    config.vqaAnswers = 4;
    return config;
}

/// Writes a model folder of random numbers.
void writeModel(const std::filesystem::path& model, const ModelConfig& config, const test::TemporaryFolder& folder)
{
    std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (const char* word : {"what", "is", "this", "a", "red", "dog"})
        pieces += std::string(word) + "\n";
    std::map<std::string, std::vector<float>> values;
    std::map<std::string, TensorView> tensors;
    Random random(5);
    for (const auto& [name, shape] : expectedTensors(config)) {
        TensorView view{DType::F32, shape, {}};
        std::vector<float>& numbers = values[name];
        for (std::int64_t i = 0; i < view.elements(); ++i)
            numbers.push_back(static_cast<float>(random.uniform(-0.5, 0.5)));
        view.bytes = std::as_bytes(std::span(numbers));
        tensors.emplace(name, view);
    }
    const std::vector<std::string> answers =
        config.vqaAnswers > 0 ? std::vector<std::string>{"yes", "no", "red", "two"} : std::vector<std::string>();
    writeModelFolder(model, config, {config.imageSize, false}, tensors, folder.write("vocab.txt", pieces), answers,
                     "# Tiny\n");
}

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
    writeModel(path, configWithEveryHead(), folder);
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
    ModelConfig config = configWithEveryHead();
    config.vqaAnswers = 0;
    config.hasNlvr2 = false;
    writeModel(folder / "tiny", config, folder);
    config = configWithEveryHead();
    config.imageSize = 48; // Pictures are prepared by the one that answers.
    writeModel(folder / "tiny/specialists/vqa", config, folder);
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
    ModelConfig config = configWithEveryHead();
    config.vqaAnswers = 0;
    writeModel(folder / "tiny", config, folder);
    writeModel(folder / "tiny/specialists/vqa", configWithEveryHead(), folder);
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
    writeModel(path, configWithEveryHead(), folder);
    std::filesystem::remove(path / "answers.txt");
    open(path);
    panel->setKind(AskKind::Question);
    EXPECT_TRUE(panel->missing().text().contains(u"VQAv2"_s));
}

} // namespace
} // namespace vlmo::ui
