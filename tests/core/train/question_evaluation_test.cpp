#include "core/train/question_evaluation.h"

#include "core/base/error.h"
#include "core/train/answer_targets.h"
#include "tests/core/train/measured_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

namespace {

/// Answers with the red of the picture as a number, whatever is asked.
class MeasuringAnswers : public ::testing::Test {
protected:
    MeasuringAnswers()
    {
        options.split = "test";
        model.prepare = unchanged;
        model.answers = {"1", "2", "3", "4"};
        model.answer = [this](std::span<const RgbImage> pictures, std::span<const std::string> questions) {
            EXPECT_EQ(pictures.size(), questions.size());
            largestBatch = std::max(largestBatch, questions.size());
            std::vector<GivenAnswer> given;
            for (const RgbImage& picture : pictures)
                given.push_back({std::to_string(redOf(picture)), 0.1 * redOf(picture)});
            return given;
        };
    }

    Record& add(const std::string& split, std::uint8_t red, std::vector<Question> questions)
    {
        Record& record = data.add(split, red);
        record.questions = std::move(questions);
        return record;
    }

    QuestionReport evaluate() { return evaluateQuestions(model, data.dataset, options); }

    MeasuredFolder data;
    QuestionOptions options;
    QuestionModel model;
    std::size_t largestBatch = 0;
};

} // namespace

TEST(TheWorthOfAnAnswer, GrowsWithThePeopleWhoGaveIt)
{
    const Question question{"how many?", {"two", "2", "2", "2", "3", "3", "3", "4", "4", "5"}, ""};
    EXPECT_THAT(answerTargets(question), ElementsAre(Pair("2", 1.0), Pair("3", 0.9), Pair("4", 0.6), Pair("5", 0.3)));
}

TEST(TheWorthOfAnAnswer, IsWholeWhereOnePersonAloneAnswered)
{
    EXPECT_THAT(answerTargets({"what?", {"The dog."}, ""}), ElementsAre(Pair("dog", 1.0)));
    EXPECT_THAT(answerTargets({"what?", {"dog", ""}, ""}), ElementsAre(Pair("dog", 0.3)));
    EXPECT_THAT(answerTargets({"what?", {}, ""}), IsEmpty());
    EXPECT_THAT(answerTargets({"what?", {" "}, ""}), IsEmpty());
}

TEST_F(MeasuringAnswers, ScoresEachQuestionByWhatItsAnswerIsWorth)
{
    add("test", 1, {{"how many?", {"1"}, "number"}, {"which?", {"2", "2", "1"}, "other"}});
    add("test", 3, {{"how many?", {"three"}, "number"}});
    const QuestionReport report = evaluate();
    EXPECT_EQ(report.all.questions, 3);
    EXPECT_DOUBLE_EQ(report.all.score.value, (1.0 + 0.3 + 1.0) / 3);
    ASSERT_EQ(report.kinds.size(), 2U);
    EXPECT_EQ(report.kinds[0].kind, "number");
    EXPECT_DOUBLE_EQ(report.kinds[0].score.value, 1.0);
    EXPECT_DOUBLE_EQ(report.kinds[1].score.value, 0.3);
    EXPECT_EQ(report.outOfReach, 0);
    EXPECT_THAT(report.mistakes, IsEmpty());
}

TEST_F(MeasuringAnswers, GivesTheLineOfTheQuestionAloneByWordingThenKindThenAll)
{
    add("train", 1, {{"how many?", {"2"}, "number"}, {"how many?", {"2"}, "number"}, {"how many?", {"1"}, "number"}});
    add("train", 1, {{"how tall?", {"4"}, "number"}, {"what?", {"dog"}, "other"}});
    add("test", 1, {{"how many?", {"2"}, "number"}, {"how wide?", {"2"}, "number"}, {"where?", {"2"}, "new kind"}});
    const QuestionReport report = evaluate();
    ASSERT_TRUE(report.all.textOnly);
    EXPECT_DOUBLE_EQ(*report.all.textOnly, 1.0) << "two is the commonest of the wording, the kind and all";
    data.dataset.records[0].questions[0].answers = {"1"};
    EXPECT_DOUBLE_EQ(*evaluate().all.textOnly, 0.0);
}

TEST_F(MeasuringAnswers, HasNoSuchLineWithoutTrainingQuestions)
{
    add("test", 1, {{"how many?", {"1"}, ""}});
    EXPECT_FALSE(evaluate().all.textOnly);
}

TEST_F(MeasuringAnswers, KnowsWhatChanceAndTheBestSingleAnswerReach)
{
    add("test", 1, {{"how many?", {"1"}, ""}, {"how many?", {"2"}, ""}, {"how many?", {"2"}, ""}});
    const QuestionReport report = evaluate();
    EXPECT_DOUBLE_EQ(report.all.score.chance, 0.25);
    EXPECT_DOUBLE_EQ(report.all.constant, 2.0 / 3);
}

TEST_F(MeasuringAnswers, CountsQuestionsOutOfReachAsWrong)
{
    add("test", 1, {{"what?", {"a dog"}, ""}});
    const QuestionReport report = evaluate();
    EXPECT_EQ(report.outOfReach, 1);
    EXPECT_EQ(report.all.score.value, 0.0);
    EXPECT_EQ(report.all.score.chance, 0.0);
}

TEST_F(MeasuringAnswers, ShowsTheSurestMistakesFirst)
{
    add("test", 2, {{"how many?", {"1"}, ""}});
    add("test", 4, {{"how many?", {"1"}, ""}});
    add("test", 3, {{"how many?", {"1"}, ""}});
    add("test", 1, {{"how many?", {"1"}, ""}});
    options.mistakes = 2;
    const QuestionReport report = evaluate();
    ASSERT_EQ(report.mistakes.size(), 2U);
    EXPECT_EQ(report.mistakes[0].given, "4");
    EXPECT_EQ(report.mistakes[1].given, "3");
    EXPECT_EQ(report.mistakes[0].truth, "1");
    EXPECT_EQ(report.mistakes[0].image, data.dataset.records[1].image);
}

TEST_F(MeasuringAnswers, ListsPicturesItCannotReadAndQuestionsNobodyAnswered)
{
    add("test", 1, {{"how many?", {"1"}, ""}, {"why?", {}, ""}});
    add("test", 2, {{"how many?", {"1"}, ""}}).image = data.folder.path() / "gone.png";
    const QuestionReport report = evaluate();
    EXPECT_EQ(report.all.questions, 1);
    ASSERT_EQ(report.skipped.size(), 2U);
    EXPECT_EQ(report.skipped[0].reason, "nobody answered this question");
    EXPECT_EQ(report.skipped[1].item, (data.folder.path() / "gone.png").string());
}

TEST_F(MeasuringAnswers, DoesNotDependOnTheSizeOfABatch)
{
    for (std::uint8_t red = 1; red < 5; ++red)
        add("test", red, {{"how many?", {"1"}, ""}, {"how many?", {std::to_string(red)}, ""}});
    const double whole = evaluate().all.score.value;
    largestBatch = 0;
    options.batch = 3;
    EXPECT_EQ(evaluate().all.score.value, whole);
    EXPECT_EQ(largestBatch, 3U);
}

TEST_F(MeasuringAnswers, RefusesWhatCannotBeMeasured)
{
    add("train", 1, {{"how many?", {"1"}, ""}});
    add("val", 1, {{"how many?", {}, ""}});
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::NotFound, "no split 'test'; it has train, val"));
    options.split = "val";
    EXPECT_THAT([&] { requireMeasurable(data.dataset, options); },
                throwsError(ErrorKind::InvalidArgument, "no question that somebody answered"));
    options.split = "train";
    options.batch = 0;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "batch of 0"));
    options.batch = 1;
    data.folder.write("0.bmp", "no picture any more");
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::BadInput, "none of the pictures of split 'train'"));
}

TEST_F(MeasuringAnswers, EndsWhenItIsAskedTo)
{
    add("test", 1, {{"how many?", {"1"}, ""}});
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)evaluateQuestions(model, data.dataset, options, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "cancelled"));
}
