#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingClassFolders : public PluginFolder {
protected:
    std::vector<std::string> classes(const ImportOptions& options = {}) const
    {
        std::vector<std::string> names;
        for (const Record& record : open("", {"image-folder", options}).records)
            names.push_back(record.category + " (" + record.split + ")");
        return names;
    }
};

class ReadingMetadata : public PluginFolder {
protected:
    ReadingMetadata()
    {
        folder.write("a.png", "x");
        folder.write("b.png", "x");
    }
};

} // namespace

TEST_F(ReadingClassFolders, TakesTheNamesOfFoldersWhenEveryPictureLiesInOne)
{
    folder.write("cats/a.png", "x");
    folder.write("dogs/b.png", "x");
    EXPECT_THAT(classes(), ElementsAre("cats (train)", "dogs (train)"));
    EXPECT_THAT(classes({{"classes", "none"}}), Each(" (train)"));
}

TEST_F(ReadingClassFolders, TakesThemBelowFoldersOfSplits)
{
    folder.write("train/cats/a.png", "x");
    folder.write("train/dogs/b.png", "x");
    folder.write("val/cats/c.png", "x");
    EXPECT_THAT(classes(), ElementsAre("cats (train)", "dogs (train)", "cats (val)"));
}

TEST_F(ReadingClassFolders, SeesNoClassesInOtherTrees)
{
    folder.write("cats/a.png", "x");
    EXPECT_THAT(classes(), ElementsAre(" (train)")) << "one folder is no choice";
    folder.write("dogs/b.png", "x");
    folder.write("c.png", "x");
    EXPECT_THAT(classes(), Each(" (train)")) << "a picture has no folder";
    EXPECT_THAT(classes({{"classes", "folders"}}), ElementsAre(" (train)", "cats (train)", "dogs (train)"));
}

TEST_F(ReadingClassFolders, SeesNoClassesInFoldersOfFolders)
{
    folder.write("2023/summer/a.png", "x");
    folder.write("2024/b.png", "x");
    EXPECT_THAT(classes(), Each(" (train)"));
}

TEST_F(ReadingClassFolders, ForgetsFoldersWithoutAPictureThatCanBeUsed)
{
    folder.write("cats/a.png", "x");
    folder.write("dogs/b.png", "");
    EXPECT_THAT(classes(), ElementsAre(" (train)"));
}

TEST_F(ReadingMetadata, TakesCaptionsClassesAndSplitsFromATable)
{
    folder.write("metadata.csv", "file_name,text,label,split\na.png,\"an a, small\",letter,val\nb.png,a b,,\n"
                                 "a.png,the first letter,letter,\n");
    EXPECT_EQ(surest(), "image-folder");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: an a, small | the first letter (val)", "b.png: a b (train)"));
    EXPECT_EQ(dataset.records[0].category, "letter");
    EXPECT_EQ(dataset.records[1].category, "");
    EXPECT_THAT(dataset.skipped, IsEmpty());
}

TEST_F(ReadingMetadata, TakesThemFromLinesInTheFolderOfASplit)
{
    folder.write("val/c.png", "x");
    folder.write("val/metadata.jsonl", "{\"file_name\": \"c.png\", \"captions\": [\"a c\", \"C\"], \"label\": 3, "
                                       "\"question\": \"which letter?\", \"answer\": \"c\"}\n");
    EXPECT_EQ(surest(), "image-folder");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: (train)", "b.png: (train)", "val/c.png: a c | C (val)"));
    const Record& record = dataset.records[2];
    EXPECT_EQ(record.category, "3");
    ASSERT_EQ(record.questions.size(), 1U);
    EXPECT_EQ(record.questions[0].text, "which letter?");
    EXPECT_THAT(record.questions[0].answers, ElementsAre("c"));
}

TEST_F(ReadingMetadata, GoesBeforeTextsBesideThePictures)
{
    folder.write("metadata.csv", "file_name,caption\na.png,an a\n");
    folder.write("a.txt", "an a\na letter\n");
    EXPECT_THAT(linesOf(open()), ElementsAre("a.png: an a | a letter (train)", "b.png: (train)"));
    EXPECT_THAT(linesOf(open("", {"", {{"captions", "none"}}})), ElementsAre("a.png: (train)", "b.png: (train)"));
}

TEST_F(ReadingMetadata, NamesEveryRowItCannotUse)
{
    folder.write("metadata.csv", "file_name,caption,label\n"
                                 "a.png,an a,x\n"
                                 "none.png,nothing,\n"
                                 "../a.png,a secret,\n"
                                 ",no name,\n"
                                 "a.png,an a,\n"
                                 "a.png,short\n"
                                 "b.png,\xFF,\n"
                                 "b.png," +
                                     std::string(5000, 'x') +
                                     ",\n"
                                     "a.png,,y\n");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: an a (train)", "b.png: (train)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("line 3", "no picture 'none.png'"), skips("line 4", "not inside the folder"),
                            skips("line 5", "names no picture"), skips("line 6", "this caption already"),
                            skips("line 7", "2 fields instead of 3"), skips("line 8", "not UTF-8"),
                            skips("line 9", "longer than 4096"), skips("line 10", "of class 'x' already")));
}

TEST_F(ReadingMetadata, NamesEveryLineItCannotUse)
{
    folder.write("metadata.jsonl", "{\"file_name\": \"a.png\", \"text\": \"an a\"}\n"
                                   "{\"file_name\": \n"
                                   "[1, 2]\n"
                                   "{\"file_name\": 7}\n"
                                   "{\"text\": \"no name\"}\n"
                                   "{\"file_name\": \"b.png\", \"text\": [\"a b\", 7, \"\"]}\n");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: an a (train)", "b.png: a b (train)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("line 2", "not JSON"), skips("line 3", "not an object"),
                            skips("line 4", "'file_name' is not a text"), skips("line 5", "names no picture"),
                            skips("line 6", "a caption is not a text"), skips("line 6", "the caption is empty")));
}

TEST_F(ReadingMetadata, RefusesATableWithoutFileNames)
{
    folder.write("metadata.csv", "name,caption\na.png,an a\n");
    EXPECT_EQ(surest(), "image-folder") << "there are still the pictures";
    EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::BadInput, "metadata.csv: it has no column 'file_name'"));
    folder.write("metadata.csv", "");
    EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::BadInput, "metadata.csv: the file is empty"));
}
