#include "core/bench/bars.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(ABar, IsReachedAtItsShareAndNotBelow)
{
    EXPECT_TRUE(atLeastShare(0.8, 0.8).reached);
    EXPECT_FALSE(atLeastShare(0.8, 0.7999).reached);
    EXPECT_EQ(atLeastShare(0.8, 0.5).text, "at least 80 % of the ceiling");
}

TEST(TheBars, StandForTheWorkThatHasOne)
{
    EXPECT_EQ(shareWanted("embed-images"), 0.8);
    EXPECT_EQ(shareWanted("embed-texts"), 0.6);
    EXPECT_EQ(shareWanted("fused-pair"), 0.6);
    EXPECT_EQ(shareWanted("training-step"), 0.6);
    EXPECT_FALSE(shareWanted("search"));
}

TEST(TheReference, IsBeatenByMoreASecondAndByLessTime)
{
    const auto rate = referenceFor("training-step", "bf16", 1.22, /*isTime=*/false);
    ASSERT_TRUE(rate);
    EXPECT_DOUBLE_EQ(rate->value, 0.61);
    EXPECT_DOUBLE_EQ(rate->timesAsFast, 2.0);
    const auto time = referenceFor("fused-pair", "bf16", 47.0, /*isTime=*/true);
    ASSERT_TRUE(time);
    EXPECT_DOUBLE_EQ(time->timesAsFast, 2.0);
}

TEST(TheReference, IsToldForWhatWasMeasuredAlone)
{
    EXPECT_FALSE(referenceFor("search", "bf16", 1.0, true));
    EXPECT_FALSE(referenceFor("embed-images", "", 1.0, false));
}

TEST(TheBaseModel, IsKnownByItsSizes)
{
    ModelConfig model = presetConfig("base");
    EXPECT_TRUE(isBaseModel(model));
    model.hasItm = true; // heads cost nothing of what is measured
    EXPECT_TRUE(isBaseModel(model));
    model.imageSize = 384;
    EXPECT_FALSE(isBaseModel(model));
    EXPECT_FALSE(isBaseModel(presetConfig("large")));
}
