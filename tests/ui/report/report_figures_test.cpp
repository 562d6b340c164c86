#include "ui/report/report_figures.h"

#include "tests/core/train/hand_made_reports.h"
#include "ui/report/report_reading.h"

#include <gmock/gmock.h>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;

TEST(TheFigures, OfRetrievalAreBothDirectionsAndNames)
{
    RetrievalReport report = retrievalReport();
    EXPECT_EQ(figuresOf(report).rows.size(), 7);
    report.reranked = RerankedRecall{20, report.textToImage, report.imageToText};
    report.identityPictures = 0;
    const Figures figures = figuresOf(report);
    ASSERT_EQ(figures.rows.size(), 12);
    EXPECT_EQ(figures.rows[0].fullName(), u"Text to picture, R@1"_s);
    EXPECT_EQ(figures.rows[0].items, 570) << "a query is a caption";
    EXPECT_EQ(figures.rows[3].items, 578) << "a query is a picture";
    EXPECT_EQ(figures.rows[6].group, u"Text to picture, first 20 re-ranked"_s);
    EXPECT_TRUE(figures.wordsAloneName.isEmpty());
}

TEST(TheFigures, OfQuestionsHaveTheLineOfTheQuestionAlone)
{
    const Figures figures = figuresOf(questionReport());
    ASSERT_EQ(figures.rows.size(), 3);
    EXPECT_EQ(figures.rows[0].wordsAlone, 0.44);
    EXPECT_EQ(figures.rows[0].constant, 0.21);
    EXPECT_EQ(figures.rows[2].name, u"yes/no"_s);
    EXPECT_EQ(figures.wordsAloneName, u"question alone"_s);
}

TEST(TheFigures, OfClassesByNameLeaveOutThoseWithoutPictures)
{
    const Figures figures = classFigures(classReport());
    ASSERT_EQ(figures.rows.size(), 3);
    EXPECT_EQ(figures.rows[1].name, u"raven"_s);
    EXPECT_DOUBLE_EQ(figures.rows[1].share.value, 0.5);
    EXPECT_LT(figures.rows[1].share.low, 0.5);
    EXPECT_GT(figures.rows[1].share.high, 0.5);
}

TEST(ANumber, IsClearOfALineOnlyBeyondItsInterval)
{
    const JudgedShare share{0.5, 0.4, 0.6, 0.1};
    EXPECT_EQ(standingTo(share, 0.39), Standing::Above);
    EXPECT_EQ(standingTo(share, 0.4), Standing::Undecided);
    EXPECT_EQ(standingTo(share, 0.6), Standing::Undecided);
    EXPECT_EQ(standingTo(share, 0.61), Standing::Below);
}

TEST(TwoNumbers, DifferOnlyWhereTheirIntervalsDoNotTouch)
{
    const JudgedShare share{0.5, 0.4, 0.6, 0.1};
    EXPECT_EQ(standingTo(share, JudgedShare{0.3, 0.2, 0.39, 0.1}), Standing::Above);
    EXPECT_EQ(standingTo(share, JudgedShare{0.3, 0.2, 0.4, 0.1}), Standing::Undecided);
    EXPECT_EQ(standingTo(share, JudgedShare{0.7, 0.6, 0.8, 0.1}), Standing::Undecided);
    EXPECT_EQ(standingTo(share, JudgedShare{0.7, 0.61, 0.8, 0.1}), Standing::Below);
}

TEST(Percentages, KeepADigitThatCountsWhereTheyAreSmall)
{
    EXPECT_EQ(percentNumber(0.412), u"41.2"_s);
    EXPECT_EQ(percentNumber(0.0004), u"0.04"_s);
    EXPECT_EQ(percentNumber(0.0), u"0.0"_s);
    EXPECT_EQ(percentNumber(1.0), u"100.0"_s);
}

TEST(TheReading, SaysWhichLineIsBeatenAndWhichIsNot)
{
    const QStringList clear = readingOf(questionReport(0.61), nullptr, {});
    ASSERT_GE(clear.size(), 2);
    EXPECT_EQ(clear[0],
              u"All questions: 61.0 % is clear of “question alone” (44.0 %), so the pictures are looked at."_s);
    EXPECT_EQ(clear[1], u"Not clear of their lines: number."_s);

    const QStringList unclear = readingOf(questionReport(0.45), nullptr, {});
    EXPECT_TRUE(unclear[0].contains(u"cannot be told from “question alone” (44.0 %)"_s)) << unclear[0].toStdString();

    const QStringList below = readingOf(questionReport(0.3), nullptr, {});
    EXPECT_TRUE(below[0].contains(u"is below “question alone” (44.0 %)"_s)) << below[0].toStdString();
}

TEST(TheReading, JudgesByTheHighestLine)
{
    // Accuracy 56 % with 51 to 61: above one half, but the majority alone has 52.
    const QStringList reading = readingOf(statementReport(), nullptr, {});
    EXPECT_TRUE(reading[0].contains(u"cannot be told from “majority” (52.0 %)"_s)) << reading[0].toStdString();
}

TEST(TheReading, SaysThatFewItemsSayLittle)
{
    const QStringList reading = readingOf(classReport(), nullptr, {});
    EXPECT_TRUE(reading.back().startsWith(u"With 30 pictures the interval is 30.0 points wide"_s))
        << reading.back().toStdString();
    EXPECT_TRUE(readingOf(retrievalReport(), nullptr, {}).filter(u"points wide"_s).isEmpty());
}

TEST(TheReading, CallsADifferenceUndecidedWhereIntervalsOverlap)
{
    const EvaluationReport now = retrievalReport(0.41);
    const EvaluationReport before = retrievalReport(0.22);
    const EvaluationReport alike = retrievalReport(0.40);
    const QStringList gain = readingOf(now, &before, u"before"_s).filter(u"before"_s);
    ASSERT_FALSE(gain.isEmpty());
    EXPECT_EQ(gain[0],
              u"Text to picture, R@1: 41.0 % is higher than in “before” (22.0 %) by more than the intervals."_s);
    const QStringList loss = readingOf(before, &now, u"run-2"_s).filter(u"run-2"_s);
    EXPECT_TRUE(loss[0].contains(u"is lower than in “run-2” (41.0 %)"_s)) << loss[0].toStdString();
    const QStringList same = readingOf(now, &alike, u"run-1"_s).filter(u"run-1"_s);
    EXPECT_TRUE(same[0].contains(u"undecided"_s)) << same[0].toStdString();
}

TEST(ADifference, IsCountedByWhatTheIntervalsAllow)
{
    const Figures now = figuresOf(retrievalReport(0.41));
    EXPECT_EQ(differenceSummary(now, figuresOf(retrievalReport(0.22)), u"before"_s),
              u"Beside “before”: 2 higher by more than the intervals; 5 undecided, as the intervals overlap."_s);
    EXPECT_EQ(differenceSummary(figuresOf(retrievalReport(0.22)), now, u"run-2"_s),
              u"Beside “run-2”: 2 lower by more than the intervals; 5 undecided, as the intervals overlap."_s);
    EXPECT_EQ(differenceSummary(now, figuresOf(statementReport()), u"run-5"_s), QString());
}

TEST(ASummary, NamesSplitItemsAndTime)
{
    EXPECT_EQ(reportSummary(questionReport()), u"val split, 1,000 questions, 3 s"_s);
    EXPECT_TRUE(reportSummary(retrievalReport()).startsWith(u"test split, 578 pictures, 570 captions, "_s));
}

} // namespace
} // namespace vlmo::ui
