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

constexpr std::int64_t kibibytesAStep = 256 * 1024;

/// A run whose step needs some 400 MiB more when all its items are computed at once: attention of many heads to many
/// patches is large and quickly computed.
class AHungryRun : public ::testing::Test {
protected:
    AHungryRun()
    {
        std::string records;
        for (const char* name : {"bird", "fox"}) {
            fs::create_directories(vlmo.folder() / "data");
            fs::copy_file(demoPicture("noto/" + std::string(name) + ".png"),
                          vlmo.folder() / "data" / (std::string(name) + ".png"));
            records += R"({"image": ")" + std::string(name) + R"(.png", "captions": [")" + name + "\"]}\n";
        }
        vlmo.folder().write("data/records.jsonl", records);
        const std::string recipe = vlmo.folder()
                                       .write("recipe.toml", R"(
batch = 16
micro_batch = 2
precision = "fp32"
vocabulary = "vocab.txt"
[model]
depth = 2
width = 64
heads = 32
patch_size = 16
image_size = 256
vl_start = 1
max_text_length = 8
table_text_length = 8
[data]
folder = "data"
stored_size = 32
[schedule]
steps = 2
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
    std::int64_t limit = 4 * kibibytesAStep;
    Outcome first = trainWithin(limit, "--steps 1");
    for (; first.exitCode != 0 && limit < 64 * kibibytesAStep; first = trainWithin(limit, "--steps 1"))
        limit += kibibytesAStep;
    ASSERT_EQ(first.exitCode, 0) << first.err;
    limit += kibibytesAStep; // Who resumes reads a checkpoint besides, and no two heaps lie alike.
    const fs::path checkpoint = fs::path(run) / "checkpoints/step-00000001/weights.safetensors";
    const std::string weights = vlmo::sha256OfFile(checkpoint);

    setMicroBatch("2", "16");
    const Outcome hungry = trainWithin(limit, "--resume");
    EXPECT_EQ(hungry.exitCode, 5) << hungry.err;
    EXPECT_THAT(hungry.err, HasSubstr("memory"));
    EXPECT_EQ(hungry.json()["error"]["exit_code"], 5);
    EXPECT_EQ(state()["state"], "out-of-memory");
    EXPECT_EQ(state()["step"], 1);
    EXPECT_EQ(vlmo::sha256OfFile(checkpoint), weights) << "the newest checkpoint is whole";

    setMicroBatch("16", "2");
    const Outcome modest = trainWithin(limit, "--resume");
    EXPECT_EQ(modest.exitCode, 0) << modest.err;
    EXPECT_EQ(modest.json()["finished"], true);
    EXPECT_EQ(state()["state"], "finished");
}

#endif
