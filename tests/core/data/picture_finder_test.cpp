#include "core/data/picture_finder.h"

#include "core/base/error.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

class FindingPictures : public ImportFolder {
protected:
    FindingPictures()
    {
        job.options["image_folder"] = "";
        folder.write("set/a.png", "x");
        folder.write("set/images/train/b.png", "x");
        folder.write("train/c.png", "x");
    }

    std::vector<std::filesystem::path> folders() { return pictureFolders(work, folder / "set/list.json", {"train"}); }
};

} // namespace

TEST_F(FindingPictures, LooksNearTheFile)
{
    EXPECT_THAT(folders(), ElementsAre(folder / "set", folder / "set/images", folder / "set/images/train",
                                       folder.path(), folder / "train"));
    PictureFinder finder(folders());
    EXPECT_EQ(finder.find("a.png"), folder / "set/a.png");
    EXPECT_EQ(finder.find("b.png"), folder / "set/images/train/b.png");
    EXPECT_EQ(finder.find("x/../c.png"), folder / "train/c.png");
    EXPECT_EQ(finder.findAny({"none.png", "c.png", "a.png"}), folder / "train/c.png");
}

TEST_F(FindingPictures, LooksWhereItIsToldToAlone)
{
    job.options["image_folder"] = "train";
    EXPECT_THAT(folders(), ElementsAre(folder / "train"));
    job.options["image_folder"] = "nowhere";
    EXPECT_THAT([&] { (void)folders(); }, throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST_F(FindingPictures, RefusesNamesThatAreNone)
{
    PictureFinder finder(folders());
    EXPECT_THAT([&] { (void)finder.find("none.png"); }, throwsError(ErrorKind::BadInput, "no picture 'none.png'"));
    EXPECT_THAT([&] { (void)finder.find(""); }, throwsError(ErrorKind::BadInput, "names no picture"));
    EXPECT_THAT([&] { (void)finder.find("images"); }, throwsError(ErrorKind::BadInput, "no picture"));
    EXPECT_THAT([&] { (void)finder.find("../set/a.png"); }, throwsError(ErrorKind::BadInput, "not inside"));
    EXPECT_THAT([&] { (void)finder.find((folder / "set/a.png").string()); },
                throwsError(ErrorKind::BadInput, "not inside"));
    EXPECT_THAT([&] { (void)finder.find(std::string("a.png\0x", 7)); }, throwsError(ErrorKind::BadInput, "no path"));
    EXPECT_THAT([&] { (void)finder.find(std::string(100'000, 'x')); }, throwsError(ErrorKind::BadInput, "no path"));
}
