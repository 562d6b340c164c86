#include "tests/core/train/chain_folder.h"
#include "tests/support/small_disk.h"
#include "tests/support/throws.h"

#include <functional>
#include <optional>

// Whatever happens to a run in its middle has a defined end: a state, a sentence, and the newest checkpoint whole.

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

/// Does something to a run after a step or with a checkpoint.
class Meddler final : public TrainObserver {
public:
    std::function<void(std::int64_t step)> afterStep = [](std::int64_t) {};
    std::function<void()> withCheckpoint = [] {};

    void onProgress(const Progress&) override {}
    void onSkipped(const SkippedItem&) override {}
    void onStep(const StepEvent& event) override { afterStep(event.step); }
    void onEvaluation(const EvaluationEvent&) override {}
    void onCheckpoint(const fs::path&) override { withCheckpoint(); }
};

class ABrokenRun : public TheChain {
public:
    /// Trains `run` while the disk has so little room as soon as there is a checkpoint.
    std::string trainOnASmallDisk(RunFolder& run, rlim_t bytes) const
    {
        std::optional<SmallDisk> disk;
        Meddler meddler;
        meddler.withCheckpoint = [&] { disk.emplace(bytes); };
        try {
            (void)train(run, options, &meddler);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Internal) << error.what();
            return error.what();
        }
        ADD_FAILURE() << "the disk had room enough";
        return {};
    }

    /// Six hundred records at a size that memory would not hold, so that pictures are read when they are drawn.
    [[nodiscard]] RunFolder runThatReadsAsItGoes(const std::string& name) const
    {
        std::string records;
        for (int i = 0; i < 600; ++i)
            records += nlohmann::json{{"image", "picture-" + std::to_string(i % 9) + ".png"},
                                      {"captions", {"a red dog"}},
                                      {"split", "train"}}
                           .dump() +
                       "\n";
        folder.write("data/records.jsonl", records);
        return stage(name, "stage3-pairs",
                     {"data.stored_size=2048", "batch=2", "evaluation.every=0", "watching.samples_every=0",
                      "checkpoints.every=100", "schedule.steps=30"});
    }

    void breakPicture(int number) const
    {
        folder.write("data/picture-" + std::to_string(number) + ".png", "no picture");
    }

    /// What an uninterrupted run of the same recipe does.
    void expectToGoOnLike(const std::string& whole, const std::string& name) const
    {
        RunFolder again = RunFolder::open(folder / name);
        EXPECT_TRUE(train(again, options, nullptr).finished);
        EXPECT_EQ(events(name), events(whole));
        EXPECT_EQ(weights(name), weights(whole));
    }
};

} // namespace

TEST_F(ABrokenRun, EndsWithTheCheckpointBeforeWhenTheDiskHasNoRoomForTheNext)
{
    RunFolder whole = newRun("whole");
    (void)train(whole, options, nullptr);
    RunFolder run = newRun("run");
    EXPECT_THAT(trainOnASmallDisk(run, 16'000),
                ::testing::AllOf(HasSubstr("weights.safetensors"), HasSubstr("the disk is full")));
    EXPECT_EQ(state("run").at("state"), "failed");
    EXPECT_THAT(state("run").at("message").get<std::string>(), HasSubstr("the disk is full"));
    EXPECT_EQ(run.lastCheckpoint(), run.checkpointFolder(3));
    EXPECT_FALSE(fs::exists(folder / "run/checkpoints/step-00000006.tmp"));
    expectToGoOnLike("whole", "run");
}

TEST_F(ABrokenRun, EndsWithTheFirstThingThatCouldNotBeWrittenWhenNothingCan)
{
    RunFolder whole = newRun("whole");
    (void)train(whole, options, nullptr);
    RunFolder run = newRun("run");
    EXPECT_THAT(trainOnASmallDisk(run, 0), HasSubstr("events.jsonl"));
    // Its last state says "running", and whoever reads it sees that the process is gone.
    EXPECT_EQ(state("run").at("state"), "running");
    EXPECT_EQ(run.lastCheckpoint(), run.checkpointFolder(3));
    expectToGoOnLike("whole", "run");
}

TEST_F(ABrokenRun, EndsWhenItsFolderIsGoneAndDoesNotBringItBack)
{
    for (const bool samples : {false, true}) {
        RunFolder run =
            stage("run", "stage3-pairs", {samples ? "watching.samples_every=5" : "watching.samples_every=0"});
        Meddler meddler;
        meddler.afterStep = [&](std::int64_t step) {
            if (step == 5)
                fs::remove_all(run.path());
        };
        EXPECT_THAT([&] { (void)train(run, options, &meddler); },
                    throwsError(ErrorKind::NotFound, (folder / "run").string() + " is gone"));
        EXPECT_FALSE(fs::exists(folder / "run"));
    }
}

TEST_F(ABrokenRun, GoesOnWithoutPicturesThatBreakAndSaysWhich)
{
    RunFolder run = runThatReadsAsItGoes("run");
    Meddler meddler;
    meddler.afterStep = [&](std::int64_t step) {
        if (step == 2)
            breakPicture(4);
    };
    EXPECT_TRUE(train(run, options, &meddler).finished);
    EXPECT_EQ(state("run").at("state"), "finished");
    EXPECT_THAT(log("run"), ::testing::AllOf(HasSubstr("left out"), HasSubstr("picture-4.png")));
}

TEST_F(ABrokenRun, EndsWithItsLastWholeStepWhenAllPicturesAreGone)
{
    RunFolder run = runThatReadsAsItGoes("run");
    Meddler meddler;
    meddler.afterStep = [&](std::int64_t step) {
        for (int i = 0; step == 2 && i < 9; ++i)
            fs::remove(folder / ("data/picture-" + std::to_string(i) + ".png"));
    };
    EXPECT_THAT([&] { (void)train(run, options, &meddler); },
                throwsError(ErrorKind::NotFound, "a hundred pictures in a row cannot be read"));
    EXPECT_EQ(state("run").at("state"), "failed");
    ASSERT_TRUE(run.lastCheckpoint().has_value());
    EXPECT_EQ(*run.lastCheckpoint(), run.checkpointFolder(state("run").at("step").get<std::int64_t>()));
    EXPECT_GE(state("run").at("step"), 2);
}

TEST_F(ABrokenRun, EndsWithItsLastWholeStepWhenItsTextsChangeUnderIt)
{
    const std::string before = readFile(folder / "data/texts/train.txt", 100'000);
    RunFolder run =
        stage("run", "stage2-language",
              {"schedule.steps=30", "checkpoints.every=100", "evaluation.every=0", "watching.samples_every=0"});
    Meddler meddler;
    meddler.afterStep = [&](std::int64_t step) {
        if (step == 2)
            folder.write("data/texts/train.txt", "the red dog\n");
    };
    EXPECT_THAT([&] { (void)train(run, options, &meddler); }, throwsError(ErrorKind::BadInput, "train.txt"));
    EXPECT_EQ(state("run").at("state"), "failed");
    EXPECT_EQ(run.lastCheckpoint(), run.checkpointFolder(state("run").at("step").get<std::int64_t>()));

    folder.write("data/texts/train.txt", before);
    RunFolder again = RunFolder::open(folder / "run");
    EXPECT_TRUE(train(again, options, nullptr).finished);
}

TEST_F(ABrokenRun, KeepsItsCheckpointWhenTheLossIsNotANumber)
{
    RunFolder run = stage("run", "stage3-pairs");
    TrainOptions some = options;
    some.steps = 3;
    (void)train(run, some, nullptr);
    const std::string good = weights("run");

    RunFolder wild = RunFolder::open(folder / "run", {"optimiser.epsilon=0", "checkpoints.every=100"});
    EXPECT_THAT([&] { (void)train(wild, options, nullptr); },
                throwsError(ErrorKind::Internal, "the loss is not a number"));
    EXPECT_EQ(state("run").at("state"), "failed");
    EXPECT_EQ(wild.lastCheckpoint(), wild.checkpointFolder(3));
    EXPECT_EQ(weights("run"), good);
    RunFolder tame = RunFolder::open(folder / "run", {"optimiser.epsilon=1e-8", "checkpoints.every=3"});
    EXPECT_TRUE(train(tame, options, nullptr).finished);
}
