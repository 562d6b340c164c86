#include "core/engine/evidence_maps.h"

#include "core/engine/engine.h"
#include "core/engine/evidence_picture.h"
#include "core/text/tokenizer.h"
#include "core/vision/preprocess.h"
#include "tests/core/model/tiny_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace vlmo;
using namespace vlmo::test;

namespace {

RgbImage stripes(int size)
{
    RgbImage image{size, size, {}};
    for (int i = 0; i < size * size * 3; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>(i * 37 % 251));
    return image;
}

torch::Tensor pixelsOf(const RgbImage& image)
{
    return torch::tensor(normalizedPlanes(image)).view({1, 3, image.height, image.width});
}

float sum(const std::vector<float>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0F);
}

/// The tiny model's weights in a module of their own, wanting no gradients, as an engine has them.
class ATinyModule : public ::testing::Test {
protected:
    ATinyModule()
    {
        loadWeights(model, readModelFolderTensors(path));
        model->eval();
        for (torch::Tensor& parameter : model->parameters())
            parameter.set_requires_grad(false);
        image = model->imageInput(pixelsOf(stripes(32)), {});
    }

    /// Weights as small as the random ones leave too little of a picture for differences in float32.
    void strengthen()
    {
        const torch::NoGradGuard noGradient;
        for (const auto& item : model->named_parameters()) {
            if (item.key().find("gamma_") != std::string::npos)
                torch::Tensor(item.value()).fill_(1.0);
            else if (item.value().dim() >= 2)
                torch::Tensor(item.value()).mul_(3.0);
        }
        image = model->imageInput(pixelsOf(stripes(32)), {});
    }

    [[nodiscard]] torch::Tensor logit(const FusedStates& states) { return model->vqa(states.pooled, {})[0][2]; }
    [[nodiscard]] GradientMaps maps(std::int64_t cut, const std::vector<PlaceRun>& runs)
    {
        return gradientMaps(model, text, image, {}, cut, runs, [&](const FusedStates& states) { return logit(states); },
                            {});
    }
    /// The logit with one patch scaled.
    [[nodiscard]] double logitWith(std::int64_t patch, double factor)
    {
        const torch::NoGradGuard noGradient;
        torch::Tensor changed = image.clone();
        changed[0][patch + 1] *= factor;
        return logit(model->encodeFusedInput(text, changed, {})).item<double>();
    }

    const TemporaryFolder folder;
    const std::filesystem::path path = writeTinyModel(folder.path());
    Vlmo model{tinyConfig(tinyVocabularySize())};
    const TextBatch text{torch::tensor({2L, 10L, 30L, 3L}).unsqueeze(0), {}};
    torch::Tensor image;
};

class AnEngineWithEvidence : public ::testing::Test {
protected:
    const TemporaryFolder folder;
    const std::filesystem::path path = writeTinyModel(folder.path());
    Engine engine = Engine::open(path, {"cpu", Precision::Fp32, 1});
    const RgbImage picture = engine.prepare(stripes(40));
    const std::string question = "what is this dogs ?";
};

} // namespace

TEST(AttentionRolledOut, OfTwoPlacesIsWhatAHandComputes)
{
    AttentionRollout rollout;
    // Two heads whose mean is [[0.8, 0.2], [0.4, 0.6]]; with the identity, halved: [[0.9, 0.1], [0.2, 0.8]].
    rollout.onAttention(torch::tensor({1.0F, 0.0F, 0.2F, 0.8F, 0.6F, 0.4F, 0.6F, 0.4F}).view({1, 2, 2, 2}));
    EXPECT_TRUE(torch::allclose(rollout.rows(), torch::tensor({0.9F, 0.1F, 0.2F, 0.8F}).view({2, 2})));
    // One head that always looks at the other place; halved with the identity: all 0.5.
    rollout.onAttention(torch::tensor({0.0F, 1.0F, 1.0F, 0.0F}).view({1, 1, 2, 2}));
    EXPECT_TRUE(torch::allclose(rollout.rows(), torch::tensor({0.55F, 0.45F, 0.55F, 0.45F}).view({2, 2})));
}

TEST_F(ATinyModule, RollsOutToRowsThatSumToOne)
{
    const torch::NoGradGuard noGradient;
    for (const torch::ScalarType type : {torch::kFloat32, torch::kBFloat16}) {
        AttentionRollout rollout;
        Pass pass;
        pass.compute = type;
        pass.observer = &rollout;
        (void)model->encodeFusedInput(text, image, pass);
        ASSERT_EQ(rollout.rows().sizes(), (std::vector<std::int64_t>{9, 9})); // 4 pieces, cls, 2 x 2 patches
        EXPECT_TRUE(torch::allclose(rollout.rows().sum(1), torch::ones({9}), 1e-5, 1e-5));
        EXPECT_GE(rollout.rows().min().item<float>(), 0.0F);
    }
}

TEST_F(ATinyModule, HasGradientsThatAgreeWithFiniteDifferences)
{
    strengthen();
    const GradientMaps found = maps(2, {});
    const double largest = found.whole.abs().max().item<double>();
    EXPECT_GT(largest, 0.01) << "nothing that could have been wrong";
    for (std::int64_t patch = 0; patch < 4; ++patch) {
        constexpr double step = 0.02;
        const double slope = (logitWith(patch, 1.0 + step) - logitWith(patch, 1.0 - step)) / (2.0 * step);
        EXPECT_NEAR(found.whole[patch].item<double>(), slope, 0.02 * largest) << patch;
    }
}

TEST_F(ATinyModule, HasPartsThatSumToTheWhole)
{
    strengthen();
    for (const std::int64_t cut : {1, 2, 3}) {
        const GradientMaps found = maps(cut, {{0, 1}, {1, 2}, {3, 1}, {4, 5}});
        EXPECT_TRUE(torch::allclose(torch::stack(found.parts).sum(0), found.whole, 1e-3, 1e-5)) << cut;
    }
    // Before the first block no patch has met a word; after the last only the first place counts.
    EXPECT_EQ(maps(0, {{1, 2}}).parts[0].abs().max().item<float>(), 0.0F);
    EXPECT_TRUE(torch::allclose(maps(3, {{0, 1}}).parts[0], maps(3, {}).whole, 1e-3, 1e-5));
}

TEST_F(AnEngineWithEvidence, MapsEveryWordOverThePatches)
{
    for (const EvidenceMethod method : {EvidenceMethod::Rollout, EvidenceMethod::Gradient}) {
        const Evidence evidence = engine.evidence(picture, question, {method, EvidenceRequest::Target::Answer, {}});
        EXPECT_EQ(evidence.grid, 2);
        EXPECT_EQ(evidence.whole.size(), 4U);
        EXPECT_EQ(evidence.target, engine.ask(picture, question, 1).front().text);
        ASSERT_EQ(evidence.words.size(), 5U); // "?" is no piece of the vocabulary, and still a word
        EXPECT_EQ(evidence.words[3].text, "dogs");
        EXPECT_EQ(evidence.words[3].pieces, 2U) << "dog ##s";
        EXPECT_EQ(evidence.words[4].text, "[UNK]");
        for (const EvidenceWord& word : evidence.words)
            EXPECT_EQ(word.patches.size(), 4U);
    }
}

TEST_F(AnEngineWithEvidence, SharesAttentionBetweenPatchesAndTheRest)
{
    const Evidence evidence = engine.evidence(picture, question, {});
    for (const EvidenceWord& word : evidence.words) {
        EXPECT_GT(sum(word.patches), 0.0F);
        EXPECT_LT(sum(word.patches), 1.0F) << "words keep a part of themselves";
    }
}

TEST_F(AnEngineWithEvidence, ExplainsTheAnswerThatIsAskedFor)
{
    const auto whole = [&](const std::string& answer) {
        return engine.evidence(picture, question, {EvidenceMethod::Gradient, EvidenceRequest::Target::Answer, answer})
            .whole;
    };
    EXPECT_NE(whole("yes"), whole("no"));
    EXPECT_THAT([&] { (void)whole("purple"); }, throwsError(ErrorKind::InvalidArgument, "purple"));
    EXPECT_THAT(
        [&] {
            (void)engine.evidence(picture, question,
                                  {EvidenceMethod::Rollout, EvidenceRequest::Target::Answer, "purple"});
        },
        throwsError(ErrorKind::InvalidArgument, "purple"));
}

TEST_F(AnEngineWithEvidence, ExplainsAMatchByTheHeadThereIs)
{
    const EvidenceRequest match{EvidenceMethod::Gradient, EvidenceRequest::Target::Match, {}};
    EXPECT_EQ(engine.evidence(picture, question, match).words.size(), 5U);
    const TemporaryFolder other;
    ModelConfig config = tinyConfig(tinyVocabularySize());
    config.hasItm = false;
    config.vqaAnswers = 0;
    Engine plain = Engine::open(writeTinyModel(other.path(), config, {}), {"cpu", Precision::Fp32, 1});
    for (const EvidenceMethod method : {EvidenceMethod::Rollout, EvidenceMethod::Gradient}) {
        const Evidence evidence = plain.evidence(picture, question, {method, EvidenceRequest::Target::Match, {}});
        EXPECT_TRUE(evidence.words.empty()) << "words and patches do not meet in ITC";
        EXPECT_EQ(evidence.whole.size(), 4U);
        EXPECT_NE(sum(evidence.whole), 0.0F);
    }
    for (const EvidenceMethod method : {EvidenceMethod::Rollout, EvidenceMethod::Gradient})
        EXPECT_THAT(
            [&] {
                (void)plain.evidence(picture, question, {method, EvidenceRequest::Target::Answer, {}});
            },
            throwsError(ErrorKind::Incompatible, "VQA"));
}

TEST_F(AnEngineWithEvidence, WorksInBf16AndLeavesOtherCallsAsTheyWere)
{
    Engine fast = Engine::open(path, {"cpu", Precision::Bf16, 1});
    const auto before = fast.ask(picture, question, 4);
    const Evidence evidence =
        fast.evidence(picture, question, {EvidenceMethod::Gradient, EvidenceRequest::Target::Answer, "yes"});
    const Evidence exact =
        engine.evidence(picture, question, {EvidenceMethod::Gradient, EvidenceRequest::Target::Answer, "yes"});
    for (std::size_t patch = 0; patch < 4; ++patch)
        EXPECT_NEAR(evidence.whole[patch], exact.whole[patch], 0.1F + 0.2F * std::abs(exact.whole[patch]));
    const auto after = fast.ask(picture, question, 4);
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(before[i].score, after[i].score);
}

TEST_F(AnEngineWithEvidence, StopsBetweenWords)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT(
        [&] {
            (void)engine.evidence(picture, question, {EvidenceMethod::Gradient, EvidenceRequest::Target::Answer, {}},
                                  stop.get_token());
        },
        throwsError(ErrorKind::Cancelled, "evidence"));
}

TEST_F(AnEngineWithEvidence, RefusesAnEmptyQuestionAndSaysWhatWasCut)
{
    EXPECT_THAT([&] { (void)engine.evidence(picture, " ", {}); }, throwsError(ErrorKind::InvalidArgument, "question"));
    std::string words;
    for (int i = 0; i < 500; ++i)
        words += "red ";
    const Evidence evidence = engine.evidence(picture, words, {});
    EXPECT_EQ(evidence.words.size(), 10U);
    EXPECT_EQ(evidence.cutPieces, 490U);
}

TEST_F(AnEngineWithEvidence, FillsMasksWithProbabilitiesThatFollowTheVocabulary)
{
    for (const std::optional<RgbImage>& seen : {std::optional<RgbImage>(picture), std::optional<RgbImage>()}) {
        const auto masks = engine.fill(seen, "the [mask] is [MASK].", 100'000);
        ASSERT_EQ(masks.size(), 2U);
        for (const FilledMask& mask : masks) {
            ASSERT_EQ(static_cast<std::int64_t>(mask.guesses.size()), tinyVocabularySize());
            float total = 0.0F;
            for (std::size_t i = 0; i < mask.guesses.size(); ++i) {
                total += mask.guesses[i].probability;
                if (i > 0) {
                    EXPECT_LE(mask.guesses[i].probability, mask.guesses[i - 1].probability);
                }
            }
            EXPECT_NEAR(total, 1.0F, 1e-4F);
        }
    }
    EXPECT_EQ(engine.fill({}, "a [MASK]", 3).front().guesses.size(), 3U);
}

TEST_F(ATinyModule, FillsAsItsHeadSays)
{
    Engine engine = Engine::open(path, {"cpu", Precision::Fp32, 1});
    const RgbImage picture = engine.prepare(stripes(32));
    const Tokenizer tokenizer = Tokenizer::fromFile(path / "vocab.txt");
    const auto ids = tokenizer.encode("red [MASK]", 12).ids;
    const torch::NoGradGuard noGradient;
    const FusedStates states = model->encodeFused(
        {torch::tensor(std::vector<std::int64_t>(ids.begin(), ids.end()), torch::kInt64).unsqueeze(0), {}},
        pixelsOf(picture), {});
    const torch::Tensor expected = torch::softmax(model->mlm(states.text[0][2], {}), 0);
    const PieceGuess best = engine.fill(picture, "red [MASK]", 1).front().guesses.front();
    EXPECT_EQ(best.piece, tokenizer.piece(static_cast<std::int32_t>(expected.argmax().item<std::int64_t>())));
    EXPECT_NEAR(best.probability, expected.max().item<float>(), 1e-5F);
}

TEST_F(AnEngineWithEvidence, RefusesASentenceWithoutAMaskThatItCouldFill)
{
    EXPECT_THAT([&] { (void)engine.fill(picture, "a dog", 3); }, throwsError(ErrorKind::InvalidArgument, "[MASK]"));
    EXPECT_THAT([&] { (void)engine.fill(picture, "", 3); }, throwsError(ErrorKind::InvalidArgument, "empty"));
    std::string words;
    for (int i = 0; i < 500; ++i)
        words += "red ";
    EXPECT_THAT([&] { (void)engine.fill(picture, "[MASK] " + words + "[MASK]", 3); },
                throwsError(ErrorKind::InvalidArgument, "beyond the 12"));
}

TEST(FillingIn, NeedsAnMlmHead)
{
    const TemporaryFolder folder;
    ModelConfig config = tinyConfig(tinyVocabularySize());
    config.hasMlm = false;
    Engine engine = Engine::open(writeTinyModel(folder.path(), config, {"a", "b", "c", "d"}), {"cpu", Precision::Fp32});
    EXPECT_THAT([&] { (void)engine.fill({}, "a [MASK]", 3); }, throwsError(ErrorKind::Incompatible, "MLM"));
}

TEST(AnEvidencePicture, DimsWhatHasNoEvidence)
{
    RgbImage white{4, 2, std::vector<std::uint8_t>(24, 200)};
    const RgbImage lit = evidencePicture(white, evidenceShares({2.0F, -1.0F, 1.0F, 0.0F}), 2);
    EXPECT_EQ(lit.row(0)[0], 200);
    EXPECT_EQ(lit.row(0)[9], 60);
    EXPECT_EQ(lit.row(1)[0], 130);
    EXPECT_EQ(lit.row(1)[11], 60);
    EXPECT_THAT(
        [&] {
            (void)evidencePicture(white, {1.0F, 0.0F}, 2);
        },
        throwsError(ErrorKind::InvalidArgument, "no grid"));
    EXPECT_EQ(evidenceShares({-1.0F, 0.0F}), (std::vector<float>{0.0F, 0.0F}));
    EXPECT_EQ(evidenceShares({3.0F, 4.0F, 5.0F}), (std::vector<float>{0.0F, 0.5F, 1.0F}));
    EXPECT_EQ(evidenceShares({0.25F, 0.25F}), (std::vector<float>{0.0F, 0.0F}));
}
