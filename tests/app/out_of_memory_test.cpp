#include "core/base/files.h"
#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

// Memory that runs out in truth, in a process that may have only so much of it. Under an address sanitizer a process
// needs more address space than any limit leaves.
#ifndef __SANITIZE_ADDRESS__

using namespace vlmo::test;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kibibytesAGibibyte = 1024 * 1024;

/// A run whose step needs some gibibytes when all its items are computed at once, and little when they are not.
class AHungryRun : public ::testing::Test {
protected:
    AHungryRun()
    {
        const std::string recipe = vlmo.folder()
                                       .write("recipe.toml", R"(
batch = 512
micro_batch = 8
precision = "fp32"
vocabulary = "vocab.txt"
[model]
depth = 2
width = 64
heads = 2
patch_size = 16
image_size = 256
vl_start = 1
max_text_length = 8
table_text_length = 8
[data]
folder = ")" + demoPicture("") + R"("
validation = "test-seen"
stored_size = 32
[schedule]
steps = 3
warm_up = 1
[checkpoints]
every = 1
[evaluation]
every = 0
[watching]
samples_every = 0
experts_every = 0
)")
                                       .string();
        EXPECT_EQ(vlmo({"train", "new", recipe, "--out", run, "--json"}).exitCode, 0);
    }

    /// `vlmo train` with no more than so much memory of its own.
    [[nodiscard]] Outcome trainWithin(std::int64_t kibibytes, const std::string& options) const
    {
        return shell({"-c", "ulimit -v " + std::to_string(kibibytes) + " && exec '" + VLMO_PROGRAM + "' train '" + run +
                                "' --json --threads 1 " + options});
    }

    void setMicroBatch(const std::string& before, const std::string& after) const
    {
        const fs::path file = fs::path(run) / "recipe.toml";
        std::string text = vlmo::readFile(file, 100'000);
        const auto place = text.find("micro_batch = " + before + "\n");
        ASSERT_NE(place, std::string::npos) << text;
        text.replace(place, before.size() + 14, "micro_batch = " + after);
        vlmo::writeFileAtomically(file, text);
    }

    [[nodiscard]] nlohmann::json state() const
    {
        return nlohmann::json::parse(vlmo::readFile(fs::path(run) / "state.json", 100'000));
    }

    const VlmoWithTinyModel vlmo; // for its vocabulary
    const VlmoProgram shell{"/bin/sh"};
    const std::string run = (vlmo.folder() / "run").string();
};

} // namespace

TEST_F(AHungryRun, EndsAsOutOfMemoryAndGoesOnWhenItAsksForLess)
{
    // What the program itself needs differs from machine to machine: the least that a step fits in.
    std::int64_t limit = kibibytesAGibibyte;
    Outcome first = trainWithin(limit, "--steps 1");
    for (; first.exitCode != 0 && limit < 16 * kibibytesAGibibyte; first = trainWithin(limit, "--steps 1"))
        limit += kibibytesAGibibyte;
    ASSERT_EQ(first.exitCode, 0) << first.err;
    const fs::path checkpoint = fs::path(run) / "checkpoints/step-00000001/weights.safetensors";
    const std::string weights = vlmo::sha256OfFile(checkpoint);

    setMicroBatch("8", "512");
    const Outcome hungry = trainWithin(limit, "--resume");
    EXPECT_EQ(hungry.exitCode, 5) << hungry.err;
    EXPECT_THAT(hungry.err, HasSubstr("memory"));
    EXPECT_EQ(hungry.json()["error"]["exit_code"], 5);
    EXPECT_EQ(state()["state"], "out-of-memory");
    EXPECT_EQ(state()["step"], 1);
    EXPECT_EQ(vlmo::sha256OfFile(checkpoint), weights) << "the newest checkpoint is whole";

    setMicroBatch("512", "8");
    const Outcome modest = trainWithin(limit, "--resume");
    EXPECT_EQ(modest.exitCode, 0) << modest.err;
    EXPECT_EQ(modest.json()["finished"], true);
    EXPECT_EQ(state()["state"], "finished");
}

#endif
