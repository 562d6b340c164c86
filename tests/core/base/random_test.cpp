#include "core/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

using namespace vlmo;

TEST(RandomNumbers, RepeatForTheSameSeed)
{
    Random first(7, 1, 2);
    Random second(7, 1, 2);
    for (int draw = 0; draw < 100; ++draw)
        ASSERT_EQ(first.next(), second.next());
}

TEST(RandomNumbers, NeverChangeFromOneVersionToTheNext)
{
    // A resumed run must draw what the interrupted one would have drawn.
    Random random(1);
    EXPECT_EQ(random.next(), 16321491304643971414U);
    EXPECT_EQ(random.next(), 7437125459209307225U);
}

TEST(RandomNumbers, DifferBetweenSeedsStreamsAndItems)
{
    std::set<std::uint64_t> firsts;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        for (std::uint64_t stream = 0; stream < 10; ++stream) {
            for (std::uint64_t item = 0; item < 10; ++item)
                firsts.insert(Random(seed, stream, item).next());
        }
    }
    EXPECT_EQ(firsts.size(), 1000U);
}

TEST(RandomNumbers, FillTheirRangeEvenly)
{
    Random random(3);
    std::array<int, 10> counts{};
    double sum = 0.0;
    for (int draw = 0; draw < 100'000; ++draw) {
        const double value = random.uniform();
        ASSERT_GE(value, 0.0);
        ASSERT_LT(value, 1.0);
        sum += value;
        ++counts[random.below(counts.size())];
    }
    EXPECT_NEAR(sum / 100'000, 0.5, 0.005);
    for (const int count : counts)
        EXPECT_NEAR(count, 10'000, 500);
}

TEST(RandomNumbers, ComeTrueAsOftenAsAskedFor)
{
    Random random(11);
    int hits = 0;
    for (int draw = 0; draw < 10'000; ++draw)
        hits += random.chance(0.25) ? 1 : 0;
    EXPECT_NEAR(hits, 2500, 200);
    EXPECT_FALSE(random.chance(0.0));
    EXPECT_TRUE(random.chance(1.0));
}
