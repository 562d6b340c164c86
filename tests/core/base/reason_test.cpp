#include "core/base/reason.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(AReason, DoesNotRepeatTheFileThatStandsBesideIt)
{
    EXPECT_EQ(reasonWithoutName("a/b.png", "a/b.png: it is empty"), "it is empty");
    EXPECT_EQ(reasonWithoutName("a/b.png", "a/b.png cannot be read: permission denied"),
              "it cannot be read: permission denied");
}

TEST(AReason, StaysAsItIsWhenItBeginsOtherwise)
{
    EXPECT_EQ(reasonWithoutName("a/b.png", "the disk is full"), "the disk is full");
    EXPECT_EQ(reasonWithoutName("a/b.png", "a/b.png.txt does not exist"), "a/b.png.txt does not exist");
    EXPECT_EQ(reasonWithoutName("", ": odd"), ": odd");
}
