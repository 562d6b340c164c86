#include "ui/report/interval_chart.h"

#include "tests/core/train/hand_made_reports.h"
#include "ui/report/figure_model.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;

class TheIntervalChart : public ::testing::Test {
protected:
    TheIntervalChart()
    {
        chart.resize(600, 320);
        chart.show();
    }

    IntervalChart chart;
};

TEST_F(TheIntervalChart, SaysTheSameAsTheTable)
{
    for (const EvaluationReport& report : {EvaluationReport(retrievalReport()), EvaluationReport(questionReport()),
                                           EvaluationReport(statementReport()), EvaluationReport(classReport())}) {
        const Figures figures = figuresOf(report);
        FigureModel table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
        table.setFigures(figures, figures, u"before"_s);
        chart.setFigures(figures, u"run-2"_s, figures, u"before"_s);
        for (int figure = 0; figure < figures.rows.size(); ++figure) {
            const int row = table.rowOf(figure);
            ASSERT_GE(row, 0);
            EXPECT_EQ(table.figureAt(row), figure);
            const QString words = chart.readOut(figure);
            EXPECT_TRUE(words.startsWith(figures.rows[figure].fullName()));
            for (int column = 1; column < table.columnCount() - 1; ++column) { // The last one counts items.
                const QString cell = table.index(row, column).data().toString();
                EXPECT_TRUE(cell == u"–"_s || words.contains(cell))
                    << words.toStdString() << " / " << cell.toStdString();
            }
        }
    }
}

TEST_F(TheIntervalChart, GoesThroughItsRowsByKeys)
{
    chart.setFigures(figuresOf(retrievalReport()), u"run-2"_s, {}, {});
    QSignalSpy pointed(&chart, &IntervalChart::pointed);
    QTest::keyClick(&chart, Qt::Key_Down);
    EXPECT_EQ(chart.pointedRow(), 0);
    EXPECT_EQ(chart.accessibleDescription(), chart.readOut(0));
    QTest::keyClick(&chart, Qt::Key_Down);
    QTest::keyClick(&chart, Qt::Key_Up);
    EXPECT_EQ(chart.pointedRow(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    EXPECT_EQ(chart.pointedRow(), 6);
    QTest::keyClick(&chart, Qt::Key_Down);
    EXPECT_EQ(chart.pointedRow(), 6) << "there is no row below the last";
    QTest::keyClick(&chart, Qt::Key_Escape);
    EXPECT_EQ(chart.pointedRow(), -1);
    EXPECT_EQ(pointed.count(), 5);
}

TEST_F(TheIntervalChart, PointsAtTheRowUnderThePointer)
{
    chart.setFigures(figuresOf(questionReport()), u"run-2"_s, {}, {});
    QTest::mouseMove(chart.viewport(), QPoint(300, 12));
    EXPECT_EQ(chart.pointedRow(), 0);
    QTest::mouseMove(chart.viewport(), QPoint(300, chart.viewport()->height() - 4));
    EXPECT_EQ(chart.pointedRow(), -1) << "the legend is no row";
}

TEST_F(TheIntervalChart, ScrollsToARowThatDoesNotFit)
{
    chart.resize(600, 180);
    chart.setFigures(figuresOf(retrievalReport()), u"run-2"_s, {}, {});
    ASSERT_GT(chart.verticalScrollBar()->maximum(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    EXPECT_EQ(chart.verticalScrollBar()->value(), chart.verticalScrollBar()->maximum() - 2)
        << "two pixels below the last row stay free";
    QTest::keyClick(&chart, Qt::Key_Home);
    EXPECT_EQ(chart.verticalScrollBar()->value(), 0);
}

TEST_F(TheIntervalChart, EndsItsAxisWhereLowNumbersCanBeSeen)
{
    chart.setFigures(figuresOf(retrievalReport()), u"run-2"_s, {}, {});
    EXPECT_EQ(chart.axisEnd(), 1.0);
    Figures low;
    low.rows.append({{}, u"R@1"_s, 10, {0.04, 0.02, 0.06, 0.01}, {}, {}});
    chart.setFigures(low, u"run-2"_s, {}, {});
    EXPECT_EQ(chart.axisEnd(), 0.1);
    Figures other = low;
    other.rows[0].share.high = 0.3;
    chart.setFigures(low, u"run-2"_s, other, u"before"_s);
    EXPECT_EQ(chart.axisEnd(), 0.5) << "both reports have room";
}

TEST_F(TheIntervalChart, PaintsItsDotWhereTheNumberIs)
{
    Figures figures;
    figures.rows.append({{}, u"x"_s, 10, {0.75, 0.7, 0.8, 0.0}, {}, {}});
    chart.setFigures(figures, u"run-2"_s, {}, {});
    const QImage image = chart.grab().toImage();
    const auto dots = [&](int from, int to) {
        int count = 0;
        for (int x = from; x < to; ++x) {
            for (int y = 0; y < 30; ++y)
                count += image.pixelColor(x, y) == QColor(u"#0F6B6B"_s) ? 1 : 0;
        }
        return count;
    };
    const int whole = dots(0, image.width());
    EXPECT_GT(whole, 30);
    EXPECT_EQ(dots(image.width() * 2 / 3, image.width() * 5 / 6), whole);
}

TEST_F(TheIntervalChart, ShowsNothingWithoutFigures)
{
    chart.setFigures({}, {}, {}, {});
    QTest::keyClick(&chart, Qt::Key_Down);
    EXPECT_EQ(chart.pointedRow(), -1);
    EXPECT_EQ(chart.readOut(0), QString());
    (void)chart.grab();
}

} // namespace
} // namespace vlmo::ui
