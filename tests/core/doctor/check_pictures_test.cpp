#include "tests/core/doctor/made_up_dataset.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

using CheckingPictures = MadeUpDataset;

} // namespace

TEST_F(CheckingPictures, FindsNothingInGoodOnes)
{
    for (int i = 0; i < 20; ++i)
        add("images/" + std::to_string(i) + ".png", patternPng(i), i < 15 ? "train" : "val");
    const DatasetReport report = check();
    EXPECT_THAT(report.findings, IsEmpty());
    EXPECT_FALSE(report.hasProblem());
    EXPECT_EQ(report.pictureFiles, 20);
    EXPECT_EQ(report.splits.at("train").pictures, 15);
    EXPECT_EQ(report.splits.at("val").pictures, 5);
}

TEST_F(CheckingPictures, NamesThoseThatAreMissing)
{
    add("a.png", patternPng(1));
    Record gone;
    gone.image = dataset.folder / "below/gone.png";
    gone.split = "val";
    dataset.records.push_back(gone);
    gone.image = folder / "outside.png";
    dataset.records.push_back(gone);
    const DatasetFinding missing = finding("missing-picture");
    EXPECT_EQ(missing.severity, Severity::Problem);
    EXPECT_EQ(missing.count, 2);
    EXPECT_THAT(missing.examples, ElementsAre(itemOf("below/gone.png", "not there"),
                                              itemOf((folder / "outside.png").string(), "not there")));
    EXPECT_EQ(missing.examples.front().split, "val");
}

TEST_F(CheckingPictures, NamesThoseThatAreBroken)
{
    add("empty.png", "");
    add("text.jpg", "this is no picture");
    add("good.png", patternPng(1));
    const std::string whole = patternPng(2);
    add("cut.png", whole.substr(0, whole.size() - 100));
    EXPECT_THAT(finding("unreadable-picture").examples,
                ElementsAre(itemOf("empty.png", "empty"), itemOf("text.jpg", "")));
    options.decode = true;
    EXPECT_EQ(finding("unreadable-picture").count, 3);
}

TEST_F(CheckingPictures, FindsPicturesOfOneSplitInAnother)
{
    add("train.png", patternPng(1), "train");
    add("copy.png", patternPng(1), "test");
    add("other.png", patternPng(2), "test");
    const DatasetFinding overlap = finding("overlap-between-splits");
    EXPECT_EQ(overlap.severity, Severity::Problem);
    EXPECT_EQ(overlap.count, 1);
    EXPECT_THAT(overlap.examples, ElementsAre(itemOf("copy.png", "same content as train.png, which is in train")));
    EXPECT_EQ(finding("duplicate-picture").count, 0);
}

TEST_F(CheckingPictures, FindsTheSameFileInTwoSplits)
{
    Record again = add("a.png", patternPng(1), "train");
    again.split = "val";
    dataset.records.push_back(again);
    EXPECT_THAT(finding("overlap-between-splits").examples, ElementsAre(itemOf("a.png", "train, val")));
}

TEST_F(CheckingPictures, CountsThePicturesOfStatements)
{
    add("a.png", patternPng(1), "train");
    file("b.png", patternPng(1));
    addStatement("b.png", "nowhere.png", "both are birds", true, "val");
    const DatasetReport report = check();
    EXPECT_EQ(report.pictureFiles, 3);
    EXPECT_EQ(finding(report, "missing-picture").count, 1);
    EXPECT_EQ(finding(report, "overlap-between-splits").count, 1);
}

TEST_F(CheckingPictures, FindsDuplicatesInASplit)
{
    for (const char* name : {"a.png", "b.png", "c.png"})
        add(name, patternPng(1));
    add("d.png", patternPng(2));
    const DatasetFinding duplicates = finding("duplicate-picture");
    EXPECT_EQ(duplicates.severity, Severity::Warning);
    EXPECT_THAT(duplicates.examples,
                ElementsAre(itemOf("b.png", "content as a.png"), itemOf("c.png", "content as a.png")));
}

TEST_F(CheckingPictures, DoesNotTakeFilesOfTheSameSizeForEqual)
{
    std::string first = patternPng(1);
    std::string second = first;
    second.back() = static_cast<char>(second.back() ^ 1);
    add("a.png", first);
    add("b.png", second);
    EXPECT_EQ(finding("duplicate-picture").count, 0);
}

TEST_F(CheckingPictures, FindsEqualPicturesInTwoClasses)
{
    add("dog.png", patternPng(1)).category = "dog";
    add("cat.png", patternPng(1)).category = "cat";
    add("cat2.png", patternPng(1)).category = "cat";
    const DatasetFinding found = finding("same-picture-two-classes");
    EXPECT_THAT(found.examples, ElementsAre(itemOf("cat.png", "cat, and the same content as dog.png, which is dog"),
                                            itemOf("cat2.png", "which is dog")));
}

TEST_F(CheckingPictures, FindsNearDuplicatesWhenAskedTo)
{
    add("large.png", patternPng(1, 160, 160), "train");
    add("small.png", patternPng(1, 80, 80), "train");
    add("test.png", patternPng(1, 96, 96), "test");
    add("other.png", patternPng(2), "test");
    EXPECT_EQ(finding("near-duplicate-picture").count, 0);
    options.nearDuplicates = true;
    EXPECT_THAT(finding("near-duplicate-picture").examples, ElementsAre(itemOf("small.png", "like large.png")));
    EXPECT_THAT(finding("near-overlap-between-splits").examples, ElementsAre(itemOf("test.png", "in train")));
}

TEST_F(CheckingPictures, TellsOfSmallAndOfLongOnes)
{
    add("tiny.png", patternPng(1, 63, 100));
    add("long.png", patternPng(2, 400, 80));
    add("good.png", patternPng(3, 64, 256));
    EXPECT_THAT(finding("small-picture").examples, ElementsAre(itemOf("tiny.png", "63 x 100 pixels")));
    EXPECT_THAT(finding("odd-aspect").examples, ElementsAre(itemOf("long.png", "400 x 80 pixels")));
    options.smallestSide = 10;
    options.largestAspect = 5.0;
    EXPECT_EQ(finding("small-picture").count, 0);
    EXPECT_EQ(finding("odd-aspect").count, 0);
}
