#include "core/bench/figure.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(ASpread, IsTheMedianBetweenTheExtremes)
{
    const Spread odd = spreadOf(std::vector{5.0, 1.0, 2.0});
    EXPECT_EQ(odd.value, 2.0);
    EXPECT_EQ(odd.lowest, 1.0);
    EXPECT_EQ(odd.highest, 5.0);
    EXPECT_EQ(odd.repetitions, 3U);
    EXPECT_EQ(spreadOf(std::vector{4.0, 1.0, 2.0, 3.0}).value, 2.5);
    EXPECT_EQ(spreadOf(std::vector{7.0}).value, 7.0);
}

TEST(ASpread, OfNothingIsZero)
{
    EXPECT_EQ(spreadOf({}).repetitions, 0U);
    EXPECT_EQ(spreadOf({}).value, 0.0);
    EXPECT_EQ(rateOf(1.0, {}).highest, 0.0);
}

TEST(AQuantile, IsTheNearestRank)
{
    std::vector<double> hundred;
    for (int i = 100; i >= 1; --i)
        hundred.push_back(i);
    EXPECT_EQ(quantileOf(hundred, 0.95), 95.0);
    EXPECT_EQ(quantileOf(hundred, 1.0), 100.0);
    EXPECT_EQ(quantileOf(hundred, 0.001), 1.0);
    EXPECT_EQ(quantileOf(std::vector{3.0}, 0.95), 3.0);
    EXPECT_EQ(quantileOf({}, 0.95), 0.0);
}

TEST(ARate, IsHighestWhereTheTimeIsLowest)
{
    const Spread rate = rateOf(16.0, {2.0, 1.0, 4.0, 5});
    EXPECT_EQ(rate.value, 8.0);
    EXPECT_EQ(rate.lowest, 4.0);
    EXPECT_EQ(rate.highest, 16.0);
    EXPECT_EQ(rate.repetitions, 5U);
}
