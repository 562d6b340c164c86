#include "core/engine/engine.h"
#include "core/model/model_folder.h"
#include "tests/core/train/chain_folder.h"
#include "tests/support/throws.h"

#include <map>

// The paper's ablations as recipe switches: each trains through the chain, resumes exactly, and gives a model that
// opens.

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

struct Ablation {
    std::string key;
    std::string part; ///< Of the experts' statistics.
};

class AnAblation : public TheChain, public ::testing::WithParamInterface<Ablation> {
public:
    [[nodiscard]] std::vector<std::string> with(std::vector<std::string> more = {}) const
    {
        more.push_back("model." + GetParam().key + "=true");
        if (GetParam().key == "shared_expert")
            more.emplace_back("model.vl_start=2");
        return more;
    }
};
INSTANTIATE_TEST_SUITE_P(Switches, AnAblation,
                         ::testing::Values(Ablation{"shared_expert", "shared"},
                                           Ablation{"separate_attention", "attention of words"}),
                         [](const auto& ablation) {
                             return ablation.param.key.substr(0, ablation.param.key.find('_'));
                         });

} // namespace

TEST_P(AnAblation, IsTrainedThroughTheChainAndOpensAsAModel)
{
    RunFolder vision = stage("one", "stage1-vision", with());
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision");
    EXPECT_THAT(readFile(folder / "vision/config.json", 10'000), HasSubstr(GetParam().key));

    RunFolder language = stageFrom("vision", "two", "stage2-language");
    (void)train(language, options, nullptr);
    exportTo(language, "language");
    const TensorFile before = readModelFolderTensors(folder / "vision");
    const TensorFile after = readModelFolderTensors(folder / "language");
    const auto moved = [&](const std::string& name) { return before.floats(name) != after.floats(name); };
    EXPECT_FALSE(moved("transformer.blocks.0.norm1.weight"));
    if (GetParam().key == "shared_expert") {
        EXPECT_TRUE(moved("transformer.blocks.0.mlp_shared.fc1.weight"));
        EXPECT_FALSE(moved("transformer.blocks.0.attn.qkv.weight"));
    } else {
        EXPECT_TRUE(moved("transformer.blocks.0.attn_text.qkv.weight"));
        EXPECT_FALSE(moved("transformer.blocks.0.attn_imag.qkv.weight"));
    }

    RunFolder pairs = stageFrom("language", "three", "stage3-pairs",
                                {"model.vl_start=" + std::string(GetParam().key == "shared_expert" ? "2" : "1"),
                                 "objectives.itm=1.0", "objectives.mlm=0.25"});
    (void)train(pairs, options, nullptr);
    exportTo(pairs, "pairs");
    Engine engine = Engine::open(folder / "pairs", {"cpu", Precision::Fp32, 1});
    const std::vector<std::string> sentence{"a red dog"};
    EXPECT_EQ(engine.embedTexts(sentence, Branch::Own).front().size(), 16U);
}

TEST_P(AnAblation, GoesOnExactlyWhereItStoppedAndIsWatched)
{
    RunFolder whole = stage("whole", "stage3-pairs", with({"micro_batch=3", "recompute=true"}));
    (void)train(whole, options, nullptr);
    RunFolder parts = stage("parts", "stage3-pairs", with({"micro_batch=3", "recompute=true"}));
    TrainOptions some = options;
    some.steps = 5;
    (void)train(parts, some, nullptr);
    RunFolder again = RunFolder::open(folder / "parts");
    (void)train(again, options, nullptr);
    EXPECT_EQ(events("parts"), events("whole"));
    EXPECT_EQ(weights("parts"), weights("whole"));
    EXPECT_THAT(readFile(folder / "whole/events.jsonl", 1'000'000), HasSubstr("\"" + GetParam().part + "\""));
}

TEST_P(AnAblation, IsNotHandedOverToTheOtherKind)
{
    RunFolder plain = stage("plain", "stage1-vision");
    (void)train(plain, options, nullptr);
    exportTo(plain, "vision");
    RunFolder other = stageFrom("vision", "other", "stage2-language", {"model." + GetParam().key + "=true"});
    EXPECT_THAT([&] { (void)train(other, options, nullptr); },
                throwsError(ErrorKind::Incompatible, GetParam().key + " is true, but"));
}

TEST_F(TheChain, SaysWhichStagesAreLeftOut)
{
    RunFolder all = stage("all", "stage3-pairs");
    (void)train(all, options, nullptr);
    EXPECT_THAT(log("all"), HasSubstr("stages 1 and 2 are skipped"));
    RunFolder texts = stage("texts", "stage2-language");
    (void)train(texts, options, nullptr);
    EXPECT_THAT(log("texts"), HasSubstr("stage 1 is skipped"));
    RunFolder vision = stage("vision", "stage1-vision");
    (void)train(vision, options, nullptr);
    EXPECT_THAT(log("vision"), Not(HasSubstr("skipped")));
    exportTo(vision, "vision-model");
    RunFolder pairs = stageFrom("vision-model", "pairs", "stage3-pairs", {"model.vl_start=2"});
    (void)train(pairs, options, nullptr);
    EXPECT_THAT(log("pairs"), HasSubstr("stage 2 is skipped"));
    exportTo(all, "whole-model");
    RunFolder more = stageFrom("whole-model", "more", "stage3-pairs");
    (void)train(more, options, nullptr);
    EXPECT_THAT(log("more"), Not(HasSubstr("skipped")));
}

TEST_F(TheChain, TrainsWithEachObjectiveAloneAndWithoutVlExperts)
{
    const std::map<std::string, std::vector<std::string>> runs{
        {"contrast", {"objectives.itm=0.0", "objectives.mlm=0.0"}},
        {"matching", {"objectives.itc=0.0", "objectives.mlm=0.0", "objectives.hard_negatives=false"}},
        {"words", {"objectives.itc=0.0", "objectives.itm=0.0"}},
        {"plain", {"objectives.hard_negatives=false", "objectives.gathered_negatives=false", "model.vl_start=2"}}};
    for (const auto& [name, set] : runs) {
        RunFolder run = stage(name, "stage3-pairs", set);
        EXPECT_TRUE(train(run, options, nullptr).finished) << name;
        exportTo(run, name + "-model");
        const ModelConfig config = readConfig(folder / (name + "-model/config.json"));
        EXPECT_EQ(config.hasItc, run.recipe().objectives.itc > 0.0);
        EXPECT_EQ(config.hasItm, run.recipe().objectives.itm > 0.0);
        EXPECT_EQ(config.hasMlm, run.recipe().objectives.mlm > 0.0);
    }
}
