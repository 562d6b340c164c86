#include "core/model/vqa_answers.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

/// An annotation file with these majority answers, among the keys that real ones have.
std::string annotations(const std::vector<std::string>& answers)
{
    std::string text = R"({"info": {"multiple_choice_answer": "not this one"}, "annotations": [)";
    for (std::size_t i = 0; i < answers.size(); ++i)
        text += (i > 0 ? "," : "") + std::string(R"({"question_id": 1, "multiple_choice_answer": ")") + answers[i] +
                R"(", "answers": [{"answer": "other", "multiple_choice_answer": "nor this"}]})";
    return text + "]}";
}

} // namespace

TEST(NormalisingAnAnswer, LowersItAndDropsArticles)
{
    EXPECT_EQ(normaliseAnswer("The Red  Bus"), "red bus");
    EXPECT_EQ(normaliseAnswer(" a\tcat\n"), "cat");
    EXPECT_EQ(normaliseAnswer("the"), "");
    EXPECT_EQ(normaliseAnswer(""), "");
}

TEST(NormalisingAnAnswer, WritesNumbersUpToTenAsDigits)
{
    EXPECT_EQ(normaliseAnswer("None"), "0");
    EXPECT_EQ(normaliseAnswer("zero one two three four five six seven eight nine ten eleven"),
              "0 1 2 3 4 5 6 7 8 9 10 eleven");
}

TEST(NormalisingAnAnswer, TurnsPunctuationThatJoinsWordsIntoASpace)
{
    EXPECT_EQ(normaliseAnswer("t-shirt"), "t shirt");
    EXPECT_EQ(normaliseAnswer("red/green"), "red green");
    EXPECT_EQ(normaliseAnswer("yes!"), "yes");
}

TEST(NormalisingAnAnswer, RemovesPunctuationThatStandsAtASpace)
{
    EXPECT_EQ(normaliseAnswer("red, green"), "red green");
    EXPECT_EQ(normaliseAnswer("a - b-c"), "bc"); // All hyphens go when one of them stands at a space.
}

TEST(NormalisingAnAnswer, RemovesAllPunctuationFromNumbersWithThousands)
{
    EXPECT_EQ(normaliseAnswer("1,000"), "1000");
    EXPECT_EQ(normaliseAnswer("1,000-2,000"), "10002000");
}

TEST(NormalisingAnAnswer, KeepsOnlyTheFullStopsOfDecimals)
{
    EXPECT_EQ(normaliseAnswer("3.5"), "3.5");
    EXPECT_EQ(normaliseAnswer("p.m."), "pm");
    EXPECT_EQ(normaliseAnswer(".5"), ".5");
    EXPECT_EQ(normaliseAnswer(std::string(40, '.')), std::string(8, '.'));
}

TEST(NormalisingAnAnswer, PutsApostrophesBack)
{
    EXPECT_EQ(normaliseAnswer("dont"), "don't");
    EXPECT_EQ(normaliseAnswer("Couldnt've couldn'tve"), "couldn't've couldn't've");
    EXPECT_EQ(normaliseAnswer("oclock twas"), "o'clock 'twas");
    EXPECT_EQ(normaliseAnswer("ow's'at 'ows'at 'ow'sat"), "'ow's'at 'ow's'at 'ow's'at");
    EXPECT_EQ(normaliseAnswer("somebody'd"), "somebodyd");
    EXPECT_EQ(normaliseAnswer("don't lets ill"), "don't lets ill");
}

TEST(NormalisingAnAnswer, LeavesOtherAlphabetsAlone)
{
    EXPECT_EQ(normaliseAnswer("Café Ø"), "café Ø");
}

TEST(TheAnswerList, HasWhatIsSeenOftenEnoughInOrderOfFirstAppearance)
{
    const TemporaryFolder folder;
    const auto train = folder.write("train.json", annotations({"rare", "yes", "The no", "yes"}));
    const auto val = folder.write("val.json", annotations({"no", "Maybe", "maybe!", "yes"}));
    EXPECT_THAT(answersFromAnnotations({train, val}, 2), ElementsAre("yes", "no", "maybe"));
    EXPECT_THAT(answersFromAnnotations({val, train}, 2), ElementsAre("no", "maybe", "yes"));
}

TEST(TheAnswerList, CountsToNineUnlessToldOtherwise)
{
    const TemporaryFolder folder;
    std::vector<std::string> answers(9, "bus");
    answers.insert(answers.begin(), 8, "cat");
    EXPECT_THAT(answersFromAnnotations({folder.write("train.json", annotations(answers))}), ElementsAre("bus"));
}

TEST(TheAnswerList, RefusesWhatIsNoAnnotationFile)
{
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& content, const std::string& reason) {
        const auto file = folder.write("lying.json", content);
        EXPECT_THAT([&] { (void)answersFromAnnotations({file}); }, throwsError(ErrorKind::BadInput, reason));
        EXPECT_THAT([&] { (void)answersFromAnnotations({file}); }, throwsError(ErrorKind::BadInput, "lying.json"));
    };
    refused("", "not valid JSON");
    refused("{}", "no \"multiple_choice_answer\"");
    refused(R"({"questions": [{"question": "What?"}]})", "no \"multiple_choice_answer\"");
    refused(R"({"annotations": [{"multiple_choice_answer": 7}]})", "that is no text");
    refused(R"({"annotations": [{"multiple_choice_answer": ["yes"]}]})", "that is no text");
    refused(annotations({"yes"}).substr(0, 120), "not valid JSON");
    refused(std::string(5'000'000, '['), "nested deeper");
    EXPECT_THAT([&] { (void)answersFromAnnotations({folder / "nowhere.json"}); },
                throwsError(ErrorKind::NotFound, "nowhere.json"));
}
