#include "core/train/judged_share.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace vlmo;

namespace {

std::vector<double> outcomes(std::size_t hits, std::size_t queries)
{
    std::vector<double> result(queries, 0.0);
    std::fill_n(result.begin(), hits, 1.0);
    return result;
}

} // namespace

TEST(AJudgedShare, HasTheMeanAsItsValueAndKeepsTheChance)
{
    const JudgedShare share = judge(outcomes(30, 120), 0.01);
    EXPECT_DOUBLE_EQ(share.value, 0.25);
    EXPECT_DOUBLE_EQ(share.chance, 0.01);
}

TEST(AJudgedShare, HasTheIntervalThatTheoryGives)
{
    // The normal approximation is good here: 1.96 * sqrt(0.3 * 0.7 / 2000) = 0.0201.
    const JudgedShare share = judge(outcomes(600, 2000), 0.0);
    EXPECT_NEAR(share.low, 0.3 - 0.0201, 0.003);
    EXPECT_NEAR(share.high, 0.3 + 0.0201, 0.003);
}

TEST(AJudgedShare, IsTheSameEveryTime)
{
    const auto some = outcomes(7, 31);
    EXPECT_EQ(judge(some, 0.0).low, judge(some, 0.0).low);
    EXPECT_EQ(judge(some, 0.0).high, judge(some, 0.0).high);
}

TEST(AJudgedShare, DoesNotClaimCertaintyWhenAllQueriesAgree)
{
    const JudgedShare none = judge(outcomes(0, 10), 0.1);
    EXPECT_EQ(none.value, 0.0);
    EXPECT_EQ(none.low, 0.0);
    // Exact: (1 - p)^10 = 0.025.
    EXPECT_NEAR(std::pow(1.0 - none.high, 10), 0.025, 1e-12);

    const JudgedShare all = judge(outcomes(10, 10), 0.1);
    EXPECT_EQ(all.high, 1.0);
    EXPECT_NEAR(std::pow(all.low, 10), 0.025, 1e-12);
}

TEST(AJudgedShare, TakesPartialScores)
{
    const std::vector<double> soft{0.0, 0.3, 0.6, 0.9, 1.0};
    const JudgedShare share = judge(soft, 0.0);
    EXPECT_DOUBLE_EQ(share.value, 0.56);
    EXPECT_LT(share.low, share.value);
    EXPECT_GT(share.high, share.value);
    EXPECT_LE(share.high, 1.0);
}

TEST(AJudgedShare, OfNoQueryIsNothing)
{
    const JudgedShare share = judge({}, 0.25);
    EXPECT_EQ(share.value, 0.0);
    EXPECT_EQ(share.high, 0.0);
    EXPECT_EQ(share.chance, 0.25);
}
