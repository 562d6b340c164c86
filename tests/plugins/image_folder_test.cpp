#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingAnImageFolder : public PluginFolder {
protected:
    ReadingAnImageFolder()
    {
        folder.write("b/dog.png", "x");
        folder.write("a.JPG", "x");
    }
};

} // namespace

TEST(ThePlugins, AreAllThere)
{
    const Importers importers({VLMO_PLUGINS});
    std::vector<std::string> names;
    for (const LoadedImporter& loaded : importers.all()) {
        names.push_back(loaded.importer->name());
        EXPECT_FALSE(loaded.importer->description().empty());
        for (const ImporterOption& option : loaded.importer->options())
            EXPECT_FALSE(option.description.empty()) << option.key;
    }
    EXPECT_THAT(names, ElementsAre("coco-captions", "csv-pairs", "image-folder", "json-list", "karpathy", "nlvr2",
                                   "plain-text", "vlmo-dataset", "vqav2", "webdataset"));
    EXPECT_THAT(importers.skipped(), IsEmpty());
}

TEST_F(ReadingAnImageFolder, TakesPicturesOfAllFoldersInOrder)
{
    EXPECT_EQ(surest(), "image-folder");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.JPG: (train)", "b/dog.png: (train)"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_EQ(dataset.importer, "image-folder");
}

TEST_F(ReadingAnImageFolder, TakesCaptionsFromTextsBesideThem)
{
    folder.write("b/dog.txt", "a dog\na brown dog\n");
    folder.write("a.JPG.txt", "a thing");
    EXPECT_EQ(surest(), "image-folder");
    EXPECT_THAT(linesOf(open()), ElementsAre("a.JPG: a thing (train)", "b/dog.png: a dog | a brown dog (train)"));
}

TEST_F(ReadingAnImageFolder, LeavesCaptionsWhenAsked)
{
    folder.write("b/dog.txt", "a dog");
    const Dataset dataset = open("", {"image-folder", {{"captions", "none"}}});
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.JPG: (train)", "b/dog.png: (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("dog.txt", "not a picture")));
}

TEST_F(ReadingAnImageFolder, TakesSplitsFromTheTopmostFolders)
{
    folder.write("val/c.png", "x");
    folder.write("test/deep/d.png", "x");
    folder.write("b/val/e.png", "x");
    EXPECT_THAT(linesOf(open()), ElementsAre("a.JPG: (train)", "b/dog.png: (train)", "b/val/e.png: (train)",
                                             "test/deep/d.png: (test)", "val/c.png: (val)"));
    EXPECT_THAT(open("", {"", {{"split", "all"}}}).split("all"), SizeIs(5));
}

TEST_F(ReadingAnImageFolder, NamesWhatItLeavesOut)
{
    folder.write("drawing.svg", "<svg/>");
    folder.write("empty.png", "");
    folder.write("notes.md", "x");
    folder.write("nobody.txt", "a caption");
    folder.write("b/dog.txt", "bad \xFF");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.JPG: (train)", "b/dog.png: (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("b/dog.txt", "not UTF-8"), skips("drawing.svg", "this kind"),
                                             skips("empty.png", "empty"), skips("notes.md", "not a picture"),
                                             skips("nobody.txt", "no picture of its name")));
}

TEST_F(ReadingAnImageFolder, NoticesANewCaptionAndAnotherPicture)
{
    const std::string before = open().fingerprint;
    EXPECT_EQ(open().fingerprint, before);
    folder.write("b/dog.txt", "a dog");
    const std::string captioned = open().fingerprint;
    EXPECT_NE(captioned, before);
    folder.write("b/dog.png", "another");
    EXPECT_NE(open().fingerprint, captioned);
}

TEST_F(ReadingAnImageFolder, RefusesAFolderWithoutPicturesAndAFile)
{
    folder.write("empty/notes.md", "");
    EXPECT_THAT([&] { (void)open("empty"); }, throwsError(ErrorKind::BadInput, "image-folder: there is no picture"));
    EXPECT_THAT(
        [&] {
            (void)open("empty", {"image-folder", {}});
        },
        throwsError(ErrorKind::BadInput, "notes.md: it is not a picture"));
    EXPECT_THAT([&] { (void)open("a.JPG", {"image-folder", {}}); }, throwsError(ErrorKind::BadInput, "is a file"));
}

TEST_F(ReadingAnImageFolder, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)openDataset(importers(), folder.path(), {}, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "cancelled"));
}
