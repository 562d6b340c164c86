#include "ui/experts/token_block_map.h"

#include "tests/ui/experts/hand_made_traces.h"
#include "ui/theme.h"

#include <gmock/gmock.h>

#include <QScrollBar>
#include <QTest>
#include <QToolTip>

namespace vlmo::ui {
namespace {

using ::testing::HasSubstr;

class TheTokenBlockMap : public ::testing::Test {
protected:
    void show(const Trace& trace, QSize size = {900, 260})
    {
        selection.setTrace(trace);
        map.resize(size);
        map.show();
        (void)map.grab();
    }

    void press(Qt::Key key) { QTest::keyClick(&map, key); }

    void pointAt(const MapCell& cell) { QTest::mouseMove(map.viewport(), map.cellRect(cell).center()); }

    TraceSelection selection;
    TokenBlockMap map{selection};
};

TEST_F(TheTokenBlockMap, IsEmptyWithoutATraceAndTakesKeysAndClicksWithoutHarm)
{
    map.resize(400, 200);
    map.show();
    (void)map.grab();
    press(Qt::Key_Right);
    QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, {50, 50});
    EXPECT_EQ(map.renderings(), 0);
}

TEST_F(TheTokenBlockMap, SelectsTheCellThatIsClicked)
{
    show(test::handMadeTrace());
    QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, map.cellRect({2, 6}).center());
    EXPECT_EQ(selection.token(), 6);
    EXPECT_EQ(selection.block(), 2);
}

TEST_F(TheTokenBlockMap, MovesTheSelectionWithTheArrowKeys)
{
    show(test::handMadeTrace());
    selection.selectToken(3);
    selection.selectBlock(0);
    press(Qt::Key_Right);
    EXPECT_EQ(selection.token(), 4) << "from the last word to the picture";
    press(Qt::Key_Down);
    EXPECT_EQ(selection.block(), 1);
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    EXPECT_EQ(selection.token(), 2);
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    EXPECT_EQ(selection.block(), 0) << "there is none above";
    press(Qt::Key_End);
    EXPECT_EQ(selection.token(), 8);
    press(Qt::Key_Right);
    EXPECT_EQ(selection.token(), 8);
    press(Qt::Key_PageUp);
    EXPECT_EQ(selection.token(), 6) << "the patch above";
    press(Qt::Key_Home);
    EXPECT_EQ(selection.token(), 0);
}

TEST_F(TheTokenBlockMap, ReadsTheCellUnderThePointer)
{
    show(test::handMadeTrace());
    pointAt({1, 8});
    EXPECT_THAT(QToolTip::text().toStdString(), HasSubstr("patch row 1, column 1"));
    EXPECT_THAT(QToolTip::text().toStdString(), HasSubstr("Expert update, relative: 0.28"));
}

TEST_F(TheTokenBlockMap, ReadsAnotherMeasureOnceItIsChosen)
{
    show(test::handMadeTrace());
    selection.setMeasure(TraceMeasure::AttentionUpdate);
    pointAt({0, 2});
    EXPECT_THAT(QToolTip::text().toStdString(), HasSubstr("Attention update, relative: 0.50"));
    EXPECT_THAT(map.accessibleDescription().toStdString(), HasSubstr("Attention update"));
}

TEST_F(TheTokenBlockMap, ShowsAWordOfMarkupAsItIs)
{
    test::TraceShape shape;
    shape.words = {"<b>"};
    show(test::handMadeTrace(shape));
    pointAt({0, 0});
    EXPECT_THAT(QToolTip::text().toStdString(), HasSubstr("&lt;b&gt;"));
}

TEST_F(TheTokenBlockMap, DrawsTheCellsOfTheLargestInputOnceAndOnlyFramesAfterThat)
{
    show(test::largestTrace());
    const int renderings = map.renderings();
    EXPECT_EQ(renderings, 1);
    const int token = selection.token();
    for (int block = 0; block < 24; ++block) {
        pointAt({block, token - block % 5});
        (void)map.grab();
    }
    selection.selectToken(token - 1);
    selection.selectBlock(5);
    (void)map.grab();
    EXPECT_EQ(map.renderings(), renderings) << "pointing and selecting draw frames over the kept picture";
}

TEST_F(TheTokenBlockMap, KeepsNoMoreOfTheLargestInputThanWhatIsInView)
{
    show(test::largestTrace());
    EXPECT_GT(map.layoutOfMap().size().width(), 5'000);
    EXPECT_LE(map.viewport()->width(), 900);
    EXPECT_GT(map.horizontalScrollBar()->maximum(), 4'000);
}

TEST_F(TheTokenBlockMap, ScrollsToWhatIsSelected)
{
    show(test::largestTrace());
    press(Qt::Key_End);
    EXPECT_EQ(map.horizontalScrollBar()->value(), map.horizontalScrollBar()->maximum());
    EXPECT_TRUE(map.viewport()->rect().contains(map.cellRect({0, 940})));
    EXPECT_EQ(map.cellAt(map.cellRect({0, 940}).center()), (MapCell{0, 940}));
    press(Qt::Key_Home);
    EXPECT_EQ(map.horizontalScrollBar()->value(), 0);
}

TEST_F(TheTokenBlockMap, HasNoCellUnderTheBlockNumbersWhileItIsScrolled)
{
    show(test::largestTrace());
    press(Qt::Key_End);
    EXPECT_FALSE(map.cellAt({map.layoutOfMap().gutter() - 1, map.cellRect({3, 900}).center().y()}));
}

TEST_F(TheTokenBlockMap, DrawsItsCellsAnewForAnotherMeasureThemeOrTrace)
{
    show(test::handMadeTrace());
    const int first = map.renderings();
    selection.setMeasure(TraceMeasure::DirectionChange);
    (void)map.grab();
    EXPECT_EQ(map.renderings(), first + 1);
    selection.setTrace(test::textTrace());
    (void)map.grab();
    EXPECT_EQ(map.renderings(), first + 2);
    applyTheme(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    (void)map.grab();
    EXPECT_GT(map.renderings(), first + 2);
    applyTheme(ThemeChoice::Light);
    QCoreApplication::processEvents();
}

TEST_F(TheTokenBlockMap, PaintsAStrongCellStrongerThanAWeakOne)
{
    show(test::handMadeTrace());
    const QImage image = map.viewport()->grab().toImage();
    const auto lightness = [&](const MapCell& cell) {
        return toOkLab(image.pixelColor(map.cellRect(cell).center() * image.devicePixelRatio())).lightness;
    };
    selection.selectToken(0);
    EXPECT_GT(lightness({0, 6}), lightness({1, 6})) << "on a light ground more is darker";
}

TEST_F(TheTokenBlockMap, TellsASpeakingReaderWhatIsSelected)
{
    show(test::handMadeTrace());
    selection.selectToken(2);
    selection.selectBlock(1);
    EXPECT_FALSE(map.accessibleName().isEmpty());
    EXPECT_THAT(map.accessibleDescription().toStdString(), HasSubstr("boats, block 1, L expert"));
}

} // namespace
} // namespace vlmo::ui
