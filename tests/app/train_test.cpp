#include "tests/app/vlmo_program.h"

#include "core/base/files.h"
#include "tests/support/folder_content.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::EndsWith;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

/// A run of eight steps of four demo pictures with a model of one thin block and one VL block.
class ATinyRun : public ::testing::Test {
protected:
    ATinyRun()
    {
        recipe = vlmo.folder()
                     .write("recipe.toml", R"(
batch = 4
precision = "fp32"
vocabulary = "vocab.txt"
[model]
depth = 2
width = 16
heads = 2
patch_size = 16
image_size = 32
vl_start = 1
max_text_length = 8
table_text_length = 8
[data]
folder = ")" + demoPicture("") + R"("
validation = "test-seen"
stored_size = 32
[schedule]
steps = 8
warm_up = 2
[checkpoints]
every = 4
[evaluation]
every = 8
)")
                     .string();
    }

    Outcome make(const Arguments& more = {}) const
    {
        Arguments arguments = {"train", "new", recipe, "--out", run, "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    const VlmoWithTinyModel vlmo; // for its vocabulary
    std::string recipe;
    const std::string run = (vlmo.folder() / "run").string();
};

} // namespace

TEST_F(ATinyRun, IsMadeTrainedAndExportedAsAModel)
{
    const Outcome made = make();
    ASSERT_EQ(made.exitCode, 0) << made.err;
    EXPECT_TRUE(fs::exists(fs::path(run) / "recipe.toml"));

    const Outcome trained = vlmo({"train", run, "--json", "--threads", "1"});
    ASSERT_EQ(trained.exitCode, 0) << trained.err;
    EXPECT_EQ(trained.json()["step"], 8);
    EXPECT_EQ(trained.json()["finished"], true);
    EXPECT_THAT(trained.err, HasSubstr("test-seen"));

    const std::string model = (vlmo.folder() / "trained").string();
    const Outcome exported = vlmo({"runs", "export", run, "--out", model, "--json"});
    ASSERT_EQ(exported.exitCode, 0) << exported.err;
    EXPECT_EQ(exported.json()["checkpoint"], trained.json()["checkpoint"]);
    const Outcome embedded = vlmo({"embed", "--model", model, "--text", "a dog", "--json", "--precision", "fp32"});
    ASSERT_EQ(embedded.exitCode, 0) << embedded.err;
    EXPECT_EQ(embedded.json()["dimension"], 16);

    const std::string card = ::vlmo::readFile(fs::path(model) / "README.md", 10'000);
    EXPECT_THAT(card, HasSubstr("# `trained`"));
    EXPECT_THAT(card, HasSubstr("8 of 8"));
    EXPECT_THAT(card, HasSubstr("after step 8"));
    EXPECT_THAT(card, HasSubstr("(`itc/t2i_recall_1_chance`)"));
    const std::string own = vlmo.folder().write("card.md", "# Mine\n").string();
    ASSERT_EQ(vlmo({"runs", "export", run, "--out", model, "--card", own}).exitCode, 0);
    EXPECT_EQ(::vlmo::readFile(fs::path(model) / "README.md", 10'000), "# Mine\n");
}

TEST_F(ATinyRun, StopsAfterTheStepsAskedForAndGoesOnWhenToldTo)
{
    ASSERT_EQ(make().exitCode, 0);
    const Outcome first = vlmo({"train", run, "--steps", "4", "--json", "--threads", "1"});
    ASSERT_EQ(first.exitCode, 0) << first.err;
    EXPECT_EQ(first.json()["finished"], false);

    const Outcome again = vlmo({"train", run, "--json"});
    EXPECT_EQ(again.exitCode, 2);
    EXPECT_THAT(again.err, HasSubstr("--resume"));

    const Outcome resumed = vlmo({"train", run, "--resume", "--json", "--threads", "1"});
    ASSERT_EQ(resumed.exitCode, 0) << resumed.err;
    EXPECT_EQ(resumed.json()["step"], 8);
}

TEST_F(ATinyRun, SaysWhyItEndedEarly)
{
    ASSERT_EQ(
        make({"--set", "evaluation.every=1", "--set", "evaluation.patience=2", "--set", "optimiser.learning_rate=0.0"})
            .exitCode,
        0);
    const Outcome trained = vlmo({"train", run, "--json", "--threads", "1"});
    ASSERT_EQ(trained.exitCode, 0) << trained.err;
    EXPECT_EQ(trained.json()["step"], 3);
    EXPECT_EQ(trained.json()["finished"], true);
    EXPECT_THAT(trained.json()["early"].get<std::string>(), HasSubstr("no better in the 2 evaluations since"));
    EXPECT_THAT(vlmo({"runs", "show", run}).out, HasSubstr("ended early"));
}

TEST_F(ATinyRun, EndsWithASentenceWhenTheDiskIsFull)
{
    ASSERT_EQ(make({"--set", "checkpoints.every=2"}).exitCode, 0);
    ASSERT_EQ(vlmo({"train", run, "--steps", "2", "--threads", "1"}).exitCode, 0);
    // No file may grow beyond 16 blocks: events still fit, weights do not.
    const Outcome outcome = runProgram(
        {"/bin/sh", "-c", "ulimit -f 16; exec \"$0\" \"$@\"", VLMO_PROGRAM, "train", run, "--resume", "--threads", "1"},
        {});
    EXPECT_EQ(outcome.exitCode, 1);
    EXPECT_THAT(outcome.err, HasSubstr("the disk is full"));
    const nlohmann::json shown = vlmo({"runs", "show", run, "--json"}).json();
    EXPECT_EQ(shown["state"], "failed");
    EXPECT_TRUE(fs::exists(fs::path(run) / "checkpoints/step-00000002/weights.safetensors"));
    const Outcome resumed = vlmo({"train", run, "--resume", "--json", "--threads", "1"});
    ASSERT_EQ(resumed.exitCode, 0) << resumed.err;
    EXPECT_EQ(resumed.json()["step"], 8);
}

TEST_F(ATinyRun, IsTriedWithoutATrace)
{
    ASSERT_EQ(make().exitCode, 0);
    const auto files = filesBelow(run);
    const Outcome tried = vlmo({"train", run, "--dry-run", "--json", "--threads", "1"});
    ASSERT_EQ(tried.exitCode, 0) << tried.err;
    EXPECT_EQ(filesBelow(run), files);
    const nlohmann::json result = tried.json();
    EXPECT_EQ(result["items"], "pairs");
    EXPECT_EQ(result["steps"], 8);
    EXPECT_EQ(result["memory"]["largest_micro_batch"], 4);
    EXPECT_GT(result["memory"]["phases"]["step"]["measured"], 0);
    EXPECT_GT(result["items_per_second"], 0.0);
    EXPECT_GT(result["seconds_left"], 0.0);

    const Outcome text = vlmo({"train", run, "--dry-run", "--set", "micro_batch=2", "--threads", "1"});
    ASSERT_EQ(text.exitCode, 0) << text.err;
    for (const char* part : {"2 at once", "gradients", "model, optimiser and step", "the largest micro-batch that fits",
                             "pairs a second", "the 8 steps that are left", "nothing was written"})
        EXPECT_THAT(text.out, HasSubstr(part));
    EXPECT_EQ(vlmo({"train", run, "--dry-run", "--processes", "2"}).exitCode, 2);

    ASSERT_EQ(vlmo({"train", run, "--steps", "4", "--threads", "1"}).exitCode, 0);
    const Outcome later = vlmo({"train", run, "--dry-run", "--json", "--threads", "1"}); // without --resume
    ASSERT_EQ(later.exitCode, 0) << later.err;
    EXPECT_EQ(later.json()["step"], 4);
}

TEST_F(ATinyRun, IsTrainedInTwoProcesses)
{
    ASSERT_EQ(make().exitCode, 0);
    const Outcome trained = vlmo({"train", run, "--processes", "2", "--json", "--threads", "1"});
    ASSERT_EQ(trained.exitCode, 0) << trained.err;
    EXPECT_EQ(trained.json()["step"], 8); // one document, from the first of them
}

TEST_F(ATinyRun, IsNotDividedAmongProcessesThatItsBatchDoesNotFit)
{
    ASSERT_EQ(make().exitCode, 0);
    const Outcome outcome = vlmo({"train", run, "--processes", "3", "--threads", "1"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("evenly"));
}

TEST_F(ATinyRun, StartsWithTheModelOfTheStageBefore)
{
    ASSERT_EQ(make().exitCode, 0);
    ASSERT_EQ(vlmo({"train", run, "--threads", "1"}).exitCode, 0);
    const std::string model = (vlmo.folder() / "first").string();
    ASSERT_EQ(vlmo({"runs", "export", run, "--out", model}).exitCode, 0);

    const std::string next =
        vlmo.folder()
            .write("next.toml", "start_from = \"first\"\nbatch = 4\nprecision = \"fp32\"\n[data]\n"
                                "folder = \"" +
                                    demoPicture("") + "\"\nstored_size = 32\n[schedule]\nsteps = 2\nwarm_up = 1\n")
            .string();
    const std::string second = (vlmo.folder() / "second").string();
    ASSERT_EQ(vlmo({"train", "new", next, "--out", second}).exitCode, 0);
    const Outcome trained = vlmo({"train", second, "--json", "--threads", "1"});
    ASSERT_EQ(trained.exitCode, 0) << trained.err;
    EXPECT_EQ(trained.json()["step"], 2);
}

TEST_F(ATinyRun, TakesOtherValuesThanTheRecipes)
{
    const Outcome made = make({"--set", "schedule.steps=3", "--set", "optimiser.learning_rate=2e-4"});
    ASSERT_EQ(made.exitCode, 0) << made.err;
    const Outcome trained = vlmo({"train", run, "--json", "--threads", "1"});
    ASSERT_EQ(trained.exitCode, 0) << trained.err;
    EXPECT_EQ(trained.json()["step"], 3);
}

TEST_F(ATinyRun, IsNotMadeOfABrokenRecipe)
{
    EXPECT_EQ(make({"--set", "optimiser.learning_rat=1"}).exitCode, 3);
    EXPECT_FALSE(fs::exists(run));
    vlmo.folder().write("recipe.toml", "batch = 4\nthis is no TOML\n");
    const Outcome outcome = make();
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("line 2"));
}

TEST_F(ATinyRun, IsNotMadeTwiceInOneFolder)
{
    ASSERT_EQ(make().exitCode, 0);
    EXPECT_EQ(make().exitCode, 2);
}

TEST_F(ATinyRun, HasNothingToExportBeforeItsFirstCheckpoint)
{
    ASSERT_EQ(make().exitCode, 0);
    const Outcome outcome = vlmo({"runs", "export", run, "--out", (vlmo.folder() / "model").string()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("no checkpoint"));
}

TEST(Training, NamesAFolderThatIsNoRun)
{
    const VlmoProgram vlmo;
    EXPECT_EQ(vlmo({"train"}).exitCode, 2);
    const Outcome outcome = vlmo({"train", (vlmo.folder() / "nowhere").string()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere"));
}
