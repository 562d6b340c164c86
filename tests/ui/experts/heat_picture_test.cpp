#include "ui/experts/heat_picture.h"

#include "tests/ui/experts/hand_made_traces.h"
#include "ui/theme.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QToolTip>

namespace vlmo::ui {
namespace {

class TheHeatPicture : public ::testing::Test {
protected:
    void show(const Trace& trace)
    {
        selection.setTrace(trace);
        picture.resize(306, 256);
        picture.show();
        (void)picture.grab();
    }

    QColor colourAt(const QPoint& point)
    {
        const QImage image = picture.grab().toImage();
        return image.pixelColor(point * image.devicePixelRatio());
    }

    TraceSelection selection;
    HeatPicture picture{selection};
};

TEST_F(TheHeatPicture, ShowsPatchesAsTrueSquares)
{
    show(test::handMadeTrace());
    EXPECT_EQ(picture.square().width(), picture.square().height());
    EXPECT_EQ(picture.patchRect(1, 0).width(), picture.patchRect(1, 0).height());
}

TEST_F(TheHeatPicture, LeadsFromPatchesToPointsAndBackAtEveryPixel)
{
    test::TraceShape shape;
    shape.grid = 7; // 250 pixels are no multiple of it.
    show(test::handMadeTrace(shape));
    for (int row = 0; row < 7; ++row) {
        for (int column = 0; column < 7; ++column) {
            const QRect area = picture.patchRect(row, column);
            for (const QPoint& point : {area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()})
                ASSERT_EQ(picture.tokenAt(point), selection.patchToken(row, column)) << row << ", " << column;
        }
    }
    EXPECT_EQ(picture.tokenAt(picture.square().topLeft() - QPoint(1, 1)), -1);
}

TEST_F(TheHeatPicture, ShowsNothingOfWeakPatchesAndTheRestAsOpaqueAsTheirMeasure)
{
    EXPECT_DOUBLE_EQ(HeatPicture::opacity(0.0), 0.0);
    EXPECT_DOUBLE_EQ(HeatPicture::opacity(0.079), 0.0);
    EXPECT_DOUBLE_EQ(HeatPicture::opacity(0.5), 0.15 + 0.66 * 0.5);
    EXPECT_DOUBLE_EQ(HeatPicture::opacity(1.0), 0.81);
}

TEST_F(TheHeatPicture, TakesMostColourOutOfThePicture)
{
    Trace trace = test::handMadeTrace();
    for (TraceCell& cell : trace.cells)
        cell.expertRelative = 0.0F;
    show(trace);
    selection.selectToken(0);
    QImage red(64, 32, QImage::Format_RGB32);
    red.fill(QColor(220, 20, 20));
    picture.setPicture(red);
    const QColor shown = colourAt(picture.square().center());
    EXPECT_LT(shown.red() - shown.blue(), 60);
    EXPECT_GT(shown.red() - shown.blue(), 10) << "what is left is still the picture's";
}

TEST_F(TheHeatPicture, ColoursThePatchesOfTheSelectedBlock)
{
    Trace trace = test::handMadeTrace();
    for (TraceCell& cell : trace.cells)
        cell.expertRelative = 0.0F;
    const std::size_t patch = 2 * 9 + 8; // Block 2, last patch.
    trace.cells[patch].expertRelative = 1.0F;
    trace.cells[patch - 9].expertRelative = 1.0F; // Two, or the scale takes the one for an extreme.
    show(trace);
    selection.selectToken(0);
    QImage grey(10, 10, QImage::Format_RGB32);
    grey.fill(QColor(128, 128, 128));
    picture.setPicture(grey);
    const QPoint place = picture.patchRect(1, 1).center();
    selection.selectBlock(0);
    const QColor before = colourAt(place);
    selection.selectBlock(2);
    EXPECT_NE(colourAt(place), before);
    EXPECT_EQ(before, QColor(128, 128, 128));
}

TEST_F(TheHeatPicture, SelectsThePatchThatIsClicked)
{
    show(test::handMadeTrace());
    QTest::mouseClick(&picture, Qt::LeftButton, {}, picture.patchRect(1, 0).center());
    EXPECT_EQ(selection.token(), 7);
    QTest::mouseClick(&picture, Qt::LeftButton, {}, {1, 128});
    EXPECT_EQ(selection.token(), 7) << "beside the picture there is nothing to select";
}

TEST_F(TheHeatPicture, MovesByArrowKeysAndStopsAtTheEdges)
{
    show(test::handMadeTrace());
    selection.selectToken(1);
    QTest::keyClick(&picture, Qt::Key_Down);
    EXPECT_EQ(selection.token(), 5) << "from a word to the first patch";
    QTest::keyClick(&picture, Qt::Key_Right);
    QTest::keyClick(&picture, Qt::Key_Right);
    EXPECT_EQ(selection.token(), 6);
    QTest::keyClick(&picture, Qt::Key_Down);
    QTest::keyClick(&picture, Qt::Key_Left);
    QTest::keyClick(&picture, Qt::Key_Down);
    EXPECT_EQ(selection.token(), 7);
}

TEST_F(TheHeatPicture, TakesATraceOfWordsAlone)
{
    show(test::textTrace());
    (void)picture.grab();
    QTest::keyClick(&picture, Qt::Key_Down);
    EXPECT_EQ(picture.tokenAt(picture.square().center()), -1);
}

} // namespace
} // namespace vlmo::ui
