// The rules, held by the tree itself.

#include "tests/structure/rules.h"

#include <gmock/gmock.h>

using namespace vlmo::structure;
using ::testing::IsEmpty;

namespace {

const SourceTree& thisTree()
{
    static const SourceTree tree = readSourceTree(VLMO_SOURCE_DIR);
    return tree;
}

} // namespace

TEST(TheTree, IsReadAsAWhole)
{
    EXPECT_EQ(thisTree().count("core/base/error.h"), 1U);
    EXPECT_EQ(thisTree().count("tests/structure/tree_test.cpp"), 1U);
}

TEST(TheTree, HasNoArrowTheWrongWay)
{
    EXPECT_THAT(wrongArrows(thisTree()), IsEmpty());
}

TEST(TheTree, IncludesItsHeadersFromTheRoot)
{
    EXPECT_THAT(pathsNotFromTheRoot(thisTree()), IsEmpty());
}

TEST(TheTree, KeepsTorchFaissAndSqliteInsideCore)
{
    EXPECT_THAT(leakedEngines(thisTree()), IsEmpty());
}

TEST(TheTree, KeepsQtOutOfCore)
{
    EXPECT_THAT(leakedQt(thisTree()), IsEmpty());
}

TEST(TheTree, HasNoFileTooLongToRead)
{
    EXPECT_THAT(longFiles(thisTree()), IsEmpty());
}
