#include "core/library/library.h"

#include "core/base/files.h"
#include "tests/core/library/tiny_library.h"
#include "tests/support/throws.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <sys/fsuid.h>

#include <filesystem>
#include <limits>
#include <numeric>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

class SearchingThreePictures : public ::testing::Test {
protected:
    SearchingThreePictures()
    {
        tiny.addPicture("red.bmp", red);
        tiny.addPicture("green.bmp", green);
        tiny.addPicture("blue.bmp", blue);
        tiny.write("records.jsonl", "{\"image\": \"red.bmp\", \"caption\": \"a red square\"}\n");
        (void)library.addFolder(tiny.pictures(), tiny.embedder);
    }

    [[nodiscard]] fs::path indexFile() const { return tiny.file().string() + ".index"; }

    TinyLibrary tiny;
    Library library = tiny.create();
};

} // namespace

TEST_F(SearchingThreePictures, PutsTheOneThatFitsFirst)
{
    EXPECT_THAT(names(library.search(query({250, 60, 5}), 3)), ElementsAre("red.bmp", "green.bmp", "blue.bmp"));
    const SearchResult result = library.search(query(red), 2);
    EXPECT_THAT(names(result), ::testing::SizeIs(2));
    EXPECT_NEAR(result.hits[0].score, 1.0F, 1e-3F);
    EXPECT_LE(result.hits[0].score, 1.0F);
    EXPECT_EQ(result.hits[0].caption, "a red square");
    EXPECT_EQ(result.hits[0].file, tiny.pictures() / "red.bmp");
    EXPECT_EQ(result.hits[1].caption, "");
    EXPECT_GE(result.seconds, 0.0);
}

TEST_F(SearchingThreePictures, TellsHowTheScoresLieOverTheWholeLibrary)
{
    const SearchResult all = library.search(query(red), 99);
    ASSERT_EQ(all.hits.size(), 3U);
    const double mean = (all.hits[0].score + all.hits[1].score + all.hits[2].score) / 3.0;
    EXPECT_NEAR(all.scores.mean, mean, 1e-6);
    EXPECT_EQ(all.scores.highest, all.hits.front().score);
    EXPECT_EQ(all.scores.lowest, all.hits.back().score);
    EXPECT_EQ(std::accumulate(all.scores.histogram.begin(), all.scores.histogram.end(), 0), 3);
    EXPECT_NEAR(all.hits[0].zScore, (all.hits[0].score - mean) / all.scores.deviation, 1e-5);
    EXPECT_NEAR(all.hits[0].zScore + all.hits[1].zScore + all.hits[2].zScore, 0.0, 1e-4);
    // The same with a smaller limit: the distribution is the library's, not the hits'.
    EXPECT_EQ(library.search(query(red), 1).scores.mean, all.scores.mean);
}

TEST_F(SearchingThreePictures, TakesTheVectorOfAPictureForAQuery)
{
    const auto id = library.find(tiny.pictures() / "green.bmp");
    ASSERT_TRUE(id);
    const auto vector = library.vectorOf(*id);
    ASSERT_TRUE(vector);
    EXPECT_EQ(library.search(*vector, 1).hits.front().id, *id);
    EXPECT_FALSE(library.vectorOf(999));
}

TEST_F(SearchingThreePictures, RefusesAQueryThatIsNoUnitVectorOfItsSize)
{
    EXPECT_THAT([&] { (void)library.search(std::vector<float>(9, 1.0F / 3.0F), 1); },
                throwsError(ErrorKind::InvalidArgument, "the query has 9 numbers"));
    EXPECT_THAT([&] { (void)library.search({}, 1); }, throwsError(ErrorKind::InvalidArgument, "0 numbers"));
    for (const float number : {0.0F, 1.0F, std::nanf(""), std::numeric_limits<float>::infinity()})
        EXPECT_THAT([&] { (void)library.search(std::vector<float>(8, number), 1); },
                    throwsError(ErrorKind::InvalidArgument, "unit length"));
    EXPECT_THAT([&] { (void)library.search(query(red), 0); }, throwsError(ErrorKind::InvalidArgument, "limit"));
}

TEST_F(SearchingThreePictures, NamesAPictureThatIsNotThere)
{
    EXPECT_THAT([&] { (void)library.picture(999); }, throwsError(ErrorKind::NotFound, "has no picture 999"));
    EXPECT_FALSE(library.find("/nowhere.bmp"));
}

TEST_F(SearchingThreePictures, FindsThemAgainAfterOpening)
{
    ASSERT_TRUE(fs::exists(indexFile()));
    EXPECT_THAT(names(tiny.open().search(query(blue), 1)), ElementsAre("blue.bmp"));
}

TEST_F(SearchingThreePictures, RebuildsAnIndexThatIsMissingCorruptOrOfAnotherLibrary)
{
    const std::string good = readFile(indexFile(), 1'000'000);
    (void)Library::create(tiny.folder / "other.vlmolib", "m", StandInEmbedder().fingerprint(), Branch::Own, 8)
        .search(query(red), 1);
    const std::string foreign = readFile(tiny.folder / "other.vlmolib.index", 1'000'000);
    for (const std::string& content :
         {std::string("rubbish"), good.substr(0, good.size() - 1), foreign, std::string()}) {
        fs::remove(indexFile());
        if (!content.empty())
            tiny.folder.write("test.vlmolib.index", content);
        const Library opened = tiny.open();
        EXPECT_THAT(names(opened.search(query(blue), 1)), ElementsAre("blue.bmp"));
        EXPECT_THAT(opened.verify(), IsEmpty());
        EXPECT_EQ(readFile(indexFile(), 1'000'000), good);
    }
}

TEST_F(SearchingThreePictures, SeesWhatAnotherProgramAdded)
{
    const Library reader = tiny.open();
    EXPECT_EQ(reader.search(query(red), 9).hits.size(), 3U);
    tiny.addPicture("red2.bmp", {240, 0, 0});
    tiny.addPicture("green.bmp", {120, 5, 250});
    fs::last_write_time(tiny.pictures() / "green.bmp", fs::file_time_type::clock::now() + std::chrono::hours(1));
    (void)library.rescan(tiny.embedder);
    EXPECT_THAT(names(reader.search(query({120, 5, 250}), 4)),
                ElementsAre("green.bmp", "blue.bmp", ::testing::_, ::testing::_));
    fs::remove(tiny.pictures() / "blue.bmp");
    (void)library.rescan(tiny.embedder);
    EXPECT_THAT(names(reader.search(query({120, 5, 250}), 9)), ElementsAre("green.bmp", ::testing::_, ::testing::_));
    EXPECT_THAT(reader.verify(), IsEmpty());
}

TEST_F(SearchingThreePictures, DoesWithoutACacheWhereItCannotBeWritten)
{
    fs::remove(indexFile());
    fs::create_directory(indexFile()); // Nothing can be written in its place.
    tiny.folder.write("test.vlmolib.index/x", "x");
    EXPECT_THAT(names(tiny.open().search(query(blue), 1)), ElementsAre("blue.bmp"));
}

TEST_F(SearchingThreePictures, ReadsALibraryThatNobodyMayWrite)
{
    library = Library::create(tiny.folder / "another.vlmolib", "m", "f", Branch::Own, 8); // Closes the first.
    tiny.addPicture("new.bmp", {7, 7, 7});
    fs::permissions(tiny.file(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    fs::permissions(tiny.folder.path(), static_cast<fs::perms>(0555));
    const int before = ::setfsuid(65534);
    {
        Library opened = tiny.open();
        EXPECT_THAT(names(opened.search(query(blue), 1)), ElementsAre("blue.bmp"));
        EXPECT_THAT(opened.verify(), IsEmpty());
        EXPECT_THAT([&] { (void)opened.rescan(tiny.embedder); }, throwsError(ErrorKind::Internal, "read-only"));
    }
    ::setfsuid(static_cast<uid_t>(before));
    fs::permissions(tiny.folder.path(), fs::perms::all);
}

TEST(SearchingAnEmptyLibrary, FindsNothing)
{
    TinyLibrary tiny;
    const Library library = tiny.create();
    const SearchResult result = library.search(query(red), 5);
    EXPECT_THAT(result.hits, IsEmpty());
    EXPECT_EQ(result.scores.histogram.size(), 64U);
    EXPECT_THAT(library.verify(), IsEmpty());
    EXPECT_THAT(library.pictures(), IsEmpty());
}
