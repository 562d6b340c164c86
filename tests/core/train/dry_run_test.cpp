#include "core/train/dry_run.h"

#include "tests/core/train/chain_folder.h"
#include "tests/support/throws.h"

#include <map>

// A step that shows what a run will cost, and leaves no trace of itself.

using namespace vlmo;
using namespace vlmo::test;

namespace {

/// All that lies below a folder with what is in it and when it was changed.
std::map<std::string, std::string> contentOf(const fs::path& folder)
{
    std::map<std::string, std::string> content;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto time = entry.last_write_time().time_since_epoch().count();
        content[entry.path().string()] =
            std::to_string(time) + (entry.is_regular_file() ? sha256OfFile(entry.path()) : std::string());
    }
    return content;
}

class EveryDryRun : public EveryStage {};
INSTANTIATE_TEST_SUITE_P(Tasks, EveryDryRun, kAllStages, stageName);

} // namespace

TEST_P(EveryDryRun, LeavesTheRunAsItWasBeforeItsStartAndFromACheckpoint)
{
    RunFolder run = stage("run", GetParam());
    const auto fresh = contentOf(folder / "run");
    const DryRun first = dryRun(run, options, nullptr);
    EXPECT_EQ(contentOf(folder / "run"), fresh);
    EXPECT_EQ(first.step, 0);
    EXPECT_EQ(first.steps, 8);
    EXPECT_EQ(first.task, GetParam());
    EXPECT_GT(first.loss, 0.0);

    RunFolder begun = RunFolder::open(folder / "run");
    TrainOptions some = options;
    some.steps = 5;
    (void)train(begun, some, nullptr);
    const auto stopped = contentOf(folder / "run");
    RunFolder again = RunFolder::open(folder / "run");
    const DryRun second = dryRun(again, options, nullptr);
    EXPECT_EQ(contentOf(folder / "run"), stopped);
    EXPECT_EQ(second.step, 5);
}

TEST_P(EveryDryRun, SaysWhatTheRunTakesByPartAndHowLong)
{
    RunFolder run = stage("run", GetParam(), {"micro_batch=3"});
    const DryRun result = dryRun(run, options, nullptr);
    EXPECT_EQ(result.microBatch, 3);
    EXPECT_EQ(result.precision, "fp32");
    ASSERT_EQ(result.phases.size(), kMemoryPhases);
    std::int64_t sum = 0;
    for (const PhaseMemory& each : result.phases) {
        EXPECT_EQ(each.forecast, result.forecast.bytes(each.phase)) << memoryPhaseName(each.phase);
        EXPECT_GE(each.measured, 0) << memoryPhaseName(each.phase);
        sum += each.forecast;
    }
    EXPECT_EQ(sum, result.forecast.total);
    EXPECT_GT(result.modelForecast(), 0);
    EXPECT_GT(result.peak, result.phases.front().measured / 2);
    EXPECT_GT(result.available, result.peak / 2);
    // So small a model fits anywhere.
    EXPECT_EQ(result.largestMicroBatch, 6);
    EXPECT_GT(result.stepSeconds, 0.0);
    EXPECT_GT(result.evaluationSeconds, 0.0);
    EXPECT_NEAR(result.itemsPerSecond, 6.0 / result.stepSeconds, 1e-6 * result.itemsPerSecond);
    EXPECT_NEAR(result.secondsLeft, 8.0 * result.stepSeconds + 2.0 * result.evaluationSeconds,
                1e-6 * result.secondsLeft);
}

TEST_P(EveryDryRun, ChangesNothingOfWhatTheRunThenDoes)
{
    RunFolder plain = stage("plain", GetParam());
    (void)train(plain, options, nullptr);
    RunFolder tried = stage("tried", GetParam());
    (void)dryRun(tried, options, nullptr);
    (void)train(tried, options, nullptr);
    EXPECT_EQ(events("tried"), events("plain"));
    EXPECT_EQ(weights("tried"), weights("plain"));
}

TEST_F(TheChain, IsForecastByTheSizeOfItsModelAndMeasuredAsLarge)
{
    const std::vector<std::string> wide{"model.width=512", "model.heads=8", "model.depth=6", "model.vl_start=4"};
    RunFolder run = stage("run", "stage3-pairs", wide);
    const DryRun result = dryRun(run, options, nullptr);
    for (const PhaseMemory& each : result.phases)
        if (each.phase == MemoryPhase::Weights || each.phase == MemoryPhase::Optimiser) {
            EXPECT_GT(each.forecast, 100 << 20);
            EXPECT_GT(each.measured, each.forecast * 9 / 10) << memoryPhaseName(each.phase);
        }
}

TEST_F(TheChain, OfStageTwoIsForecastAndMeasuredWithoutMomentsOfWhatIsFrozen)
{
    RunFolder run = stage("run", "stage2-language",
                          {"model.width=512", "model.heads=8", "model.depth=4", "optimiser.average_decay=0",
                           "watching.experts_every=0"}); // which would take their own share of the same phase
    const DryRun result = dryRun(run, options, nullptr);
    for (const PhaseMemory& each : result.phases)
        if (each.phase == MemoryPhase::Optimiser) {
            // Two moments of all would be twice the weights.
            EXPECT_LT(each.forecast, result.forecast.bytes(MemoryPhase::Weights));
            EXPECT_GT(each.measured, each.forecast * 9 / 10);
            EXPECT_LT(each.measured, each.forecast * 3 / 2);
        }
}

TEST_F(TheChain, IsNotTriedWhereNothingIsLeftToDo)
{
    RunFolder run = stage("run", "stage3-pairs");
    (void)train(run, options, nullptr);
    const auto before = contentOf(folder / "run");
    EXPECT_THAT([&] { (void)dryRun(run, options, nullptr); },
                throwsError(ErrorKind::InvalidArgument, "has ended with step 8"));
    EXPECT_EQ(contentOf(folder / "run"), before);
}

TEST_F(TheChain, SaysWithoutATraceThatALossIsNotANumberOrDataAreGone)
{
    RunFolder broken = stage("broken", "stage3-pairs", {"optimiser.epsilon=0"}); // 0 / 0 where no gradient came
    const auto before = contentOf(folder / "broken");
    EXPECT_THAT([&] { (void)dryRun(broken, options, nullptr); },
                throwsError(ErrorKind::Internal, "is not a number; the batch was made of records"));
    EXPECT_EQ(contentOf(folder / "broken"), before);

    RunFolder gone = stage("gone", "stage3-pairs", {"data.folder=" + (folder / "nowhere").string()});
    const auto alone = contentOf(folder / "gone");
    EXPECT_THAT([&] { (void)dryRun(gone, options, nullptr); }, throwsError(ErrorKind::NotFound, "nowhere"));
    EXPECT_EQ(contentOf(folder / "gone"), alone);
}

TEST_F(TheChain, IsTriedByOneProcessAloneAndEndsWhenAsked)
{
    RunFolder run = stage("run", "stage2-language");
    TrainOptions several = options;
    several.group.size = 2;
    EXPECT_THAT([&] { (void)dryRun(run, several, nullptr); }, throwsError(ErrorKind::InvalidArgument, "one process"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)dryRun(run, options, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "data"));
}
