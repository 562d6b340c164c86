#include "core/train/forecast.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <limits>
#include <numeric>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

/// Base size, learning all that stage 3 learns.
ForecastRequest stageThree(std::int64_t microBatch = 8)
{
    ForecastRequest request;
    request.model = presetConfig("base");
    request.model.hasItm = true;
    request.model.hasMlm = true;
    request.objectives.contrast = true;
    request.objectives.matching = true;
    request.objectives.maskedWords = true;
    request.microBatch = microBatch;
    return request;
}

std::int64_t bytesOf(const MemoryForecast& forecast, const std::string& name)
{
    for (const MemoryPart& part : forecast.parts)
        if (part.name == name)
            return part.bytes;
    return 0;
}

std::int64_t totalOf(const ForecastRequest& request)
{
    return forecastMemory(request).total;
}

template <typename Change>
std::int64_t totalWith(Change change)
{
    ForecastRequest request = stageThree();
    change(request);
    return totalOf(request);
}

} // namespace

TEST(AMemoryForecast, IsTheSumOfItsPartsAndOfItsPhases)
{
    const MemoryForecast forecast = forecastMemory(stageThree());
    std::int64_t sum = 0;
    for (const MemoryPart& part : forecast.parts) {
        EXPECT_GT(part.bytes, 0) << part.name;
        sum += part.bytes;
    }
    EXPECT_EQ(sum, forecast.total);
    EXPECT_EQ(forecast.bytes(MemoryPhase::Weights) + forecast.bytes(MemoryPhase::Optimiser) +
                  forecast.bytes(MemoryPhase::Step),
              forecast.total);
    EXPECT_NEAR(static_cast<double>(totalOf(stageThree(9)) - forecast.total), static_cast<double>(forecast.perItem),
                100.0);
}

TEST(AMemoryForecast, CountsWeightsGradientsAndMomentsInFourBytes)
{
    ForecastRequest request = stageThree();
    const std::int64_t numbers = numbersOf(request.model);
    EXPECT_GT(numbers, 170'000'000); // three experts a block make of a ViT-Base what the paper says: 175 M and heads
    EXPECT_LT(numbers, 260'000'000);
    MemoryForecast forecast = forecastMemory(request);
    EXPECT_EQ(bytesOf(forecast, "weights"), 4 * numbers);
    EXPECT_EQ(bytesOf(forecast, "optimiser"), 8 * numbers);
    EXPECT_EQ(bytesOf(forecast, "average"), 0);
    // Relative positions leave the table of absolute ones without a gradient.
    EXPECT_EQ(bytesOf(forecast, "gradients"), 4 * (numbers - 40 * 768));
    request.keepsAverage = true;
    EXPECT_EQ(bytesOf(forecastMemory(request), "average"), 4 * numbers);
    request.codesNumbers = 1'000;
    EXPECT_EQ(bytesOf(forecastMemory(request), "codes"), 4'000);
}

TEST(AMemoryForecast, GivesWhatStageTwoFreezesNeitherGradientNorMoments)
{
    ForecastRequest request;
    request.model = presetConfig("base");
    request.model.vlStart = request.model.depth;
    request.model.hasItc = request.model.hasItcVl = false;
    request.model.hasMlm = true;
    request.objectives.maskedText = true;
    const MemoryForecast forecast = forecastMemory(request);
    // Twelve language experts of two matrices, words, their head: well below two thirds of all.
    EXPECT_LT(bytesOf(forecast, "optimiser"), 8 * numbersOf(request.model) * 2 / 3);
    EXPECT_GT(bytesOf(forecast, "optimiser"), 8LL * (12 * 8 + 2 * 30'522 / 768) * 768 * 768);
    EXPECT_LE(bytesOf(forecast, "gradients"), bytesOf(forecast, "optimiser") / 2);
}

TEST(AMemoryForecast, CountsOnlyGradientsThatAStepReaches)
{
    ForecastRequest request;
    request.model = presetConfig("base");
    request.model.vlStart = request.model.depth;
    request.model.hasItc = request.model.hasItcVl = false;
    request.model.visualCodes = 8192;
    request.objectives.maskedPatches = true;
    const MemoryForecast forecast = forecastMemory(request);
    // Neither words nor language experts are met by pictures alone.
    EXPECT_LT(bytesOf(forecast, "gradients"), bytesOf(forecast, "weights") - 4LL * (30'522 * 768 + 12 * 8 * 768 * 768));
    EXPECT_EQ(bytesOf(forecast, "optimiser"), 2 * bytesOf(forecast, "weights"));
}

TEST(AMemoryForecast, CountsWhatOneBlockKeepsAsTheHeaderSays)
{
    ForecastRequest request;
    request.model.depth = 1;
    request.model.vlStart = 1;
    request.model.width = 64;
    request.model.heads = 2;
    request.model.imageSize = 32; // 4 patches and the first token
    request.objectives.maskedPatches = true;
    const std::int64_t pixels = 2 * 4 * 3 * 32 * 32;
    EXPECT_EQ(bytesOf(forecastMemory(request), "activations"), 5 * (16 * 64 + 4 * 14 * 64 + 2 * 5 * 4) + pixels);
    request.precision = ForecastPrecision::Bf16;
    EXPECT_EQ(bytesOf(forecastMemory(request), "activations"), 5 * (12 * 64 + 2 * 14 * 64 + 2 * 5 * 2) + pixels);
    EXPECT_EQ(bytesOf(forecastMemory(request), "cast weights"), 2 * (4 + 8) * 64 * 64);
    request.activationCheckpointing = true;
    EXPECT_EQ(bytesOf(forecastMemory(request), "activations"), 5 * 4 * 64 + pixels);
}

TEST(AMemoryForecast, TakesSentencesAsLongAsTheyAreWhereSomebodyLooked)
{
    ForecastRequest request = stageThree();
    const std::int64_t longest = totalOf(request);
    request.lengths.text = 40.0;
    request.lengths.fused = 40.0;
    request.lengths.hiddenWords = 38 * 0.15;
    EXPECT_EQ(totalOf(request), longest);
    request.lengths.keepLarger({.text = 8.0, .fused = std::nullopt, .hiddenWords = 50.0});
    EXPECT_EQ(request.lengths.text, 40.0);
    EXPECT_EQ(request.lengths.hiddenWords, 50.0);
    request.lengths = {.text = 8.0, .fused = 9.0, .hiddenWords = 1.0};
    EXPECT_LT(totalOf(request), longest);
}

TEST(AMemoryForecast, TakesTheHighestMomentOfAStepOfOneMicroBatch)
{
    // While activations are many, gradients come only as they go; where they are few, the gradients make the peak.
    ForecastRequest many = stageThree(64);
    many.accumulates = false;
    EXPECT_EQ(bytesOf(forecastMemory(many), "gradients"), 0);
    EXPECT_LT(totalOf(many), totalOf(stageThree(64)));
    ForecastRequest few = stageThree(1);
    few.accumulates = false;
    EXPECT_GT(bytesOf(forecastMemory(few), "gradients"), 0);
}

TEST(AMemoryForecast, CountsCastWeightsOnlyWhileTheyAreThere)
{
    ForecastRequest request = stageThree();
    request.accumulates = false;
    request.precision = ForecastPrecision::Bf16;
    const std::int64_t block = 2LL * (4 + 2 * 8) * 768 * 768; // attention and two experts
    const std::int64_t head = 2LL * 30'522 * 768;
    EXPECT_GT(bytesOf(forecastMemory(request), "cast weights"), 4 * 12 * block / 2 + head);
    request.activationCheckpointing = true;
    request.microBatch = 64;
    EXPECT_EQ(bytesOf(forecastMemory(request), "cast weights"), block + head);
    // The optimiser's step, the peak where few items meet copies of all blocks, has none.
    request.microBatch = 1;
    request.watchesExperts = true;
    EXPECT_EQ(bytesOf(forecastMemory(request), "cast weights"), 0);
    EXPECT_EQ(bytesOf(forecastMemory(request), "positions"), 0);
}

TEST(AMemoryForecast, CountsTheCopiesThatWatchingExpertsCosts)
{
    ForecastRequest request = stageThree();
    request.watchesExperts = true;
    const std::int64_t start = bytesOf(forecastMemory(request), "start");
    // Attention, two experts a block and the third in two of them.
    EXPECT_GT(start, 4LL * 768 * 768 * (12 * (4 + 16) + 2 * 8));
    EXPECT_LT(start, bytesOf(forecastMemory(request), "weights"));
}

TEST(AMemoryForecast, OfFineTuningCountsThePassesOfItsTask)
{
    using Kind = ForecastPass::Kind;
    const auto passes = [](const std::string& task) {
        Recipe recipe;
        recipe.task = task;
        recipe.objectives.itm = 0.0;
        const ForecastRequest request = forecastRequestOf(recipe);
        return passesOf(request.model, request.objectives);
    };
    ASSERT_EQ(passes("finetune-vqa").size(), 1U);
    EXPECT_EQ(passes("finetune-vqa").front().kind, Kind::Fused);
    ASSERT_EQ(passes("finetune-nlvr2").size(), 1U);
    EXPECT_EQ(passes("finetune-nlvr2").front().perItem, 2.0); // once with each picture
    ASSERT_EQ(passes("finetune-classify").size(), 1U);
    EXPECT_EQ(passes("finetune-classify").front().kind, Kind::Image);
    ASSERT_EQ(passes("finetune-retrieval").size(), 2U);
    for (const ForecastPass& pass : passes("finetune-retrieval"))
        EXPECT_FALSE(pass.vlBranch);
}

TEST(AMemoryForecast, OfAFrozenTrunkCountsItsHeadAlone)
{
    Recipe recipe;
    recipe.task = "finetune-vqa";
    recipe.batch = 8;
    recipe.model.vqaAnswers = 100;
    const MemoryForecast whole = forecastMemory(forecastRequestOf(recipe));
    recipe.fineTuning.freezeTrunk = true;
    const MemoryForecast frozen = forecastMemory(forecastRequestOf(recipe));
    const std::int64_t head = 768 * 1536 + 1536 + 2 * 1536 + 1536 * 100 + 100;
    EXPECT_EQ(bytesOf(frozen, "optimiser"), 8 * head);
    EXPECT_EQ(bytesOf(frozen, "gradients"), 4 * head);
    EXPECT_EQ(bytesOf(frozen, "weights"), bytesOf(whole, "weights"));
    EXPECT_LT(frozen.perItem, whole.perItem / 2);
}

TEST(AMemoryForecast, IsMadeOfARecipe)
{
    Recipe recipe;
    recipe.objectives.itm = 0.0;
    recipe.microBatch = 16;
    recipe.batch = 64;
    recipe.optimiser.averageDecay = 0.9;
    ForecastRequest request = forecastRequestOf(recipe);
    EXPECT_TRUE(request.objectives.contrast && request.objectives.maskedWords && request.accumulates);
    EXPECT_FALSE(request.objectives.matching || request.model.hasItm);
    EXPECT_EQ(request.microBatch, 16);
    EXPECT_TRUE(request.keepsAverage && request.watchesExperts);
    recipe.task = "stage2-language";
    recipe.microBatch = 0;
    request = forecastRequestOf(recipe);
    EXPECT_TRUE(request.objectives.maskedText && !request.objectives.contrast && !request.accumulates);
    EXPECT_EQ(request.microBatch, 64);
    recipe.task = "tokenizer";
    request = forecastRequestOf(recipe);
    ASSERT_TRUE(request.tokenizer.has_value());
    const MemoryForecast forecast = forecastMemory(request);
    EXPECT_EQ(bytesOf(forecast, "weights"), 4 * request.tokenizer->parameters());
    request.microBatch *= 2;
    EXPECT_GT(totalOf(request), forecast.total);
}

TEST(AMemoryForecast, GrowsWithWhatNeedsMoreAndWithNothingElse)
{
    const std::int64_t base = totalOf(stageThree());
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.microBatch += 1; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.model.width += 12 * 64; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.model.depth += 1; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.model.imageSize = 384; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.model.maxTextLength = 80; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.keepsAverage = true; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.programBytes = 1; }), base);
    EXPECT_LT(totalWith([](ForecastRequest& request) { request.objectives.matching = false; }), base);
    EXPECT_LT(totalWith([](ForecastRequest& request) { request.activationCheckpointing = true; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.dataBytes = 1; }), base);
    EXPECT_GT(totalWith([](ForecastRequest& request) { request.watchesExperts = true; }), base);
    EXPECT_LT(totalWith([](ForecastRequest& request) { request.accumulates = false; }), base);
    EXPECT_LT(totalWith([](ForecastRequest& request) {
                  request.precision = ForecastPrecision::Bf16;
                  request.microBatch = 64;
              }),
              totalOf(stageThree(64)));
}

TEST(AMemoryForecast, StaysANumberForTheLargestModelThereMayBe)
{
    ForecastRequest request = stageThree(std::numeric_limits<std::int64_t>::max());
    EXPECT_GT(forecastMemory(request).total, 0);
}

TEST(TheLargestMicroBatch, FitsAndOneMoreDoesNot)
{
    const ForecastRequest request = stageThree();
    for (const std::int64_t budget : {8LL << 30, 24LL << 30, 80LL << 30}) {
        const std::int64_t items = largestMicroBatch(request, budget, 1'000'000);
        ASSERT_GT(items, 0);
        EXPECT_LE(totalOf(stageThree(items)), budget + 100);
        EXPECT_GT(totalOf(stageThree(items + 1)), budget);
    }
    EXPECT_EQ(largestMicroBatch(request, 80LL << 30, 5), 5);
    EXPECT_EQ(largestMicroBatch(request, 1LL << 30, 1'000), 0);
    EXPECT_EQ(largestMicroBatch(request, 80LL << 30, 0), 0);
}

TEST(TheLargestMicroBatch, IsLargerWithActivationCheckpointing)
{
    ForecastRequest request = stageThree();
    const std::int64_t plain = largestMicroBatch(request, 16LL << 30, 1'000'000);
    request.activationCheckpointing = true;
    EXPECT_GT(largestMicroBatch(request, 16LL << 30, 1'000'000), 2 * plain);
}

TEST(TheOperationsOfAStep, AreThoseOfAVisionTransformer)
{
    ForecastRequest request;
    request.model = presetConfig("base"); // 224 pixels, 16 a patch: the literature's 17.5 GMACs a picture
    request.objectives.maskedPatches = true;
    request.objectives.maskedPatchShare = 0.0;
    EXPECT_NEAR(forecastOperations(request), 3.0 * 2.0 * 17.45e9, 3e9);
    const double plain = forecastOperations(request);
    request.activationCheckpointing = true;
    EXPECT_NEAR(forecastOperations(request) / plain, 4.0 / 3.0, 1e-9);
}

TEST(ThePassesOfAStep, FollowFromWhatIsLearnt)
{
    ModelConfig model = presetConfig("base");
    ForecastObjectives objectives;
    EXPECT_TRUE(passesOf(model, objectives).empty());
    objectives.contrast = true;
    ASSERT_EQ(passesOf(model, objectives).size(), 2U);
    EXPECT_TRUE(passesOf(model, objectives)[0].vlBranch);
    model.vlStart = model.depth;
    EXPECT_FALSE(passesOf(model, objectives)[0].vlBranch);
}

TEST(AMemoryForecast, IsRefusedForWhatMakesNoSense)
{
    ForecastRequest request = stageThree(0);
    EXPECT_THAT([&] { (void)forecastMemory(request); }, throwsError(ErrorKind::InvalidArgument, "at least one item"));
    request = stageThree();
    request.model.heads = 5;
    EXPECT_THAT([&] { (void)forecastMemory(request); }, throwsError(ErrorKind::InvalidArgument, "unsound model"));
    request = stageThree();
    request.objectives.maskedWordShare = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT([&] { (void)forecastOperations(request); }, throwsError(ErrorKind::InvalidArgument, "share of masked"));
    request = stageThree();
    request.tokenizer.emplace().grid = 0;
    EXPECT_THAT([&] { (void)forecastMemory(request); }, throwsError(ErrorKind::InvalidArgument, "unsound model"));
}

TEST(Bytes, AreWrittenForPeople)
{
    EXPECT_EQ(bytesText(17), "17 bytes");
    EXPECT_EQ(bytesText(1'536), "1.5 KiB");
    EXPECT_EQ(bytesText(5LL << 30), "5.0 GiB");
}
