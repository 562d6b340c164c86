#include "ui/experts/patch_minis.h"

#include "tests/ui/experts/hand_made_traces.h"

#include <gtest/gtest.h>

#include <QTest>

namespace vlmo::ui {
namespace {

class ThePatchMinis : public ::testing::Test {
protected:
    void show(const Trace& trace, QSize size = {400, 200})
    {
        selection.setTrace(trace);
        minis.resize(size);
        minis.show();
        (void)minis.grab();
    }

    TraceSelection selection;
    PatchMinis minis{selection};
};

TEST_F(ThePatchMinis, FitEveryBlockIntoTheirRoom)
{
    for (const Trace& trace : {test::handMadeTrace(), test::largestTrace()}) {
        show(trace, {500, 300});
        for (int block = 0; block < selection.blockCount(); ++block) {
            EXPECT_TRUE(minis.rect().contains(minis.miniRect(block))) << block;
            EXPECT_EQ(minis.miniRect(block).width(), minis.miniRect(block).height());
            EXPECT_EQ(minis.blockAt(minis.miniRect(block).center()), block);
        }
    }
}

TEST_F(ThePatchMinis, SelectABlockByClickAndByArrowKeys)
{
    show(test::handMadeTrace());
    QTest::mouseClick(&minis, Qt::LeftButton, {}, minis.miniRect(0).center());
    EXPECT_EQ(selection.block(), 0);
    QTest::keyClick(&minis, Qt::Key_Right);
    EXPECT_EQ(selection.block(), 1);
    QTest::keyClick(&minis, Qt::Key_Left);
    QTest::keyClick(&minis, Qt::Key_Left);
    EXPECT_EQ(selection.block(), 0);
}

TEST_F(ThePatchMinis, MoveOnlyTheFrameWhenAnotherBlockIsSelected)
{
    show(test::largestTrace());
    const int renderings = minis.renderings();
    selection.selectBlock(7);
    selection.selectToken(100);
    (void)minis.grab();
    EXPECT_EQ(minis.renderings(), renderings);
    selection.setMeasure(TraceMeasure::NearnessToFinal);
    (void)minis.grab();
    EXPECT_EQ(minis.renderings(), renderings + 1);
}

TEST_F(ThePatchMinis, ShowNothingOfATraceOfWordsAlone)
{
    show(test::textTrace());
    EXPECT_EQ(minis.renderings(), 0);
}

} // namespace
} // namespace vlmo::ui
