#include "tests/core/doctor/made_up_dataset.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

class CheckingAnswers : public MadeUpDataset {
protected:
    CheckingAnswers()
    {
        add("train.png", patternPng(1), "train");
        add("val.png", patternPng(2), "val");
    }

    void ask(const std::string& question, const std::vector<std::string>& answers, int times = 1,
             std::size_t record = 0)
    {
        for (int i = 0; i < times; ++i)
            dataset.records[record].questions.push_back({question, answers, ""});
    }
};

} // namespace

TEST_F(CheckingAnswers, CountsQuestionsAndAnswers)
{
    ask("what is it?", {"dog", "dog", "cat"}, 9);
    const DatasetReport report = check();
    EXPECT_EQ(report.splits.at("train").questions, 9);
    EXPECT_EQ(report.splits.at("train").answers, 27);
}

TEST_F(CheckingAnswers, TakesTheUsualAnswersOfTrainForTheVocabulary)
{
    ask("what is it?", {"dog", "cat", "dog"}, 9);
    ask("what is it?", {"cat"}, 8);
    ask("is it one?", {"Dog."}, 1, 1);
    ask("is it one?", {"cat"}, 1, 1);
    const DatasetFinding outside = finding("question-outside-answers");
    EXPECT_EQ(outside.count, 9);
    EXPECT_THAT(outside.examples.back(), itemOf("val.png", "'is it one?' answered 'cat'"));
}

TEST_F(CheckingAnswers, ComparesThemWithThoseOfAModel)
{
    options.answers = {"dog", "no", "2"};
    ask("is it one?", {"No!"});
    ask("how many?", {"two"});
    ask("what is it?", {"a zebra", "horse"});
    const DatasetReport report = check();
    EXPECT_THAT(finding(report, "question-outside-answers").examples,
                ElementsAre(itemOf("train.png", "'what is it?' answered 'a zebra'")));
    EXPECT_THAT(finding(report, "answer-nobody-gave").examples, ElementsAre(itemOf("dog", "")));
}

TEST_F(CheckingAnswers, SaysWhenThereWouldBeNoVocabulary)
{
    ask("what is it?", {"dog"}, 8);
    const DatasetReport report = check();
    EXPECT_EQ(finding(report, "no-frequent-answer").count, 1);
    EXPECT_EQ(finding(report, "question-outside-answers").count, 0) << "nothing to be outside of";
}

TEST_F(CheckingAnswers, NamesQuestionsThatNobodyAnswered)
{
    ask("what is it?", {"dog"}, 9);
    ask("who made it?", {});
    EXPECT_THAT(finding("question-without-answer").examples, ElementsAre(itemOf("train.png", "who made it?")));
}

TEST_F(CheckingAnswers, NamesASplitThatNobodyAnsweredOnce)
{
    ask("what is it?", {"dog"}, 9);
    ask("who made it?", {}, 5, 1);
    EXPECT_THAT(finding("question-without-answer").examples, ElementsAre(itemOf("val", "not one question")));
}

TEST_F(CheckingAnswers, SurvivesAnswersThatAreNothing)
{
    ask("what is it?", {"", "!?", "\xff"}, 9);
    EXPECT_NO_THROW((void)check());
}
