#include "core/train/model_card.h"

#include "core/train/scalars.h"
#include "tests/core/train/runs_support.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

/// Stage 3 from a stage 2, measured three times.
class AModelCard : public ::testing::Test {
protected:
    AModelCard()
    {
        recipe.startFrom = "/somewhere/private/stage2-model/";
        recipe.data.folder = "/somewhere/private/birds";
        recipe.data.fingerprint = "640babdc";
    }

    [[nodiscard]] std::string at(std::int64_t step) const { return modelCard("mine", recipe, evaluations, step); }

    Recipe recipe = smallRecipe(100);
    std::vector<EvaluationEvent> evaluations{
        {10, "val", {{"itm/accuracy", 0.625}, {"itm/chance", 0.5}, {"mlm/loss", 3.0}}},
        {20, "val", {{"itm/accuracy", 0.75}, {"itm/chance", 0.5}, {"mlm/loss", 2.0}}},
        {30, "val", {}}};
};

} // namespace

TEST_F(AModelCard, TellsWhereTheModelComesFrom)
{
    EXPECT_THAT(at(20), AllOf(HasSubstr("# `mine`\n"), HasSubstr("stage 3"), HasSubstr("20 of 100"),
                              HasSubstr("| `stage2-model` |"), HasSubstr("`birds`, split `train`"),
                              HasSubstr("`640babdc`"), Not(HasSubstr("private"))));
    recipe.startFrom.clear();
    recipe.data.fingerprint.clear();
    recipe.data.texts = "texts";
    recipe.data.extraRecords = {"images-only.jsonl"};
    EXPECT_THAT(at(20),
                AllOf(HasSubstr("drawn from the seed 1"), HasSubstr("| unknown |"), HasSubstr("texts of `texts`"),
                      HasSubstr("with `images-only.jsonl`"), HasSubstr("| left out | stages 1 and 2 are skipped |")));
}

TEST_F(AModelCard, SaysWhichAblationItIs)
{
    EXPECT_THAT(at(20), AllOf(HasSubstr("vision-language experts from block 10"), Not(HasSubstr("left out"))));
    recipe.model.separateAttention = true;
    EXPECT_THAT(at(20), HasSubstr("an attention of its own for words and for patches"));
    recipe.model.sharedExpert = true;
    EXPECT_THAT(at(20), HasSubstr("one feed-forward network for all, no experts"));
}

TEST_F(AModelCard, HasTheNewestMeasuresOfItsStepBesideTheirLines)
{
    EXPECT_THAT(at(19),
                AllOf(HasSubstr("after step 10"), HasSubstr("| `itm/accuracy` | 0.625 | 0.5 (`itm/chance`) |")));
    EXPECT_THAT(at(100), AllOf(HasSubstr("after step 20"), HasSubstr("| `itm/accuracy` | 0.75 | 0.5 (`itm/chance`) |"),
                               HasSubstr("| `mlm/loss` | 2 | - |"), Not(HasSubstr("| `itm/chance` |"))));
    EXPECT_THAT(at(9), HasSubstr("Nothing was measured"));
}

TEST_F(AModelCard, IsNotBrokenByWhatFoldersAreCalled)
{
    recipe.data.folder = "/data/a|b\n# c`d";
    const std::string card = at(20);
    EXPECT_THAT(card, HasSubstr("`a?b?# c?d`"));
    recipe.data.folder = "/data/plain";
    EXPECT_EQ(std::ranges::count(card, '\n'), std::ranges::count(at(20), '\n'));
}

TEST_F(AModelCard, SaysWhatItIsOfATokenizerAndOfAnUnknownTask)
{
    recipe.task = "tokenizer";
    EXPECT_THAT(at(20), AllOf(HasSubstr("a visual tokenizer"), HasSubstr("512 codes"), Not(HasSubstr("heads"))));
    recipe.task = "stage1-vision";
    recipe.objectives.visualTokenizer = "/somewhere/tokenizer-model";
    EXPECT_THAT(at(20), HasSubstr("| visual tokenizer | `tokenizer-model` |"));
    recipe.task = "stage9";
    EXPECT_THAT(at(20), HasSubstr("| trained for | `stage9` |"));
}

TEST(TheTextOfAMeasure, HasFourFiguresThatMeanSomething)
{
    EXPECT_EQ(measureText(0.123449), "0.1234");
    EXPECT_EQ(measureText(2.3e-5), "2.3e-05");
    EXPECT_EQ(measureText(-1.25e9), "-1.25e+09");
    EXPECT_EQ(measureText(0.0), "0");
    EXPECT_EQ(measureText(std::numeric_limits<double>::quiet_NaN()), "-");
    EXPECT_EQ(measureText(std::numeric_limits<double>::infinity()), "-");
}
