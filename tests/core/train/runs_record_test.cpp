#include "core/train/run_record.h"
#include "tests/core/train/runs_support.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

class ARun : public ::testing::Test {
protected:
    [[nodiscard]] RunRecord record() const { return readRun(run.path()); }

    const TemporaryFolder folder;
    RunFolder run = RunFolder::create(folder / "run", smallRecipe());
};

/// A process of its own that trains a run until it is killed.
class Trainer {
public:
    explicit Trainer(const fs::path& folder)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            throw std::runtime_error("no pipe");
        m_process = ::fork();
        if (m_process == 0) {
            RunFolder run = RunFolder::open(folder);
            run.beginSitting(0);
            run.appendEvent(stepEvent(1));
            run.appendEvent(stepEvent(2, 0.5));
            run.appendLog("step 2 is done");
            (void)!::write(ends[1], "r", 1);
            for (;;)
                ::pause();
        }
        char ready = 0;
        (void)!::read(ends[0], &ready, 1);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Trainer() { reap(); }
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    [[nodiscard]] pid_t process() const { return m_process; }

    /// Returns when it is dead; its parent has not asked for it yet.
    void kill() const
    {
        ::kill(m_process, SIGKILL);
        siginfo_t ignored{};
        ::waitid(P_PID, static_cast<id_t>(m_process), &ignored, WEXITED | WNOWAIT);
    }

    void reap()
    {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
        m_process = 0;
    }

private:
    pid_t m_process = 0;
};

RunStatus runningStatus()
{
    RunStatus status;
    status.state = RunState::Running;
    status.time = 1'000'000;
    status.process = ProcessIdentity::own();
    return status;
}

/// Of this machine, and gone: no process starts with the machine's first tick and has the largest number.
RunStatus goneStatus()
{
    RunStatus status = runningStatus();
    status.process.started += 1;
    return status;
}

} // namespace

TEST_F(ARun, IsNewUntilItIsStarted)
{
    const RunRecord record = readRun(run.path());
    EXPECT_EQ(record.state, RunState::New);
    EXPECT_EQ(record.name, "run");
    EXPECT_EQ(record.task, smallRecipe().task);
    EXPECT_EQ(record.steps, 100);
    EXPECT_EQ(record.step, 0);
    EXPECT_FALSE(record.newestStep);
    EXPECT_THAT(record.problems, IsEmpty()); // no events and no command yet
}

TEST_F(ARun, TellsHowFarItHasCome)
{
    run.beginSitting(0);
    for (std::int64_t step = 1; step <= 3; ++step)
        run.appendEvent(stepEvent(step, 1.0 / static_cast<double>(step)));
    run.appendEvent(EvaluationEvent{3, "val", {{"itc/loss", 0.25}}});
    makeCheckpoint(run, 2);
    run.appendLog("all is well");
    const RunRecord now = record();
    EXPECT_EQ(now.state, RunState::Running);
    EXPECT_EQ(now.process, ::getpid());
    EXPECT_EQ(now.step, 3);
    EXPECT_EQ(now.newestStep->loss, 1.0 / 3.0);
    EXPECT_EQ(now.newestStep->secondsLeft, 90.0);
    EXPECT_THAT(now.lastWords, HasSubstr("all is well"));
    EXPECT_THAT(now.command, HasSubstr("core_runs_test"));
    EXPECT_GT(now.started, 0);
    ASSERT_THAT(now.checkpoints, SizeIs(1));
    EXPECT_EQ(now.checkpoints[0].step, 2);
    EXPECT_THAT(now.problems, IsEmpty());

    run.writeState(RunState::Failed, 3, "the loss is not a number");
    EXPECT_EQ(record().state, RunState::Failed);
    EXPECT_EQ(record().explanation, "the loss is not a number");
    EXPECT_EQ(record().process, 0);
    run.writeState(RunState::Stopped, 3, "");
    EXPECT_EQ(record().state, RunState::Stopped);
    run.writeState(RunState::Finished, 3, "");
    EXPECT_EQ(record().state, RunState::Finished);
}

TEST_F(ARun, IsNeverCalledRunningAfterItsProcessIsGone)
{
    Trainer trainer(run.path());
    RunRecord now = record();
    EXPECT_EQ(now.state, RunState::Running);
    EXPECT_EQ(now.process, trainer.process());
    EXPECT_THAT([&] { run.beginSitting(0); }, throwsError(ErrorKind::InvalidArgument, "another process trains"));

    trainer.kill(); // The child is dead, though its parent has not asked for it yet.
    now = record();
    EXPECT_EQ(now.state, RunState::Killed);
    EXPECT_THAT(now.explanation, HasSubstr("killed or crashed"));
    EXPECT_THAT(now.lastWords, HasSubstr("step 2 is done"));
    EXPECT_EQ(now.step, 2);
    trainer.reap();
    EXPECT_EQ(record().state, RunState::Killed);
    EXPECT_EQ(settleRun(run.path()).state, RunState::Killed);
    EXPECT_THAT(linesOf(run.path() / "state.json"), ::testing::Contains(HasSubstr("\"killed\"")));

    run.beginSitting(0);
    EXPECT_EQ(record().state, RunState::Running);
    EXPECT_EQ(settleRun(run.path()).state, RunState::Running);
}

TEST(ARunningState, StandsWhileItsProcessLives)
{
    EXPECT_EQ(judged(runningStatus(), 9'000'000).state, RunState::Running);
}

TEST(ARunningState, IsNotMistakenForALaterProcessOfTheSameNumber)
{
    EXPECT_EQ(judged(goneStatus(), 1'000'001).state, RunState::Killed);
}

TEST(ARunningState, EndsWithTheMachine)
{
    RunStatus status = runningStatus();
    status.process.boot = "00000000-0000-0000-0000-000000000000";
    status = judged(status, 1'000'001);
    EXPECT_EQ(status.state, RunState::Killed);
    EXPECT_THAT(status.message, HasSubstr("the machine was restarted"));
    EXPECT_THAT(status.message, HasSubstr("1970-01-12 13:46:40 UTC"));
}

TEST(ARunningState, OnAnotherMachineLivesByItsSignsOfLife)
{
    RunStatus status = runningStatus();
    status.process.host = "elsewhere";
    EXPECT_EQ(judged(status, 1'000'100).state, RunState::Running);
    const RunStatus silent = judged(status, 1'000'200);
    EXPECT_EQ(silent.state, RunState::Killed);
    EXPECT_THAT(silent.message, HasSubstr("'elsewhere'"));
}

TEST(ARunningState, IsOutOfMemoryWhenTheSystemEndedAProcessForThatMeanwhile)
{
    RunStatus status = goneStatus();
    status.memoryKills = {"/mine", 2, 7};
    EXPECT_EQ(judged(status, 1'000'001, {"/mine", 2, 9}).state, RunState::Killed); // somebody else's
    const RunStatus memory = judged(status, 1'000'001, {"/mine", 3, 9});
    EXPECT_EQ(memory.state, RunState::OutOfMemory);
    EXPECT_THAT(memory.message, HasSubstr("want of memory"));
    status.memoryKills.inGroup.reset();
    EXPECT_EQ(judged(status, 1'000'001, {"/mine", 3, 8}).state, RunState::OutOfMemory);
    EXPECT_EQ(judged(status, 1'000'001, {"/mine", 3, 7}).state, RunState::Killed);
    EXPECT_EQ(judged(status, 1'000'001, {"", {}, {}}).state, RunState::Killed); // the system does not say
}

TEST(MemoryKills, AreFoundInTheSystemsFiles)
{
    EXPECT_EQ(memoryKillsIn("low 0\nhigh 1\nmax 4\noom 3\noom_kill 2\noom_group_kill 9\n"), 2);
    EXPECT_EQ(memoryKillsIn("nr_free 3\noom_kill 17\nx 1"), 17);
    EXPECT_EQ(memoryKillsIn("oom_kill_disable 0\nunder_oom 0\n"), std::nullopt);
    EXPECT_EQ(memoryKillsIn("oom_kill many"), std::nullopt);
    EXPECT_EQ(MemoryKills::now("/../../etc").inGroup, std::nullopt);
}

TEST(AState, HasANameThatIsReadBack)
{
    for (int i = 0; i <= static_cast<int>(RunState::OutOfMemory); ++i) {
        const auto state = static_cast<RunState>(i);
        EXPECT_EQ(runStateFromName(runStateName(state)), state);
    }
    EXPECT_FALSE(runStateFromName("asleep"));
}

TEST(AStateFile, IsTheSameWhenItIsReadAgain)
{
    RunStatus status = runningStatus();
    status.step = 17;
    status.message = "why \"not\"";
    status.started = 5;
    status.memoryKills = {"/mine", 2, std::nullopt};
    const RunStatus again = statusFromJson(statusToJson(status), "state.json");
    EXPECT_EQ(again.state, status.state);
    EXPECT_EQ(again.step, 17);
    EXPECT_EQ(again.message, status.message);
    EXPECT_EQ(again.time, status.time);
    EXPECT_EQ(again.started, 5);
    EXPECT_EQ(again.process.started, status.process.started);
    EXPECT_EQ(again.process.boot, status.process.boot);
    EXPECT_EQ(again.memoryKills.inGroup, 2);
    EXPECT_EQ(again.memoryKills.inAll, std::nullopt);
}

TEST(AStateFile, IsRefusedWhenItIsDamagedWithItsName)
{
    for (const char* text :
         {"", "{", "[]", "3", R"({"state":3})", R"({"schema":1})", R"({"schema":1,"state":"asleep"})",
          R"({"schema":2,"state":"running"})", R"({"schema":1,"state":"new","message":4})"})
        EXPECT_THAT([&] { (void)statusFromJson(text, "my/state.json"); },
                    throwsError(ErrorKind::BadInput, "my/state.json"))
            << text;
}

TEST_F(ARun, IsShownWithWhatIsDamagedInIt)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(4));
    folder.write("run/recipe.toml", "this is no TOML");
    folder.write("run/state.json", "{");
    folder.write("run/notes.json", "[]");
    fs::create_directory(folder / "run/log.txt");
    const RunRecord now = record();
    EXPECT_EQ(now.step, 4);
    EXPECT_FALSE(now.recipe);
    ASSERT_THAT(now.problems, SizeIs(4));
    EXPECT_THAT(now.problems[0].item, HasSubstr("recipe.toml"));
    EXPECT_THAT(now.problems[0].reason, HasSubstr("line 1"));
    EXPECT_EQ(settleRun(run.path()).problems.size(), 4U);
}

TEST_F(ARun, FindsItsNewestStepBehindBrokenAndOtherLines)
{
    run.beginSitting(0);
    run.appendEvent(stepEvent(41));
    run.appendEvent(CheckpointEvent{41, "checkpoints/step-00000041"});
    std::ofstream(run.path() / "events.jsonl", std::ios::app) << "broken\n\n{\"event\":\"step\",\"step\":42,\"lo";
    EXPECT_EQ(record().newestStep->step, 41);
}

TEST_F(ARun, KeepsNotesAndTags)
{
    EXPECT_EQ(record().notes, RunNotes{});
    const RunNotes notes{"The one with fewer \xC3\xA4pples", {"baseline", "keep"}};
    writeRunNotes(run.path(), notes);
    EXPECT_EQ(record().notes, notes);
    writeRunNotes(run.path(), {});
    EXPECT_EQ(record().notes, RunNotes{});
    EXPECT_THAT(
        [&] {
            writeRunNotes(run.path(), {std::string(2'000'000, 'x'), {}});
        },
        throwsError(ErrorKind::InvalidArgument, "notes.json"));
    EXPECT_THAT([&] { writeRunNotes(folder / "nowhere", notes); }, throwsError(ErrorKind::Internal, "notes.json"));
    folder.write("run/notes.json", R"({"text":3,"tags":[]})");
    EXPECT_THAT([&] { (void)readRunNotes(run.path()); }, throwsError(ErrorKind::BadInput, "notes.json is damaged"));
}

TEST_F(ARun, IsFoundAmongOthersInAFolder)
{
    (void)RunFolder::create(folder / "another", smallRecipe());
    fs::create_directories(folder / "no-run");
    folder.write("file.txt", "");
    std::vector<std::string> names;
    for (const RunRecord& each : listRuns(folder.path()))
        names.push_back(each.name);
    EXPECT_THAT(names, ElementsAre("another", "run"));
    ASSERT_THAT(listRuns(run.path()), SizeIs(1));
    EXPECT_EQ(listRuns(run.path() / "")[0].name, "run");
    EXPECT_THAT(listRuns(folder / "no-run"), IsEmpty());
    EXPECT_THAT([&] { (void)listRuns(folder / "nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
    EXPECT_THAT([&] { (void)readRun(folder / "no-run"); }, throwsError(ErrorKind::NotFound, "no-run holds no run"));
    EXPECT_THAT([&] { (void)settleRun(folder / "no-run"); }, throwsError(ErrorKind::NotFound, "no-run holds no run"));
}

TEST_F(ARun, GivesOnlyTheLastLinesOfALongLog)
{
    for (int i = 0; i < 500; ++i)
        run.appendLog("sentence " + std::to_string(i));
    const std::string words = record().lastWords;
    EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 20);
    EXPECT_THAT(words, HasSubstr("sentence 499"));
    EXPECT_THAT(words, HasSubstr("sentence 480"));
}
