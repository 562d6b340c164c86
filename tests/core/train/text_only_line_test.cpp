#include "core/train/text_only_line.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(ALineOfWordsAlone, KnowsTheWordingThenTheKindThenAll)
{
    TextOnlyLine line;
    line.add("how many?", "number", 2, 1.0);
    line.add("how many?", "number", 1, 0.3);
    line.add("how tall?", "number", 1, 1.0);
    line.add("what?", "other", 7, 2.0);
    EXPECT_EQ(line.labelFor("how many?", "other"), 2) << "the wording counts more than the kind";
    EXPECT_EQ(line.labelFor("how wide?", "number"), 1) << "1.3 against 1";
    EXPECT_EQ(line.labelFor("where?", "place"), 7);
}

TEST(ALineOfWordsAlone, TakesTheLowestOfEqualLabels)
{
    TextOnlyLine line;
    line.add("is it?", "", 1, 1.0);
    line.add("is it?", "", 0, 1.0);
    EXPECT_EQ(line.labelFor("is it?", ""), 0);
}

TEST(ALineOfWordsAlone, KnowsNothingBeforeItWasTold)
{
    EXPECT_FALSE(TextOnlyLine().labelFor("what?", ""));
}
