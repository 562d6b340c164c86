#include "core/train/trainer.h"

#include "core/checkpoint/tensor_file.h"
#include "core/engine/engine.h"
#include "tests/core/train/training_folder.h"
#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::test;

namespace {

using ATrainingFolder = TrainingFolder;

} // namespace

TEST_F(ATrainingFolder, LearnsWhatItIsShown)
{
    RunFolder run =
        newRun("run", {"schedule.steps=1500", "checkpoints.every=1500", "evaluation.every=0", "model.width=32",
                       "model.layer_scale_init=1.0", "optimiser.learning_rate=2e-4", "optimiser.drop_path=0",
                       "optimiser.weight_decay=0", "augmentation.colour_jitter=0"});
    const TrainResult result = train(run, options, nullptr);
    EXPECT_TRUE(result.finished);
    // Three colours, three sentences: guessing finds a third, and so does a model that tells nothing apart.
    auto all = events("run");
    std::erase_if(all, [](const nlohmann::json& event) { return event.at("event") != "step"; });
    double last = 0.0;
    for (std::size_t i = all.size() - 50; i < all.size(); ++i)
        last += all[i].at("measures").at("itc/i2t_accuracy").get<double>() / 50.0;
    EXPECT_GT(last, 0.6);
    EXPECT_EQ(state("run").at("state"), "finished");
}

TEST_F(ATrainingFolder, GoesOnExactlyWhereItStopped)
{
    RunFolder whole = newRun("whole");
    (void)train(whole, options, nullptr);

    RunFolder parts = newRun("parts");
    TrainOptions some = options;
    some.steps = 4;
    EXPECT_FALSE(train(parts, some, nullptr).finished);
    EXPECT_EQ(state("parts").at("state"), "stopped");
    RunFolder again = RunFolder::open(folder / "parts");
    EXPECT_TRUE(train(again, options, nullptr).finished);

    EXPECT_EQ(events("parts"), events("whole"));
    EXPECT_EQ(weights("parts"), weights("whole"));
}

TEST_F(ATrainingFolder, LosesNothingButTheStepsSinceTheCheckpointWhenItIsKilled)
{
    RunFolder whole = newRun("whole");
    (void)train(whole, options, nullptr);

    RunFolder killed = newRun("killed");
    trainAndKill(killed, options, 5);
    EXPECT_EQ(events("killed").size(), 6U); // five steps and an evaluation, two steps of which are done again

    RunFolder again = RunFolder::open(folder / "killed");
    (void)train(again, options, nullptr);
    EXPECT_EQ(events("killed"), events("whole"));
    EXPECT_EQ(weights("killed"), weights("whole"));
}

TEST_F(ATrainingFolder, IgnoresACheckpointThatWasNotFinished)
{
    RunFolder run = newRun("run");
    TrainOptions some = options;
    some.steps = 3;
    (void)train(run, some, nullptr);
    folder.write("run/checkpoints/step-00000006.tmp/weights.safetensors", "half");
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_EQ(again.lastCheckpoint()->filename(), "step-00000003");
    EXPECT_TRUE(train(again, options, nullptr).finished);
    EXPECT_FALSE(fs::exists(folder / "run/checkpoints/step-00000006.tmp"));
}

TEST_F(ATrainingFolder, StopsWhenAskedAndSaves)
{
    RunFolder run = newRun("run");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)train(run, options, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "stopped"));
    EXPECT_EQ(state("run").at("state"), "stopped");
}

TEST_F(ATrainingFolder, KeepsOnlyTheNewestCheckpoints)
{
    RunFolder run = newRun("run");
    (void)train(run, options, nullptr);
    EXPECT_FALSE(fs::exists(run.checkpointFolder(3)));
    EXPECT_TRUE(fs::exists(run.checkpointFolder(6)));
    EXPECT_TRUE(fs::exists(run.checkpointFolder(8)));
}

TEST_F(ATrainingFolder, RefusesDataThatChangedSinceTheStart)
{
    RunFolder run = newRun("run");
    TrainOptions some = options;
    some.steps = 3;
    (void)train(run, some, nullptr);
    std::ofstream(folder / "data/records.jsonl", std::ios::app)
        << R"({"image":"picture-0.png","captions":["x"],"split":"train"})" << '\n';
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_THAT([&] { (void)train(again, options, nullptr); }, throwsError(ErrorKind::BadInput, "has changed"));
}

TEST_F(ATrainingFolder, EndsWithItsStepWhenTheLossIsNotANumber)
{
    RunFolder run = newRun("run", {"optimiser.learning_rate=10", "optimiser.clip_norm=0", "schedule.warm_up=0",
                                   "optimiser.epsilon=0", "schedule.steps=400", "evaluation.every=0"});
    EXPECT_THAT([&] { (void)train(run, options, nullptr); },
                throwsError(ErrorKind::Internal, "the loss is not a number"));
    EXPECT_EQ(state("run").at("state"), "failed");
}

TEST_F(ATrainingFolder, NamesADamagedCheckpoint)
{
    RunFolder run = newRun("run");
    TrainOptions some = options;
    some.steps = 3;
    (void)train(run, some, nullptr);
    fs::resize_file(run.checkpointFolder(3) / "weights.safetensors", 100);
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_THAT([&] { (void)train(again, options, nullptr); }, throwsError(ErrorKind::BadInput, "step-00000003"));
}

TEST_F(ATrainingFolder, SkipsUnreadablePicturesAndSaysWhich)
{
    folder.write("data/picture-1.png", "no picture");
    struct Listener final : TrainObserver {
        std::vector<SkippedItem> skipped;
        void onProgress(const Progress&) override {}
        void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }
        void onStep(const StepEvent&) override {}
        void onEvaluation(const EvaluationEvent&) override {}
        void onCheckpoint(const fs::path&) override {}
    } listener;
    RunFolder run = newRun("run", {"schedule.steps=2", "evaluation.every=0"});
    (void)train(run, options, &listener);
    ASSERT_EQ(listener.skipped.size(), 1U);
    EXPECT_THAT(listener.skipped.front().item, ::testing::HasSubstr("picture-1.png"));
    EXPECT_FALSE(listener.skipped.front().reason.empty());
    EXPECT_THAT(readFile(folder / "run/log.txt", 10'000), ::testing::HasSubstr("left out"));
}

TEST_F(ATrainingFolder, NamesTheHeldOutPicturesThatItCannotMeasure)
{
    folder.write("data/picture-10.png", "no picture");
    RunFolder run = newRun("run", {"schedule.steps=2", "evaluation.every=2"});
    EXPECT_TRUE(train(run, options, nullptr).finished);
    EXPECT_THAT(readFile(folder / "run/log.txt", 10'000), ::testing::ContainsRegex("left out .*picture-10.png: "));
}

TEST_F(ATrainingFolder, GivesAModelThatOpens)
{
    RunFolder run = newRun("run");
    const TrainResult result = train(run, options, nullptr);
    // From the folder alone, as another program would.
    exportModel(RunFolder::open(folder / "run"), result.checkpoint, folder / "model", "# A model\n");
    Engine engine = Engine::open(folder / "model", {"cpu", Precision::Fp32, 1});
    EXPECT_EQ(engine.model().card, "# A model\n");
    const std::vector<std::string> sentence{"a red dog"};
    EXPECT_EQ(engine.embedTexts(sentence, Branch::Vl).front().size(), 16U);
}

TEST_F(ATrainingFolder, CanStartFromAModel)
{
    const fs::path model = writeTinyModel(folder.path());
    std::string text = recipe();
    text.erase(text.find("[model]"), text.find("[data]") - text.find("[model]"));
    folder.write("from-model.toml", text);
    RunFolder run = RunFolder::create(
        folder / "run", readRecipe(folder / "from-model.toml", {"start_from=" + model.string(), "schedule.steps=2",
                                                                "vocabulary=" + (model / "vocab.txt").string()}));
    EXPECT_TRUE(train(run, options, nullptr).finished);
    EXPECT_EQ(run.recipe().model.depth, readConfig(model / "config.json").depth);
}

TEST_F(ATrainingFolder, IsNeverUsedTwice)
{
    (void)newRun("run");
    EXPECT_THAT([&] { (void)newRun("run"); }, throwsError(ErrorKind::InvalidArgument, "holds a run already"));
    EXPECT_THAT([&] { (void)RunFolder::open(folder / "nothing"); }, throwsError(ErrorKind::NotFound, "holds no run"));
}
