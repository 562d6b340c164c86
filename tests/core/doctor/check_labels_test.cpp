#include "tests/core/doctor/made_up_dataset.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;

namespace {

class CheckingLabels : public MadeUpDataset {
protected:
    void pictures(const std::string& split, const std::string& category, int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto number = static_cast<int>(dataset.records.size());
            add(std::to_string(number) + ".png", patternPng(number), split).category = category;
        }
    }
    void statements(int trueOnes, int falseOnes)
    {
        for (int i = 0; i < trueOnes + falseOnes; ++i)
            addStatement("0.png", "1.png", "statement " + std::to_string(i), i < trueOnes);
    }
};

} // namespace

TEST_F(CheckingLabels, MissesASplitToTrainOnAndOneToMeasureOn)
{
    pictures("all", "", 2);
    EXPECT_THAT(finding("no-training-split").examples, ElementsAre(itemOf("made up", "its splits: all")));
    EXPECT_EQ(finding("nothing-to-measure-on").count, 1);
    pictures("train", "", 1);
    pictures("test", "", 1);
    EXPECT_EQ(finding("no-training-split").count, 0);
    EXPECT_EQ(finding("nothing-to-measure-on").count, 0);
}

TEST_F(CheckingLabels, CountsClasses)
{
    pictures("train", "dog", 6);
    pictures("train", "cat", 5);
    const DatasetReport report = check();
    EXPECT_EQ(report.splits.at("train").classes.at("dog"), 6);
    EXPECT_EQ(finding(report, "small-class").count, 0);
    EXPECT_EQ(finding(report, "unbalanced-classes").count, 0);
}

TEST_F(CheckingLabels, TellsOfClassesOutOfBalance)
{
    pictures("train", "dog", 40);
    pictures("train", "cat", 2);
    const DatasetReport report = check();
    EXPECT_THAT(finding(report, "unbalanced-classes").examples,
                ElementsAre(itemOf("train", "'dog' has 40 pictures, 'cat' has 2 pictures")));
    EXPECT_THAT(finding(report, "small-class").examples, ElementsAre(itemOf("cat", "2 pictures")));
}

TEST_F(CheckingLabels, TellsOfClassesThatAreNeverTrained)
{
    pictures("train", "dog", 5);
    pictures("test", "fox", 1);
    EXPECT_THAT(finding("class-not-in-training").examples, ElementsAre(itemOf("fox", "1 picture of it in test")));
}

TEST_F(CheckingLabels, TellsOfPicturesWithoutAClassWhereOthersHaveOne)
{
    pictures("train", "dog", 5);
    pictures("train", "", 1);
    pictures("val", "", 1);
    EXPECT_THAT(finding("picture-without-class").examples, ElementsAre(itemOf("5.png", "")));
}

TEST_F(CheckingLabels, TellsOfStatementsThatAreMostlyTrue)
{
    pictures("train", "", 2);
    statements(13, 7);
    EXPECT_EQ(finding("unbalanced-statements").count, 0);
    dataset.statements.clear();
    statements(14, 6);
    EXPECT_THAT(finding("unbalanced-statements").examples, ElementsAre(itemOf("train", "14 of 20 are true")));
    dataset.statements.clear();
    statements(3, 0);
    EXPECT_EQ(finding("unbalanced-statements").count, 0) << "three are too few to judge by";
}

TEST_F(CheckingLabels, FindsStatementsThatContradictEachOther)
{
    pictures("train", "", 2);
    addStatement("0.png", "1.png", "both are red", true);
    addStatement("0.png", "1.png", "both are red", false);
    addStatement("1.png", "0.png", "both are red", false);
    EXPECT_THAT(finding("contradicting-statements").examples, ElementsAre(itemOf("0.png", "'both are red'")));
}
