#include "core/train/ranking.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <vector>

using namespace vlmo;

namespace {

std::int64_t rank(const std::vector<float>& scores, const std::set<std::size_t>& right)
{
    return rankOfFirstRight(scores, [&](std::size_t i) { return right.contains(i); });
}

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

} // namespace

TEST(TheRankOfAQuery, IsThePlaceOfItsBestRightCandidate)
{
    EXPECT_EQ(rank({0.1F, 0.9F, 0.5F, 0.7F}, {1}), 1);
    EXPECT_EQ(rank({0.1F, 0.9F, 0.5F, 0.7F}, {2}), 3);
    EXPECT_EQ(rank({0.1F, 0.9F, 0.5F, 0.7F}, {0, 3}), 2);
}

TEST(TheRankOfAQuery, CountsWrongCandidatesOfTheSameScoreFirst)
{
    EXPECT_EQ(rank({0.5F, 0.5F, 0.5F, 0.5F}, {0}), 4);
    EXPECT_EQ(rank({0.5F, 0.5F, 0.2F, 0.5F}, {3}), 3);
}

TEST(TheRankOfAQuery, DoesNotCountOtherRightCandidatesOfTheSameScore)
{
    EXPECT_EQ(rank({0.5F, 0.5F, 0.2F}, {0, 1}), 1);
}

TEST(TheRankOfAQuery, GivesNothingForScoresThatAreNotNumbers)
{
    EXPECT_EQ(rank({notANumber, notANumber, notANumber}, {0}), 3);
    EXPECT_EQ(rank({notANumber, 0.2F, 0.1F}, {0}), 3);
    EXPECT_EQ(rank({notANumber, 0.2F, 0.1F}, {1}), 2);
    EXPECT_EQ(rank({-infinity, notANumber, 0.1F}, {0, 1}), 2);
}

TEST(TheRankOfAQuery, IsBeyondEveryDepthWhenNoCandidateIsRight)
{
    EXPECT_EQ(rank({0.5F}, {}), neverFound);
    EXPECT_EQ(rank({}, {}), neverFound);
}

TEST(Recall, IsTheShareOfQueriesFoundWithinTheDepth)
{
    const std::vector<std::int64_t> ranks{1, 2, 5, 6, 10, 11, neverFound, 1};
    const Recall recall = recallOf(ranks);
    EXPECT_DOUBLE_EQ(recall.at1, 2.0 / 8);
    EXPECT_DOUBLE_EQ(recall.at5, 4.0 / 8);
    EXPECT_DOUBLE_EQ(recall.at10, 6.0 / 8);
}

TEST(Recall, OfNoQueryIsNothing)
{
    EXPECT_EQ(recallOf({}).at10, 0.0);
}

TEST(Chance, EqualsTheShareOfOrdersCountedByHand)
{
    EXPECT_DOUBLE_EQ(chanceOfHit(4, 1, 1), 0.25);
    EXPECT_DOUBLE_EQ(chanceOfHit(4, 1, 3), 0.75);
    // Two right of four, two places: only one of the six pairs holds neither.
    EXPECT_DOUBLE_EQ(chanceOfHit(4, 2, 2), 5.0 / 6);
}

TEST(Chance, IsCertainWhenEveryOrderHits)
{
    EXPECT_DOUBLE_EQ(chanceOfHit(3, 1, 10), 1.0);
    EXPECT_DOUBLE_EQ(chanceOfHit(5, 3, 3), 1.0);
    EXPECT_DOUBLE_EQ(chanceOfHit(5, 0, 5), 0.0);
}
