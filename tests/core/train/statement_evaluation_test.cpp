#include "core/train/statement_evaluation.h"

#include "core/base/error.h"
#include "tests/core/train/measured_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;

namespace {

/// Believes every statement about two pictures of which the left one is redder, the more the redder.
class MeasuringStatements : public ::testing::Test {
protected:
    MeasuringStatements()
    {
        options.split = "test";
        model.prepare = unchanged;
        model.truth = [](std::span<const RgbImage> left, std::span<const RgbImage> right,
                         std::span<const std::string> statements) {
            std::vector<double> truth;
            for (std::size_t i = 0; i < statements.size(); ++i)
                truth.push_back(0.5 + 0.01 * (redOf(left[i]) - redOf(right[i])));
            return truth;
        };
    }

    void add(const std::string& split, std::uint8_t left, std::uint8_t right, bool isTrue,
             const std::string& text = "the left one is redder", const std::string& kind = "")
    {
        data.dataset.statements.push_back({data.picture(left), data.picture(right), text, isTrue, split, kind});
    }

    StatementReport evaluate() { return evaluateStatements(model, data.dataset, options); }

    MeasuredFolder data;
    StatementOptions options;
    StatementModel model;
};

} // namespace

TEST_F(MeasuringStatements, KeepsLeftAndRightApart)
{
    add("test", 9, 1, true);
    add("test", 1, 9, false);
    add("test", 1, 9, true);
    const StatementReport report = evaluate();
    EXPECT_EQ(report.all.statements, 3);
    EXPECT_DOUBLE_EQ(report.all.accuracy.value, 2.0 / 3);
    EXPECT_DOUBLE_EQ(report.all.accuracy.chance, 0.5);
    EXPECT_DOUBLE_EQ(report.all.majority, 2.0 / 3);
    EXPECT_FALSE(report.all.textOnly);
    EXPECT_TRUE(report.kinds.empty());
}

TEST_F(MeasuringStatements, KnowsWhatTheWordingAloneReaches)
{
    add("train", 1, 1, true, "both are dogs");
    add("train", 1, 1, true, "both are dogs");
    add("train", 1, 1, false, "both are dogs");
    add("train", 1, 1, false, "both are cats");
    add("test", 1, 1, true, "both are dogs");
    add("test", 1, 1, false, "both are cats");
    add("test", 1, 1, true, "never read before"); // Both labels are equally frequent: the lower one, false.
    const StatementReport report = evaluate();
    ASSERT_TRUE(report.all.textOnly);
    EXPECT_DOUBLE_EQ(*report.all.textOnly, 2.0 / 3);
}

TEST_F(MeasuringStatements, TellsKindsApart)
{
    add("test", 9, 1, true, "x", "colour");
    add("test", 1, 9, true, "y", "count");
    const StatementReport report = evaluate();
    ASSERT_EQ(report.kinds.size(), 2U);
    EXPECT_EQ(report.kinds[0].kind, "colour");
    EXPECT_EQ(report.kinds[0].accuracy.value, 1.0);
    EXPECT_EQ(report.kinds[1].accuracy.value, 0.0);
}

TEST_F(MeasuringStatements, ShowsTheSurestMistakesFirst)
{
    add("test", 5, 4, false);
    add("test", 1, 30, true);
    add("test", 9, 1, true);
    const StatementReport report = evaluate();
    ASSERT_EQ(report.mistakes.size(), 2U);
    EXPECT_EQ(report.mistakes[0].right, data.dataset.statements[1].right);
    EXPECT_TRUE(report.mistakes[0].isTrue);
    EXPECT_NEAR(report.mistakes[0].trueProbability, 0.21, 1e-9);
}

TEST_F(MeasuringStatements, LeavesOutWhatItCannotSeeWholly)
{
    add("test", 9, 1, true);
    add("test", 9, 1, false);
    data.dataset.statements[1].right = data.folder.path() / "gone.png";
    const StatementReport report = evaluate();
    EXPECT_EQ(report.all.statements, 1);
    ASSERT_EQ(report.skipped.size(), 1U);
    EXPECT_EQ(report.skipped[0].item, (data.folder.path() / "gone.png").string());
    data.dataset.statements[0].left = data.folder.path() / "gone too.png";
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::BadInput, "could both pictures be read"));
}

TEST_F(MeasuringStatements, DoesNotDependOnTheSizeOfABatch)
{
    for (std::uint8_t red = 1; red < 8; ++red)
        add("test", red, 4, red % 2 == 0);
    const double whole = evaluate().all.accuracy.value;
    options.batch = 2;
    EXPECT_EQ(evaluate().all.accuracy.value, whole);
}

TEST_F(MeasuringStatements, RefusesWhatCannotBeMeasured)
{
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::NotFound, "no statements about two pictures"));
    add("train", 1, 2, true);
    EXPECT_THAT([&] { requireMeasurable(data.dataset, options); },
                throwsError(ErrorKind::NotFound, "no split 'test'; it has train"));
    options.split = "train";
    options.batch = 0;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "batch of 0"));
}
