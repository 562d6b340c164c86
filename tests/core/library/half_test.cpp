#include "core/library/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace vlmo;

TEST(Float16, GivesBackEachOfItsNumbers)
{
    for (std::uint32_t bits = 0; bits < 0x1'0000U; ++bits) {
        const auto half = static_cast<Half>(bits);
        const float value = floatFromHalf(half);
        if (std::isnan(value))
            EXPECT_TRUE(std::isnan(floatFromHalf(halfFromFloat(value))));
        else
            EXPECT_EQ(halfFromFloat(value), half) << bits;
    }
}

TEST(Float16, RoundsToTheNearestAndTiesToEven)
{
    const float one = 1.0F;
    const float step = 0x1p-10F; // Between 1 and 2.
    EXPECT_EQ(floatFromHalf(halfFromFloat(one + 0.49F * step)), one);
    EXPECT_EQ(floatFromHalf(halfFromFloat(one + 0.51F * step)), one + step);
    EXPECT_EQ(floatFromHalf(halfFromFloat(one + 0.5F * step)), one);
    EXPECT_EQ(floatFromHalf(halfFromFloat(one + 1.5F * step)), one + 2 * step);
    EXPECT_EQ(halfFromFloat(0x1p-25F), 0U);
    EXPECT_EQ(halfFromFloat(0x1.8p-25F), 1U);
}

TEST(Float16, KeepsTheEnds)
{
    EXPECT_EQ(floatFromHalf(halfFromFloat(65504.0F)), 65504.0F);
    EXPECT_TRUE(std::isinf(floatFromHalf(halfFromFloat(65520.0F))));
    EXPECT_TRUE(std::isinf(floatFromHalf(halfFromFloat(-std::numeric_limits<float>::infinity()))));
    EXPECT_TRUE(std::signbit(floatFromHalf(halfFromFloat(-0.0F))));
    EXPECT_FALSE(isFinite(halfFromFloat(std::numeric_limits<float>::quiet_NaN())));
    EXPECT_TRUE(isFinite(halfFromFloat(1.0F)));
}
