#include "ui/finetune/next_step.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class TheNextStep : public ::testing::Test {
protected:
    TheNextStep()
    {
        m_state.recipeObstacle = u"Start is off until the recipe is right."_s;
        m_run.name = "retrieval-1";
        m_run.folder = "/runs/retrieval-1";
        m_run.task = "finetune-retrieval";
        m_run.steps = 200;
        m_run.step = 100;
    }

    void haveData()
    {
        m_state.data = DataState::Ready;
        m_state.dataName = u"birds"_s;
        m_state.dataWords = u"90 to learn from (train), 10 to measure on (val)."_s;
        m_state.hasHeldOut = true;
    }

    void haveRun(RunState state)
    {
        m_state.step = FinetuneStep::Run;
        m_run.state = state;
        m_state.run = m_run;
    }

    [[nodiscard]] NextStep next() const { return nextStep(m_state); }
    [[nodiscard]] bool offers(Act act) const
    {
        const NextStep step = next();
        return step.primary.act == act ||
               std::ranges::any_of(step.further, [act](const NextStep::Button& each) { return each.act == act; });
    }

    FinetuneState m_state;
    RunRecord m_run;
};

TEST_F(TheNextStep, IsToChooseDataWhereThereAreNone)
{
    for (const FinetuneTask task : finetuneTasks) {
        m_state.task = task;
        m_state.step = FinetuneStep::Data;
        EXPECT_TRUE(offers(Act::ImportData));
        EXPECT_EQ(next().primary.act, Act::None); // The empty table has that button.
        EXPECT_EQ(next().sentence, wordsOf(task).wants);
    }
}

TEST_F(TheNextStep, IsToWaitWhileDataAreReadWhichCanBeCancelled)
{
    m_state.data = DataState::Reading;
    m_state.dataWords = u"312 of 600"_s;
    EXPECT_EQ(next().primary.act, Act::None);
    EXPECT_TRUE(offers(Act::CancelData));
    EXPECT_EQ(next().sentence, u"312 of 600"_s);
}

TEST_F(TheNextStep, IsToChooseOtherDataWhereTheseCannotBeReadOrHaveNothingOfTheTask)
{
    m_state.dataWords = u"birds has no questions."_s;
    for (const auto& [data, tone] : {std::pair(DataState::Failed, Tone::Error), {DataState::Unfit, Tone::Warn}}) {
        m_state.data = data;
        EXPECT_EQ(next().primary.act, Act::ImportData);
        EXPECT_EQ(next().tone, tone);
        EXPECT_EQ(next().sentence, u"birds has no questions."_s);
    }
}

TEST_F(TheNextStep, IsToHoldAPartOutWhereNothingIs)
{
    haveData();
    m_state.hasHeldOut = false;
    EXPECT_EQ(next().primary.act, Act::SplitCopy);
    EXPECT_EQ(next().tone, Tone::Warn);
    EXPECT_TRUE(next().sentence.contains(u"birds"_s));
    EXPECT_TRUE(offers(Act::GoToRecipe)); // Knowingly.
    m_state.copying = true;
    EXPECT_FALSE(offers(Act::SplitCopy));
}

TEST_F(TheNextStep, IsTheRecipeOnceDataAreThereEvenWhileTheyAreChecked)
{
    haveData();
    EXPECT_EQ(next().primary.act, Act::GoToRecipe);
    EXPECT_EQ(next().tone, Tone::Ok);
    m_state.checking = true;
    EXPECT_EQ(next().primary.act, Act::GoToRecipe);
}

TEST_F(TheNextStep, TellsOfWhatTheDoctorFound)
{
    haveData();
    m_state.warnings = 3;
    EXPECT_EQ(next().tone, Tone::Warn);
    m_state.problems = 2;
    EXPECT_EQ(next().tone, Tone::Error);
    EXPECT_TRUE(next().sentence.contains(u'2') && next().sentence.contains(u'3')) << next().sentence.toStdString();
    EXPECT_EQ(next().primary.act, Act::GoToRecipe); // It is the person who judges.
}

TEST_F(TheNextStep, IsToStartARecipeThatIsRight)
{
    haveData();
    m_state.step = FinetuneStep::Recipe;
    EXPECT_EQ(next().primary.act, Act::Start);
    EXPECT_FALSE(next().primary.enabled);
    EXPECT_EQ(next().sentence, m_state.recipeObstacle);
    m_state.recipeObstacle.clear();
    EXPECT_TRUE(next().primary.enabled);
    EXPECT_EQ(next().tone, Tone::Ok);
}

TEST_F(TheNextStep, SaysWhyAModelCannotBeStartedFromBeforeAnythingElse)
{
    haveData();
    m_state.step = FinetuneStep::Recipe;
    m_state.recipeObstacle.clear();
    m_state.modelProblem = u"/models/one has no vocab.txt."_s;
    EXPECT_EQ(next().sentence, m_state.modelProblem);
    EXPECT_EQ(next().tone, Tone::Error);
    EXPECT_FALSE(next().primary.enabled);
}

TEST_F(TheNextStep, WarnsOfAMissingStageAndStartsAllTheSame)
{
    haveData();
    m_state.step = FinetuneStep::Recipe;
    m_state.recipeObstacle.clear();
    m_state.modelWarning = u"one has never read texts."_s;
    EXPECT_EQ(next().tone, Tone::Warn);
    EXPECT_EQ(next().sentence, m_state.modelWarning);
    EXPECT_TRUE(next().primary.enabled);
}

TEST_F(TheNextStep, SaysThatThereIsNoProgramThatTrains)
{
    haveData();
    m_state.step = FinetuneStep::Recipe;
    m_state.recipeObstacle.clear();
    m_state.hasProgram = false;
    EXPECT_FALSE(next().primary.enabled);
    EXPECT_EQ(next().tone, Tone::Error);
    EXPECT_TRUE(next().sentence.contains(u"vlmo"_s));
}

TEST_F(TheNextStep, OfARecipeWithoutDataIsToChooseThem)
{
    m_state.step = FinetuneStep::Recipe;
    EXPECT_EQ(next().primary.act, Act::ImportData);
    m_state.recipeObstacle.clear(); // It names data of its own.
    EXPECT_EQ(next().primary.act, Act::Start);
    EXPECT_TRUE(next().primary.enabled);
}

TEST_F(TheNextStep, WithoutARunIsToSetOneUp)
{
    m_state.step = FinetuneStep::Run;
    EXPECT_EQ(next().primary.act, Act::GoToData);
    haveData();
    m_state.step = FinetuneStep::Run;
    EXPECT_EQ(next().primary.act, Act::GoToRecipe);
}

TEST_F(TheNextStep, OfARunThatGoesOnIsToWait)
{
    haveRun(RunState::Running);
    EXPECT_EQ(next().primary.act, Act::None);
    EXPECT_FALSE(offers(Act::Use));
    EXPECT_TRUE(next().sentence.contains(u"closed"_s));
}

TEST_F(TheNextStep, OfAFinishedRunIsToUseItsModel)
{
    haveRun(RunState::Finished);
    m_state.checkpointWords = u"Step 200, the best by itc/t2i_recall_1: 0.41."_s;
    EXPECT_EQ(next().primary.act, Act::Use);
    EXPECT_TRUE(next().primary.enabled);
    EXPECT_EQ(next().sentence, m_state.checkpointWords);
    EXPECT_TRUE(offers(Act::TrainAgain));
    m_state.makingModel = true;
    EXPECT_FALSE(next().primary.enabled);
}

TEST_F(TheNextStep, OfARunWithoutACheckpointIsNotToUseIt)
{
    haveRun(RunState::Stopped);
    EXPECT_FALSE(next().primary.enabled);
    EXPECT_TRUE(next().sentence.contains(u"no checkpoint"_s));
}

TEST_F(TheNextStep, OfARunThatEndedBadlyIsToResumeIt)
{
    for (const RunState state : {RunState::Failed, RunState::Killed, RunState::OutOfMemory}) {
        haveRun(state);
        m_state.checkpointWords.clear();
        EXPECT_EQ(next().primary.act, Act::StartRun);
        EXPECT_EQ(next().tone, Tone::Error);
        EXPECT_FALSE(offers(Act::Use));
        m_state.checkpointWords = u"Step 100, the newest checkpoint."_s;
        EXPECT_EQ(next().primary.text, u"Resume"_s);
        EXPECT_TRUE(offers(Act::Use));
    }
}

TEST_F(TheNextStep, OfAModelInUseIsWhereItIsOfUse)
{
    haveRun(RunState::Finished);
    m_state.usedName = u"retrieval-1"_s;
    EXPECT_EQ(next().primary.act, Act::ShowUse);
    EXPECT_TRUE(next().title.contains(u"retrieval-1"_s));
    m_run.task = "finetune-classify"; // No panel has a use for it.
    haveRun(RunState::Finished);
    EXPECT_EQ(next().primary.act, Act::None);
    EXPECT_TRUE(next().sentence.contains(u"vlmo eval classify"_s));
}

} // namespace
} // namespace vlmo::ui
