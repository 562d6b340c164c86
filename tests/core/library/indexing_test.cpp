#include "core/library/library.h"

#include "tests/core/library/tiny_library.h"
#include "tests/support/skips.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/fsuid.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

class IndexingAFolder : public ::testing::Test {
protected:
    IndexReport add() { return library.addFolder(tiny.pictures(), tiny.embedder); }
    IndexReport rescan() { return library.rescan(tiny.embedder); }
    [[nodiscard]] PictureRecord recordOf(const std::string& name) const
    {
        return test::recordOf(library, tiny.pictures() / name);
    }

    TinyLibrary tiny;
    Library library = tiny.create();
};

/// Closes a file or folder to a user without privileges, and becomes one even when root runs the tests.
class WithoutPermission {
public:
    WithoutPermission(const fs::path& folder, fs::path closed) : m_closed(std::move(closed))
    {
        fs::permissions(folder, fs::perms::all);
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
            fs::permissions(entry, fs::perms::all);
        fs::permissions(m_closed, fs::perms::none);
        m_before = ::setfsuid(65534);
    }
    ~WithoutPermission()
    {
        ::setfsuid(static_cast<uid_t>(m_before));
        fs::permissions(m_closed, fs::perms::all);
    }
    WithoutPermission(const WithoutPermission&) = delete;
    WithoutPermission& operator=(const WithoutPermission&) = delete;

private:
    fs::path m_closed;
    int m_before = 0;
};

class Listener final : public ProgressObserver {
public:
    void onProgress(const Progress& progress) override { all.push_back(progress); }
    void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }

    std::vector<Progress> all;
    std::vector<SkippedItem> skipped;
};

} // namespace

TEST_F(IndexingAFolder, EmbedsEveryPictureBelowIt)
{
    tiny.addPicture("red.bmp", red);
    tiny.addPicture("more/and/more/blue.bmp", blue);
    const IndexReport report = add();
    EXPECT_EQ(report.added, 2);
    EXPECT_FALSE(report.cancelled);
    EXPECT_THAT(report.skipped, IsEmpty());
    EXPECT_THAT(names(library), ElementsAre("blue.bmp", "red.bmp"));
    const PictureRecord record = recordOf("red.bmp");
    EXPECT_TRUE(record.embedded);
    EXPECT_EQ(record.file, tiny.pictures() / "red.bmp");
    EXPECT_EQ(record.width, 2);
    EXPECT_EQ(record.height, 2);
    EXPECT_EQ(record.bytes, 70);
    EXPECT_THAT(record.modified, ::testing::MatchesRegex("20..-..-..T..:..:..Z"));
    EXPECT_EQ(library.stats().embedded, 2);
    EXPECT_EQ(library.stats().roots, 1);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, DoesNothingForWhatItKnows)
{
    tiny.addPicture("red.bmp", red);
    (void)add();
    const IndexReport report = rescan();
    EXPECT_EQ(report.unchanged, 1);
    EXPECT_EQ(report.added + report.changed + report.moved + report.missing, 0);
    EXPECT_EQ(tiny.embedder.pictures, 1);
}

TEST_F(IndexingAFolder, TakesUpNewPicturesAndChangedOnes)
{
    tiny.addPicture("a.bmp", red);
    tiny.addPicture("b.bmp", red);
    (void)add();
    const PictureId id = recordOf("a.bmp").id;
    tiny.folder.write("pictures/a.bmp", bitmap(blue, 5, 3));
    tiny.addPicture("c.bmp", green);
    const IndexReport report = rescan();
    EXPECT_EQ(report.changed, 1);
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(report.unchanged, 1);
    EXPECT_EQ(recordOf("a.bmp").id, id);
    EXPECT_EQ(recordOf("a.bmp").width, 5);
    EXPECT_THAT(names(library.search(query(blue), 1)), ElementsAre("a.bmp"));
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, DoesNotEmbedAgainWhatWasOnlyTouched)
{
    const fs::path file = tiny.addPicture("a.bmp", red);
    (void)add();
    fs::last_write_time(file, fs::last_write_time(file) - std::chrono::hours(5));
    EXPECT_EQ(rescan().unchanged, 1);
    EXPECT_EQ(tiny.embedder.pictures, 1);
    EXPECT_EQ(rescan().unchanged, 1);
}

TEST_F(IndexingAFolder, EmbedsTheCopiesOfAPictureOnce)
{
    tiny.addPicture("a.bmp", red);
    (void)add();
    tiny.addPicture("copy.bmp", red);
    EXPECT_EQ(add().added, 1);
    EXPECT_EQ(tiny.embedder.pictures, 1);
    EXPECT_EQ(recordOf("copy.bmp").width, 2);
    EXPECT_THAT(names(library.search(query(red), 9)), ElementsAre("a.bmp", "copy.bmp"));
}

TEST_F(IndexingAFolder, EmbedsACopyWhoseOriginalChangesInTheSameRun)
{
    tiny.addPicture("a.bmp", red);
    (void)add();
    tiny.addPicture("a.bmp", blue);
    fs::last_write_time(tiny.pictures() / "a.bmp", fs::file_time_type::clock::now() - std::chrono::hours(1));
    tiny.addPicture("b.bmp", red);
    const IndexReport report = rescan();
    EXPECT_EQ(report.changed, 1);
    EXPECT_EQ(report.added, 1);
    EXPECT_THAT(names(library.search(query(red), 1)), ElementsAre("b.bmp"));
    EXPECT_THAT(names(library.search(query(blue), 1)), ElementsAre("a.bmp"));
}

TEST_F(IndexingAFolder, KnowsPicturesByTheirContent)
{
    tiny.write("picture-without-ending", bitmap(red));
    tiny.write("lying.txt", bitmap(blue));
    tiny.write("README.md", "about these pictures");
    tiny.write("numbers.csv", "1,2");
    tiny.write("data.json", "{}");
    tiny.write("empty", "");
    const IndexReport report = add();
    EXPECT_EQ(report.added, 2);
    EXPECT_THAT(report.skipped, IsEmpty());
    EXPECT_THAT(library.failures(), IsEmpty());
}

TEST_F(IndexingAFolder, RecordsWhatClaimsToBeAPictureAndIsNone)
{
    tiny.write("text.jpg", "not a picture");
    tiny.write("empty.png", "");
    tiny.write("cut.bmp", bitmap(red, 30, 30).substr(0, 40));
    tiny.addPicture("red.bmp", red);
    Listener listener;
    const IndexReport report = library.addFolder(tiny.pictures(), tiny.embedder, &listener);
    EXPECT_EQ(report.added, 1);
    EXPECT_THAT(report.skipped,
                ElementsAre(skips("cut.bmp", "cut short"), skips("empty.png", "it is empty"), skips("text.jpg", "")));
    EXPECT_EQ(listener.skipped.size(), 3U);
    EXPECT_EQ(library.failures().size(), 3U);
    EXPECT_EQ(library.stats().failed, 3);
    EXPECT_FALSE(recordOf("text.jpg").embedded);
    EXPECT_NE(recordOf("text.jpg").whyNot, "");
    EXPECT_FALSE(library.vectorOf(recordOf("text.jpg").id));
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, RefusesAPictureOfTooManyPixelsFromItsHeader)
{
    std::string huge = bitmap(red);
    huge.replace(18, 8, std::string("\x00\x00\x01\x00\x00\x00\x01\x00", 8)); // 65536 x 65536
    tiny.write("huge.bmp", huge);
    EXPECT_THAT(add().skipped, ElementsAre(skips("huge.bmp", "65536")));
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, TriesABrokenPictureAgainWhenItChanges)
{
    tiny.write("a.bmp", "broken");
    (void)add();
    EXPECT_THAT(rescan().skipped, ElementsAre(skips("a.bmp", "")));
    tiny.addPicture("a.bmp", red);
    EXPECT_EQ(rescan().changed, 1);
    EXPECT_THAT(library.failures(), IsEmpty());
    tiny.write("a.bmp", "broken again");
    EXPECT_THAT(rescan().skipped, ElementsAre(skips("a.bmp", "")));
    EXPECT_TRUE(library.search(query(red), 5).hits.empty());
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, RecordsAPictureForWhichTheModelHasNoVector)
{
    class Blind final : public Embedder {
    public:
        [[nodiscard]] std::string fingerprint() const override { return StandInEmbedder().fingerprint(); }
        [[nodiscard]] std::int64_t dimension() const override { return StandInEmbedder::numbers; }
        [[nodiscard]] int imageSize() const override { return 1; }
        [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override { return picture; }
        [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> all, Branch) override
        {
            return std::vector(all.size(), std::vector<float>(StandInEmbedder::numbers, std::nanf("")));
        }
        [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string>, Branch) override
        {
            return {};
        }
    } blind;
    tiny.addPicture("a.bmp", red);
    EXPECT_THAT(library.addFolder(tiny.pictures(), blind).skipped, ElementsAre(skips("a.bmp", "no unit vector")));
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, TellsLargePicturesFromOtherLargeFiles)
{
    tiny.write("large.bmp", bitmap(red, 700, 1000));
    tiny.write("film", std::string(3'000'000, 'f'));
    tiny.write("broken.png", std::string(3'000'000, 'b'));
    const IndexReport report = add();
    EXPECT_EQ(report.added, 1);
    EXPECT_EQ(recordOf("large.bmp").width, 700);
    EXPECT_THAT(report.skipped, ElementsAre(skips("broken.png", "no picture of a known kind")));
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(IndexingAFolder, TakesAnyFileName)
{
    const std::vector<std::string> odd = {"new\nline.bmp", "\xD0\xBA\xD0\xBE\xD1\x82 \U0001F600.bmp", "\xFF.bmp",
                                          "'; DROP TABLE pictures; --.bmp", "100%s.bmp"};
    for (const std::string& name : odd)
        tiny.addPicture(name, red);
    EXPECT_EQ(add().added, static_cast<std::int64_t>(odd.size()));
    for (const std::string& name : odd)
        EXPECT_EQ(recordOf(name).file, tiny.pictures() / name);
    EXPECT_EQ(rescan().unchanged, static_cast<std::int64_t>(odd.size()));
}

TEST_F(IndexingAFolder, LeavesItsOwnFilesOut)
{
    tiny.addPicture("red.bmp", red);
    EXPECT_EQ(library.addFolder(tiny.folder.path(), tiny.embedder).added, 1);
    EXPECT_THAT(library.rescan(tiny.embedder).skipped, IsEmpty());
}

TEST_F(IndexingAFolder, NamesTheFolderThatIsNotThere)
{
    EXPECT_THAT([&] { (void)library.addFolder(tiny.folder / "nowhere", tiny.embedder); },
                throwsError(ErrorKind::NotFound, "nowhere does not exist"));
    tiny.addPicture("red.bmp", red);
    EXPECT_THAT([&] { (void)library.addFolder(tiny.pictures() / "red.bmp", tiny.embedder); },
                throwsError(ErrorKind::InvalidArgument, "red.bmp is not a folder; a library takes whole folders"));
    EXPECT_EQ(library.stats().roots, 0);
}

TEST_F(IndexingAFolder, RefusesAnotherModel)
{
    tiny.addPicture("red.bmp", red);
    tiny.embedder.name = "another";
    EXPECT_THAT([&] { (void)add(); }, throwsError(ErrorKind::Incompatible, "test.vlmolib is of the model stand-in"));
    EXPECT_EQ(library.stats().roots, 0);
}

TEST_F(IndexingAFolder, TellsOfAFolderItMayNotRead)
{
    tiny.addPicture("open/red.bmp", red);
    tiny.addPicture("closed/blue.bmp", blue);
    (void)add();
    const WithoutPermission closed(tiny.folder.path(), tiny.pictures() / "closed");
    const IndexReport report = rescan();
    EXPECT_THAT(report.skipped, ElementsAre(skips("closed", "the folder cannot be read")));
    EXPECT_EQ(report.missing, 0);
    EXPECT_EQ(library.stats().embedded, 2);
}

TEST_F(IndexingAFolder, TriesAPictureAgainThatItMightNotRead)
{
    const fs::path file = tiny.addPicture("red.bmp", red);
    {
        const WithoutPermission closed(tiny.folder.path(), file);
        EXPECT_THAT(add().skipped, ElementsAre(skips("red.bmp", "permission denied")));
        EXPECT_THAT(library.verify(), IsEmpty());
    }
    EXPECT_EQ(rescan().changed, 1);
    EXPECT_THAT(library.failures(), IsEmpty());
}

TEST_F(IndexingAFolder, TellsHowFarItIs)
{
    for (int i = 0; i < 40; ++i)
        tiny.addPicture(std::to_string(i) + ".bmp", {i, 0, 0});
    Listener listener;
    (void)library.addFolder(tiny.pictures(), tiny.embedder, &listener);
    ASSERT_FALSE(listener.all.empty());
    EXPECT_EQ(listener.all.front().total, 0);
    EXPECT_EQ(listener.all.back().done, 40);
    EXPECT_EQ(listener.all.back().total, 40);
    EXPECT_THAT(listener.all.back().current, HasSubstr(".bmp"));
}

TEST_F(IndexingAFolder, CountsPicturesAndNotWhatLiesBesideThem)
{
    tiny.addPicture("red.bmp", red);
    tiny.addPicture("without_ending", blue);
    tiny.write("broken.png", "this is no picture");
    tiny.write("LICENSE", "text");
    tiny.write("notes/list.csv", "text");
    Listener listener;
    const IndexReport report = library.addFolder(tiny.pictures(), tiny.embedder, &listener);
    EXPECT_EQ(report.added, 2);
    EXPECT_EQ(report.otherFiles, 2);
    EXPECT_THAT(report.skipped, ElementsAre(skips("broken.png", "no picture of a known kind")));
    EXPECT_EQ(listener.skipped.size(), 1U);
    EXPECT_EQ(listener.all.back().done, 3);
    EXPECT_EQ(listener.all.back().total, 3);
    std::int64_t found = 0;
    for (const Progress& progress : listener.all) {
        EXPECT_TRUE(progress.total == 0 || progress.done <= progress.total);
        found = progress.total == 0 ? std::max(found, progress.done) : found;
    }
    EXPECT_EQ(found, 2) << "by their names, while the folder is looked through";
    EXPECT_EQ(rescan().otherFiles, 2);
}

TEST_F(IndexingAFolder, CountsPicturesWithoutAnEmbeddingAsItsStatisticsDo)
{
    tiny.addPicture("red.bmp", red);
    tiny.write("broken.png", "this is no picture");
    tiny.write("captions.csv", "image,caption\nred.bmp,a red square\nred.bmp\nnone.bmp,nothing\n");
    tiny.write("red.txt", "something red");
    tiny.write("LICENSE", "text");
    const IndexReport report = add();
    EXPECT_EQ(report.failed, 1);
    EXPECT_EQ(report.failed, library.stats().failed);
    EXPECT_EQ(report.skipped.size(), 3U) << "two of them are about the table";
    EXPECT_EQ(report.captionFiles, 2);
    EXPECT_EQ(report.otherFiles, 1);
    const IndexReport again = rescan();
    EXPECT_EQ(again.failed, 1);
    EXPECT_EQ(again.captionFiles, 2);
    EXPECT_EQ(again.otherFiles, 1);
}

TEST_F(IndexingAFolder, GivesReasonsThatDoNotRepeatTheFile)
{
    tiny.write("empty.png", "");
    const IndexReport report = add();
    ASSERT_EQ(report.skipped.size(), 1U);
    EXPECT_EQ(report.skipped.front().reason, "it is empty");
    EXPECT_EQ(library.failures().front().reason, "it is empty");
}

TEST_F(IndexingAFolder, CountsTheDemoPicturesAlone)
{
    Listener listener;
    const IndexReport report = library.addFolder(VLMO_SOURCE_DIR "/resources/demo/pictures", tiny.embedder, &listener);
    EXPECT_EQ(report.added, 600);
    EXPECT_GT(report.otherFiles, 0);
    EXPECT_THAT(report.skipped, IsEmpty());
    EXPECT_EQ(listener.all.back().total, 600);
}

TEST(IndexingALargeFolder, TakesTenThousandPictures)
{
    const TinyLibrary tiny(folderForManyFiles());
    Library library = tiny.create();
    StandInEmbedder embedder;
    for (int i = 0; i < 10'000; ++i)
        tiny.write("folder" + std::to_string(i % 10) + "/" + std::to_string(i) + ".bmp",
                   bitmap({i % 256, i / 256, 7}, 1, 1));
    EXPECT_EQ(library.addFolder(tiny.pictures(), embedder).added, 10'000);
    EXPECT_EQ(library.rescan(embedder).unchanged, 10'000);
    EXPECT_EQ(library.search(query(red), 100).hits.size(), 100U);
    EXPECT_THAT(library.verify(), IsEmpty());
}
