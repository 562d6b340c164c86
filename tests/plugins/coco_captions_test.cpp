#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingCoco : public PluginFolder {
protected:
    ReadingCoco()
    {
        folder.write("train2017/1.jpg", "x");
        folder.write("train2017/2.jpg", "x");
        folder.write("val2017/3.jpg", "x");
    }

    Dataset read(const std::string& json) const
    {
        folder.write("annotations/captions_train2017.json", json);
        return open("annotations/captions_train2017.json", {"coco-captions", {}});
    }

    const std::string train = R"({"info": {"year": 2017, "tags": [[1], {"images": []}]},
        "licenses": [{"id": 1, "url": "x"}],
        "images": [{"license": 1, "file_name": "1.jpg", "id": 11}, {"file_name": "2.jpg", "id": 22}],
        "annotations": [{"image_id": 22, "id": 1, "caption": "A cat.\n"}, {"image_id": 11, "id": 2, "caption": "A dog."},
                        {"image_id": 22, "id": 3, "caption": "A  small cat"}]})";
};

} // namespace

TEST_F(ReadingCoco, JoinsCaptionsAndImagesOfEverySplit)
{
    folder.write(
        "annotations/captions_val2017.json",
        R"({"annotations": [{"image_id": 3, "caption": "a bird"}], "images": [{"id": 3, "file_name": "3.jpg"}]})");
    folder.write("annotations/instances_val2017.json",
                 R"({"images": [{"id": 3, "file_name": "3.jpg"}], "annotations": [{"segmentation": [[1.5, 2]]}]})");
    folder.write("annotations/captions_train2017.json", train);
    EXPECT_EQ(surest(), "coco-captions");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset),
                ElementsAre("train2017/1.jpg: A dog. (train)", "train2017/2.jpg: A cat. | A small cat (train)",
                            "val2017/3.jpg: a bird (val)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("instances_val2017.json", "does not hold captions")));
}

TEST_F(ReadingCoco, TakesOneFileAndAnotherFolderOfPictures)
{
    folder.write("my/captions.json", train);
    folder.write("elsewhere/1.jpg", "x");
    EXPECT_EQ(surest("my/captions.json"), "coco-captions");
    const Dataset dataset =
        open("my/captions.json", {"", {{"image_folder", (folder / "elsewhere").string()}, {"split", "test"}}});
    ASSERT_EQ(dataset.records.size(), 1U);
    EXPECT_EQ(dataset.records[0].image, folder / "elsewhere/1.jpg");
    EXPECT_EQ(dataset.records[0].split, "test");
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("image 22", "no picture '2.jpg'")));
    EXPECT_THAT(
        [&] {
            (void)open("my/captions.json", {"", {{"image_folder", "nowhere"}}});
        },
        throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST_F(ReadingCoco, NamesEveryItemItCannotUse)
{
    const Dataset dataset = read(R"({"images": [
        {"file_name": "1.jpg", "id": 1}, {"file_name": "2.jpg", "id": 1}, {"file_name": "2.jpg"}, {"id": 5}, 7,
        {"file_name": "../train2017/2.jpg", "id": 6}, {"file_name": "2.jpg", "id": 7}, {"file_name": 3, "id": 8},
        {"file_name": "none.jpg", "id": 9}],
      "annotations": [
        {"image_id": 1, "caption": "a dog"}, {"image_id": 1, "caption": " "}, {"image_id": 1, "caption": "a dog"},
        {"image_id": 1, "caption": 5}, {"caption": "of nothing"}, {"image_id": 77, "caption": "of nobody"},
        {"image_id": 6, "caption": "x"}, {"image_id": 9, "caption": "x"}, {"image_id": 1, "caption": ")" +
                                 std::string(60'000, 'x') + R"("}]})");
    EXPECT_THAT(linesOf(dataset), ElementsAre("../train2017/1.jpg: a dog (train)"));
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("images, item 2", "its id already"), skips("images, item 3", "'id' is missing"),
                            skips("images, item 4", "'file_name' is missing"), skips("images, item 5", "not an object"),
                            skips("images, item 8", "not a text"), skips("annotations, item 2", "is empty"),
                            skips("annotations, item 3", "already"), skips("annotations, item 4", "not a text"),
                            skips("annotations, item 5", "'image_id' is missing"),
                            skips("annotations, item 9", "longer than 4096"), skips("image 6", "not inside"),
                            skips("image 7", "no caption"), skips("image 9", "no picture 'none.jpg'"),
                            skips("image 77", "not in the list of images")));
}

TEST_F(ReadingCoco, RefusesAFileThatIsBrokenWithItsLine)
{
    EXPECT_THAT([&] { (void)read(train.substr(0, train.size() - 30)); },
                throwsError(ErrorKind::BadInput, "captions_train2017.json, line 5"));
    EXPECT_THAT([&] { (void)read("{\"images\": [],\n \"annotations\": [}"); },
                throwsError(ErrorKind::BadInput, "line 2, byte 33: not JSON"));
    EXPECT_THAT([&] { (void)read("{\"images\": [{\"id\": 1, \"file_name\": \"\xE9.jpg\"}], \"annotations\": []}"); },
                throwsError(ErrorKind::BadInput, "not UTF-8"));
    folder.write("x.json", R"({"images": []})");
    EXPECT_THAT(
        [&] {
            (void)open("x.json", {"coco-captions", {}});
        },
        throwsError(ErrorKind::BadInput, "x.json has no list 'annotations'"));
    folder.write("empty/x.json", "{}");
    EXPECT_THAT(
        [&] {
            (void)open("empty", {"coco-captions", {}});
        },
        throwsError(ErrorKind::BadInput, "no file with captions of COCO in"));
}

TEST_F(ReadingCoco, StopsWhenAsked)
{
    folder.write("annotations/captions_train2017.json", train);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)openDataset(importers(), folder.path(), {}, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "cancelled"));
}
