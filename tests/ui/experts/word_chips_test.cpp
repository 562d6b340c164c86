#include "ui/experts/word_chips.h"

#include "tests/ui/experts/hand_made_traces.h"

#include <gtest/gtest.h>

#include <QTest>

namespace vlmo::ui {
namespace {

class TheWordChips : public ::testing::Test {
protected:
    void show(const Trace& trace, int width = 300)
    {
        selection.setTrace(trace);
        chips.resize(width, chips.heightOver(width));
        chips.show();
        (void)chips.grab();
    }

    TraceSelection selection;
    WordChips chips{selection};
};

TEST_F(TheWordChips, AreThoseOfTheSentence)
{
    show(test::handMadeTrace());
    for (int token = 0; token < 4; ++token)
        EXPECT_EQ(chips.tokenAt(chips.chipRect(token).center()), token);
    EXPECT_TRUE(chips.chipRect(4).isNull()) << "the picture's token is no word";
}

TEST_F(TheWordChips, GoOnInTheNextLineWithinTheirWidth)
{
    test::TraceShape shape;
    shape.words.assign(40, "word");
    show(test::handMadeTrace(shape), 200);
    EXPECT_GT(chips.chipRect(39).top(), chips.chipRect(0).bottom());
    EXPECT_LT(chips.chipRect(39).bottom(), chips.height());
    EXPECT_GT(chips.heightOver(200), chips.heightOver(400));
}

TEST_F(TheWordChips, EndAnEndlessWordWithinTheirWidth)
{
    test::TraceShape shape;
    shape.words = {std::string(500, 'x')};
    show(test::handMadeTrace(shape), 200);
    EXPECT_LE(chips.chipRect(0).right(), 200);
}

TEST_F(TheWordChips, SelectByClickAndByArrowKeys)
{
    show(test::handMadeTrace());
    QTest::mouseClick(&chips, Qt::LeftButton, {}, chips.chipRect(2).center());
    EXPECT_EQ(selection.token(), 2);
    QTest::keyClick(&chips, Qt::Key_Right);
    QTest::keyClick(&chips, Qt::Key_Right);
    EXPECT_EQ(selection.token(), 3) << "the last word";
    selection.selectToken(7);
    QTest::keyClick(&chips, Qt::Key_Left);
    EXPECT_EQ(selection.token(), 0) << "from a patch to the first word";
}

TEST_F(TheWordChips, TakeATraceOfAPictureAlone)
{
    show(test::imageTrace());
    EXPECT_EQ(chips.heightOver(300), 0);
    QTest::keyClick(&chips, Qt::Key_Right);
    EXPECT_EQ(chips.tokenAt({5, 5}), -1);
}

} // namespace
} // namespace vlmo::ui
