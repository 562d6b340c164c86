#include "ui/training/curve_chart.h"

#include "tests/ui/support/wait.h"
#include "ui/theme.h"

#include <gtest/gtest.h>

#include <QChart>
#include <QTest>

#include <cmath>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

Curve falling(std::int64_t points)
{
    Curve curve;
    for (std::int64_t step = 1; step <= points; ++step)
        curve.push_back({step, 2.0 * static_cast<double>(step), 4.0 * std::exp(-static_cast<double>(step) / 30.0)});
    return curve;
}

ChartLine line(const QString& name, const Curve& curve)
{
    ChartLine made;
    made.name = name;
    made.colour = currentTheme().runs[0];
    made.curve = curve;
    return made;
}

class AChart : public ::testing::Test {
protected:
    AChart()
    {
        m_chart.resize(400, 220);
        m_chart.show();
        (void)QTest::qWaitForWindowExposed(&m_chart);
    }

    /// Pixels in the colour of the first line.
    int coloured()
    {
        const QImage shot = m_chart.grab().toImage();
        int count = 0;
        for (int y = 0; y < shot.height(); ++y) {
            for (int x = 0; x < shot.width(); ++x)
                count += shot.pixelColor(x, y) == currentTheme().runs[0];
        }
        return count;
    }

    CurveChart m_chart{u"Loss"_s};
};

TEST_F(AChart, DrawsItsLines)
{
    m_chart.setLines({line(u"ITC"_s, falling(100))}, CurveAxis::Steps);
    EXPECT_GT(coloured(), 100);
}

TEST_F(AChart, DrawsWhatWasMeasuredOnceAsADot)
{
    m_chart.setLines({line(u"ITC"_s, {{50, 1.0, 0.4}})}, CurveAxis::Steps);
    EXPECT_GT(coloured(), 25); // All of it, though it stands at the plot's edge.
}

TEST_F(AChart, NamesNothingWhereTheTitleSaysIt)
{
    m_chart.setLines({line(u"Loss"_s, falling(100))}, CurveAxis::Steps);
    const double alone = m_chart.chart()->plotArea().right();
    ChartLine other = line(u"Loss"_s, falling(50));
    other.run = u"other"_s;
    other.style = ChartLine::Style::Dashed;
    m_chart.setLines({line(u"Loss"_s, falling(100)), other}, CurveAxis::Steps);
    EXPECT_EQ(m_chart.chart()->plotArea().right(), alone);
}

TEST_F(AChart, NamesLinesAtTheirEndsOrWhereTheyAreLongAbove)
{
    const auto nameColumn = [this] { return m_chart.chart()->plotArea().right(); };
    m_chart.setLines({line(u"ITC"_s, falling(100)), line(u"MLM"_s, falling(50))}, CurveAxis::Steps);
    EXPECT_LT(nameColumn(), m_chart.width() - 20);
    const double top = m_chart.chart()->plotArea().top();
    m_chart.setLines(
        {line(u"ITC text to image, recall among the first ten"_s, falling(100)), line(u"MLM"_s, falling(50))},
        CurveAxis::Steps);
    EXPECT_GT(nameColumn(), m_chart.width() - 20);
    EXPECT_GT(m_chart.chart()->plotArea().top(), top + 10);
}

TEST_F(AChart, SaysTheValuesUnderThePointer)
{
    m_chart.setLines({line(u"ITC"_s, falling(100)), line(u"MLM"_s, falling(50))}, CurveAxis::Steps);
    EXPECT_TRUE(m_chart.readOut().isEmpty());
    m_chart.setPointer(10.2);
    const QStringList lines = m_chart.readOut();
    ASSERT_EQ(lines.size(), 3);
    EXPECT_EQ(lines[0], u"step 10"_s);
    EXPECT_EQ(lines[1], u"ITC 2.866"_s);
    EXPECT_TRUE(lines[2].startsWith(u"MLM "_s));
}

TEST_F(AChart, IsReadByKeyboard)
{
    m_chart.setLines({line(u"ITC"_s, falling(100))}, CurveAxis::Steps);
    m_chart.setFocus();
    QTest::keyClick(&m_chart, Qt::Key_Home);
    EXPECT_EQ(m_chart.pointer(), 1.0);
    QTest::keyClick(&m_chart, Qt::Key_Right);
    EXPECT_EQ(m_chart.pointer(), 2.0);
    QTest::keyClick(&m_chart, Qt::Key_End);
    EXPECT_EQ(m_chart.pointer(), 100.0);
    QTest::keyClick(&m_chart, Qt::Key_Right);
    EXPECT_EQ(m_chart.pointer(), 100.0);
    EXPECT_TRUE(m_chart.accessibleDescription().contains(u"step 100"_s));
    QTest::keyClick(&m_chart, Qt::Key_Escape);
    EXPECT_FALSE(m_chart.pointer().has_value());
}

TEST_F(AChart, WithoutPointsShowsAnEmptyPlot)
{
    m_chart.setLines({}, CurveAxis::Steps);
    m_chart.setPointer(5.0);
    EXPECT_TRUE(m_chart.readOut().isEmpty());
    (void)m_chart.grab();
    m_chart.setLines({line(u"one"_s, {{1, 1.0, 0.0}})}, CurveAxis::Seconds);
    (void)m_chart.grab();
    QTest::keyClick(&m_chart, Qt::Key_Right);
    EXPECT_EQ(m_chart.readOut().size(), 2);
}

TEST(Ticks, AreRoundAndCoverTheValues)
{
    EXPECT_EQ(niceTicks(0.0, 4.0, 5), (QList<double>{0.0, 1.0, 2.0, 3.0, 4.0}));
    const QList<double> ticks = niceTicks(0.0, 0.63, 5);
    EXPECT_GE(ticks.back(), 0.63);
    EXPECT_LE(ticks.size(), 6);
    EXPECT_EQ(niceTicks(3.0, 3.0, 5).size(), 2);
    EXPECT_LE(niceTicks(-0.2, 1e-9, 5).front(), -0.2);
    EXPECT_EQ(niceTicks(0.0, std::nan(""), 5).size(), 2);
}

TEST(Ticks, ReadAsAPersonSaysThem)
{
    EXPECT_EQ(tickTexts({0.0, 2.0, 4.0, 6.0, 8.0}), (QStringList{u"0"_s, u"2"_s, u"4"_s, u"6"_s, u"8"_s}));
    EXPECT_EQ(tickTexts({0.0, 0.05, 0.1}), (QStringList{u"0"_s, u"0.05"_s, u"0.10"_s}));
    EXPECT_EQ(tickTexts({-0.5, 0.0, 0.5}), (QStringList{u"-0.5"_s, u"0"_s, u"0.5"_s}));
    EXPECT_EQ(tickTexts({0.0, 5e-5, 1e-4}), (QStringList{u"0"_s, u"0.5e-4"_s, u"1.0e-4"_s}));
    EXPECT_EQ(tickTexts({0.0, 5'000.0, 10'000.0}), (QStringList{u"0"_s, u"5,000"_s, u"10,000"_s}));
    EXPECT_EQ(tickTexts({0.0, 1e8}), (QStringList{u"0"_s, u"1e8"_s}));
}

TEST(Ticks, OfPlacesShareOneUnit)
{
    EXPECT_EQ(placeTexts({0.0, 5'000.0, 10'000.0}, CurveAxis::Steps, 20'000.0),
              (QStringList{u"0"_s, u"5k"_s, u"10k"_s}));
    EXPECT_EQ(placeTexts({1'000'000.0, 1'500'000.0}, CurveAxis::Steps, 2e6), (QStringList{u"1.0M"_s, u"1.5M"_s}));
    EXPECT_EQ(placeTexts({250.0}, CurveAxis::Steps, 1'000.0), QStringList{u"250"_s});
    EXPECT_EQ(placeTexts({0.0}, CurveAxis::Seconds, 100.0), QStringList{u"0"_s});
    EXPECT_EQ(placeTexts({5'400.0, 10'800.0}, CurveAxis::Seconds, 20'000.0), (QStringList{u"1.5 h"_s, u"3.0 h"_s}));
    EXPECT_EQ(placeTexts({90.0}, CurveAxis::Seconds, 120.0), QStringList{u"90 s"_s});
}

} // namespace
} // namespace vlmo::ui
