#include "app/cli/table.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace vlmo::cli;

TEST(ATable, AlignsNumbersToTheRightAndWordsToTheLeft)
{
    Table table{Table::Align::Right, Table::Align::Left, Table::Align::Left};
    table.add({"1", "a", "first"});
    table.add({"200", "naïve", "second"});
    std::ostringstream out;
    table.print(out);
    EXPECT_EQ(out.str(), "  1  a      first\n"
                         "200  naïve  second\n");
}

TEST(ATable, IsNotBrokenByALineBreakInAName)
{
    Table table{Table::Align::Left};
    table.add({"two\nlines"});
    std::ostringstream out;
    table.print(out);
    EXPECT_EQ(out.str(), "two\uFFFDlines\n");
}

TEST(Numbers, AreGroupedByThousands)
{
    EXPECT_EQ(withSeparators(0), "0");
    EXPECT_EQ(withSeparators(999), "999");
    EXPECT_EQ(withSeparators(1000), "1,000");
    EXPECT_EQ(withSeparators(-123456), "-123,456");
    EXPECT_EQ(withSeparators(12345678), "12,345,678");
}
