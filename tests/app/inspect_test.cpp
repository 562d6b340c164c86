#include "core/inspect/trace_file.h"
#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::HasSubstr;

TEST(Inspecting, WritesATraceThatOpensAgain)
{
    const VlmoWithTinyModel vlmo;
    const auto file = vlmo.folder() / "trace.json";
    const Outcome outcome = vlmo({"inspect", "--json", "--precision", "fp32", "--model", vlmo.model(), "--image",
                                  demoPicture("noto/bird.png"), "--text", "a red dog", "--out", file.string()});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["mode"], "fused");
    const vlmo::Trace trace = vlmo::readTrace(file);
    EXPECT_EQ(trace.sentence, "a red dog");
    EXPECT_EQ(trace.imageName, "bird.png");
    EXPECT_EQ(trace.blocks, 4);
    EXPECT_EQ(trace.cells.size(), static_cast<std::size_t>(trace.blocks) * trace.tokens.size());
    EXPECT_EQ(outcome.json()["tokens"], trace.tokens.size());
}

TEST(Inspecting, PrintsWhatEachExpertDid)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"inspect", "--precision", "fp32", "--model", vlmo.model(), "--image",
                                  demoPicture("noto/bird.png"), "--out", (vlmo.folder() / "trace.json").string()});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("image mode"));
    EXPECT_THAT(outcome.out, HasSubstr("block 0  vision "));
}

TEST(Inspecting, NamesAFolderThatCannotBeWritten)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"inspect", "--precision", "fp32", "--model", vlmo.model(), "--text", "a dog", "--out",
                                  (vlmo.folder() / "nowhere/trace.json").string()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere/trace.json cannot be written: the folder"));
}
