#include "core/train/hand_over_record.h"
#include "core/train/run_record.h"
#include "tests/core/train/runs_support.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

using namespace vlmo;
using namespace vlmo::test;

namespace {

HandOverRecord someRecord()
{
    return {"/models/vision",
            "/models/codes",
            512,
            {"a", "b"},
            {"a"},
            {"mlp_vl \"x\""},
            {"table: 64 -> 96 pixels"},
            {"old"},
            {"itm_score.fc.weight"},
            false};
}

class AHandOver : public ::testing::Test {
protected:
    const TemporaryFolder folder;
    RunFolder run = RunFolder::create(folder / "run", smallRecipe());
};

} // namespace

TEST_F(AHandOver, ReadsBackAsItWasWritten)
{
    EXPECT_FALSE(readHandOver(run.path()));
    EXPECT_FALSE(readRun(run.path()).handOver);
    writeHandOver(run.path(), someRecord());
    EXPECT_EQ(*readHandOver(run.path()), someRecord());
    EXPECT_EQ(*readRun(run.path()).handOver, someRecord());
}

TEST_F(AHandOver, ThatIsDamagedIsAProblemOfTheRunAndHidesNothingElse)
{
    for (const char* damaged : {"", "{", "[]", "{\"schema\": 1}", "{\"schema\": \"x\"}",
                                R"({"schema":1,"from":3,"visual_tokenizer":"","codes":0})"}) {
        folder.write("run/hand-over.json", damaged);
        EXPECT_THAT([&] { (void)readHandOver(run.path()); }, throwsError(ErrorKind::BadInput, "hand-over.json"))
            << damaged;
        const RunRecord record = readRun(run.path());
        EXPECT_THAT(record.problems, ::testing::SizeIs(1)) << damaged;
        EXPECT_TRUE(record.recipe) << damaged;
    }
}

TEST_F(AHandOver, OfANewerVersionIsRefused)
{
    folder.write("run/hand-over.json", R"({"schema": 2})");
    EXPECT_THAT([&] { (void)readHandOver(run.path()); }, throwsError(ErrorKind::Incompatible, "newer version"));
}
