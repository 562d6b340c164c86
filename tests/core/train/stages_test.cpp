#include "core/checkpoint/tensor_file.h"
#include "core/data/dataset.h"
#include "core/train/hand_over_record.h"
#include "tests/core/train/chain_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/throws.h"

#include <cmath>

// The chain: visual tokenizer -> stage 1 -> stage 2 -> stage 3, each resumed exactly and handed over with a report.

using namespace vlmo;
using namespace vlmo::test;

namespace {

/// Writes the optimiser's state of a run's newest checkpoint anew.
template <typename Change>
void changeMoments(const RunFolder& run, Change change)
{
    const fs::path file = *run.lastCheckpoint() / "optimiser.safetensors";
    TensorFile state = readSafetensors(file);
    TensorMaker maker;
    change(state, maker);
    state.tensors.insert(maker.tensors().begin(), maker.tensors().end());
    writeSafetensors(file, state.tensors);
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Tasks, EveryStage, kAllStages, stageName);

TEST_P(EveryStage, GoesOnExactlyWhereItStoppedWithMicroBatches)
{
    const std::vector<std::string> set{"micro_batch=3", "recompute=true"};
    RunFolder whole = stage("whole", GetParam(), set);
    (void)train(whole, options, nullptr);

    RunFolder parts = stage("parts", GetParam(), set);
    TrainOptions some = options;
    some.steps = 5;
    EXPECT_FALSE(train(parts, some, nullptr).finished);
    RunFolder again = RunFolder::open(folder / "parts");
    EXPECT_TRUE(train(again, options, nullptr).finished);
    EXPECT_EQ(events("parts"), events("whole"));
    EXPECT_EQ(weights("parts"), weights("whole"));
}

TEST_P(EveryStage, LosesNothingButTheStepsSinceTheCheckpointWhenItIsKilled)
{
    RunFolder whole = stage("whole", GetParam());
    (void)train(whole, options, nullptr);
    RunFolder killed = stage("killed", GetParam());
    trainAndKill(killed, options, 5);
    RunFolder again = RunFolder::open(folder / "killed");
    EXPECT_TRUE(train(again, options, nullptr).finished);
    EXPECT_EQ(events("killed"), events("whole"));
    EXPECT_EQ(weights("killed"), weights("whole"));
}

TEST_P(EveryStage, MeasuresItselfBesideALineToBeatAndShowsSamples)
{
    RunFolder run = stage("run", GetParam(), {"data.validation=val-seen"});
    (void)train(run, options, nullptr);
    bool measured = false;
    bool shown = false;
    for (const nlohmann::json& event : events("run")) {
        if (event.at("event") == "evaluation")
            for (const auto& [name, value] : event.at("measures").items())
                measured = measured || name.ends_with("baseline") || name.ends_with("chance");
        if (event.at("event") == "sample") {
            const fs::path file = run.path() / event.at("file").get<std::string>();
            const nlohmann::json sample = nlohmann::json::parse(readFile(file, 1'000'000));
            EXPECT_EQ(sample.at("kind"), event.at("kind"));
            EXPECT_FALSE(sample.at("items").empty());
            shown = true;
        }
    }
    EXPECT_TRUE(measured);
    EXPECT_TRUE(shown);
}

TEST_F(TheChain, WritesDownWhatABatchWasMadeOfWhenTheLossIsNotANumber)
{
    RunFolder run = stage("run", "stage3-pairs", {"optimiser.epsilon=0"}); // 0 / 0 where no gradient came
    EXPECT_THAT([&] { (void)train(run, options, nullptr); },
                throwsError(ErrorKind::Internal, "the loss is not a number"));
    EXPECT_EQ(state("run").at("state"), "failed");
    EXPECT_THAT(readFile(folder / "run/failed-batch.txt", 10'000), ::testing::HasSubstr("step "));
}

TEST_F(TheChain, HandsOverFromStageToStageAndSaysWhatIsNew)
{
    RunFolder tokenizer = stage("one", "tokenizer");
    (void)train(tokenizer, options, nullptr);
    exportTo(tokenizer, "codes");

    RunFolder vision = stage("two", "stage1-vision", {"objectives.visual_tokenizer=" + (folder / "codes").string()});
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    EXPECT_EQ(readConfig(folder / "vision/config.json").visualCodes, 8);

    RunFolder language = stageFrom("vision", "three", "stage2-language");
    (void)train(language, options, nullptr);
    exportTo(language, "language");
    EXPECT_THAT(log("three"), ::testing::HasSubstr("newly initialised: mlm_score"));
    EXPECT_THAT(log("three"), ::testing::HasSubstr("left behind: transformer.lm_head"));

    RunFolder pairs = stageFrom("language", "four", "stage3-pairs", {"model.vl_start=1"});
    (void)train(pairs, options, nullptr);
    exportTo(pairs, "pairs");
    EXPECT_THAT(log("four"), ::testing::HasSubstr("newly initialised: transformer.blocks.1.mlp_vl"));
    const auto two = readHandOver(vision.path());
    const auto three = readHandOver(language.path());
    ASSERT_TRUE(two && three);
    EXPECT_EQ(two->tokenizer, folder / "codes");
    EXPECT_EQ(two->codes, 8);
    EXPECT_TRUE(two->loaded.empty() && two->frozen.empty() && !two->newlyInitialised.empty());
    EXPECT_EQ(three->from, folder / "vision");
    EXPECT_THAT(three->loaded, ::testing::Contains("transformer.blocks.0.attn.qkv.weight"));
    EXPECT_THAT(three->frozen, ::testing::Contains("transformer.blocks.0.attn.qkv.weight"));
    EXPECT_THAT(three->frozen, ::testing::Not(::testing::Contains("transformer.blocks.0.mlp_text.fc1.weight")));
    EXPECT_THAT(three->newlyInitialised, ::testing::Contains(::testing::StartsWith("mlm_score")));
    EXPECT_FALSE(readHandOver(tokenizer.path()));
    EXPECT_THAT(log("four"), ::testing::Not(::testing::HasSubstr("newly initialised: mlm_score")));
    const ModelConfig config = readConfig(folder / "pairs/config.json");
    EXPECT_EQ(config.vlStart, 1);
    EXPECT_TRUE(config.hasItc && config.hasItcVl);
}

TEST_F(TheChain, KeepsHeadsThatARunOfStageThreeLeavesOutForTheNextOne)
{
    RunFolder language = stage("one", "stage2-language");
    (void)train(language, options, nullptr);
    exportTo(language, "language");

    // Contrast alone, as fast as it is, between masked words of texts and all three objectives.
    RunFolder contrast = stageFrom("language", "two", "stage3-pairs", {"model.vl_start=1", "objectives.mlm=0"});
    (void)train(contrast, options, nullptr);
    exportTo(contrast, "contrast");
    const TensorFile before = readModelFolderTensors(folder / "language");
    const TensorFile after = readModelFolderTensors(folder / "contrast");
    std::size_t ofWords = 0;
    for (const auto& [name, tensor] : before.tensors)
        if (name.starts_with("mlm_score.")) {
            EXPECT_EQ(before.floats(name), after.floats(name)) << name;
            ofWords += 1;
        }
    EXPECT_GT(ofWords, 0U);
    EXPECT_THAT(log("two"), ::testing::HasSubstr("kept as they were, and not trained: mlm"));
    const auto record = readHandOver(contrast.path());
    ASSERT_TRUE(record);
    EXPECT_THAT(record->kept, ::testing::Contains("mlm_score.bias"));
    EXPECT_THAT(record->frozen, ::testing::Contains("mlm_score.bias"));

    RunFolder all = stageFrom("contrast", "three", "stage3-pairs", {"objectives.mlm=0.25"});
    (void)train(all, options, nullptr);
    exportTo(all, "all");
    EXPECT_THAT(log("three"), ::testing::Not(::testing::HasSubstr("newly initialised: mlm_score")));
    EXPECT_NE(readModelFolderTensors(folder / "all").floats("mlm_score.bias"), after.floats("mlm_score.bias"));
}

TEST_F(TheChain, LeavesHeadsOfStageThreeBehindWhereTheyAreNotToBeKept)
{
    RunFolder language = stage("one", "stage2-language");
    (void)train(language, options, nullptr);
    exportTo(language, "language");
    RunFolder contrast = stageFrom("language", "two", "stage3-pairs",
                                   {"model.vl_start=1", "objectives.mlm=0", "finetune.keep_heads=false"});
    (void)train(contrast, options, nullptr);
    exportTo(contrast, "contrast");
    EXPECT_FALSE(readConfig(folder / "contrast/config.json").hasMlm);
    EXPECT_THAT(log("two"), ::testing::HasSubstr("left behind: mlm_score"));
}

TEST_F(TheChain, GoesOnWithARunThatBeganWhenHeadsWereNotKept)
{
    RunFolder language = stage("one", "stage2-language");
    (void)train(language, options, nullptr);
    exportTo(language, "language");
    RunFolder begun = stageFrom("language", "two", "stage3-pairs",
                                {"model.vl_start=1", "objectives.mlm=0", "finetune.keep_heads=false"});
    TrainOptions some = options;
    some.steps = 4;
    (void)train(begun, some, nullptr);
    // As that version wrote it down.
    std::string recipe = readFile(folder / "two/recipe.toml", 100'000);
    const std::string said = "keep_heads = false\n";
    ASSERT_NE(recipe.find(said), std::string::npos);
    recipe.erase(recipe.find(said), said.size());
    folder.write("two/recipe.toml", recipe);

    RunFolder again = RunFolder::open(folder / "two");
    EXPECT_TRUE(train(again, options, nullptr).finished);
    exportTo(again, "contrast");
    EXPECT_FALSE(readConfig(folder / "contrast/config.json").hasMlm);
}

TEST_F(TheChain, LeavesFrozenPartsOfStageTwoAsTheyWere)
{
    RunFolder vision = stage("two", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    RunFolder language = stageFrom("vision", "three", "stage2-language", {"optimiser.average_decay=0"});
    (void)train(language, options, nullptr);
    exportTo(language, "language");
    const TensorFile before = readModelFolderTensors(folder / "vision");
    const TensorFile after = readModelFolderTensors(folder / "language");
    for (const char* frozen : {"transformer.blocks.0.attn.qkv.weight", "transformer.blocks.1.mlp_imag.fc1.weight",
                               "transformer.blocks.0.norm1.weight", "transformer.patch_embed.proj.weight"})
        EXPECT_EQ(before.floats(frozen), after.floats(frozen)) << frozen;
    EXPECT_NE(before.floats("transformer.blocks.0.mlp_text.fc1.weight"),
              after.floats("transformer.blocks.0.mlp_text.fc1.weight"));
}

TEST_F(TheChain, GoesOnFromACheckpointThatHoldsMomentsOfPartsThatAreFrozenNow)
{
    // As versions wrote them that froze less.
    RunFolder vision = stage("two", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    RunFolder whole = stageFrom("vision", "whole", "stage2-language");
    (void)train(whole, options, nullptr);
    RunFolder run = stageFrom("vision", "run", "stage2-language");
    trainAndKill(run, options, 5);
    changeMoments(run, [](TensorFile& state, TensorMaker& maker) {
        const std::string frozen = "transformer.blocks.0.attn.qkv.weight";
        ASSERT_FALSE(state.tensors.contains("m." + frozen));
        for (const char* kind : {"m.", "v.", "a."})
            maker.floats(kind + frozen, {2, 3}, std::vector<float>(6, 0.5F));
    });
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_TRUE(train(again, options, nullptr).finished);
    EXPECT_EQ(events("run"), events("whole"));
    EXPECT_EQ(weights("run"), weights("whole"));
}

TEST_F(TheChain, DoesNotGoOnFromACheckpointWithoutTheMomentsOfWhatLearns)
{
    RunFolder run = stage("run", "stage2-language");
    trainAndKill(run, options, 5);
    changeMoments(run, [](TensorFile& state, TensorMaker&) {
        ASSERT_EQ(state.tensors.erase("m.transformer.blocks.0.mlp_text.fc1.weight"), 1U);
    });
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_THAT([&] { (void)train(again, options, nullptr); },
                throwsError(ErrorKind::BadInput, "m.transformer.blocks.0.mlp_text.fc1.weight"));
    EXPECT_EQ(state("run").at("state"), "failed");
    EXPECT_TRUE(fs::exists(*again.lastCheckpoint())) << "and the checkpoint stays";
}

TEST_F(TheChain, GoesOnWithoutTheModelItStartedFrom)
{
    RunFolder vision = stage("two", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    RunFolder language = stageFrom("vision", "three", "stage2-language");
    TrainOptions some = options;
    some.steps = 4;
    (void)train(language, some, nullptr);
    fs::remove_all(folder / "vision");
    RunFolder again = RunFolder::open(folder / "three");
    EXPECT_TRUE(train(again, options, nullptr).finished);
}

TEST_F(TheChain, RefusesAPredecessorThatDoesNotFit)
{
    RunFolder vision = stage("two", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    RunFolder wider = stageFrom("vision", "wider", "stage2-language", {"model.width=32"});
    EXPECT_THAT([&] { (void)train(wider, options, nullptr); },
                throwsError(ErrorKind::Incompatible, "[model] width is 32"));
    RunFolder noPlace = stageFrom("vision", "no-place", "stage3-pairs");
    EXPECT_THAT([&] { (void)train(noPlace, options, nullptr); }, throwsError(ErrorKind::Incompatible, "vl_start"));
    folder.write("other.txt", tinyVocabulary() + "one more\n");
    RunFolder words =
        stageFrom("vision", "words", "stage2-language", {"vocabulary=" + (folder / "other.txt").string()});
    EXPECT_THAT([&] { (void)train(words, options, nullptr); }, throwsError(ErrorKind::Incompatible, "pieces"));
}

TEST_F(TheChain, RefusesAVisualTokenizerOfAnotherGridOrNone)
{
    RunFolder other = stage("other", "stage1-vision", {"model.image_size=64"});
    EXPECT_THAT([&] { (void)train(other, options, nullptr); }, throwsError(ErrorKind::Incompatible, "grid"));
    RunFolder none = stage("none", "stage1-vision", {"objectives.visual_tokenizer=" + (folder / "nowhere").string()});
    EXPECT_THAT([&] { (void)train(none, options, nullptr); }, throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST_F(TheChain, NeedsTextForStageTwo)
{
    fs::remove_all(folder / "data/texts");
    RunFolder none = stage("none", "stage2-language");
    EXPECT_THAT([&] { (void)train(none, options, nullptr); }, throwsError(ErrorKind::NotFound, "texts"));
    RunFolder pictures = stage("pictures", "stage2-language", {"data.texts=\"\""});
    EXPECT_THAT([&] { (void)train(pictures, options, nullptr); },
                throwsError(ErrorKind::NotFound, "no text to train on"));
}

TEST_F(TheChain, ReadsTextsBesideFurtherRecords)
{
    folder.write("data/more.jsonl", R"({"image": "picture-0.png", "captions": ["the red dog"]})"
                                    "\n");
    RunFolder run = stage("run", "stage2-language", {"data.extra_records=[\"more.jsonl\"]"});
    EXPECT_TRUE(train(run, options, nullptr).finished);
}

TEST_F(TheChain, TakesTheGridOfStageOneFromItsPredecessor)
{
    RunFolder first = stage("first", "stage1-vision");
    (void)train(first, options, nullptr);
    exportTo(first, "vision");
    RunFolder second = stageFrom("vision", "second", "stage1-vision",
                                 {"objectives.visual_tokenizer=" + (folder / "tokenizer").string()});
    EXPECT_TRUE(train(second, options, nullptr).finished);
    EXPECT_EQ(second.recipe().model.imageSize, 32);
}

TEST_F(TheChain, LearnsWordsThoughAttentionIsFrozen)
{
    RunFolder run = stage("run", "stage2-language",
                          {"schedule.steps=300", "checkpoints.every=300", "evaluation.every=0", "batch=24",
                           "model.width=32", "model.layer_scale_init=1.0", "optimiser.learning_rate=5e-3",
                           "optimiser.drop_path=0", "watching.samples_every=0"});
    (void)train(run, options, nullptr);
    // The attention was never trained here, so neighbours tell little; which words there are can be learned all the
    // same: eleven of sixty-six pieces ever occur.
    auto all = events("run");
    std::erase_if(all, [](const nlohmann::json& event) { return event.at("event") != "step"; });
    double last = 0.0;
    for (std::size_t i = all.size() - 50; i < all.size(); ++i)
        last += all[i].at("measures").at("textmlm/loss").get<double>() / 50.0;
    EXPECT_LT(last, std::log(11.0));
    EXPECT_GT(all.front().at("measures").at("textmlm/loss").get<double>(), std::log(30.0));
}

TEST_F(TheChain, ComputesOneBatchInPartsAsInOne)
{
    // Hidden patches are equally many in every picture, so the mean over parts is the mean over all.
    RunFolder one = stage("one", "stage1-vision", {"optimiser.drop_path=0"});
    RunFolder parts = stage("parts", "stage1-vision", {"optimiser.drop_path=0", "micro_batch=2"});
    (void)train(one, options, nullptr);
    (void)train(parts, options, nullptr);
    const auto whole = events("one");
    const auto split = events("parts");
    ASSERT_EQ(whole.size(), split.size());
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (whole[i].at("event") == "step") {
            EXPECT_NEAR(whole[i].at("loss").get<double>(), split[i].at("loss").get<double>(), 1e-4) << i;
        }
}
