#include "ui/pretraining/chain.h"

#include "tests/ui/pretraining/hand_made_runs.h"
#include "ui/training/hand_over_dialog.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class TheChain : public ::testing::Test {
protected:
    RunRecord run(const std::string& name, const std::string& task, RunState state, bool hasCheckpoint = true)
    {
        RunRecord record;
        record.name = name;
        record.folder = m_folder / name;
        record.task = task;
        record.state = state;
        if (hasCheckpoint)
            record.checkpoints.push_back({10, m_folder / name / "checkpoints/step-00000010"});
        return record;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(TheChain, HasAStageForEveryTaskAndWhatItStartsFrom)
{
    ASSERT_EQ(stages().size(), 4U);
    std::set<std::string> tasks;
    for (const StageFacts& stage : stages()) {
        tasks.insert(stage.task);
        EXPECT_EQ(stage.inputKey.isEmpty(), stage.task == "tokenizer");
    }
    EXPECT_EQ(tasks.size(), 4U);
}

TEST_F(TheChain, TakesTheNewestRunOfEachStage)
{
    const std::vector<RunRecord> runs{run("b", "stage1-vision", RunState::Running),
                                      run("a", "stage1-vision", RunState::Finished),
                                      run("t", "tokenizer", RunState::Finished)};
    const std::vector<ChainStage> chain = chainOf(runs, m_folder / "models");
    ASSERT_EQ(chain.size(), 4U);
    EXPECT_EQ(chain[0].run->name, "t");
    EXPECT_EQ(chain[1].run->name, "b");
    EXPECT_EQ(chain[2].run, nullptr);
}

TEST_F(TheChain, ShowsThePartsThatTheModelOfARunReallyHas)
{
    const auto partsWith = [&](const std::string& task, const std::function<void(ModelConfig&)>& change) {
        std::vector<RunRecord> runs{run("r", task, RunState::Finished)};
        runs.front().recipe = test::plainRecipe(task, 100);
        change(runs.front().recipe->model);
        for (const ChainStage& stage : chainOf(runs, m_folder / "models")) {
            if (stage.run == nullptr)
                continue;
            std::string told;
            for (const StagePart& part : partsOf(stage))
                told += (told.empty() ? "" : ", ") + part.part +
                        (part.role == PartRole::New      ? " new"
                         : part.role == PartRole::Trains ? " trains"
                         : part.role == PartRole::Frozen ? " frozen"
                                                         : " not yet");
            return told;
        }
        return std::string("no stage");
    };
    EXPECT_EQ(partsWith("stage3-pairs", [](ModelConfig&) {}),
              "attention trains, vision trains, language trains, vl new");
    EXPECT_EQ(partsWith("stage3-pairs", [](ModelConfig& model) { model.vlStart = model.depth; }),
              "attention trains, vision trains, language trains");
    EXPECT_EQ(partsWith("stage1-vision", [](ModelConfig& model) { model.vlStart = model.depth; }),
              "attention new, vision new, language not yet, vl not yet")
        << "before stage 3 none has one";
    const auto shared = [](ModelConfig& model) {
        model.sharedExpert = true;
        model.vlStart = model.depth;
    };
    EXPECT_EQ(partsWith("stage1-vision", shared), "attention new, shared new");
    EXPECT_EQ(partsWith("stage2-language", shared), "attention frozen, shared trains") << "as text goes through it";
    EXPECT_EQ(partsWith("stage3-pairs", shared), "attention trains, shared trains");
    EXPECT_EQ(partsWith("stage2-language", [](ModelConfig& model) { model.separateAttention = true; }),
              "attention of patches frozen, attention of words new, vision frozen, language new, vl not yet");
    EXPECT_EQ(partsWith("tokenizer", shared), "");
}

TEST_F(TheChain, ShowsThePartsOfAStageWithoutARun)
{
    const std::vector<ChainStage> chain = chainOf({}, m_folder / "models");
    EXPECT_EQ(partsOf(chain[3]).size(), 4U);
    EXPECT_TRUE(partsOf(chain[0]).empty());
}

TEST_F(TheChain, HandsOverOnlyWhatThereIs)
{
    const std::vector<RunRecord> runs{
        run("t", "tokenizer", RunState::Finished), run("v", "stage1-vision", RunState::Stopped),
        run("l", "stage2-language", RunState::New, false), run("p", "stage3-pairs", RunState::Finished)};
    m_folder.write("models/p/config.json", "{}");
    const std::vector<ChainStage> chain = chainOf(runs, m_folder / "models");
    EXPECT_EQ(chain[0].handOver, HandOver::NotMade);
    EXPECT_EQ(chain[1].handOver, HandOver::Unready);
    EXPECT_EQ(chain[2].handOver, HandOver::Nothing);
    EXPECT_EQ(chain[3].handOver, HandOver::Ready);
    EXPECT_EQ(chain[3].model, m_folder / "models/p");
    std::set<QString> sentences;
    for (const ChainStage& stage : chain)
        sentences.insert(handOverSentence(stage));
    EXPECT_EQ(sentences.size(), 4U);
}

TEST_F(TheChain, SaysWhatWasTakenOverUntilTheStageBeforeBeginsAnew)
{
    std::vector<RunRecord> runs{run("v", "stage1-vision", RunState::Finished),
                                run("l", "stage2-language", RunState::Finished)};
    runs[0].started = 100;
    runs[1].started = 200;
    EXPECT_FALSE(hasTakenOver(chainOf(runs, m_folder.path())[1], chainOf(runs, m_folder.path())[2]));
    HandOverRecord report;
    report.from = m_folder / "models/v";
    report.loaded = {"a", "b", "c"};
    report.frozen = {"a"};
    report.newlyInitialised = {"d"};
    runs[1].handOver = report;
    const std::vector<ChainStage> chain = chainOf(runs, m_folder.path());
    EXPECT_TRUE(hasTakenOver(chain[1], chain[2]));
    EXPECT_EQ(handOverCounts(report), (QStringList{u"3 loaded"_s, u"1 frozen"_s, u"1 new"_s}));
    EXPECT_TRUE(takenOverSentence(*chain[2].run).contains(u"models/v"_s));
    runs[0].started = 300;
    EXPECT_FALSE(hasTakenOver(chainOf(runs, m_folder.path())[1], chainOf(runs, m_folder.path())[2]));
}

TEST_F(TheChain, TellsAStageThatWasLeftOutFromOneThatWasTakenOver)
{
    RunRecord text = run("l", "stage2-language", RunState::Finished);
    text.handOver = HandOverRecord{};
    EXPECT_EQ(takenOverWord(*text.handOver), u"left out"_s);
    const ChainStage stage{&stages()[2], &text, {}, HandOver::NotMade};
    EXPECT_TRUE(takenOverSentence(text).contains(u"left out"_s));
    text.handOver->tokenizer = "codes";
    text.handOver->codes = 512;
    EXPECT_EQ(takenOverWord(*text.handOver), u"taken over"_s);
    EXPECT_EQ(handOverCounts(*text.handOver), QStringList(u"512 codes"_s));
}

TEST_F(TheChain, FindsANameThatIsFree)
{
    EXPECT_EQ(freeRunName(stages()[1], m_folder.path()), u"stage1-1"_s);
    std::filesystem::create_directories(m_folder / "stage1-1");
    EXPECT_EQ(freeRunName(stages()[1], m_folder.path()), u"stage1-2"_s);
    EXPECT_EQ(freeRunName(stages()[0], m_folder / "nowhere"), u"tokenizer-1"_s);
}

} // namespace
} // namespace vlmo::ui
