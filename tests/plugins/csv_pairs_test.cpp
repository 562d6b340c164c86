#include "tests/plugins/plugin_folder.h"

#include "core/base/random.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingATable : public PluginFolder {
protected:
    ReadingATable()
    {
        folder.write("dog.png", "x");
        folder.write("cat.png", "x");
    }

    Dataset read(const std::string& table, const ImportOptions& options = {}) const
    {
        folder.write("pairs.csv", table);
        return open("pairs.csv", {"csv-pairs", options});
    }
};

} // namespace

TEST_F(ReadingATable, GathersTheCaptionsOfAPicture)
{
    const Dataset dataset = read("image,caption\ndog.png,a dog\ncat.png,a cat\ndog.png,a hound\n");
    EXPECT_THAT(linesOf(dataset), ElementsAre("dog.png: a dog | a hound (train)", "cat.png: a cat (train)"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_EQ(surest("pairs.csv"), "csv-pairs");
    EXPECT_EQ(surest(), "csv-pairs");
}

TEST_F(ReadingATable, TakesQuotedFieldsAndLineEndsInThem)
{
    EXPECT_THAT(linesOf(read("\xEF\xBB\xBF"
                             "image,caption\r\ndog.png,\"a \"\"big\"\", brown\r\ndog\"\r\n")),
                ElementsAre("dog.png: a \"big\", brown dog (train)"));
}

TEST_F(ReadingATable, TakesOtherColumnsAndSplits)
{
    EXPECT_THAT(linesOf(read("id,photo,what,part\n1,dog.png,a dog,val\n2,cat.png,a cat,\n",
                             {{"image_column", "photo"}, {"caption_column", "what"}, {"split_column", "part"}})),
                ElementsAre("dog.png: a dog (val)", "cat.png: a cat (train)"));
}

TEST_F(ReadingATable, TakesTablesWithoutAHeader)
{
    EXPECT_THAT(linesOf(read("dog.png\ta dog\n",
                             {{"header", "no"}, {"image_column", "1"}, {"caption_column", "2"}, {"split", "all"}})),
                ElementsAre("dog.png: a dog (all)"));
}

TEST_F(ReadingATable, TakesOtherDelimiters)
{
    EXPECT_THAT(linesOf(read("image_name| comment_number| comment\ndog.png| 0| a dog\n")),
                ElementsAre("dog.png: a dog (train)"));
    EXPECT_THAT(linesOf(read("image;caption\ndog.png;a, dog\n")), ElementsAre("dog.png: a, dog (train)"));
    EXPECT_THAT(linesOf(read("image#caption\ndog.png#a dog\n", {{"delimiter", "#"}})),
                ElementsAre("dog.png: a dog (train)"));
    EXPECT_THAT(linesOf(read("image\tcaption\ndog.png\t\"a\" dog\n", {{"quotes", "no"}, {"delimiter", "tab"}})),
                ElementsAre("dog.png: \"a\" dog (train)"));
    EXPECT_THAT(
        [&] {
            (void)read("image,caption\n", {{"delimiter", "::"}});
        },
        throwsError(ErrorKind::InvalidArgument, "delimiter cannot be '::'"));
}

TEST_F(ReadingATable, FindsPicturesInTheirFolder)
{
    folder.write("Images/bus.png", "x");
    folder.write("far/away/owl.png", "x");
    EXPECT_THAT(linesOf(read("image,caption\nbus.png,a bus\n")), ElementsAre("Images/bus.png: a bus (train)"));
    EXPECT_THAT(linesOf(read("image,caption\nowl.png,an owl\n", {{"image_folder", "far/away"}})),
                ElementsAre("far/away/owl.png: an owl (train)"));
    EXPECT_THAT(
        [&] {
            (void)read("image,caption\n", {{"image_folder", "none"}});
        },
        throwsError(ErrorKind::NotFound, "none"));
}

TEST_F(ReadingATable, ReadsAllTablesOfAFolder)
{
    folder.write("set/train.csv", "image,caption\n../x.png,x\na.png,an a\n");
    folder.write("set/val.tsv", "image\tcaption\na.png\tan a\n");
    folder.write("set/other.csv", "name,age\nJane,41\n");
    folder.write("set/a.png", "x");
    const Dataset dataset = open("set");
    EXPECT_EQ(dataset.importer, "csv-pairs");
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: an a (train)", "a.png: an a (val)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("other.csv", "no column of the pictures"),
                                             skips("train.csv, line 2", "not inside the folder")));
}

TEST_F(ReadingATable, KnowsTheTableOfFlickr8k)
{
    folder.write("flickr/captions.txt", "image,caption\n1.jpg,a dog\n1.jpg,a hound\n");
    folder.write("flickr/Images/1.jpg", "x");
    EXPECT_EQ(surest("flickr"), "csv-pairs");
    EXPECT_THAT(linesOf(open("flickr")), ElementsAre("Images/1.jpg: a dog | a hound (train)"));
}

TEST_F(ReadingATable, NamesEveryRowItCannotUse)
{
    const Dataset dataset = read("image,caption\n"
                                 "dog.png,a dog\n"
                                 "none.png,nothing\n"
                                 "/etc/passwd,a secret\n"
                                 "dog.png\n"
                                 "dog.png, \n"
                                 ",a cat\n"
                                 "dog.png,a dog\n"
                                 "dog.png,\xFF\n"
                                 "\n"
                                 "dog.png,\"a\" cat\n"
                                 "cat.png," +
                                 std::string(5000, 'x') +
                                 "\n"
                                 "cat.png,a cat\n");
    EXPECT_THAT(linesOf(dataset), ElementsAre("dog.png: a dog (train)", "cat.png: a cat (train)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("line 3", "no picture 'none.png'"), skips("line 4", "not inside the folder"),
                            skips("line 5", "1 fields instead of 2"), skips("line 6", "caption is empty"),
                            skips("line 7", "names no picture"), skips("line 8", "this caption already"),
                            skips("line 9", "not UTF-8"), skips("line 11", "closing quote"),
                            skips("line 12", "longer than 4096")));
}

TEST_F(ReadingATable, CountsWhatItNoLongerLists)
{
    std::string table = "image,caption\ndog.png,a dog\n";
    for (int i = 0; i < 150; ++i)
        table += "none.png,x" + std::to_string(i) + "\n";
    const Dataset dataset = read(table);
    ASSERT_THAT(dataset.skipped, SizeIs(101));
    EXPECT_THAT(dataset.skipped.back(), skips("pairs.csv", "50 more rows"));
}

TEST_F(ReadingATable, RefusesOneItCannotUseAtAll)
{
    EXPECT_THAT([&] { (void)read(""); }, throwsError(ErrorKind::BadInput, "pairs.csv: the file is empty"));
    EXPECT_THAT([&] { (void)read("name,age\nJane,41\n"); }, throwsError(ErrorKind::BadInput, "it has 'name', 'age'"));
    EXPECT_THAT([&] { (void)read("image,caption\nnone.png,x\n"); },
                throwsError(ErrorKind::BadInput, "line 2: there is no picture 'none.png'"));
    EXPECT_THAT([&] { (void)read(std::string("\0\0\0\0", 4)); }, throwsError(ErrorKind::BadInput, "no column"));
    EXPECT_THAT([&] { (void)read("\"" + std::string(3'000'000, 'x')); },
                throwsError(ErrorKind::BadInput, "a quote is opened and not closed"));
    folder.write("no/tables.md", "");
    EXPECT_THAT([&] { (void)open("no", {"csv-pairs", {}}); }, throwsError(ErrorKind::BadInput, "no .csv or .tsv"));
}

TEST_F(ReadingATable, NeverFailsOtherwiseThanWithASentence)
{
    const std::string whole = "\xEF\xBB\xBF"
                              "image,caption,split\r\ndog.png,\"a \"\"big\"\" dog\",val\ncat.png,a cat,\n";
    Random random(7);
    std::size_t readable = 0;
    for (int round = 0; round < 500; ++round) {
        std::string table = whole;
        for (std::uint64_t change = random.below(4); change-- > 0;)
            table[random.below(table.size())] = static_cast<char>(random.chance(0.3) ? '"' : random.below(256));
        table.resize(random.below(table.size() + 1));
        try {
            for (const Record& record : read(table).records)
                EXPECT_FALSE(record.captions.empty() || record.split.empty()) << table;
            ++readable;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::BadInput) << error.what();
        }
    }
    EXPECT_GT(readable, 20U);
    EXPECT_LT(readable, 480U);
}

TEST_F(ReadingATable, NoticesAChangedCaption)
{
    const std::string before = read("image,caption\ndog.png,a dog\n").fingerprint;
    EXPECT_EQ(read("image,caption\ndog.png,a dog\n").fingerprint, before);
    EXPECT_NE(read("image,caption\ndog.png,a hound\n").fingerprint, before);
}
