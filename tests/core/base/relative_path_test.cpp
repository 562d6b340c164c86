#include "core/base/relative_path.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(APathInAFile, StaysInsideItsFolder)
{
    for (const char* inside : {"a.png", "images/a.png", "images/../a.png", "./a.png", "..a.png", "images/", "."})
        EXPECT_TRUE(staysInside(inside)) << inside;
    for (const char* outside : {"", "/", "/a.png", "..", "../a.png", "images/../../a.png", "./../a.png"})
        EXPECT_FALSE(staysInside(outside)) << outside;
}

TEST(ANameInAFile, IsOneNameAndNoPath)
{
    for (const char* plain : {"records.jsonl", ".hidden", "..a", "a b"})
        EXPECT_TRUE(isPlainName(plain)) << plain;
    for (const char* other : {"", ".", "..", "a/b", "a/", "/a", "../a"})
        EXPECT_FALSE(isPlainName(other)) << other;
}
