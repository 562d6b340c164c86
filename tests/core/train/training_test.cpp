#include "core/train/trainer.h"

#include "core/base/files.h"
#include "core/checkpoint/tensor_file.h"
#include "core/engine/engine.h"
#include "tests/core/model/tiny_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace vlmo;
using namespace vlmo::test;
namespace fs = std::filesystem;

namespace {

/// Twelve plain pictures in three colours, a vocabulary and a recipe that trains in a blink.
class ATrainingFolder : public ::testing::Test {
protected:
    const TemporaryFolder folder;
    const TrainOptions options{"cpu", 1, std::nullopt};

    void SetUp() override
    {
        const std::vector<std::pair<std::string, cv::Scalar>> colours{
            {"a red dog", {0, 0, 220}}, {"a blue house", {220, 0, 0}}, {"the cat", {30, 200, 30}}};
        std::string records;
        for (int i = 0; i < 12; ++i) {
            const auto& [caption, colour] = colours[static_cast<std::size_t>(i) % 3];
            cv::Mat picture(24, 24, CV_8UC3, colour);
            picture(cv::Rect(i, i, 6, 6)) = cv::Scalar(255, 255, 255);
            const std::string name = "picture-" + std::to_string(i) + ".png";
            fs::create_directories(folder / "data");
            cv::imwrite((folder / ("data/" + name)).string(), picture);
            records +=
                nlohmann::json{
                    {"image", name}, {"captions", {caption}}, {"split", i < 9 ? "train" : "val-seen"}, {"object", true}}
                    .dump() +
                "\n";
        }
        folder.write("data/records.jsonl", records);
        folder.write("vocab.txt", tinyVocabulary());
        folder.write("recipe.toml", recipe());
    }

    static std::string recipe()
    {
        return R"(
task = "itc"
seed = 5
vocabulary = "vocab.txt"
batch = 6
precision = "fp32"
[model]
depth = 2
width = 16
heads = 2
vl_start = 1
image_size = 32
max_text_length = 8
table_text_length = 8
[data]
folder = "data"
stored_size = 32
[optimiser]
learning_rate = 1e-2
drop_path = 0.2
average_decay = 0.9
[schedule]
steps = 8
warm_up = 2
[checkpoints]
every = 3
keep = 2
[evaluation]
every = 4
)";
    }

    [[nodiscard]] RunFolder newRun(const std::string& name, const std::vector<std::string>& set = {}) const
    {
        return RunFolder::create(folder / name, readRecipe(folder / "recipe.toml", set));
    }

    /// What a run says of itself, without what differs between any two runs: times.
    [[nodiscard]] std::vector<nlohmann::json> events(const std::string& run) const
    {
        std::ifstream stream(folder / (run + "/events.jsonl"));
        std::vector<nlohmann::json> events;
        for (std::string line; std::getline(stream, line);) {
            events.push_back(nlohmann::json::parse(line));
            events.back().erase("items_per_second");
            events.back().erase("wait_share");
        }
        return events;
    }

    [[nodiscard]] std::string weights(const std::string& run) const
    {
        return sha256OfFile(*RunFolder::open(folder / run).lastCheckpoint() / "weights.safetensors");
    }

    [[nodiscard]] nlohmann::json state(const std::string& run) const
    {
        return nlohmann::json::parse(readFile(folder / (run + "/state.json"), 10'000));
    }
};

class KillAtStep final : public TrainObserver {
public:
    explicit KillAtStep(std::int64_t step) : m_step(step) {}
    void onProgress(const Progress&) override {}
    void onSkipped(const SkippedItem&) override {}
    void onStep(const StepEvent& event) override
    {
        if (event.step == m_step)
            ::kill(::getpid(), SIGKILL);
    }
    void onEvaluation(const EvaluationEvent&) override {}
    void onCheckpoint(const fs::path&) override {}

private:
    std::int64_t m_step;
};

} // namespace

TEST_F(ATrainingFolder, LearnsWhatItIsShown)
{
    RunFolder run =
        newRun("run", {"schedule.steps=600", "checkpoints.every=600", "evaluation.every=0", "model.width=32",
                       "model.layer_scale_init=1.0", "optimiser.learning_rate=2e-4", "optimiser.drop_path=0",
                       "optimiser.weight_decay=0", "augmentation.colour_jitter=0"});
    const TrainResult result = train(run, options, nullptr);
    EXPECT_TRUE(result.finished);
    // Three colours, three sentences: guessing finds a third, and so does a model that tells nothing apart.
    const auto all = events("run");
    double last = 0.0;
    for (std::size_t i = all.size() - 50; i < all.size(); ++i)
        last += all[i].at("image_to_text").get<double>() / 50.0;
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
    const pid_t child = ::fork();
    if (child == 0) {
        KillAtStep observer(5);
        (void)train(killed, options, &observer);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
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
    RunFolder run = newRun("run", {"start_from=" + model.string(), "schedule.steps=2"});
    // Heads that ITC does not train are carried along unchanged.
    EXPECT_TRUE(train(run, options, nullptr).finished);
}

TEST_F(ATrainingFolder, IsNeverUsedTwice)
{
    (void)newRun("run");
    EXPECT_THAT([&] { (void)newRun("run"); }, throwsError(ErrorKind::InvalidArgument, "holds a run already"));
    EXPECT_THAT([&] { (void)RunFolder::open(folder / "nothing"); }, throwsError(ErrorKind::NotFound, "holds no run"));
}
