#include "core/engine/engine.h"

#include "core/text/tokenizer.h"
#include "core/vision/preprocess.h"
#include "tests/core/model/tiny_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <span>

using namespace vlmo;
using namespace vlmo::test;

namespace {

const EngineOptions kExact{"cpu", Precision::Fp32, 1};

RgbImage picture(int size, int seed)
{
    RgbImage image{size, size, {}};
    for (int i = 0; i < size * size * 3; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>((i * (seed + 3) + seed * 40) % 256));
    return image;
}

double dot(const std::vector<float>& left, const std::vector<float>& right)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i)
        sum += static_cast<double>(left[i]) * static_cast<double>(right[i]);
    return sum;
}

class AnEngine : public ::testing::Test {
protected:
    const TemporaryFolder folder;
    const std::filesystem::path path = writeTinyModel(folder.path());
    Engine engine = Engine::open(path, kExact);
    const std::vector<RgbImage> pictures{engine.prepare(picture(50, 1)), engine.prepare(picture(40, 2)),
                                         engine.prepare(picture(32, 3))};
    const std::vector<std::string> sentences{"a red dog", "the blue house is this", "cat"};
};

} // namespace

TEST_F(AnEngine, EmbedsToUnitVectorsInOrder)
{
    for (const Branch branch : {Branch::Own, Branch::Vl}) {
        const auto images = engine.embedImages(pictures, branch);
        const auto texts = engine.embedTexts(sentences, branch);
        ASSERT_EQ(images.size(), pictures.size());
        ASSERT_EQ(texts.size(), sentences.size());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            EXPECT_EQ(static_cast<std::int64_t>(images[i].size()), engine.dimension());
            EXPECT_NEAR(dot(images[i], images[i]), 1.0, 1e-5);
            EXPECT_NEAR(dot(texts[i], texts[i]), 1.0, 1e-5);
            // Together or alone makes no difference.
            EXPECT_NEAR(dot(images[i], engine.embedImages({&pictures[i], 1}, branch).front()), 1.0, 1e-5);
            EXPECT_NEAR(dot(texts[i], engine.embedTexts({&sentences[i], 1}, branch).front()), 1.0, 1e-5);
        }
        EXPECT_LT(dot(texts[0], texts[1]), 0.9999);
    }
}

TEST_F(AnEngine, KeepsTheTwoBranchesApart)
{
    const auto own = engine.embedImages(pictures, Branch::Own);
    const auto vl = engine.embedImages(pictures, Branch::Vl);
    EXPECT_LT(std::abs(dot(own[0], vl[0])), 0.999);
}

TEST_F(AnEngine, GivesWhatTheModelGives)
{
    Vlmo model(engine.model().config);
    loadWeights(model, readModelFolderTensors(path));
    model->eval();
    torch::NoGradGuard noGradient;
    const auto ids = Tokenizer::fromFile(path / "vocab.txt").encode(sentences[0], 12).ids;
    const TextBatch text{torch::tensor(std::vector<std::int64_t>(ids.begin(), ids.end()), torch::kInt64).unsqueeze(0),
                         {}};
    const torch::Tensor pixels = torch::tensor(normalizedPlanes(pictures[0])).view({1, 3, 32, 32});
    const torch::Tensor pooled = model->encodeFused(text, pixels, {}).pooled;
    const double expected = torch::softmax(model->itm(pooled, {}), 1)[0][1].item<double>();
    EXPECT_NEAR(engine.match(pictures[0], sentences[0]).itmProbability.value(), expected, 1e-5);
    const torch::Tensor scores = torch::sigmoid(model->vqa(pooled, {}))[0];
    const auto answers = engine.ask(pictures[0], sentences[0], 10);
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_NEAR(answers.front().score, scores.max().item<double>(), 1e-5);
    EXPECT_EQ(answers.front().text,
              engine.model().answers[static_cast<std::size_t>(scores.argmax().item<std::int64_t>())]);
}

TEST_F(AnEngine, StaysCloseInBf16)
{
    Engine fast = Engine::open(path, {"cpu", Precision::Bf16, 1});
    EXPECT_EQ(fast.info().precision, Precision::Bf16);
    EXPECT_GT(dot(fast.embedImages(pictures, Branch::Own)[0], engine.embedImages(pictures, Branch::Own)[0]), 0.99);
    EXPECT_GT(dot(fast.embedTexts(sentences, Branch::Vl)[1], engine.embedTexts(sentences, Branch::Vl)[1]), 0.99);
}

TEST_F(AnEngine, MatchesManyAsItMatchesOne)
{
    const auto many = engine.matchMany(pictures, sentences[1]);
    ASSERT_EQ(many.size(), pictures.size());
    for (std::size_t i = 0; i < many.size(); ++i)
        EXPECT_NEAR(many[i], engine.match(pictures[i], sentences[1]).itmProbability.value(), 1e-5);
}

TEST_F(AnEngine, TracesEveryTokenInEveryBlock)
{
    const Trace fused = engine.trace(pictures[0], "dog.png", "a red dog");
    EXPECT_EQ(fused.mode, TraceMode::Fused);
    ASSERT_EQ(fused.tokens.size(), 5U + 1U + 4U); // [CLS] a red dog [SEP], cls, 2 x 2 patches
    ASSERT_EQ(fused.cells.size(), 3U * fused.tokens.size());
    EXPECT_EQ(fused.tokens[2].text, "red");
    EXPECT_EQ(fused.tokens[6].kind, TraceToken::Kind::Patch);
    EXPECT_EQ(fused.cell(0, 0).expert, "language");
    EXPECT_EQ(fused.cell(0, 6).expert, "vision");
    EXPECT_EQ(fused.cell(2, 0).expert, "vl");
    for (std::size_t token = 0; token < fused.tokens.size(); ++token)
        EXPECT_NEAR(fused.cell(2, token).cosineToFinal, 1.0F, 1e-4F);
    EXPECT_EQ(engine.trace({}, "", "cat").mode, TraceMode::Text);
    EXPECT_EQ(engine.trace(pictures[0], "dog.png", "").mode, TraceMode::Image);
    EXPECT_EQ(engine.trace(pictures[0], "dog.png", "").cell(2, 0).expert, "vision");
}

TEST_F(AnEngine, TracesNormsThatFitTheStates)
{
    // Block 1 starts from what block 0 left: the residual's norm must be that of the state, not of an update.
    const Trace trace = engine.trace({}, "", "a red dog");
    for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
        const TraceCell& cell = trace.cell(0, token);
        EXPECT_NEAR(cell.attentionRelative, cell.attentionUpdate / cell.residualNorm, 1e-4F);
        EXPECT_LE(trace.cell(1, token).residualNorm,
                  cell.residualNorm + cell.attentionUpdate + cell.expertUpdate + 1e-3F);
    }
}

TEST_F(AnEngine, RefusesEmptySentencesAndUnpreparedPictures)
{
    const std::vector<std::string> blank{"  \t"};
    EXPECT_THAT([&] { (void)engine.embedTexts(blank, Branch::Own); }, throwsError(ErrorKind::InvalidArgument, "empty"));
    EXPECT_THAT([&] { (void)engine.ask(pictures[0], "", 3); }, throwsError(ErrorKind::InvalidArgument, "question"));
    const RgbImage raw = picture(50, 1);
    EXPECT_THAT([&] { (void)engine.match(raw, "a dog"); }, throwsError(ErrorKind::InvalidArgument, "50 x 50"));
    EXPECT_THAT([&] { (void)engine.trace({}, "", " "); },
                throwsError(ErrorKind::InvalidArgument, "a picture, a sentence"));
}

TEST_F(AnEngine, RefusesSentencesThatAreNotUtf8)
{
    const std::vector<std::string> broken{"a \xff\xfe dog"};
    const auto refused = throwsError(ErrorKind::InvalidArgument, "is not UTF-8 text");
    EXPECT_THAT([&] { (void)engine.embedTexts(broken, Branch::Own); }, refused);
    EXPECT_THAT([&] { (void)engine.match(pictures[0], broken[0]); }, refused);
    EXPECT_THAT([&] { (void)engine.ask(pictures[0], broken[0], 3); }, refused);
    EXPECT_THAT([&] { (void)engine.compare(pictures[0], pictures[1], broken[0]); }, refused);
    EXPECT_THAT([&] { (void)engine.trace({}, "", broken[0]); }, refused);
}

TEST_F(AnEngine, CutsSentencesThatAreTooLong)
{
    std::string words;
    for (int i = 0; i < 1000; ++i)
        words += "red dog ";
    const std::vector<std::string> longOne{words};
    EXPECT_EQ(engine.embedTexts(longOne, Branch::Own).size(), 1U);
}

TEST(OpeningAnEngine, NamesWhatIsMissing)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)Engine::open(folder / "nowhere", kExact); }, throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST(OpeningAnEngine, RefusesAVocabularyOfAnotherSize)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    folder.write("tiny/vocab.txt", tinyVocabulary() + "extra\n");
    EXPECT_THAT([&] { (void)Engine::open(path, kExact); }, throwsError(ErrorKind::Incompatible, "vocab.txt"));
}

TEST(OpeningAnEngine, NamesATensorThatDoesNotFit)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    TensorFile file = readSafetensors(path / "model.safetensors");
    auto tensors = file.tensors;
    tensors.erase("pooler.dense.bias");
    writeSafetensors(path / "model.safetensors", tensors);
    EXPECT_THAT([&] { (void)Engine::open(path, kExact); }, throwsError(ErrorKind::Incompatible, "pooler.dense.bias"));
}

TEST(OpeningAnEngine, RefusesWeightsThatAreNotFinite)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    for (const float broken : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
        const TensorFile file = readSafetensors(path / "model.safetensors");
        auto tensors = file.tensors;
        std::vector<float> values = file.floats("pooler.dense.bias");
        values[3] = broken;
        tensors["pooler.dense.bias"].bytes = std::as_bytes(std::span(values));
        writeSafetensors(path / "model.safetensors", tensors);
        EXPECT_THAT([&] { (void)Engine::open(path, kExact); },
                    throwsError(ErrorKind::BadInput, path.string() + ": the weights 'pooler.dense.bias' hold numbers"));
    }
}

TEST(OpeningAnEngine, NamesAFileThatIsCutShortOnce)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    std::filesystem::resize_file(path / "model.safetensors", 50'000);
    try {
        (void)Engine::open(path, kExact);
        FAIL() << "it opened";
    } catch (const Error& error) {
        const std::string sentence = error.what();
        EXPECT_EQ(sentence.find("model.safetensors"), sentence.rfind("model.safetensors")) << sentence;
        EXPECT_EQ(sentence.find(path.string()), sentence.rfind(path.string())) << sentence;
    }
}

TEST(OpeningAnEngine, KnowsOnlyItsDevices)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    EXPECT_THAT(
        [&] {
            (void)Engine::open(path, {"tpu", Precision::Fp32, 1});
        },
        throwsError(ErrorKind::InvalidArgument, "tpu"));
    EXPECT_THAT(
        [&] {
            (void)Engine::open(path, {"cuda:99", Precision::Fp32, 1});
        },
        throwsError(ErrorKind::InvalidArgument, "cuda:99"));
    EXPECT_THAT([] { (void)precisionFromName("fp8"); }, throwsError(ErrorKind::InvalidArgument, "fp8"));
}

TEST(AModelWithoutAHead, SaysWhichOneAndWhatToDo)
{
    const TemporaryFolder folder;
    ModelConfig config = tinyConfig(tinyVocabularySize());
    config.hasItm = config.hasMlm = config.hasNlvr2 = false;
    config.vqaAnswers = 0;
    Engine engine = Engine::open(writeTinyModel(folder.path(), config, {}), kExact);
    const RgbImage image = engine.prepare(picture(32, 1));
    EXPECT_FALSE(engine.match(image, "a dog").itmProbability.has_value());
    EXPECT_THAT([&] { (void)engine.matchMany({&image, 1}, "a dog"); }, throwsError(ErrorKind::Incompatible, "ITM"));
    EXPECT_THAT([&] { (void)engine.ask(image, "what", 3); }, throwsError(ErrorKind::Incompatible, "VQA"));
    EXPECT_THAT([&] { (void)engine.compare(image, image, "a dog"); }, throwsError(ErrorKind::Incompatible, "NLVR2"));
    const std::string name = engine.model().path.string();
    for (const std::string& part : {name + ": the model has no VQA head", std::string("--model"),
                                    std::string("vlmo model import"), std::string("fine-tune")})
        EXPECT_THAT([&] { (void)engine.ask(image, "what", 3); }, throwsError(ErrorKind::Incompatible, part));
    EXPECT_THAT([&] { (void)engine.compare(image, image, "a dog"); },
                throwsError(ErrorKind::Incompatible, name + ": the model has no NLVR2 head"));
}

TEST(AModelWithoutAnAnswerList, SaysHowToSupplyIt)
{
    const TemporaryFolder folder;
    const auto path = writeTinyModel(folder.path());
    std::filesystem::remove(path / "answers.txt");
    Engine engine = Engine::open(path, kExact);
    EXPECT_THAT([&] { (void)engine.ask(engine.prepare(picture(32, 1)), "what", 3); },
                throwsError(ErrorKind::Incompatible, "--vqa-annotations"));
}

TEST(Precision, IsMeasuredOnceAndRemembered)
{
    const TemporaryFolder cache;
    ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    const PrecisionChoice first = choosePrecision("cpu", 1);
    const PrecisionChoice second = choosePrecision("cpu", 1);
    ::unsetenv("XDG_CACHE_HOME");
    EXPECT_NE(first.precision, Precision::Auto);
    EXPECT_EQ(second.reason, first.reason); // the words hold the measured ratio, which never comes out twice
    EXPECT_TRUE(std::filesystem::exists(cache / "vlmo-studio/precision.json"));
}

TEST(Precision, IsMeasuredAgainWhenTheRecordIsBroken)
{
    const TemporaryFolder cache;
    cache.write("vlmo-studio/precision.json", "[not an object");
    ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    EXPECT_NE(choosePrecision("cpu", 1).precision, Precision::Auto);
    ::unsetenv("XDG_CACHE_HOME");
}

TEST_F(AnEngine, AnswersManyQuestionsAsItAnswersEachAlone)
{
    const std::vector<Answer> together = engine.askMany(pictures, sentences); // of different lengths
    ASSERT_EQ(together.size(), sentences.size());
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const Answer alone = engine.ask(pictures[i], sentences[i], 1).front();
        EXPECT_EQ(together[i].text, alone.text);
        EXPECT_NEAR(together[i].score, alone.score, 1e-5);
    }
}

TEST_F(AnEngine, JudgesManyStatementsAsItJudgesEachAlone)
{
    const std::vector<RgbImage> right{pictures[2], pictures[0], pictures[1]};
    const std::vector<float> together = engine.compareMany(pictures, right, sentences);
    ASSERT_EQ(together.size(), sentences.size());
    for (std::size_t i = 0; i < sentences.size(); ++i)
        EXPECT_NEAR(together[i], engine.compare(pictures[i], right[i], sentences[i]).trueProbability, 1e-5);
}

TEST_F(AnEngine, MatchesOnePictureWithManySentences)
{
    const std::vector<float> logits = engine.matchLogits(pictures[0], sentences);
    ASSERT_EQ(logits.size(), sentences.size());
    EXPECT_NEAR(engine.matchLogits(pictures[0], {&sentences[1], 1}).front(), logits[1], 1e-5);
    EXPECT_TRUE(engine.matchLogits(pictures[0], {}).empty());
}

TEST_F(AnEngine, RefusesListsThatDoNotFit)
{
    const std::span<const RgbImage> two(pictures.data(), 2);
    EXPECT_THAT([&] { (void)engine.askMany(two, sentences); },
                throwsError(ErrorKind::InvalidArgument, "2 pictures for 3 sentences"));
    EXPECT_THAT([&] { (void)engine.compareMany(pictures, two, sentences); },
                throwsError(ErrorKind::InvalidArgument, "2 pictures for 3 sentences"));
    const std::vector<std::string> blank{"a dog", " ", "cat"};
    EXPECT_THAT([&] { (void)engine.askMany(pictures, blank); },
                throwsError(ErrorKind::InvalidArgument, "the question is empty"));
}

TEST_F(AnEngine, SaysWhatAClassifierLacks)
{
    EXPECT_THAT([&] { (void)engine.classify(pictures); }, throwsError(ErrorKind::Incompatible, "classification"));
}

TEST(AClassifier, GivesEveryPictureTheProbabilitiesOfItsClasses)
{
    const TemporaryFolder folder;
    ModelConfig config = tinyConfig(tinyVocabularySize());
    config.imageClasses = 5;
    const std::filesystem::path path = writeTinyModel(folder.path(), config, {"a", "b", "c", "d"});
    {
        Engine engine = Engine::open(path, kExact);
        const std::vector<RgbImage> pictures{engine.prepare(picture(50, 1)), engine.prepare(picture(40, 2))};
        EXPECT_THAT([&] { (void)engine.classify(pictures); }, throwsError(ErrorKind::Incompatible, "classes.txt"));
    }
    folder.write("tiny/classes.txt", "dog\ncat\nbus\nsky\ntree\n");
    Engine engine = Engine::open(path, kExact);
    const std::vector<RgbImage> pictures{engine.prepare(picture(50, 1)), engine.prepare(picture(40, 2))};
    const auto together = engine.classify(pictures);
    ASSERT_EQ(together.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        ASSERT_EQ(together[i].size(), 5U);
        EXPECT_NEAR(std::accumulate(together[i].begin(), together[i].end(), 0.0F), 1.0F, 1e-5);
        const auto alone = engine.classify({&pictures[i], 1}).front();
        for (std::size_t c = 0; c < 5; ++c)
            EXPECT_NEAR(together[i][c], alone[c], 1e-5);
    }
}
