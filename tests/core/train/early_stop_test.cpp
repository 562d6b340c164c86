#include "tests/core/train/training_folder.h"
#include "tests/support/throws.h"

// A run that gets no better ends early, with the same step however often it was interrupted.

using namespace vlmo;
using namespace vlmo::test;

namespace {

class ARunWithPatience : public TrainingFolder {
public:
    /// Nothing is learned, so that the first evaluation stays the best; every step is measured.
    [[nodiscard]] RunFolder run(const std::string& name, const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> all{"optimiser.learning_rate=0", "evaluation.every=1", "evaluation.patience=3",
                                     "checkpoints.every=2"};
        all.insert(all.end(), more.begin(), more.end());
        return newRun(name, all);
    }
};

} // namespace

TEST_F(ARunWithPatience, EndsEarlyAndSaysWhy)
{
    RunFolder early = run("early");
    const TrainResult result = train(early, options, nullptr);
    EXPECT_TRUE(result.finished);
    EXPECT_EQ(result.step, 4);
    EXPECT_THAT(result.early, ::testing::HasSubstr("at step 1, and no better in the 3 evaluations since"));
    EXPECT_EQ(result.checkpoint, early.checkpointFolder(4));
    EXPECT_EQ(state("early").at("state"), "finished");
    EXPECT_EQ(state("early").at("step"), 4);
    EXPECT_THAT(state("early").at("message").get<std::string>(), ::testing::HasSubstr("ended early: itc/"));
    EXPECT_THAT(readFile(folder / "early/log.txt", 10'000),
                ::testing::HasSubstr("finished at step 4, early: " + result.early));
}

TEST_F(ARunWithPatience, EndsWithTheSameStepWhenItWasStoppedOrKilledMeanwhile)
{
    RunFolder whole = run("whole");
    (void)train(whole, options, nullptr);

    RunFolder stopped = run("stopped");
    TrainOptions some = options;
    some.steps = 3;
    EXPECT_FALSE(train(stopped, some, nullptr).finished);
    RunFolder again = RunFolder::open(folder / "stopped");
    EXPECT_EQ(train(again, options, nullptr).step, 4);
    EXPECT_EQ(events("stopped"), events("whole"));
    EXPECT_EQ(weights("stopped"), weights("whole"));

    RunFolder killed = run("killed");
    trainAndKill(killed, options, 3); // the third evaluation is made a second time, and must not count twice
    RunFolder resumed = RunFolder::open(folder / "killed");
    EXPECT_EQ(train(resumed, options, nullptr).step, 4);
    EXPECT_EQ(events("killed"), events("whole"));
}

TEST_F(ARunWithPatience, StaysEndedUntilItIsGivenMore)
{
    RunFolder early = run("early");
    const std::string why = train(early, options, nullptr).early;
    RunFolder again = RunFolder::open(folder / "early");
    const TrainResult nothing = train(again, options, nullptr);
    EXPECT_EQ(nothing.step, 4);
    EXPECT_EQ(nothing.early, why);
    EXPECT_EQ(state("early").at("state"), "finished");
    RunFolder patient = RunFolder::open(folder / "early", {"evaluation.patience=0"});
    const TrainResult on = train(patient, options, nullptr);
    EXPECT_EQ(on.step, 8);
    EXPECT_TRUE(on.early.empty());
}

TEST_F(ARunWithPatience, KeepsTheBestCheckpointByItsMeasure)
{
    RunFolder early = run("early", {"evaluation.measure=itc/t2i_recall_1", "evaluation.patience=4",
                                    "checkpoints.every=1", "checkpoints.keep=1"});
    EXPECT_EQ(train(early, options, nullptr).step, 5);
    EXPECT_TRUE(fs::exists(early.checkpointFolder(1)));
    EXPECT_FALSE(fs::exists(early.checkpointFolder(2)));
    EXPECT_TRUE(fs::exists(early.checkpointFolder(5)));
}

TEST_F(ARunWithPatience, NeedsSomethingToMeasureByThatName)
{
    RunFolder slip = run("slip", {"evaluation.measure=itc/recall"});
    EXPECT_THAT([&] { (void)train(slip, options, nullptr); },
                throwsError(ErrorKind::InvalidArgument, "'itc/recall' is none of what is measured: itc/i2t_recall_1"));
    EXPECT_EQ(state("slip").at("state"), "failed");
    RunFolder nothing = run("nothing", {"data.validation=nobody"});
    EXPECT_THAT([&] { (void)train(nothing, options, nullptr); },
                throwsError(ErrorKind::NotFound, "'nobody' holds nothing to measure on"));
}
