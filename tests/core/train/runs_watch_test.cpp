#include "core/train/run_watch.h"
#include "tests/core/train/runs_support.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <fstream>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

std::string stepLine(std::int64_t step, double loss = 1.0)
{
    StepEvent event;
    event.step = step;
    event.loss = loss;
    return eventToJson(event) + "\n";
}

class AWatchedRun : public ::testing::Test {
protected:
    AWatchedRun() { append("events.jsonl", eventSchemaLine() + "\n"); }

    void append(const std::string& name, const std::string& text) const
    {
        std::ofstream(folder / name, std::ios::app | std::ios::binary) << text;
    }

    const TemporaryFolder folder;
    RunWatcher watcher{folder.path()};
};

} // namespace

TEST_F(AWatchedRun, GivesWhatWasAppendedSinceTheLastLook)
{
    EXPECT_THAT(watcher.poll().events, IsEmpty());
    append("events.jsonl", stepLine(1) + stepLine(2));
    append("log.txt", "started\n");
    RunUpdate update = watcher.poll();
    EXPECT_THAT(stepsOf(update), ElementsAre(1, 2));
    EXPECT_EQ(update.log, "started\n");
    EXPECT_FALSE(update.restarted);
    append("events.jsonl", stepLine(3));
    append("log.txt", "saved\nstopped\n");
    update = watcher.poll();
    EXPECT_THAT(stepsOf(update), ElementsAre(3));
    EXPECT_EQ(update.log, "saved\nstopped\n");
    update = watcher.poll();
    EXPECT_THAT(update.events, IsEmpty());
    EXPECT_THAT(update.log, IsEmpty());
    EXPECT_FALSE(update.more);
}

TEST_F(AWatchedRun, WaitsForTheEndOfALineThatIsHalfWritten)
{
    const std::string line = stepLine(1);
    append("events.jsonl", line.substr(0, 20));
    append("log.txt", "half a sen");
    RunUpdate update = watcher.poll();
    EXPECT_THAT(update.events, IsEmpty());
    EXPECT_THAT(update.skipped, IsEmpty());
    EXPECT_THAT(update.log, IsEmpty());
    append("events.jsonl", line.substr(20));
    append("log.txt", "tence\n");
    update = watcher.poll();
    EXPECT_THAT(stepsOf(update), ElementsAre(1));
    EXPECT_EQ(update.log, "half a sentence\n");
}

TEST_F(AWatchedRun, NoticesThatAResumeCutTheEventsAndReadsThemAnew)
{
    append("events.jsonl", stepLine(1) + stepLine(2) + stepLine(3));
    (void)watcher.poll();
    const std::string kept = eventSchemaLine() + "\n" + stepLine(1);
    fs::resize_file(folder / "events.jsonl", kept.size());
    RunUpdate update = watcher.poll();
    EXPECT_TRUE(update.restarted);
    EXPECT_THAT(stepsOf(update), ElementsAre(1));
    append("events.jsonl", stepLine(2));
    update = watcher.poll();
    EXPECT_FALSE(update.restarted);
    EXPECT_THAT(stepsOf(update), ElementsAre(2));
}

TEST_F(AWatchedRun, NoticesACutFileThatGrewBeyondWhereItWas)
{
    append("events.jsonl", stepLine(1) + stepLine(2));
    (void)watcher.poll();
    fs::resize_file(folder / "events.jsonl", (eventSchemaLine() + "\n" + stepLine(1)).size());
    append("events.jsonl", stepLine(2, 7.0) + stepLine(3) + stepLine(4));
    const RunUpdate update = watcher.poll();
    EXPECT_TRUE(update.restarted);
    EXPECT_THAT(stepsOf(update), ElementsAre(1, 2, 3, 4));
}

TEST_F(AWatchedRun, NoticesAFileThatWasReplacedOrRemoved)
{
    append("events.jsonl", stepLine(1));
    (void)watcher.poll();
    append("other", eventSchemaLine() + "\n" + stepLine(1) + stepLine(2));
    fs::rename(folder / "other", folder / "events.jsonl");
    RunUpdate update = watcher.poll();
    EXPECT_TRUE(update.restarted);
    EXPECT_THAT(stepsOf(update), ElementsAre(1, 2));
    fs::remove(folder / "events.jsonl");
    update = watcher.poll();
    EXPECT_TRUE(update.restarted);
    EXPECT_THAT(update.events, IsEmpty());
    EXPECT_FALSE(watcher.poll().restarted);
}

TEST_F(AWatchedRun, ListsBrokenLinesWithTheirNumbersAndGoesOn)
{
    append("events.jsonl", stepLine(1) + "not JSON\n" + stepLine(2) + "{\"event\":\"step\"}\n\n" + stepLine(3));
    const RunUpdate update = watcher.poll();
    EXPECT_THAT(stepsOf(update), ElementsAre(1, 2, 3));
    ASSERT_THAT(update.skipped, SizeIs(3));
    EXPECT_EQ(update.skipped[0].item, "events.jsonl, line 3");
    EXPECT_EQ(update.skipped[0].reason, "is no JSON object");
    EXPECT_EQ(update.skipped[1].item, "events.jsonl, line 5");
    EXPECT_EQ(update.skipped[1].reason, "has no 'step'");
    EXPECT_EQ(update.skipped[2].item, "events.jsonl, line 6");
}

TEST_F(AWatchedRun, SkipsALineWithoutEndInPiecesOfBoundedSize)
{
    append("events.jsonl", stepLine(1));
    append("events.jsonl", std::string(5'000'000, 'x'));
    std::vector<SkippedItem> skipped;
    int looks = 0;
    for (bool more = true; more; ++looks) {
        const RunUpdate update = watcher.poll();
        skipped.insert(skipped.end(), update.skipped.begin(), update.skipped.end());
        more = update.more;
    }
    EXPECT_LE(looks, 8);
    append("events.jsonl", "the end\n" + stepLine(2));
    EXPECT_THAT(stepsOf(watcher.poll()), ElementsAre(2));
    ASSERT_THAT(skipped, SizeIs(1));
    EXPECT_EQ(skipped[0].item, "events.jsonl, line 3");
    EXPECT_THAT(skipped[0].reason, HasSubstr("longer than"));
}

TEST_F(AWatchedRun, IsReadInShortLooksHoweverLongItIs)
{
    std::string all;
    for (std::int64_t step = 1; step <= 20'000; ++step)
        all += stepLine(step);
    append("events.jsonl", all);
    std::int64_t seen = 0;
    int looks = 0;
    for (bool more = true; more; ++looks) {
        const RunUpdate update = watcher.poll();
        for (const RunEvent& event : update.events)
            EXPECT_EQ(stepOf(event), ++seen);
        more = update.more;
    }
    EXPECT_EQ(seen, 20'000);
    EXPECT_GT(looks, 2);
}

TEST_F(AWatchedRun, GivesTheEndOfALongLog)
{
    std::string log;
    for (int i = 0; i < 20'000; ++i)
        log += "line " + std::to_string(i) + "\n";
    append("log.txt", log);
    RunWatcher late(folder.path());
    const std::string end = late.poll().log;
    EXPECT_LT(end.size(), 70'000U);
    EXPECT_TRUE(log.ends_with(end));
    EXPECT_TRUE(end.starts_with("line "));
    append("log.txt", "news\n");
    EXPECT_EQ(late.poll().log, "news\n");
}

TEST_F(AWatchedRun, CanBeWatchedWithoutALogAndSaysSoOnce)
{
    fs::create_directory(folder / "log.txt");
    append("events.jsonl", stepLine(1));
    const RunUpdate update = watcher.poll();
    EXPECT_THAT(stepsOf(update), ElementsAre(1));
    ASSERT_THAT(update.skipped, SizeIs(1));
    EXPECT_EQ(update.skipped[0].item, "log.txt");
    EXPECT_THAT(watcher.poll().skipped, IsEmpty());
}

TEST_F(AWatchedRun, RefusesEventsOfANewerProgramAtEveryLook)
{
    folder.write("events.jsonl", "{\"event\":\"schema\",\"version\":9}\n" + stepLine(1));
    for (int i = 0; i < 2; ++i)
        EXPECT_THAT([&] { (void)watcher.poll(); }, throwsError(ErrorKind::Incompatible, "newer version"));
}

TEST_F(AWatchedRun, RefusesEventsWithoutASchema)
{
    folder.write("events.jsonl", stepLine(1));
    EXPECT_THAT([&] { (void)watcher.poll(); }, throwsError(ErrorKind::BadInput, "events.jsonl does not begin"));
}

TEST_F(AWatchedRun, RefusesWhatIsNoFileWithoutWaitingForIt)
{
    fs::remove(folder / "events.jsonl");
    ASSERT_EQ(::mkfifo((folder / "events.jsonl").c_str(), 0600), 0);
    EXPECT_THAT([&] { (void)watcher.poll(); }, throwsError(ErrorKind::BadInput, "events.jsonl is no ordinary file"));
    fs::remove(folder / "events.jsonl");
    fs::create_directory(folder / "events.jsonl");
    EXPECT_THAT([&] { (void)watcher.poll(); }, throwsError(ErrorKind::BadInput, "events.jsonl is no ordinary file"));
}

TEST_F(AWatchedRun, SaysThatTheFolderIsGone)
{
    (void)watcher.poll();
    fs::remove_all(folder.path());
    EXPECT_THAT([&] { (void)watcher.poll(); }, throwsError(ErrorKind::NotFound, folder.path().string()));
}
