#include "ui/training/run_charts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

const Curve someCurve{{1, 1.0, 0.5}, {2, 2.0, 0.25}};

std::vector<PlannedChart> plan(const std::vector<std::string>& names, std::optional<int> block = {})
{
    std::map<std::string, Curve> curves;
    for (const std::string& name : names)
        curves[name] = someCurve;
    return planCharts(curves, ExpertMeasure::Drift, block);
}

const PlannedChart* chart(const std::vector<PlannedChart>& charts, const QString& id)
{
    const auto found = std::ranges::find(charts, id, &PlannedChart::id);
    return found == charts.end() ? nullptr : &*found;
}

TEST(TheCharts, ShowEachTasksLoss)
{
    const auto charts = plan({"train/loss", "itc/train/loss", "itm/train/loss", "mlm/train/loss", "mlm/val/loss"});
    const PlannedChart* loss = chart(charts, u"loss"_s);
    ASSERT_NE(loss, nullptr);
    ASSERT_EQ(loss->lines.size(), 3U);
    EXPECT_EQ(loss->lines[0].name, u"ITC"_s);
    EXPECT_EQ(loss->lines[2].curves, std::vector<std::string>{"mlm/train/loss"});
    ASSERT_NE(chart(charts, u"held-out-loss"_s), nullptr);
}

TEST(TheCharts, ShowTheWholeLossWhereThereIsNoPart)
{
    const auto charts = plan({"train/loss"});
    ASSERT_NE(chart(charts, u"loss"_s), nullptr);
    EXPECT_EQ(chart(charts, u"loss"_s)->lines[0].curves, std::vector<std::string>{"train/loss"});
}

TEST(TheCharts, PutBaselinesBehindWhatTheyJudge)
{
    const auto charts =
        plan({"itc/val/t2i_recall_1", "itc/val/t2i_recall_1_chance", "itm/val/accuracy", "itm/val/chance"});
    const PlannedChart* heldOut = chart(charts, u"held-out"_s);
    ASSERT_NE(heldOut, nullptr);
    ASSERT_EQ(heldOut->lines.size(), 4U);
    EXPECT_FALSE(heldOut->lines[1].isReference);
    EXPECT_TRUE(heldOut->lines[2].isReference);
    EXPECT_TRUE(heldOut->lines[3].isReference);
    EXPECT_EQ(heldOut->lines[0].name, u"to image R@1"_s);
    EXPECT_EQ(heldOut->factor, 100.0);
}

TEST(TheCharts, JudgeATokenizerByTheErrorOfItsReconstruction)
{
    const auto charts = plan({"tokenizer/train/loss", "tokenizer/train/reconstruction", "tokenizer/val/reconstruction",
                              "tokenizer/val/baseline", "tokenizer/train/codes_seen", "tokenizer/val/codes_seen"});
    EXPECT_EQ(chart(charts, u"held-out"_s), nullptr); // An error is no share.
    const PlannedChart* error = chart(charts, u"reconstruction"_s);
    ASSERT_NE(error, nullptr);
    ASSERT_EQ(error->lines.size(), 3U);
    EXPECT_EQ(error->lines[0].name, u"batch"_s);
    EXPECT_EQ(error->lines[1].name, u"held-out"_s);
    EXPECT_TRUE(error->lines[2].isReference);
    ASSERT_NE(chart(charts, u"codes"_s), nullptr);
    EXPECT_EQ(chart(charts, u"codes"_s)->lines.size(), 2U);
}

TEST(TheCharts, JudgeAnswersByTheirScoreAndByTheWordsAlone)
{
    const auto charts =
        plan({"vqa/train/loss", "vqa/train/score", "vqa/val/loss", "vqa/val/score", "vqa/val/baseline"});
    const PlannedChart* heldOut = chart(charts, u"held-out"_s);
    ASSERT_NE(heldOut, nullptr);
    ASSERT_EQ(heldOut->lines.size(), 2U);
    EXPECT_EQ(heldOut->lines[0].name, u"VQA"_s);
    EXPECT_EQ(heldOut->lines[1].name, u"VQA baseline"_s);
    EXPECT_TRUE(heldOut->lines[1].isReference);
    ASSERT_NE(chart(charts, u"accuracy"_s), nullptr);
    EXPECT_EQ(chart(charts, u"accuracy"_s)->title, u"Score on the batch"_s);
    EXPECT_EQ(chart(charts, u"kinds"_s), nullptr);
}

TEST(TheCharts, ShowKindsOfQuestionsByThemselvesEachWithItsBaseline)
{
    const auto charts = plan({"vqa/val/score", "vqa/val/baseline", "vqa/val/score/counting", "vqa/val/score/colour",
                              "vqa/val/baseline/counting"});
    EXPECT_EQ(chart(charts, u"held-out"_s)->lines.size(), 2U) << "all questions together";
    const PlannedChart* kinds = chart(charts, u"kinds"_s);
    ASSERT_NE(kinds, nullptr);
    ASSERT_EQ(kinds->lines.size(), 2U);
    EXPECT_EQ(kinds->lines[0].name, u"colour"_s);
    EXPECT_EQ(kinds->lines[0].curves, std::vector<std::string>{"vqa/val/score/colour"});
    EXPECT_EQ(kinds->lines[1].name, u"counting (baseline 25 %)"_s);
    EXPECT_EQ(kinds->factor, 100.0);
}

TEST(TheCharts, NameStatementsAndClasses)
{
    const auto charts = plan({"nlvr2/val/accuracy", "nlvr2/val/baseline", "nlvr2/val/accuracy/same-colour"});
    ASSERT_NE(chart(charts, u"held-out"_s), nullptr);
    EXPECT_EQ(chart(charts, u"held-out"_s)->lines[0].name, u"NLVR2"_s);
    EXPECT_EQ(chart(charts, u"kinds"_s)->lines[0].name, u"same-colour"_s);
    const auto classes = plan({"classify/train/accuracy", "classify/val/accuracy", "classify/val/baseline"});
    EXPECT_EQ(chart(classes, u"held-out"_s)->lines[0].name, u"classes"_s);
    EXPECT_TRUE(chart(classes, u"held-out"_s)->lines[1].isReference);
    EXPECT_EQ(chart(classes, u"accuracy"_s)->title, u"Accuracy on the batch"_s);
}

TEST(TheCharts, ShowExpertsAsTheMeanOfBlocksOrOfOneBlock)
{
    const std::vector<std::string> names{"experts/block-00/vision/drift", "experts/block-01/vision/drift",
                                         "experts/block-01/vl/drift", "experts/block-01/vl/update_norm"};
    const auto mean = plan(names);
    ASSERT_NE(chart(mean, u"experts"_s), nullptr);
    ASSERT_EQ(chart(mean, u"experts"_s)->lines.size(), 2U);
    EXPECT_EQ(chart(mean, u"experts"_s)->lines[0].curves.size(), 2U);
    const auto first = plan(names, 0);
    ASSERT_EQ(chart(first, u"experts"_s)->lines.size(), 1U);
    EXPECT_EQ(chart(first, u"experts"_s)->lines[0].curves.size(), 1U);
}

TEST(TheCharts, NamePartsThatOnlyAnAblatedModelHas)
{
    const auto charts = plan({"experts/block-00/shared/drift", "experts/block-00/attention of words/drift",
                              "experts/block-00/attention of patches/drift"});
    ASSERT_NE(chart(charts, u"experts"_s), nullptr);
    EXPECT_EQ(chart(charts, u"experts"_s)->lines.size(), 3U);
}

TEST(AMeasure, IsNamedAsAPersonSaysIt)
{
    EXPECT_EQ(measureTitle("itc/t2i_recall_1"), u"ITC to image R@1"_s);
    EXPECT_EQ(measureTitle("vqa/score"), u"VQA score"_s);
    EXPECT_EQ(measureTitle("nlvr2/accuracy"), u"NLVR2 accuracy"_s);
    EXPECT_EQ(measureTitle("something else"), u"something else"_s);
}

TEST(TheCharts, AreNoneWithoutCurves)
{
    EXPECT_TRUE(plan({}).empty());
    EXPECT_TRUE(plan({"experts/block-x/vision/drift", "experts/block-", "a/b/c/d"}).empty());
}

TEST(TheCharts, NameTheBlocksThatHaveStatistics)
{
    std::map<std::string, Curve> curves;
    for (const char* name : {"experts/block-11/vl/drift", "experts/block-02/vision/drift", "train/loss"})
        curves[name] = someCurve;
    EXPECT_EQ(blocksOf(curves), (std::vector<int>{2, 11}));
}

TEST(ALine, IsTheMeanOfItsCurves)
{
    std::map<std::string, Curve> curves;
    curves["a"] = {{1, 1.0, 1.0}, {2, 2.0, 3.0}, {3, 3.0, 9.0}};
    curves["b"] = {{1, 1.0, 3.0}, {2, 2.0, 5.0}};
    Curve storage;
    const Curve* mean = curveOf({u"mean"_s, {"a", "b"}, {}, false}, curves, storage);
    ASSERT_NE(mean, nullptr);
    EXPECT_EQ(*mean, (Curve{{1, 1.0, 2.0}, {2, 2.0, 4.0}}));
    EXPECT_EQ(curveOf({u"one"_s, {"a"}, {}, false}, curves, storage), &curves["a"]);
    EXPECT_EQ(curveOf({u"none"_s, {"c"}, {}, false}, curves, storage), nullptr);
}

} // namespace
} // namespace vlmo::ui
