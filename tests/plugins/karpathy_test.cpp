#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingKarpathy : public PluginFolder {
protected:
    ReadingKarpathy()
    {
        folder.write("val2014/a.jpg", "x");
        folder.write("val2014/b.jpg", "x");
        folder.write("flickr30k-images/c.jpg", "x");
    }

    Dataset read(const std::string& images, const ImportOptions& options = {}) const
    {
        folder.write("dataset_coco.json", "{\"images\": [" + images + "], \"dataset\": \"coco\"}");
        return open("", {"karpathy", options});
    }

    const std::string a =
        R"({"filepath": "val2014", "sentids": [1, 2], "filename": "a.jpg", "imgid": 0, "split": "test",
        "sentences": [{"tokens": ["a", "dog"], "raw": "A dog.", "imgid": 0, "sentid": 1}, {"raw": "A hound. "}]})";
    const std::string b =
        R"({"filepath": "val2014", "filename": "b.jpg", "split": "restval", "sentences": [{"raw": "A cat."}]})";
};

} // namespace

TEST_F(ReadingKarpathy, TakesEveryCaptionAndTrainsOnRestval)
{
    const Dataset dataset = read(a + ", " + b);
    EXPECT_THAT(linesOf(dataset),
                ElementsAre("val2014/a.jpg: A dog. | A hound. (test)", "val2014/b.jpg: A cat. (train)"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_EQ(surest(), "karpathy");
    EXPECT_EQ(surest("dataset_coco.json"), "karpathy");
}

TEST_F(ReadingKarpathy, KeepsRestvalApartWhenAsked)
{
    EXPECT_THAT(linesOf(read(b, {{"restval", "restval"}})), ElementsAre("val2014/b.jpg: A cat. (restval)"));
}

TEST_F(ReadingKarpathy, FindsThePicturesOfFlickr)
{
    EXPECT_THAT(linesOf(read(R"({"filename": "c.jpg", "split": "val", "sentences": [{"raw": "A bird."}]})")),
                ElementsAre("flickr30k-images/c.jpg: A bird. (val)"));
}

TEST_F(ReadingKarpathy, NamesEveryImageItCannotUse)
{
    const Dataset dataset = read(a + ", " + a + R"(, 7, {"filename": "a.jpg", "split": "train"},
        {"filename": "a.jpg", "filepath": "val2014", "sentences": [{"raw": "x"}]},
        {"filename": "none.jpg", "split": "val", "sentences": [{"raw": "x"}]},
        {"split": "val", "sentences": [{"raw": "x"}]},
        {"filename": "b.jpg", "filepath": "../val2014", "split": "val", "sentences": [{"raw": "x"}]},
        {"filename": "b.jpg", "filepath": "val2014", "split": "val", "sentences": [{"raw": ""}, {"tokens": []}, {"raw": "x"}]})");
    EXPECT_THAT(linesOf(dataset), ElementsAre("val2014/a.jpg: A dog. | A hound. (test)", "val2014/b.jpg: x (val)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("images, item 2", "in the list already"), skips("images, item 3", "not an object"),
                            skips("images, item 4", "no caption"), skips("images, item 5", "'split' is missing"),
                            skips("images, item 6", "no picture 'none.jpg'"),
                            skips("images, item 7", "names no picture"), skips("images, item 8", "not inside"),
                            skips("images, item 9", "caption is empty"), skips("images, item 9", "not a text")));
}

TEST_F(ReadingKarpathy, RefusesWhatIsNotItsFormat)
{
    EXPECT_THAT([&] { (void)read(a + ","); }, throwsError(ErrorKind::BadInput, "dataset_coco.json, line 2"));
    folder.write("dataset_coco.json", R"({"images": {"a": 1}})");
    EXPECT_THAT(
        [&] {
            (void)open("dataset_coco.json", {"karpathy", {}});
        },
        throwsError(ErrorKind::BadInput, "has no list 'images'"));
    EXPECT_THAT([&] { (void)open("", {"karpathy", {}}); }, throwsError(ErrorKind::BadInput, "Karpathy's splits"));
}
