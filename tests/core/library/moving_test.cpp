#include "core/library/library.h"

#include "tests/core/library/tiny_library.h"

#include <gmock/gmock.h>

#include <filesystem>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

/// Three pictures in "pictures/album", of which the red one has a caption.
class AMovedPicture : public ::testing::Test {
protected:
    AMovedPicture()
    {
        tiny.addPicture("album/red.bmp", red);
        tiny.addPicture("album/green.bmp", green);
        tiny.addPicture("album/blue.bmp", blue);
        tiny.write("album/red.txt", "a red square");
        (void)library.addFolder(tiny.pictures(), tiny.embedder);
        redId = recordOf(library, tiny.pictures() / "album/red.bmp").id;
    }

    TinyLibrary tiny;
    Library library = tiny.create();
    PictureId redId = 0;
};

} // namespace

TEST_F(AMovedPicture, KeepsItsIdItsVectorAndItsCaptions)
{
    fs::create_directories(tiny.pictures() / "other");
    fs::rename(tiny.pictures() / "album/red.bmp", tiny.pictures() / "other/r.bmp");
    for (int times = 0; times < 2; ++times) {
        const IndexReport report = library.rescan(tiny.embedder);
        EXPECT_EQ(report.moved, times == 0 ? 1 : 0);
        EXPECT_EQ(report.added + report.missing, 0);
        const PictureRecord record = library.picture(redId);
        EXPECT_EQ(record.file, tiny.pictures() / "other/r.bmp");
        EXPECT_THAT(record.captions, ElementsAre("a red square"));
    }
    EXPECT_EQ(tiny.embedder.pictures, 3);
    EXPECT_EQ(names(library.search(query(red), 1)).front(), "r.bmp");
}

TEST_F(AMovedPicture, IsFoundWhenItsFolderIsAddedAtAnotherPlace)
{
    fs::rename(tiny.pictures(), tiny.folder / "elsewhere");
    EXPECT_THAT(library.rescan(tiny.embedder).skipped,
                ElementsAre(Field(&SkippedItem::reason, HasSubstr("not there at the moment"))));
    EXPECT_EQ(library.stats().embedded, 3);
    const IndexReport report = library.addFolder(tiny.folder / "elsewhere", tiny.embedder);
    EXPECT_EQ(report.moved, 3);
    EXPECT_EQ(library.picture(redId).file, tiny.folder / "elsewhere/album/red.bmp");
    EXPECT_EQ(library.stats().roots, 1);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AMovedPicture, IsNotTheOneThatIsStillInItsPlace)
{
    fs::copy_file(tiny.pictures() / "album/red.bmp", tiny.pictures() / "copy.bmp");
    const IndexReport report = library.rescan(tiny.embedder);
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(report.moved, 0);
    EXPECT_EQ(library.picture(redId).file, tiny.pictures() / "album/red.bmp");
}

TEST_F(AMovedPicture, IsOnlyOneOfTwoCopiesThatAppear)
{
    fs::copy_file(tiny.pictures() / "album/red.bmp", tiny.pictures() / "a.bmp");
    fs::rename(tiny.pictures() / "album/red.bmp", tiny.pictures() / "b.bmp");
    const IndexReport report = library.rescan(tiny.embedder);
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(report.moved, 1);
    EXPECT_EQ(tiny.embedder.pictures, 3);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AMovedPicture, ThatWasExchangedWithAnotherStaysWhereItsNameIs)
{
    fs::rename(tiny.pictures() / "album/red.bmp", tiny.pictures() / "x");
    fs::rename(tiny.pictures() / "album/blue.bmp", tiny.pictures() / "album/red.bmp");
    fs::rename(tiny.pictures() / "x", tiny.pictures() / "album/blue.bmp");
    // The exchanged files are as large; only their times differ.
    fs::last_write_time(tiny.pictures() / "album/red.bmp", fs::file_time_type::clock::now() + std::chrono::hours(1));
    fs::last_write_time(tiny.pictures() / "album/blue.bmp", fs::file_time_type::clock::now() + std::chrono::hours(2));
    EXPECT_EQ(library.rescan(tiny.embedder).changed, 2);
    EXPECT_EQ(names(library.search(query(red), 1)).front(), "blue.bmp");
    EXPECT_EQ(names(library.search(query(blue), 1)).front(), "red.bmp");
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AMovedPicture, ThatIsDeletedIsNoLongerShownButRemembered)
{
    fs::rename(tiny.pictures() / "album/red.bmp", tiny.folder / "away.bmp");
    for (int times = 0; times < 2; ++times) {
        EXPECT_EQ(library.rescan(tiny.embedder).missing, 1);
        EXPECT_THAT(names(library), ElementsAre("blue.bmp", "green.bmp"));
        EXPECT_EQ(library.search(query(red), 9).hits.size(), 2U);
        EXPECT_EQ(library.stats().pictures, 2);
        EXPECT_THAT(library.verify(), IsEmpty());
    }
    fs::rename(tiny.folder / "away.bmp", tiny.pictures() / "album/red.bmp");
    const IndexReport report = library.rescan(tiny.embedder);
    EXPECT_EQ(report.unchanged, 3);
    EXPECT_EQ(report.missing, 0);
    EXPECT_EQ(library.search(query(red), 9).hits.front().id, redId);
    EXPECT_EQ(library.picture(redId).captions.size(), 1U);
    EXPECT_EQ(tiny.embedder.pictures, 3);
}

TEST_F(AMovedPicture, StaysWhileItsRootIsOffline)
{
    fs::rename(tiny.pictures(), tiny.folder / "unplugged");
    (void)library.rescan(tiny.embedder);
    EXPECT_EQ(names(library).size(), 3U);
    EXPECT_EQ(library.search(query(red), 1).hits.front().id, redId);
    fs::rename(tiny.folder / "unplugged", tiny.pictures());
    EXPECT_EQ(library.rescan(tiny.embedder).unchanged, 3);
}

TEST_F(AMovedPicture, BelongsToTheOuterFolderWhenThatIsAddedToo)
{
    tiny.folder.write("outer.bmp", bitmap({9, 9, 9}));
    const IndexReport report = library.addFolder(tiny.folder.path(), tiny.embedder);
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(report.unchanged, 3);
    EXPECT_EQ(library.stats().roots, 1);
    EXPECT_EQ(library.picture(redId).file, tiny.pictures() / "album/red.bmp");
    EXPECT_EQ(tiny.embedder.pictures, 4);
}

TEST_F(AMovedPicture, IsLookedForOnlyInThePartThatIsAddedAgain)
{
    tiny.addPicture("new.bmp", {1, 2, 3});
    tiny.addPicture("album/new.bmp", {3, 2, 1});
    const IndexReport report = library.addFolder(tiny.pictures() / "album", tiny.embedder);
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(report.missing, 0);
    EXPECT_EQ(library.stats().roots, 1);
    EXPECT_EQ(library.stats().pictures, 4);
}

TEST_F(AMovedPicture, IsTheSameByWhateverWayItsFolderIsNamed)
{
    fs::create_directory_symlink(tiny.pictures(), tiny.folder / "link");
    EXPECT_EQ(library.addFolder(tiny.folder / "link/../pictures/.", tiny.embedder).unchanged, 3);
    EXPECT_EQ(library.addFolder(tiny.folder / "link", tiny.embedder).unchanged, 3);
    EXPECT_EQ(library.stats().roots, 1);
    EXPECT_EQ(library.find(tiny.folder / "link/album/red.bmp"), redId);
    EXPECT_FALSE(library.find(tiny.folder / "album/red.bmp"));
}
