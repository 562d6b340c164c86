#include "core/doctor/picture_names.h"

#include "tests/core/doctor/made_up_dataset.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

class NamingPictures : public MadeUpDataset {
protected:
    [[nodiscard]] std::vector<std::string> named(const std::vector<std::string>& names) const
    {
        std::vector<std::filesystem::path> files;
        for (const std::string& name : names)
            files.push_back(dataset.folder / name);
        return namePictures(dataset, files);
    }
};

} // namespace

TEST_F(NamingPictures, KeepsTheirPathsBelowTheDataSet)
{
    EXPECT_THAT(named({"a.png", "birds/a.png", "images/fish/b.png", "Images/c.png"}),
                ElementsAre("images/a.png", "images/birds/a.png", "images/fish/b.png", "images/c.png"));
}

TEST_F(NamingPictures, TellsThoseApartThatWouldBeTheSame)
{
    EXPECT_THAT(named({"a.png", "images/a.png", "A.PNG", "a-2.png"}),
                ElementsAre("images/a.png", "images/a-2.png", "images/A-3.PNG", "images/a-2-2.png"));
}

TEST_F(NamingPictures, TakesTheLastNameOfOneThatLiesElsewhere)
{
    EXPECT_THAT(namePictures(dataset, {folder / "other/a.png", folder / "another/a.png"}),
                ElementsAre("images/a.png", "images/a-2.png"));
}

TEST_F(NamingPictures, WritesNamesThatAreNotUtf8InPlainLetters)
{
    const std::vector<std::string> names = named({"\xff\xfe.png", "b\xe4r.png"});
    EXPECT_THAT(names, ElementsAre("images/__.png", "images/b_r.png"));
}

TEST_F(NamingPictures, LeavesNoWayOutOfTheFolder)
{
    for (const std::string& name : named({"../../etc/passwd", "x/../../y.png", "a/../b.png"}))
        EXPECT_EQ(name.find(".."), std::string::npos) << name;
}
