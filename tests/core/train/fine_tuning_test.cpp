#include "core/checkpoint/tensor_file.h"
#include "core/engine/engine.h"
#include "core/model/heads.h"
#include "core/train/adamw.h"
#include "core/train/fine_tuning.h"
#include "core/train/hand_over_record.h"
#include "core/train/keep_policy.h"
#include "tests/core/train/chain_folder.h"
#include "tests/support/throws.h"

#include <opencv2/imgcodecs.hpp>

// Fine-tuning: what each purpose learns, what it needs, and what becomes of the model it starts from. That its runs go
// on exactly where they stopped is tested with the stages.

using namespace vlmo;
using namespace vlmo::test;

namespace {

class FineTuning : public TheChain {
public:
    /// Weights and rates with which tiny data are learned in a few seconds.
    [[nodiscard]] RunFolder learner(const std::string& name, const std::string& task,
                                    std::vector<std::string> set = {}) const
    {
        std::vector<std::string> all{"schedule.steps=400",
                                     "schedule.warm_up=20",
                                     "checkpoints.every=400",
                                     "evaluation.every=400",
                                     "watching.samples_every=0",
                                     "batch=12",
                                     "model.width=32",
                                     "model.layer_scale_init=1.0",
                                     "optimiser.learning_rate=1e-3",
                                     "optimiser.head_rate=2.0",
                                     "optimiser.drop_path=0",
                                     "optimiser.weight_decay=0",
                                     "augmentation.colour_jitter=0",
                                     "augmentation.random_ground=false"};
        all.insert(all.end(), set.begin(), set.end());
        return stage(name, task, all);
    }

    [[nodiscard]] nlohmann::json lastEvaluation(const std::string& run) const
    {
        nlohmann::json last;
        for (const nlohmann::json& event : events(run))
            if (event.at("event") == "evaluation")
                last = event.at("measures");
        return last;
    }

    /// A run of a purpose that begins with a model of every head.
    [[nodiscard]] RunFolder fromTiny(const std::string& name, const std::string& task,
                                     const std::vector<std::string>& set = {}) const
    {
        if (!fs::exists(folder / "tiny"))
            (void)writeTinyModel(folder.path());
        std::vector<std::string> all{"objectives.itm=0", "objectives.mlm=0", "answers.minimum_count=2"};
        if (task == "finetune-nlvr2")
            all.emplace_back("data.options=[\"statements=statements.jsonl\"]");
        all.insert(all.end(), set.begin(), set.end());
        return stageFrom("tiny", name, task, all);
    }

    void expectRefusal(RunFolder run, ErrorKind kind, const std::string& part) const
    {
        EXPECT_THAT([&] { (void)train(run, options, nullptr); }, throwsError(kind, part));
        EXPECT_EQ(state(run.path().filename().string()).at("state"), "failed");
    }
};

} // namespace

TEST_F(FineTuning, LearnsToAnswerQuestionsAboutPictures)
{
    RunFolder run = learner("run", "finetune-vqa");
    (void)train(run, options, nullptr);
    const nlohmann::json measures = lastEvaluation("run");
    // The words alone find every third colour and that two thirds are not red.
    EXPECT_NEAR(measures.at("vqa/baseline").get<double>(), 0.5, 1e-6);
    EXPECT_GT(measures.at("vqa/score").get<double>(), 0.8);
    EXPECT_GT(measures.at("vqa/score/colour").get<double>(), measures.at("vqa/baseline/colour").get<double>());
    EXPECT_TRUE(measures.contains("vqa/score/yes-no"));

    exportTo(run, "model");
    Engine engine = Engine::open(folder / "model", {"cpu", Precision::Fp32, 1});
    EXPECT_EQ(engine.model().answers, (std::vector<std::string>{"red", "yes", "blue", "no", "green"}));
    const cv::Mat red = cv::imread((folder / "data/picture-9.png").string(), cv::IMREAD_COLOR);
    RgbImage picture{red.cols, red.rows, {}};
    for (int y = 0; y < red.rows; ++y)
        for (int x = 0; x < red.cols; ++x)
            for (const int channel : {2, 1, 0})
                picture.pixels.push_back(red.at<cv::Vec3b>(y, x)[channel]);
    EXPECT_EQ(engine.ask(engine.prepare(picture), "what is this", 1).front().text, "red");
}

TEST_F(FineTuning, CountsWhatAnAnswerIsWorthByHowManyGaveIt)
{
    // Ten people, three of whom said blue: 0.9 for it; the seven others make red worth 1.
    folder.write(
        "data/ten.jsonl",
        nlohmann::json{{"image", "picture-0.png"},
                       {"captions", nlohmann::json::array()},
                       {"split", "train"},
                       {"questions",
                        {{{"question", "what is this"},
                          {"answers", {"red", "Red!", "red", "red", "a red", "red", "red", "blue", "blue", "blue"}}}}}}
                .dump() +
            "\n");
    RunFolder run = stage("run", "finetune-vqa",
                          {"data.options=[\"records=ten.jsonl\"]", "answers.minimum_count=1", "data.validation=train"});
    (void)train(run, options, nullptr);
    EXPECT_EQ(lastEvaluation("run").at("vqa/baseline").get<double>(), 1.0);
    EXPECT_EQ(readFile(folder / "run/answers.txt", 1000), "red\n"); // blue is nobody's majority
}

TEST_F(FineTuning, CountsQuestionsWhoseAnswersItCannotGive)
{
    // Only "no" is frequent enough; the colours, which nobody can then name, still count in the measurement.
    RunFolder run = stage("run", "finetune-vqa", {"answers.minimum_count=6"});
    (void)train(run, options, nullptr);
    EXPECT_EQ(readFile(folder / "run/answers.txt", 1000), "no\n");
    EXPECT_EQ(lastEvaluation("run").at("vqa/score/colour").get<double>(), 0.0);
    EXPECT_THAT(log("run"), ::testing::HasSubstr("left out 12 questions of the split 'train'"));
}

TEST_F(FineTuning, SaysWhatIsWrongWithQuestions)
{
    expectRefusal(stage("rare", "finetune-vqa", {"answers.minimum_count=100"}), ErrorKind::NotFound,
                  "lower [answers] minimum_count");
    folder.write("data/none.jsonl", R"({"image": "picture-0.png", "captions": ["the red dog"]})"
                                    "\n");
    expectRefusal(stage("none", "finetune-vqa", {"data.options=[\"records=none.jsonl\"]"}), ErrorKind::NotFound,
                  "has no question");
    folder.write("data/gone.jsonl", R"({"image": "nowhere.png", "captions": [],
 "questions": [{"question": "what is this", "answers": ["red"]}]})"
                                    "\n");
    const std::string broken = readFile(folder / "data/gone.jsonl", 1000);
    std::string line = broken;
    std::erase(line, '\n');
    folder.write("data/gone.jsonl", line + "\n");
    expectRefusal(stage("gone", "finetune-vqa", {"data.options=[\"records=gone.jsonl\"]", "answers.minimum_count=1"}),
                  ErrorKind::NotFound, "no readable picture");
}

TEST_F(FineTuning, TakesThePredecessorsAnswersWhereThatIsAskedFor)
{
    RunFolder own = fromTiny("own", "finetune-vqa");
    (void)train(own, options, nullptr);
    // Another list: a head that starts anew, though five outputs would have been cut to size by no one.
    EXPECT_THAT(log("own"), ::testing::HasSubstr("left behind: vqa_classifier"));
    RunFolder theirs = fromTiny("theirs", "finetune-vqa", {"answers.from_predecessor=true"});
    (void)train(theirs, options, nullptr);
    EXPECT_EQ(readFile(folder / "theirs/answers.txt", 1000), "yes\nno\nred\ntwo\n");
    EXPECT_THAT(log("theirs"), ::testing::Not(::testing::HasSubstr("vqa_classifier")));
    fs::remove(folder / "tiny/answers.txt");
    expectRefusal(fromTiny("lost", "finetune-vqa", {"answers.from_predecessor=true"}), ErrorKind::Incompatible,
                  "no answers.txt");
}

TEST_F(FineTuning, LeavesTheTrunkAndItsOtherHeadsAloneWhenTheTrunkIsFrozen)
{
    RunFolder run = fromTiny("run", "finetune-vqa", {"finetune.freeze_trunk=true", "optimiser.average_decay=0"});
    (void)train(run, options, nullptr);
    exportTo(run, "model");
    const TensorFile before = readModelFolderTensors(folder / "tiny");
    const TensorFile after = readModelFolderTensors(folder / "model");
    std::size_t learned = 0;
    for (const auto& [name, tensor] : before.tensors) {
        if (name.starts_with("vqa_classifier.")) {
            learned += 1;
            continue;
        }
        ASSERT_TRUE(after.tensors.contains(name)) << name;
        std::vector<float> rounded = before.floats(name);
        const std::vector<float> now = after.floats(name);
        ASSERT_EQ(rounded.size(), now.size()) << name;
        for (std::size_t i = 0; i < now.size(); ++i) // exported as bf16
            ASSERT_NEAR(rounded[i], now[i], 0.005 * std::abs(rounded[i]) + 1e-30) << name;
    }
    EXPECT_GT(learned, 0U);
    const ModelConfig config = readConfig(folder / "model/config.json");
    EXPECT_TRUE(config.hasItc && config.hasItcVl && config.hasItm && config.hasMlm && config.hasNlvr2);
    EXPECT_EQ(config.vqaAnswers, 5);
    EXPECT_THAT(log("run"), ::testing::HasSubstr("kept as they were, and not trained: itc, itc_vl, itm, mlm, nlvr2"));
    const auto record = readHandOver(run.path());
    ASSERT_TRUE(record);
    EXPECT_TRUE(record->keptFit);
    EXPECT_THAT(record->kept, ::testing::Contains("itm_score.fc.weight"));
    EXPECT_THAT(record->frozen, ::testing::Contains("transformer.blocks.0.attn.qkv.weight"));
}

TEST_F(FineTuning, DropsOtherHeadsUnlessTheyAreToBeKeptAndSaysThatTheyNoLongerFit)
{
    RunFolder plain = fromTiny("plain", "finetune-vqa");
    (void)train(plain, options, nullptr);
    exportTo(plain, "plain-model");
    const ModelConfig without = readConfig(folder / "plain-model/config.json");
    EXPECT_FALSE(without.hasItc || without.hasItcVl || without.hasItm || without.hasMlm || without.hasNlvr2);
    EXPECT_EQ(without.tokenTypes, 2);

    RunFolder kept = fromTiny("kept", "finetune-nlvr2", {"finetune.keep_heads=true"});
    (void)train(kept, options, nullptr);
    EXPECT_THAT(log("kept"), ::testing::HasSubstr("no longer fit a trunk that learns on"));
    EXPECT_FALSE(readHandOver(kept.path())->keptFit);
    fs::remove_all(folder / "tiny"); // What is kept stands in the run.
    exportTo(kept, "kept-model");
    Engine engine = Engine::open(folder / "kept-model", {"cpu", Precision::Fp32, 1});
    EXPECT_EQ(engine.model().answers.size(), 4U);
    EXPECT_TRUE(engine.model().config.hasItm && engine.model().config.hasNlvr2);
}

TEST_F(FineTuning, GoesToAnotherImageSizeByInterpolation)
{
    RunFolder run = fromTiny("run", "finetune-vqa", {"model.image_size=64"});
    (void)train(run, options, nullptr);
    EXPECT_THAT(log("run"), ::testing::HasSubstr("interpolated: relative_position_bias_table: 32 -> 64 pixels"));
    exportTo(run, "model");
    EXPECT_EQ(readConfig(folder / "model/config.json").imageSize, 64);
}

TEST_F(FineTuning, LearnsTheClassesOfPictures)
{
    RunFolder run = learner("run", "finetune-classify");
    (void)train(run, options, nullptr);
    const nlohmann::json measures = lastEvaluation("run");
    EXPECT_NEAR(measures.at("classify/baseline").get<double>(), 1.0 / 3.0, 1e-6);
    EXPECT_GT(measures.at("classify/accuracy").get<double>(), 0.9);
    exportTo(run, "model");
    const ModelFolder model = readModelFolder(folder / "model");
    EXPECT_EQ(model.classes, (std::vector<std::string>{"blue", "green", "red"}));
    EXPECT_EQ(model.config.imageClasses, 3);
}

TEST_F(FineTuning, LearnsClassesFromAModelOfStageOne)
{
    RunFolder vision = stage("vision", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision-model");
    RunFolder run = stageFrom("vision-model", "run", "finetune-classify", {"objectives.itm=0", "objectives.mlm=0"});
    EXPECT_TRUE(train(run, options, nullptr).finished);
    EXPECT_THAT(log("run"), ::testing::HasSubstr("newly initialised: image_classifier"));
}

TEST_F(FineTuning, SaysWhatIsWrongWithClasses)
{
    folder.write("data/one.jsonl", R"({"image": "picture-0.png", "captions": [], "category": "red"})"
                                   "\n"
                                   R"({"image": "picture-1.png", "captions": [], "category": "red"})"
                                   "\n");
    expectRefusal(stage("one", "finetune-classify", {"data.options=[\"records=one.jsonl\"]"}),
                  ErrorKind::InvalidArgument, "are of the class 'red'");
    folder.write("data/none.jsonl", R"({"image": "picture-0.png", "captions": []})"
                                    "\n");
    expectRefusal(stage("none", "finetune-classify", {"data.options=[\"records=none.jsonl\"]"}), ErrorKind::NotFound,
                  "has a class");
}

TEST_F(FineTuning, LearnsToJudgeStatementsAboutTwoPictures)
{
    RunFolder run =
        learner("run", "finetune-nlvr2", {"schedule.steps=600", "evaluation.every=600", "checkpoints.every=600"});
    (void)train(run, options, nullptr);
    const nlohmann::json measures = lastEvaluation("run");
    EXPECT_GT(measures.at("nlvr2/accuracy").get<double>(), measures.at("nlvr2/baseline").get<double>() + 0.1);
    exportTo(run, "model");
    EXPECT_EQ(readConfig(folder / "model/config.json").tokenTypes, 3);
}

TEST_F(FineTuning, SaysWhatIsWrongWithStatements)
{
    expectRefusal(stage("none", "finetune-nlvr2", {"data.options=[]"}), ErrorKind::NotFound, "has no statement");
    const auto statement = [](const std::string& left, bool label) {
        return nlohmann::json{
                   {"left", left}, {"right", "picture-1.png"}, {"statement", "this is red"}, {"label", label}}
                   .dump() +
               "\n";
    };
    folder.write("data/true.jsonl", statement("picture-0.png", true) + statement("picture-3.png", true));
    expectRefusal(stage("true", "finetune-nlvr2", {"data.options=[\"statements=true.jsonl\"]"}),
                  ErrorKind::InvalidArgument, "are true");
    folder.write("data/gone.jsonl", statement("nowhere.png", true) + statement("nowhere.png", false));
    expectRefusal(stage("gone", "finetune-nlvr2", {"data.options=[\"statements=gone.jsonl\"]"}), ErrorKind::NotFound,
                  "both pictures can be read");
}

TEST_F(FineTuning, ForRetrievalUsesTheFirstBranchAlone)
{
    RunFolder run = fromTiny("run", "finetune-retrieval", {"objectives.itm=1"});
    (void)train(run, options, nullptr);
    for (const nlohmann::json& event : events("run"))
        if (event.at("event") == "step") {
            EXPECT_TRUE(event.at("measures").contains("itc/loss"));
            EXPECT_TRUE(event.at("measures").contains("itm/loss"));
            EXPECT_FALSE(event.at("measures").contains("itc/vl_logit_scale"));
        }
    exportTo(run, "model");
    const ModelConfig config = readConfig(folder / "model/config.json");
    EXPECT_TRUE(config.hasItc && config.hasItm);
    EXPECT_FALSE(config.hasItcVl || config.hasMlm || config.hasNlvr2);
}

TEST_F(FineTuning, SaysWhichStagesItsPredecessorLeftOut)
{
    RunFolder vision = stage("vision", "stage1-vision");
    (void)train(vision, options, nullptr);
    exportTo(vision, "vision-model");
    RunFolder asks = stageFrom("vision-model", "asks", "finetune-vqa",
                               {"objectives.itm=0", "objectives.mlm=0", "answers.minimum_count=2"});
    (void)train(asks, options, nullptr);
    EXPECT_THAT(log("asks"), ::testing::HasSubstr("stages 2 and 3 are skipped"));
    RunFolder nothing = stage("nothing", "finetune-vqa");
    (void)train(nothing, options, nullptr);
    EXPECT_THAT(log("nothing"), ::testing::HasSubstr("all of the pre-training is skipped"));
}

TEST(AFineTuningRecipe, HasDefaultsOfItsTaskAndRefusesWhatDoesNotGoTogether)
{
    const auto parse = [](const std::string& task, const std::string& more = {}) {
        return recipeFromToml("task = \"" + task + "\"\nvocabulary = \"vocab.txt\"\n" + more +
                                  "\n[data]\nfolder = \"data\"\n",
                              "my.toml", "/somewhere");
    };
    EXPECT_EQ(parse("finetune-vqa").optimiser.headRate, 20.0);
    EXPECT_EQ(parse("finetune-nlvr2").optimiser.headRate, 1.0);
    EXPECT_EQ(parse("finetune-retrieval").objectives.itm, 0.0);
    const Recipe frozen = parse("finetune-vqa", "[finetune]\nfreeze_trunk = true");
    EXPECT_FALSE(frozen.fineTuning.keepHeads.has_value());
    const std::string written = recipeToToml(frozen);
    EXPECT_EQ(recipeToToml(recipeFromToml(written, "again.toml", "/")), written);
    EXPECT_THAT([&] { (void)parse("finetune-retrieval", "[objectives]\nmlm = 0.25"); },
                throwsError(ErrorKind::BadInput, "itc must be above 0 and mlm 0"));
    EXPECT_THAT([&] { (void)parse("stage3-pairs", "[finetune]\nfreeze_trunk = true"); },
                throwsError(ErrorKind::BadInput, "[finetune] freeze_trunk is for"));
    EXPECT_THAT([&] { (void)parse("stage2-language", "[finetune]\nkeep_heads = true"); },
                throwsError(ErrorKind::BadInput, "[finetune] keep_heads is for"));
    EXPECT_THAT([&] { (void)parse("finetune-vqa", "[answers]\nfrom_predecessor = true"); },
                throwsError(ErrorKind::BadInput, "start_from"));
    EXPECT_THAT([&] { (void)parse("finetune-vqa", "[optimiser]\nlayer_decay = 1.5"); },
                throwsError(ErrorKind::BadInput, "'optimiser.layer_decay' must lie between"));
    EXPECT_THAT([&] { (void)parse("finetune-vga"); }, throwsError(ErrorKind::BadInput, "did you mean 'finetune-vqa'?"));
    EXPECT_THAT([&] { (void)parse("finetune-retrieval", "batch = 1"); },
                throwsError(ErrorKind::BadInput, "at least 2"));
}

TEST(LayerDecay, SlowsEachLayerByTheSameFactorAndLeavesTheTopAlone)
{
    EXPECT_DOUBLE_EQ(layerRate("transformer.blocks.11.attn.qkv.weight", 12, 0.5), 0.5);
    EXPECT_DOUBLE_EQ(layerRate("transformer.blocks.0.norm1.weight", 12, 0.5), std::pow(0.5, 12));
    for (const char* lowest : {"transformer.patch_embed.proj.weight", "transformer.cls_token",
                               "text_embeddings.word_embeddings.weight", "token_type_embeddings.weight"})
        EXPECT_DOUBLE_EQ(layerRate(lowest, 12, 0.5), std::pow(0.5, 13)) << lowest;
    for (const char* highest :
         {"transformer.norm.weight", "pooler.dense.weight", "vqa_classifier.0.weight", "relative_position_bias_table"})
        EXPECT_DOUBLE_EQ(layerRate(highest, 12, 0.5), 1.0) << highest;
    EXPECT_DOUBLE_EQ(layerRate("transformer.blocks.3.attn.qkv.weight", 12, 1.0), 1.0);
}

TEST(HeadsOfAModel, AreFoundByTheNamesOfTheirParameters)
{
    ModelConfig config = tinyConfig(10);
    config.imageClasses = 3;
    EXPECT_EQ(headsOf(config), (std::vector<std::string>{"itc", "itc_vl", "itm", "mlm", "vqa", "nlvr2", "classes"}));
    EXPECT_EQ(headOf("itc_vl_text_proj.fc.weight"), "itc_vl");
    EXPECT_EQ(headOf("itc_text_proj.fc.weight"), "itc");
    EXPECT_EQ(headOf("logit_vl_scale"), "itc_vl");
    EXPECT_EQ(headOf("pooler.dense.weight"), "");
    EXPECT_EQ(headOf("transformer.blocks.0.mlp_vl.fc1.weight"), "");
}

TEST(AMeasureOfAKind, StandsBesideItsOwnLineAndIsNotTheMainOne)
{
    const Measures measures{{"vqa/score", 0.5},
                            {"vqa/score/counting", 0.9},
                            {"vqa/baseline", 0.4},
                            {"vqa/loss", 1.0},
                            {"vqa/baseline/counting", 0.3}};
    EXPECT_EQ(lineBeside("vqa/score", measures), "vqa/baseline");
    EXPECT_EQ(lineBeside("vqa/score/counting", measures), "vqa/baseline/counting");
    EXPECT_FALSE(isResult("vqa/baseline/counting"));
    EvaluationEvent event;
    event.measures = measures;
    EXPECT_EQ(mainMeasure({event}), "vqa/score");
    event.measures = {{"nlvr2/accuracy", 0.5}, {"nlvr2/accuracy/counting", 0.9}, {"nlvr2/baseline", 0.4}};
    EXPECT_EQ(mainMeasure({event}), "nlvr2/accuracy");
}
