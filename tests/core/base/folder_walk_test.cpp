#include "core/base/folder_walk.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using vlmo::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

bool goOn(std::int64_t)
{
    return true;
}

std::vector<std::string> pathsOf(const FolderWalk& walk)
{
    std::vector<std::string> paths;
    for (const FoundFile& file : walk.files)
        paths.push_back(file.path);
    return paths;
}

} // namespace

TEST(WalkingAFolder, FindsFilesInTheOrderOfTheirPath)
{
    const TemporaryFolder folder;
    folder.write("b.png", "12345");
    folder.write("a/z.png", "x");
    folder.write("a/deep/er/x.png", "x");
    const FolderWalk walk = walkFolder(folder.path(), "", goOn);
    EXPECT_THAT(pathsOf(walk), ElementsAre("a/deep/er/x.png", "a/z.png", "b.png"));
    EXPECT_EQ(walk.files.back().bytes, 5);
    EXPECT_GT(walk.files.back().modified, 1'500'000'000'000'000'000);
    EXPECT_THAT(pathsOf(walkFolder(folder.path(), "a", goOn)), ElementsAre("a/deep/er/x.png", "a/z.png"));
}

TEST(WalkingAFolder, LeavesOutHiddenFilesAndLibraries)
{
    const TemporaryFolder folder;
    folder.write(".hidden.png", "x");
    folder.write(".git/x.png", "x");
    folder.write("my.vlmolib", "x");
    folder.write("my.vlmolib-wal", "x");
    folder.write("my.vlmolib.index", "x");
    folder.write("x.png", "x");
    EXPECT_THAT(pathsOf(walkFolder(folder.path(), "", goOn)), ElementsAre("x.png"));
}

TEST(WalkingAFolder, ComesToAnEndWhereLinksGoInACircle)
{
    const TemporaryFolder folder;
    folder.write("a/x.png", "x");
    fs::create_directory_symlink(folder.path(), folder / "a/up");
    fs::create_directory_symlink(folder / "a", folder / "again");
    fs::create_symlink("self", folder / "self");
    EXPECT_THAT(pathsOf(walkFolder(folder.path(), "", goOn)), ElementsAre("a/x.png"));
}

TEST(WalkingAFolder, FollowsLinksToOtherPlacesOnce)
{
    const TemporaryFolder other;
    other.write("y.png", "x");
    const TemporaryFolder folder;
    folder.write("x.png", "x");
    fs::create_symlink("x.png", folder / "a-link-to-x.png");
    fs::create_symlink(other / "y.png", folder / "y1.png");
    fs::create_symlink(other / "y.png", folder / "y2.png");
    fs::create_directory_symlink(other.path(), folder / "other");
    const FolderWalk walk = walkFolder(folder.path(), "", goOn);
    EXPECT_THAT(pathsOf(walk), ElementsAre("other/y.png", "x.png"));
}

TEST(WalkingAFolder, TellsOfPicturesThatAreNoFiles)
{
    const TemporaryFolder folder;
    fs::create_symlink("nowhere", folder / "broken.png");
    fs::create_symlink("nowhere", folder / "broken.doc");
    ASSERT_EQ(::mkfifo((folder / "pipe.jpg").c_str(), 0600), 0);
    const FolderWalk walk = walkFolder(folder.path(), "", goOn);
    EXPECT_THAT(walk.files, IsEmpty());
    EXPECT_THAT(walk.skipped,
                ::testing::UnorderedElementsAre(Field(&SkippedItem::reason, HasSubstr("the link leads nowhere")),
                                                Field(&SkippedItem::reason, HasSubstr("a pipe or a device"))));
}

TEST(WalkingAFolder, TakesAnyNameThatTheFileSystemHas)
{
    const TemporaryFolder folder;
    folder.write("new\nline.png", "x");
    folder.write("\xD0\xBA\xD0\xBE\xD1\x82.png", "x");
    folder.write("\xFF\xFE.png", "x");
    folder.write("%2e 'quote\".png", "x");
    EXPECT_THAT(pathsOf(walkFolder(folder.path(), "", goOn)),
                ElementsAre("%2e 'quote\".png", "new\nline.png", "\xD0\xBA\xD0\xBE\xD1\x82.png", "\xFF\xFE.png"));
}

TEST(WalkingAFolder, StopsWhenAsked)
{
    const TemporaryFolder folder;
    folder.write("a/x.png", "x");
    const FolderWalk walk = walkFolder(folder.path(), "", [](std::int64_t) { return false; });
    EXPECT_TRUE(walk.cancelled);
}

TEST(WalkingAFolder, TellsOfAFolderThatIsNotThere)
{
    const TemporaryFolder folder;
    const FolderWalk walk = walkFolder(folder.path(), "nowhere", goOn);
    EXPECT_THAT(walk.unreadable, ElementsAre("nowhere"));
    EXPECT_THAT(walk.skipped, ElementsAre(Field(&SkippedItem::reason, HasSubstr("cannot be read"))));
}

TEST(ANameOfAPicture, IsToldByItsEnding)
{
    EXPECT_TRUE(claimsPicture("a.JPG"));
    EXPECT_TRUE(claimsPicture("a.b/c.WebP"));
    EXPECT_FALSE(claimsPicture("a.txt"));
    EXPECT_FALSE(claimsPicture("png"));
    EXPECT_FALSE(claimsPicture(".png")); // A hidden file without an ending.
}
