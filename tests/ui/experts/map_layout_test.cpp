#include "ui/experts/map_layout.h"

#include "tests/ui/experts/hand_made_traces.h"
#include "ui/theme.h"

#include <QFont>

#include <gmock/gmock.h>

namespace vlmo::ui {
namespace {

class TheLayoutOfAMap : public ::testing::Test {
protected:
    MapLayout layOut(const Trace& trace, QSize room = {900, 300})
    {
        selection.setTrace(trace);
        return MapLayout(selection, room, textFont(TextSize::Second));
    }

    /// Every cell's corners and centre lead back to it.
    static void expectRoundTrips(const MapLayout& layout)
    {
        for (int block = 0; block < layout.blockCount(); ++block) {
            for (int token = 0; token < layout.tokenCount(); ++token) {
                const MapCell cell{block, token};
                const QRect area = layout.cell(cell);
                for (const QPoint& point : {area.topLeft(), area.bottomRight(), area.center()})
                    ASSERT_EQ(layout.at(point), cell) << "block " << block << ", token " << token;
            }
        }
    }

    TraceSelection selection;
};

TEST_F(TheLayoutOfAMap, LeadsFromCellsToPointsAndBack)
{
    expectRoundTrips(layOut(test::handMadeTrace()));
}

TEST_F(TheLayoutOfAMap, DoesSoForTextAlonePictureAloneAndTheLargestInput)
{
    expectRoundTrips(layOut(test::textTrace()));
    expectRoundTrips(layOut(test::imageTrace()));
    expectRoundTrips(layOut(test::largestTrace()));
}

TEST_F(TheLayoutOfAMap, HasNoCellInGapsHeadsAndFoot)
{
    const MapLayout layout = layOut(test::handMadeTrace());
    const QRect lastWord = layout.cell({0, 3});
    const QRect firstOfPicture = layout.cell({0, 4});
    EXPECT_FALSE(layout.at({(lastWord.right() + firstOfPicture.left()) / 2, lastWord.center().y()}));
    EXPECT_FALSE(layout.at({lastWord.center().x(), layout.head() - 1}));
    EXPECT_FALSE(layout.at({lastWord.center().x(), layout.cellsBottom() + 2}));
    EXPECT_FALSE(layout.at({layout.gutter() - 1, lastWord.center().y()}));
    EXPECT_FALSE(layout.at({-5, -5}));
    EXPECT_FALSE(layout.at({100'000, lastWord.center().y()}));
}

TEST_F(TheLayoutOfAMap, SeparatesTheBlocksOfOtherExpertsByFivePixels)
{
    const MapLayout layout = layOut(test::handMadeTrace());
    const int step = layout.cell({1, 0}).top() - layout.cell({0, 0}).top();
    EXPECT_EQ(layout.cell({2, 0}).top() - layout.cell({1, 0}).top(), step + 5);
}

TEST_F(TheLayoutOfAMap, HasNoSuchGapWhereTheExpertsStayTheSame)
{
    const MapLayout layout = layOut(test::textTrace());
    EXPECT_EQ(layout.cell({2, 0}).top() - layout.cell({1, 0}).top(),
              layout.cell({1, 0}).top() - layout.cell({0, 0}).top());
}

TEST_F(TheLayoutOfAMap, KeepsCellsReadableWhereTheyDoNotFit)
{
    const MapLayout layout = layOut(test::largestTrace(), {900, 200});
    EXPECT_GT(layout.size().width(), 900) << "scrolled to the side";
    EXPECT_GE(layout.cell({0, 500}).width(), 5);
    EXPECT_GE(layout.cell({0, 500}).height(), 13);
}

TEST_F(TheLayoutOfAMap, StaysWithinTheRoomWhereItFits)
{
    const MapLayout layout = layOut(test::handMadeTrace(), {900, 300});
    EXPECT_LE(layout.size().width(), 900);
    EXPECT_LE(layout.size().height(), 300);
}

TEST_F(TheLayoutOfAMap, GroupsPatchesByTheirRow)
{
    const MapLayout layout = layOut(test::handMadeTrace());
    ASSERT_EQ(layout.patchRows().size(), 2U);
    EXPECT_EQ(layout.patchRows()[1].row, 1);
    EXPECT_EQ(layout.patchRows()[1].left, layout.column(7).left());
    EXPECT_TRUE(layOut(test::textTrace()).patchRows().empty());
}

TEST_F(TheLayoutOfAMap, HasRoomForALetterRightOfEveryRegion)
{
    const MapLayout layout = layOut(test::handMadeTrace());
    for (const ExpertIndex::Region& region : selection.experts().regions()) {
        const std::optional<QRect> place = layout.letterPlace(region);
        ASSERT_TRUE(place);
        EXPECT_TRUE(QRect(QPoint(0, 0), layout.size()).contains(*place));
        EXPECT_FALSE(layout.at(place->center())) << "it covers no cell";
    }
    EXPECT_FALSE(layout.letterPlace({0, 0, 1, 0, 2})) << "amid the words there is no room";
}

TEST_F(TheLayoutOfAMap, NamesTheTokensBetweenTwoPlaces)
{
    const MapLayout layout = layOut(test::handMadeTrace());
    const auto all = layout.tokensBetween(0, layout.size().width());
    EXPECT_EQ(all.first, 0);
    EXPECT_EQ(all.last, 8);
    const auto two = layout.tokensBetween(layout.column(2).center().x(), layout.column(3).center().x());
    EXPECT_EQ(two.first, 2);
    EXPECT_EQ(two.last, 3);
}

} // namespace
} // namespace vlmo::ui
