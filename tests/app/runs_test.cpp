#include "tests/app/vlmo_program.h"

#include "core/train/run_notes.h"
#include "tests/core/train/runs_support.h"

#include <gmock/gmock.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

namespace {

/// A folder with a run that finished after twenty steps, and one with another rate that was stopped after ten.
class TwoRuns : public ::testing::Test {
protected:
    TwoRuns()
    {
        train("fast", 2e-3, 20, RunState::Finished);
        train("slow", 1e-3, 10, RunState::Stopped);
        writeRunNotes(runs / "fast", {"the better one", {"baseline"}});
    }

    void train(const std::string& name, double rate, std::int64_t steps, RunState end) const
    {
        Recipe recipe = smallRecipe(20);
        recipe.optimiser.learningRate = rate;
        RunFolder run = RunFolder::create(runs / name, recipe);
        run.beginSitting(0);
        run.appendLog("started");
        for (std::int64_t step = 1; step <= steps; ++step) {
            StepEvent event = stepEvent(step, 2.0 / static_cast<double>(step));
            event.steps = 20;
            run.appendEvent(event);
            if (step % 5 == 0) {
                run.appendEvent(EvaluationEvent{step, "val", {{"itc/t2i_recall_1", step == 10 ? 0.75 : 0.5}}});
                makeCheckpoint(run, step);
            }
        }
        run.writeState(end, steps, "");
    }

    const VlmoProgram vlmo;
    const fs::path runs = vlmo.folder() / "runs";
    const std::string fast = (runs / "fast").string();
    const std::string slow = (runs / "slow").string();
};

} // namespace

TEST_F(TwoRuns, AreListedWithHowFarTheyAre)
{
    const Outcome outcome = vlmo({"runs", "list", runs.string(), "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json list = outcome.json()["runs"];
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["name"], "fast");
    EXPECT_EQ(list[0]["task"], smallRecipe().task);
    EXPECT_EQ(list[0]["state"], "finished");
    EXPECT_EQ(list[0]["step"], 20);
    EXPECT_EQ(list[0]["steps"], 20);
    EXPECT_EQ(list[0]["loss"], 0.1);
    EXPECT_EQ(list[0]["best"]["measure"], "itc/t2i_recall_1");
    EXPECT_EQ(list[0]["best"]["value"], 0.75);
    EXPECT_EQ(list[0]["best"]["step"], 10);
    EXPECT_EQ(list[0]["tags"], nlohmann::json({"baseline"}));
    EXPECT_TRUE(list[0]["seconds_left"].is_null());
    EXPECT_EQ(list[1]["state"], "stopped");

    const Outcome text = vlmo({"runs", "list", runs.string()});
    EXPECT_THAT(text.out, HasSubstr("20/20"));
    EXPECT_THAT(text.out, HasSubstr("itc/t2i_recall_1 0.75 at 10"));
}

TEST_F(TwoRuns, AreListedByAnotherMeasureAndFromTheirOwnFolders)
{
    const Outcome outcome = vlmo({"runs", "list", fast, slow, "--best", "itm/accuracy", "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    ASSERT_EQ(outcome.json()["runs"].size(), 2U);
    EXPECT_TRUE(outcome.json()["runs"][0]["best"].is_null());
}

TEST_F(TwoRuns, AreListedEvenWhenOneIsBroken)
{
    vlmo.folder().write("runs/slow/recipe.toml", "this is no TOML");
    vlmo.folder().write("runs/slow/events.jsonl", "{\"event\":\"schema\",\"version\":9}\n");
    const Outcome outcome = vlmo({"runs", "list", runs.string(), "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["runs"][0]["problems"].size(), 0U);
    EXPECT_EQ(outcome.json()["runs"][1]["problems"].size(), 2U);
    EXPECT_THAT(outcome.err, HasSubstr("recipe.toml, line 1"));
    EXPECT_THAT(outcome.err, HasSubstr("newer version"));
}

TEST_F(TwoRuns, AreNotCalledRunningWhenTheirProcessIsGone)
{
    RunStatus status;
    status.state = RunState::Running;
    status.time = currentTime();
    status.process = ProcessIdentity::own();
    status.process.started += 1; // another process than the one that now has the number
    vlmo.folder().write("runs/slow/state.json", statusToJson(status));
    const Outcome outcome = vlmo({"runs", "show", slow, "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["state"], "killed");
    EXPECT_THAT(outcome.json()["explanation"].get<std::string>(), HasSubstr("killed or crashed"));
}

TEST_F(TwoRuns, AreShownInFull)
{
    const Outcome outcome = vlmo({"runs", "show", fast, "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json run = outcome.json();
    EXPECT_EQ(run["state"], "finished");
    EXPECT_EQ(run["notes"], "the better one");
    EXPECT_EQ(run["trained_seconds"], 20.0);
    EXPECT_EQ(run["curves"]["train/loss"]["points"], 20);
    EXPECT_EQ(run["curves"]["train/loss"]["newest"], 0.1);
    EXPECT_EQ(run["curves"]["itc/val/t2i_recall_1"]["thinned"].size(), 4U);
    ASSERT_EQ(run["checkpoints"].size(), 4U);
    EXPECT_THAT(run["checkpoints"][3]["folder"].get<std::string>(), EndsWith("step-00000020"));
    EXPECT_THAT(run["log"].get<std::string>(), HasSubstr("started"));
    EXPECT_EQ(run["skipped"].size(), 0U);

    const Outcome text = vlmo({"runs", "show", fast + "/"});
    ASSERT_EQ(text.exitCode, 0) << text.err;
    EXPECT_THAT(text.out, HasSubstr("█"));
    EXPECT_THAT(text.out, HasSubstr("step-00000020"));
    EXPECT_THAT(text.out, HasSubstr("the better one"));
}

TEST_F(TwoRuns, ShowCurvesOfExpertsOnlyWhenAsked)
{
    RunFolder run = RunFolder::open(fast);
    run.appendEvent(ExpertEvent{20, {{0, "vision", 0.5, 0.25, 0.125}}});
    EXPECT_FALSE(vlmo({"runs", "show", fast, "--json"}).json()["curves"].contains("experts/block-00/vision/drift"));
    EXPECT_TRUE(
        vlmo({"runs", "show", fast, "--experts", "--json"}).json()["curves"].contains("experts/block-00/vision/drift"));
    EXPECT_THAT(vlmo({"runs", "show", fast}).out, HasSubstr("3 curves of single experts"));
}

TEST_F(TwoRuns, ListBrokenLinesWithTheirNumbers)
{
    std::ofstream(runs / "fast/events.jsonl", std::ios::app) << "broken\n";
    const std::size_t number = linesOf(runs / "fast/events.jsonl").size();
    const Outcome outcome = vlmo({"runs", "show", fast, "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    ASSERT_EQ(outcome.json()["skipped"].size(), 1U);
    EXPECT_EQ(outcome.json()["skipped"][0]["item"], "events.jsonl, line " + std::to_string(number));
    EXPECT_THAT(outcome.err, HasSubstr("line " + std::to_string(number)));
    EXPECT_EQ(outcome.json()["curves"]["train/loss"]["points"], 20);
}

TEST_F(TwoRuns, AreComparedByTheirRecipesAndMeasures)
{
    const Outcome outcome = vlmo({"runs", "compare", fast, slow, "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json comparison = outcome.json();
    ASSERT_EQ(comparison["recipe"].size(), 1U);
    EXPECT_EQ(comparison["recipe"][0]["key"], "optimiser.learning_rate");
    EXPECT_EQ(comparison["recipe"][0]["values"], nlohmann::json({"0.002", "0.001"}));
    bool found = false;
    for (const nlohmann::json& row : comparison["measures"])
        if (row["name"] == "train/loss") {
            found = true;
            EXPECT_EQ(row["values"], nlohmann::json({0.1, 0.2}));
            EXPECT_EQ(row["steps"], nlohmann::json({20, 10}));
        }
    EXPECT_TRUE(found);

    const Outcome text = vlmo({"runs", "compare", fast, slow});
    EXPECT_THAT(text.out, HasSubstr("optimiser.learning_rate"));
    EXPECT_THAT(vlmo({"runs", "compare", fast, fast}).out, HasSubstr("the recipes are alike"));
}

TEST_F(TwoRuns, AreNotComparedWithABrokenOneOrAlone)
{
    vlmo.folder().write("runs/slow/recipe.toml", "batch = \"many\"\n");
    const Outcome broken = vlmo({"runs", "compare", fast, slow});
    EXPECT_EQ(broken.exitCode, 3);
    EXPECT_THAT(broken.err, HasSubstr("recipe.toml, line 1: 'batch'"));
    EXPECT_EQ(vlmo({"runs", "compare", fast}).exitCode, 2);
    EXPECT_EQ(vlmo({"runs", "compare"}).exitCode, 2);
}

TEST_F(TwoRuns, AreShownWithABrokenRecipeThoughItIsNoSuccess)
{
    vlmo.folder().write("runs/slow/recipe.toml", "batch = \"many\"\n");
    const Outcome outcome = vlmo({"runs", "show", slow, "--json"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_EQ(outcome.json()["step"], 10);
    EXPECT_THAT(outcome.json()["problems"][0]["reason"].get<std::string>(), HasSubstr("line 1: 'batch'"));
}

TEST_F(TwoRuns, AreRefusedWhenANewerProgramWroteThem)
{
    vlmo.folder().write("runs/slow/events.jsonl", "{\"event\":\"schema\",\"version\":9}\n");
    const Outcome outcome = vlmo({"runs", "show", slow});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("newer version"));
}

TEST_F(TwoRuns, AreNotExportedByAMeasureThatNobodyTook)
{
    const std::string model = (vlmo.folder() / "model").string();
    const Outcome outcome = vlmo({"runs", "export", fast, "--out", model, "--best", "itm/accuracy"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("itm/accuracy"));
    EXPECT_EQ(vlmo({"runs", "export", fast, "--out", model, "--best", "x", "--checkpoint", "y"}).exitCode, 2);
}

TEST(Runs, ThatAreNotThereAreNamed)
{
    const VlmoProgram vlmo;
    const std::string nowhere = (vlmo.folder() / "nowhere").string();
    for (const Arguments& arguments :
         {Arguments{"runs", "list", nowhere}, Arguments{"runs", "show", nowhere},
          Arguments{"runs", "compare", nowhere, nowhere}, Arguments{"runs", "export", nowhere, "--out", "x"}}) {
        const Outcome outcome = vlmo(arguments);
        EXPECT_EQ(outcome.exitCode, 4) << arguments[1];
        EXPECT_THAT(outcome.err, HasSubstr("nowhere")) << arguments[1];
    }
    EXPECT_EQ(vlmo({"runs"}).exitCode, 2);
    const Outcome none = vlmo({"runs", "list", "--json"});
    ASSERT_EQ(none.exitCode, 0) << none.err;
    EXPECT_EQ(none.json()["runs"].size(), 0U);
}
