#include "core/base/text_check.h"

#include <gtest/gtest.h>

using namespace vlmo;

TEST(Utf8, IsToldFromOtherBytes)
{
    for (const char* good : {"", "a", "\u00e9", "\u20ac", "\U0001F600", "\uFFFD", "\U0010FFFF", "\uD7FF"})
        EXPECT_TRUE(isUtf8(good)) << good;
    for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\x80\x80",
                            "\xF0\x80\x80\x80", "\xFF", "a\xC3(", "\xE2(\x82"})
        EXPECT_FALSE(isUtf8(bad));
}
