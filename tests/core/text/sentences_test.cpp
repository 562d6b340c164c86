#include "core/text/sentences.h"

#include <gmock/gmock.h>

#include <thread>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CuttingSentences, EndsThemWhereTheyEnd)
{
    EXPECT_THAT(cutSentences("It rains.  Does it? \"Yes,\" she said."),
                ElementsAre("It rains.", "Does it?", "\"Yes,\" she said."));
}

TEST(CuttingSentences, KnowsAbbreviationsAndNumbers)
{
    EXPECT_THAT(cutSentences("Mr. Darcy paid 3.50 pounds. He left."),
                ElementsAre("Mr. Darcy paid 3.50 pounds.", "He left."));
}

TEST(CuttingSentences, LeavesASingleOneWhole)
{
    EXPECT_THAT(cutSentences("a bird without wings"), ElementsAre("a bird without wings"));
    EXPECT_THAT(cutSentences(""), IsEmpty());
    EXPECT_THAT(cutSentences(" \t "), IsEmpty());
}

TEST(CuttingSentences, WorksBeyondAscii)
{
    EXPECT_THAT(cutSentences("Une élève mange. \U0001F600 Ça va?"),
                ElementsAre("Une élève mange.", "\U0001F600 Ça va?"));
}

TEST(CuttingSentences, TakesBytesThatAreNoText)
{
    EXPECT_THAT(cutSentences("a\xFF. B"), ElementsAre("a\uFFFD.", "B"));
}

TEST(CuttingSentences, GivesEveryThreadTheSame)
{
    const std::string text = "One. Two. Mr. Three.";
    std::vector<std::vector<std::string>> results(4);
    std::vector<std::thread> threads;
    for (auto& result : results)
        threads.emplace_back([&] { result = cutSentences(text); });
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& result : results)
        EXPECT_EQ(result, cutSentences(text));
}
