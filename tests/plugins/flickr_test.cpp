#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingFlickr : public PluginFolder {
protected:
    ReadingFlickr()
    {
        folder.write("Flicker8k_Dataset/1.jpg", "x");
        folder.write("Flicker8k_Dataset/2.jpg", "x");
    }
};

} // namespace

TEST_F(ReadingFlickr, TakesTheTokenFile)
{
    folder.write("Flickr8k.token.txt", "1.jpg#0\tA dog .\n1.jpg#1\tA hound \"runs\" .\r\n2.jpg#0\tA cat .\n");
    folder.write("Flickr8k.lemma.token.txt", "1.jpg#0\ta dog run\n");
    folder.write("ExpertAnnotations.txt", "1.jpg\t2.jpg#2\t1\t1\t1\n");
    EXPECT_EQ(surest(), "csv-pairs");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("Flicker8k_Dataset/1.jpg: A dog . | A hound \"runs\" . (train)",
                                              "Flicker8k_Dataset/2.jpg: A cat . (train)"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_EQ(surest("Flickr8k.token.txt"), "csv-pairs");
}

TEST_F(ReadingFlickr, TakesTheListsOfSplits)
{
    folder.write("Flickr8k.token.txt", "1.jpg#0\ta dog\n2.jpg#0\ta cat\n3.jpg#0\ta bird\n");
    folder.write("Flickr_8k.trainImages.txt", "1.jpg\n");
    folder.write("Flickr_8k.devImages.txt", "2.jpg\r\n\r\n");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset),
                ElementsAre("Flicker8k_Dataset/1.jpg: a dog (train)", "Flicker8k_Dataset/2.jpg: a cat (val)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("token.txt, line 3", "in none of the lists of splits")));
    EXPECT_EQ(open("", {"", {{"split", "test"}}}).split("test").size(), 2U);
}

TEST_F(ReadingFlickr, TakesTheListsOfSplitsBesideATable)
{
    folder.write("captions.txt", "image,caption\n1.jpg,a dog\n2.jpg,a cat\n");
    folder.write("Flickr_8k.trainImages.txt", "1.jpg\n");
    folder.write("Flickr_8k.testImages.txt", "2.jpg\n");
    EXPECT_THAT(linesOf(open()),
                ElementsAre("Flicker8k_Dataset/1.jpg: a dog (train)", "Flicker8k_Dataset/2.jpg: a cat (test)"));
}

TEST_F(ReadingFlickr, TakesTheTableOfFlickr30k)
{
    folder.write("30k/results.csv", "image_name| comment_number| comment\n9.jpg| 0| Two men .\n9.jpg| 1| Friends .\n"
                                    "9.jpg| 2   A broken row .\n");
    folder.write("30k/flickr30k_images/9.jpg", "x");
    const Dataset dataset = open("30k");
    EXPECT_THAT(linesOf(dataset), ElementsAre("flickr30k_images/9.jpg: Two men . | Friends . (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("results.csv, line 4", "2 fields instead of 3")));
}

TEST_F(ReadingFlickr, NamesEveryLineItCannotUse)
{
    folder.write("results.token", "1.jpg#0\ta dog\n"
                                  "1.jpg\tno number\n"
                                  "1.jpg#x\tno number\n"
                                  "#1\tno name\n"
                                  "no tab\n"
                                  "1.jpg#1\ttoo\tmany\n"
                                  "1.jpg#2\t \n"
                                  "1.jpg#3\ta dog\n"
                                  "1.jpg#4\t\xFF\n"
                                  "none.jpg#0\tnothing\n"
                                  "../1.jpg#0\ta secret\n"
                                  "\n"
                                  "2.jpg#0\t" +
                                      std::string(60'000, 'x') + "\n");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("Flicker8k_Dataset/1.jpg: a dog (train)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("line 2", "'#', a number"), skips("line 3", "'#', a number"),
                            skips("line 4", "'#', a number"), skips("line 5", "'#', a number"),
                            skips("line 6", "'#', a number"), skips("line 7", "is empty"), skips("line 8", "already"),
                            skips("line 9", "not UTF-8"), skips("line 10", "no picture 'none.jpg'"),
                            skips("line 11", "not inside"), skips("line 13", "longer than 4096")));
}

TEST_F(ReadingFlickr, RefusesListsOfSplitsThatOverlapOrAreNone)
{
    folder.write("Flickr8k.token.txt", "1.jpg#0\ta dog\n");
    folder.write("Flickr_8k.trainImages.txt", "1.jpg\n");
    folder.write("Flickr_8k.testImages.txt", "2.jpg\n1.jpg\n");
    EXPECT_THAT([&] { (void)open(); },
                throwsError(ErrorKind::BadInput, "trainImages.txt, line 1: '1.jpg' is in the list of test already"));
    folder.write("Flickr_8k.testImages.txt", "\xFF\xFE\n");
    EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::BadInput, "testImages.txt, line 1: it is no picture"));
}
