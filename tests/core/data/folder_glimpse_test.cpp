#include "core/data/folder_glimpse.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

using namespace vlmo;
using ::testing::ElementsAre;
using vlmo::test::TemporaryFolder;

TEST(AGlimpse, CountsWhatIsThere)
{
    const TemporaryFolder folder;
    folder.write("a.PNG", "");
    folder.write("b/c/d.jpeg", "");
    folder.write("b/e.txt", "");
    folder.write("t.csv", "");
    folder.write("b/u.csv", "");
    folder.write("drawing.svg", "");
    folder.write(".hidden/x.png", "");
    const FolderGlimpse seen = glimpse(folder.path());
    EXPECT_EQ(seen.files, 6U);
    EXPECT_EQ(seen.pictures, 2U);
    EXPECT_THAT(seen.texts, ElementsAre(folder / "b/e.txt"));
    EXPECT_THAT(seen.tables, ElementsAre(folder / "t.csv"));
    EXPECT_TRUE(seen.complete);
    EXPECT_FALSE(seen.isFile);
}

TEST(AGlimpse, MayBeOfAFileOrOfNothing)
{
    const TemporaryFolder folder;
    const FolderGlimpse file = glimpse(folder.write("t.TSV", ""));
    EXPECT_TRUE(file.isFile);
    EXPECT_EQ(file.tables.size(), 1U);
    const FolderGlimpse nothing = glimpse(folder / "nowhere");
    EXPECT_FALSE(nothing.isFile);
    EXPECT_EQ(nothing.files, 0U);
}

TEST(AGlimpse, EndsBeforeTheFolderDoes)
{
    const TemporaryFolder folder;
    for (int i = 0; i < 2100; ++i)
        folder.write(std::to_string(i) + ".png", "");
    const FolderGlimpse seen = glimpse(folder.path());
    EXPECT_FALSE(seen.complete);
    EXPECT_EQ(seen.pictures, 2000U);
}

TEST(AGlimpse, DoesNotRunInCircles)
{
    const TemporaryFolder folder;
    folder.write("a/x.png", "");
    std::filesystem::create_directory_symlink(folder.path(), folder / "a/again");
    EXPECT_EQ(glimpse(folder.path()).pictures, 1U);
}
