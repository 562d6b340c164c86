#include "core/base/digest.h"

#include "core/base/files.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(ADigest, IsThatOfAllThatWasAdded)
{
    Digest digest;
    digest.add("ab");
    digest.add("");
    digest.add("c");
    EXPECT_EQ(digest.finish(), sha256("abc"));
}

TEST(ADigest, TellsFieldsApart)
{
    Digest one;
    one.addField("ab");
    one.addField("c");
    Digest other;
    other.addField("a");
    other.addField("bc");
    EXPECT_NE(one.finish(), other.finish());
}
