#include "core/library/caption_files.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

using namespace vlmo;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using vlmo::test::TemporaryFolder;

namespace {

/// A folder of files that only have to be there, and what is said of them.
class ReadingCaptions : public ::testing::Test {
protected:
    void write(const std::string& name, std::string_view content)
    {
        folder.write(name, content);
        files.push_back({name, static_cast<std::int64_t>(content.size()), 1});
    }

    PictureNotes notesOf(const std::string& name)
    {
        skipped.clear();
        const FolderNotes all = readNotes(folder.path(), files, skipped, {});
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (files[i].path == name)
                return all.notes[i];
        }
        return {{"no such file"}, {}};
    }

    TemporaryFolder folder;
    std::vector<FoundFile> files;
    std::vector<SkippedItem> skipped;
};

auto reasonHas(const std::string& part)
{
    return Field(&SkippedItem::reason, HasSubstr(part));
}

} // namespace

TEST_F(ReadingCaptions, TakesTheRecordsOfADataSet)
{
    write("images/dog.png", "");
    write("records.jsonl", R"({"image": "images/dog.png", "captions": ["a dog", "a brown dog"], "tags": ["pet"],)"
                           R"( "category": "animal", "source": "noto", "weight": 0.5})"
                           "\n\n");
    const PictureNotes notes = notesOf("images/dog.png");
    EXPECT_THAT(notes.captions, ElementsAre("a dog", "a brown dog"));
    EXPECT_THAT(notes.tags, ElementsAre("pet", "animal", "noto"));
    EXPECT_THAT(skipped, IsEmpty());
}

TEST_F(ReadingCaptions, TakesMetadataRelativeToItsOwnFolder)
{
    write("train/dog.png", "");
    write("train/metadata.jsonl", R"({"file_name": "dog.png", "text": "a dog"})");
    EXPECT_THAT(notesOf("train/dog.png").captions, ElementsAre("a dog"));
}

TEST_F(ReadingCaptions, TakesATableWithQuotesAndSeveralCaptionsOfAPicture)
{
    write("dog.png", "");
    write("captions.csv",
          "\xEF\xBB\xBF\"image\",caption\r\ndog.png,\"a \"\"good\"\" dog,\nasleep\"\r\ndog.png,a dog\r\n");
    EXPECT_THAT(notesOf("dog.png").captions, ElementsAre("a \"good\" dog, asleep", "a dog"));
    EXPECT_THAT(skipped, IsEmpty());
}

TEST_F(ReadingCaptions, FindsThePicturesOfFlickr8kBesideItsTable)
{
    write("Images/1.jpg", "");
    write("captions.txt", "image,caption\n1.jpg,A child .\n");
    EXPECT_THAT(notesOf("Images/1.jpg").captions, ElementsAre("A child ."));
}

TEST_F(ReadingCaptions, TakesTheTextBesideAPicture)
{
    write("dog.png", "");
    write("dog.txt", "a dog\n\n  a brown\tdog \r\n");
    write("cat.webp", "");
    write("cat.webp.txt", "a cat");
    write("README.txt", "not about a picture");
    EXPECT_THAT(notesOf("dog.png").captions, ElementsAre("a dog", "a brown dog"));
    EXPECT_THAT(notesOf("cat.webp").captions, ElementsAre("a cat"));
    EXPECT_THAT(skipped, IsEmpty());
}

TEST_F(ReadingCaptions, NamesTheLineThatCannotBeUsedAndTakesTheOthers)
{
    write("dog.png", "");
    write("records.jsonl", "{\"image\": \"dog.png\", \"caption\": \"one\"}\n"
                           "{\"image\": \"dog.png\", \"cap\n"
                           "[1, 2]\n"
                           "{\"caption\": \"of nothing\"}\n"
                           "{\"image\": 5}\n"
                           "{\"image\": \"dog.png\", \"captions\": [3]}\n"
                           "{\"image\": \"dog.png\", \"caption\": \"\xFF\xFE\"}\n"
                           "{\"image\": \"dog.png\", \"caption\": \"two\"}\n");
    EXPECT_THAT(notesOf("dog.png").captions, ElementsAre("one", "two"));
    EXPECT_THAT(skipped, ElementsAre(AllOf(Field(&SkippedItem::item, HasSubstr("records.jsonl")), reasonHas("line 2")),
                                     reasonHas("line 3: it is not a JSON object"), reasonHas("line 4: it names no"),
                                     reasonHas("line 5"), reasonHas("line 6"), reasonHas("line 7")));
}

TEST_F(ReadingCaptions, TellsOfCaptionsWhosePictureIsNotThere)
{
    write("dog.png", "");
    write("captions.csv", "image,caption\nnone.png,x\n../../etc/passwd,x\n/etc/passwd,x\ndog.png,a dog\n");
    EXPECT_THAT(notesOf("dog.png").captions, ElementsAre("a dog"));
    EXPECT_THAT(skipped, ElementsAre(reasonHas("not there: 3 (first line 2, none.png)")));
}

TEST_F(ReadingCaptions, RefusesATableWithoutTheColumns)
{
    write("dog.png", "");
    write("captions.txt", "just some text\ndog.png,a dog\n");
    EXPECT_THAT(notesOf("dog.png").captions, IsEmpty());
    EXPECT_THAT(skipped, ElementsAre(reasonHas("line 1: it names no columns")));
}

TEST_F(ReadingCaptions, NamesRowsWithTooManyOrTooFewFields)
{
    write("dog.png", "");
    write("captions.csv", "image,caption\ndog.png\ndog.png,a,b\n\ndog.png,a dog\n");
    EXPECT_THAT(notesOf("dog.png").captions, ElementsAre("a dog"));
    EXPECT_THAT(skipped, ElementsAre(reasonHas("line 2: it has 1 fields"), reasonHas("line 3: it has 3 fields")));
}

TEST_F(ReadingCaptions, BoundsWhatAHostileFileSays)
{
    write("dog.png", "");
    std::string lines = "{\"image\": \"dog.png\", \"caption\": \"" + std::string(3'000'000, 'x') + "\"}\n";
    lines += "{\"image\": \"dog.png\", \"caption\": \"" + std::string(5'000, 'x') + "\"}\n";
    lines += std::string(500'000, '[') + "\n";
    for (int i = 0; i < 200; ++i)
        lines += "{\"image\": \"dog.png\", \"caption\": \"caption " + std::to_string(i) + "\"}\n";
    write("records.jsonl", lines);
    EXPECT_EQ(notesOf("dog.png").captions.size(), 64U);
    EXPECT_THAT(skipped, ElementsAre(reasonHas("line 1: it is longer"), reasonHas("line 2: the caption is longer"),
                                     reasonHas("line 3: it is not JSON")));
}

TEST_F(ReadingCaptions, StopsWhereALineHasNoEndInSight)
{
    write("dog.png", "");
    for (const char* name : {"records.jsonl", "captions.csv"})
        write(name, "image,caption\n" + std::string(20'000'000, '\0') + "\ndog.png,a dog\n");
    EXPECT_THAT(notesOf("dog.png").captions, IsEmpty());
    EXPECT_THAT(skipped, ElementsAre(reasonHas("line 1: it is not JSON"), reasonHas("line 2: it goes on for more than"),
                                     reasonHas("line 2: the line goes on for more than")));
}

TEST_F(ReadingCaptions, LeavesOutAFileOfCaptionsThatIsGigantic)
{
    write("dog.png", "");
    for (const char* name : {"records.jsonl", "metadata.jsonl", "captions.csv", "captions.txt"}) {
        write(name, "image,caption\n");
        std::filesystem::resize_file(folder / name, std::uintmax_t{20} << 30U); // Takes no room on the disk.
        files.back().bytes = std::int64_t{20} << 30U;
    }
    const FolderNotes all = readNotes(folder.path(), files, skipped, {});
    EXPECT_FALSE(all.complete) << "what it says is not known, rather than nothing";
    ASSERT_EQ(skipped.size(), 4U);
    for (const SkippedItem& item : skipped)
        EXPECT_THAT(item, reasonHas("more than the 1073741824 that a file of captions may have"));
}

TEST_F(ReadingCaptions, SaysWhichFilesItRead)
{
    write("a/dog.png", "");
    write("a/dog.txt", "a dog");
    write("a/README.txt", "about these pictures");
    write("captions.csv", "image,caption\na/dog.png,a brown dog\n");
    EXPECT_THAT(readNotes(folder.path(), files, skipped, {}).read, ElementsAre(false, true, false, true));
}

TEST_F(ReadingCaptions, ListsAtMostAHundredBadLinesAndCountsTheRest)
{
    write("dog.png", "");
    std::string lines;
    for (int i = 0; i < 1000; ++i)
        lines += "nonsense\n";
    write("records.jsonl", lines);
    (void)notesOf("dog.png");
    ASSERT_EQ(skipped.size(), 101U);
    EXPECT_THAT(skipped.back(), reasonHas("900 more lines"));
}

TEST_F(ReadingCaptions, LeavesOutATextThatIsTooLongOrNoText)
{
    write("dog.png", "");
    write("dog.txt", std::string(100'000, 'x'));
    write("cat.png", "");
    write("cat.txt", "\x80\x81");
    EXPECT_THAT(notesOf("dog.png").captions, IsEmpty());
    EXPECT_THAT(skipped, ElementsAre(reasonHas("larger than"), reasonHas("not UTF-8")));
}
