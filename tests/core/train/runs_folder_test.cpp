#include "core/train/run_folder.h"
#include "core/train/run_watch.h"
#include "tests/core/train/runs_support.h"
#include "tests/support/folder_content.h"
#include "tests/support/small_disk.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <csignal>
#include <limits>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

class ARunFolder : public ::testing::Test {
protected:
    [[nodiscard]] std::vector<std::int64_t> stepsOnDisk() const { return stepsOf(RunWatcher(run.path()).poll()); }

    [[nodiscard]] std::vector<std::int64_t> checkpoints() const
    {
        std::vector<std::int64_t> steps;
        for (const RunCheckpoint& each : checkpointsOf(run.path()))
            steps.push_back(each.step);
        return steps;
    }

    const TemporaryFolder folder;
    RunFolder run = RunFolder::create(folder / "run", smallRecipe());
};

} // namespace

TEST_F(ARunFolder, WritesEventsThatAWatcherReads)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    run.appendEvent(EvaluationEvent{1, "val", {{"itc/loss", 0.5}}});
    run.appendEvent(stepEvent(2));
    EXPECT_EQ(linesOf(run.path() / "events.jsonl").front(), eventSchemaLine());
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1, 1, 2));
    EXPECT_FALSE(fs::is_empty(run.path() / "tensorboard"));
}

TEST_F(ARunFolder, CutsWhatAKilledSittingWroteAfterItsCheckpoint)
{
    run.beginSitting(0);
    for (std::int64_t step = 1; step <= 5; ++step)
        run.appendEvent(stepEvent(step));
    std::ofstream(run.path() / "events.jsonl", std::ios::app) << R"({"event":"step","st)";
    run.beginSitting(3);
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1, 2, 3));
    run.appendEvent(stepEvent(4));
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(entriesIn(run.path() / "tensorboard"), 2);
}

TEST_F(ARunFolder, CutsAHalfLineAndNothingElseWhenNoStepIsLost)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    std::ofstream(run.path() / "events.jsonl", std::ios::app) << "broken\n{\"event\"";
    run.beginSitting(1);
    EXPECT_THAT(linesOf(run.path() / "events.jsonl"),
                ElementsAre(eventSchemaLine(), eventToJson(stepEvent(1)), "broken"));
    run.beginSitting(0);
    EXPECT_THAT(stepsOnDisk(), IsEmpty());
}

TEST_F(ARunFolder, BeginsAnewWhereNotEvenTheSchemaWasWritten)
{
    folder.write("run/events.jsonl", R"({"event":"sch)");
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1));
}

TEST_F(ARunFolder, RefusesToGoOnWithANewerProgramsEvents)
{
    folder.write("run/events.jsonl", "{\"event\":\"schema\",\"version\":2}\n");
    EXPECT_THAT([&] { run.beginSitting(0); }, throwsError(ErrorKind::Incompatible, "newer version"));
}

TEST_F(ARunFolder, IsTrainedByOneAtATime)
{
    run.beginSitting(0);
    RunFolder other = RunFolder::open(run.path());
    EXPECT_THAT([&] { other.beginSitting(0); }, throwsError(ErrorKind::InvalidArgument, "another process trains"));
    EXPECT_THAT([&] { other.writeState(RunState::Failed, 0, "could not begin"); },
                throwsError(ErrorKind::InvalidArgument, "another process trains"));
    EXPECT_THAT(linesOf(run.path() / "state.json"), ::testing::Contains(HasSubstr("\"running\"")));
    run.writeState(RunState::Stopped, 0, "");
    other.beginSitting(0);
}

TEST_F(ARunFolder, RemembersTheCommandOfEverySitting)
{
    run.beginSitting(0);
    run.beginSitting(0);
    const auto commands = linesOf(run.path() / "command.txt");
    ASSERT_THAT(commands, SizeIs(2));
    EXPECT_THAT(commands[1], HasSubstr("core_runs_test"));
}

TEST_F(ARunFolder, GivesSignsOfLifeButNotAtEveryStep)
{
    run.beginSitting(0);
    const auto written = fs::last_write_time(run.path() / "state.json");
    struct stat before {};
    ::stat((run.path() / "state.json").c_str(), &before);
    for (std::int64_t step = 1; step < 1'000; ++step)
        run.heartbeat(step);
    struct stat after {};
    ::stat((run.path() / "state.json").c_str(), &after);
    EXPECT_EQ(fs::last_write_time(run.path() / "state.json"), written);
    EXPECT_EQ(before.st_ino, after.st_ino);
    EXPECT_EQ(run.step(), 999);
}

TEST_F(ARunFolder, RemovesWhatKilledWritersLeftAndNothingOfTheLiving)
{
    folder.write("run/state.json.tmp.4194999.0", "half"); // beyond the largest process number
    const std::string living = "run/notes.json.tmp." + std::to_string(::getpid()) + ".0";
    folder.write(living, "half");
    folder.write("run/checkpoints/step-00000006.tmp/weights.safetensors", "half");
    run.beginSitting(0);
    EXPECT_FALSE(fs::exists(folder / "run/state.json.tmp.4194999.0"));
    EXPECT_TRUE(fs::exists(folder / living));
    EXPECT_FALSE(fs::exists(folder / "run/checkpoints/step-00000006.tmp"));
}

TEST_F(ARunFolder, KeepsTheNewestTheMilestonesAndTheBest)
{
    run.beginSitting(0);
    for (std::int64_t step = 1; step <= 10; ++step) {
        makeCheckpoint(run, step);
        run.appendEvent(EvaluationEvent{step, "val", {{"itc/t2i_recall_1", step == 3 ? 0.9 : 0.1}}});
    }
    KeepPolicy policy;
    policy.last = 2;
    policy.every = 4;
    policy.best = "itc/t2i_recall_1";
    EXPECT_EQ(run.bestCheckpoint(policy.best, policy.goal), run.checkpointFolder(3));
    run.prune(policy);
    EXPECT_THAT(checkpoints(), ElementsAre(3, 4, 8, 9, 10));
    policy.limit = 1;
    policy.last = 1;
    run.prune(policy);
    EXPECT_THAT(checkpoints(), ElementsAre(3, 8, 10));
    policy.goal = Goal::Lowest; // of those that are left
    run.prune(policy);
    EXPECT_THAT(checkpoints(), ElementsAre(8, 10));
    run.prune(0);
    EXPECT_THAT(checkpoints(), ElementsAre(10));
    EXPECT_EQ(run.lastCheckpoint(), run.checkpointFolder(10));
}

TEST_F(ARunFolder, KnowsTheOrderOfCheckpointsWhateverTheLengthOfTheirNumbers)
{
    makeCheckpoint(run, 99'999'999);
    makeCheckpoint(run, 100'000'000);
    fs::create_directories(run.path() / "checkpoints/step-x");
    fs::create_directories(run.path() / "checkpoints/step-");
    fs::create_directories(run.path() / "checkpoints/step-99999999999999999999999");
    EXPECT_THAT(checkpoints(), ElementsAre(99'999'999, 100'000'000));
}

TEST_F(ARunFolder, NamesTheFileWhenTheDiskIsFull)
{
    run.beginSitting(0);
    fs::create_symlink("/dev/full", run.path() / "events.jsonl");
    EXPECT_THAT([&] { run.appendEvent(stepEvent(1)); },
                throwsError(ErrorKind::Internal, "events.jsonl cannot be written: No space left on device"));
}

TEST_F(ARunFolder, LeavesNoHalfLineWhereTheDiskIsFull)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    const auto size = fs::file_size(run.path() / "events.jsonl");
    {
        const SmallDisk disk(size + 50);
        EXPECT_THAT([&] { run.appendEvent(stepEvent(2)); },
                    throwsError(ErrorKind::Internal, "events.jsonl cannot be written: File too large"));
    }
    EXPECT_EQ(fs::file_size(run.path() / "events.jsonl"), size);
    run.appendEvent(stepEvent(2));
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1, 2));
}

TEST_F(ARunFolder, NamesTheStateFileWhenTheDiskIsFull)
{
    const SmallDisk disk(5);
    EXPECT_THAT([&] { run.writeState(RunState::Running, 1, ""); },
                throwsError(ErrorKind::Internal, "state.json cannot be written: the disk is full"));
}

TEST_F(ARunFolder, IsMissedWhenItVanishes)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    fs::remove_all(run.path());
    EXPECT_THAT([&] { run.appendEvent(stepEvent(2)); },
                throwsError(ErrorKind::Internal, (run.path() / "events.jsonl").string()));
    EXPECT_THAT([&] { run.writeState(RunState::Failed, 2, ""); },
                throwsError(ErrorKind::Internal, (run.path() / "state.json").string()));
}

TEST_F(ARunFolder, GoesOnWithoutALogThatCannotBeWritten)
{
    fs::create_symlink("/dev/full", run.path() / "log.txt");
    run.appendLog("nobody will read this");
    fs::remove(run.path() / "log.txt");
    fs::create_directory(run.path() / "log.txt");
    run.appendLog("nor this");
    run.beginSitting(0);
    run.appendEvent(stepEvent(1));
    EXPECT_THAT(stepsOnDisk(), ElementsAre(1));
}

TEST(TheBestEvaluation, IsTheEarliestOfEqualsAndNeverNoNumber)
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<EvaluationEvent> evaluations{{1, "val", {{"a", none}, {"loss", 3.0}}},
                                                   {2, "val", {{"a", 0.5}, {"loss", 2.0}}},
                                                   {3, "val", {{"a", 0.5}, {"loss", 2.5}}}};
    EXPECT_EQ(bestOf(evaluations, "a", Goal::Highest)->step, 2);
    EXPECT_EQ(bestOf(evaluations, "loss", Goal::Lowest)->step, 2);
    EXPECT_EQ(bestOf(evaluations, "loss", Goal::Highest)->step, 1);
    EXPECT_EQ(bestOf(evaluations, "a", Goal::Highest, std::vector<std::int64_t>{1, 3})->step, 3);
    EXPECT_FALSE(bestOf(evaluations, "b", Goal::Highest));
    EXPECT_FALSE(bestOf(evaluations, "a", Goal::Highest, std::vector<std::int64_t>{}));
    EXPECT_EQ(goalOf("itc/loss"), Goal::Lowest);
    EXPECT_EQ(goalOf("tokenizer/reconstruction"), Goal::Lowest);
    EXPECT_EQ(goalOf("itc/t2i_recall_1"), Goal::Highest);
}

TEST(AStandstill, IsSoManyEvaluationsWithoutABetterOneThanTheBestBeforeThem)
{
    std::vector<EvaluationEvent> evaluations;
    const auto add = [&](double value) {
        evaluations.push_back({static_cast<std::int64_t>(evaluations.size() + 1) * 100,
                               "val",
                               {{"itm/accuracy", value}, {"itm/chance", 0.5}, {"mlm/loss", 1.0 - value}}});
    };
    EXPECT_FALSE(standstillOf(evaluations, "itm/accuracy", 1));
    for (const double value : {0.5, 0.75, 0.75, 0.625})
        add(value);
    EXPECT_FALSE(standstillOf(evaluations, "itm/accuracy", 3));
    EXPECT_FALSE(standstillOf(evaluations, "itm/accuracy", 0));
    const auto found = standstillOf(evaluations, "itm/accuracy", 2); // as good is not better
    ASSERT_TRUE(found);
    EXPECT_EQ(found->best.step, 200);
    EXPECT_EQ(found->sentence(), "itm/accuracy was best (0.75) at step 200, and no better in the 2 evaluations since");
    EXPECT_EQ(standstillOf(evaluations, "", 2)->measure, "itm/accuracy");
    EXPECT_EQ(standstillOf(evaluations, "mlm/loss", 2)->best.value, 0.25); // the lowest
    add(0.8);
    EXPECT_FALSE(standstillOf(evaluations, "itm/accuracy", 1));
    add(std::numeric_limits<double>::quiet_NaN());
    EXPECT_EQ(standstillOf(evaluations, "itm/accuracy", 1)->best.step, 500);
}

TEST(AStandstill, IsNotLookedForInAMeasureThatThereIsNot)
{
    EXPECT_THAT(
        [] {
            (void)standstillOf({{1, "val", {{"a", 1.0}, {"b", 2.0}}}}, "accuracy", 1);
        },
        throwsError(ErrorKind::InvalidArgument, "'accuracy' is none of what is measured: a, b"));
}

TEST(TheMainMeasure, IsAResultAndNeverALineToJudgeOneBy)
{
    const auto mainOf = [](const Measures& measures) { return mainMeasure({{1, "val", {}}, {2, "val", measures}}); };
    EXPECT_EQ(mainOf({{"tokenizer/baseline", 0.07},
                      {"tokenizer/codes_seen", 87.0},
                      {"tokenizer/perplexity", 10.9},
                      {"tokenizer/reconstruction", 0.08}}),
              "tokenizer/reconstruction");
    EXPECT_EQ(mainOf({{"mim/accuracy", 0.3}, {"mim/baseline", 0.2}, {"mim/codes_seen", 60.0}, {"mim/loss", 2.0}}),
              "mim/accuracy");
    EXPECT_EQ(mainOf({{"itc/t2i_recall_1", 0.3}, {"itc/t2i_recall_1_chance", 0.1}, {"itm/accuracy", 0.9}}),
              "itc/t2i_recall_1");
    EXPECT_EQ(mainOf({{"own/baseline", 1.0}, {"own/measure", 2.0}}), "own/measure");
    EXPECT_EQ(mainOf({{"itm/chance", 0.5}, {"mlm/baseline", 0.1}}), "");
    EXPECT_EQ(mainOf({}), "");
    EXPECT_EQ(mainMeasure({}), "");
}

TEST(TheLineBesideAMeasure, IsTheOneThatWasMeasuredWithIt)
{
    const Measures measures{{"itc/i2t_recall_1", 0.1},     {"itc/t2i_recall_1", 0.1}, {"itc/t2i_recall_1_chance", 0.1},
                            {"itm/accuracy", 0.5},         {"itm/chance", 0.5},       {"mlm/accuracy", 0.1},
                            {"mlm/baseline", 0.1},         {"mlm/loss", 3.0},         {"tokenizer/baseline", 0.1},
                            {"tokenizer/perplexity", 9.0}, {"vqa/accuracy", 0.4}};
    EXPECT_EQ(lineBeside("itc/t2i_recall_1", measures), "itc/t2i_recall_1_chance");
    EXPECT_EQ(lineBeside("itm/accuracy", measures), "itm/chance");
    EXPECT_EQ(lineBeside("itm/ranking_accuracy", measures), "itm/chance");
    EXPECT_EQ(lineBeside("mlm/accuracy", measures), "mlm/baseline");
    EXPECT_EQ(lineBeside("tokenizer/reconstruction", measures), "tokenizer/baseline");
    for (const char* alone : {"itc/i2t_recall_1", "mlm/loss", "tokenizer/perplexity", "vqa/accuracy", ""})
        EXPECT_EQ(lineBeside(alone, measures), "") << alone;
}

TEST(NamesOfSteps, LeadBackToTheStep)
{
    EXPECT_EQ(stepOfName(stepName(0)), 0);
    EXPECT_EQ(stepOfName(stepName(123'456'789)), 123'456'789);
    for (const char* other : {"", "step-", "step-12.tmp", "step--1", "step-99999999999999999999", "model"})
        EXPECT_FALSE(stepOfName(other)) << other;
}
