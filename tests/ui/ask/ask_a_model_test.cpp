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

/// Writes a model folder of random numbers and returns its path.
std::filesystem::path writeModel(const test::TemporaryFolder& folder)
{
    std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (const char* word : {"what", "is", "this", "a", "red", "dog"})
        pieces += std::string(word) + "\n";
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
    writeModelFolder(folder / "tiny", config, {config.imageSize, false}, tensors, folder.write("vocab.txt", pieces),
                     {"yes", "no", "red", "two"}, "# Tiny\n");
    return folder / "tiny";
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
    const std::filesystem::path path = writeModel(folder);
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

TEST_F(ATinyModelInTheAskPanel, WithoutItsListOfAnswersSaysHowToSupplyIt)
{
    const std::filesystem::path path = writeModel(folder);
    std::filesystem::remove(path / "answers.txt");
    open(path);
    panel->setKind(AskKind::Question);
    EXPECT_TRUE(panel->missing().text().contains(u"VQAv2"_s));
}

} // namespace
} // namespace vlmo::ui
