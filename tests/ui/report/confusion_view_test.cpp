#include "ui/report/confusion_view.h"

#include "tests/core/train/hand_made_reports.h"
#include "ui/report/confusion_matrix.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;

class WhoIsTakenForWhom : public ::testing::Test {
protected:
    WhoIsTakenForWhom()
    {
        view.resize(800, 320);
        view.show();
        view.setReport(classReport());
    }

    [[nodiscard]] QString pair(int row, int column) const
    {
        return view.pairs().model()->index(row, column).data().toString();
    }

    ConfusionView view;
};

TEST_F(WhoIsTakenForWhom, LeavesOutClassesThatNothingIsKnownOf)
{
    EXPECT_EQ(view.matrix().classes(), (std::vector<std::string>{"crow", "raven", "wren"}));
    EXPECT_EQ(view.matrix().count(1, 0), 5);
    EXPECT_DOUBLE_EQ(view.matrix().share(1, 0), 5.0 / 12);
}

TEST_F(WhoIsTakenForWhom, ListsThePairsThatAreConfusedMostFirst)
{
    ASSERT_EQ(view.pairs().model()->rowCount(), 4);
    EXPECT_EQ(pair(0, 0), u"raven"_s);
    EXPECT_EQ(pair(0, 1), u"crow"_s);
    EXPECT_EQ(pair(0, 2), u"5"_s);
    EXPECT_EQ(pair(0, 3), u"41.7"_s);
    EXPECT_EQ(pair(1, 0), u"wren"_s) << "of equally many the larger share first: one of eight";
    EXPECT_TRUE(view.asText().contains(u"raven\tcrow\t5\t41.7\n"_s));
}

TEST_F(WhoIsTakenForWhom, SaysInWordsWhatACellIs)
{
    EXPECT_EQ(view.matrix().readOut({0, 1}), u"5 of 12 pictures of raven are taken for crow (41.7 %)"_s);
    EXPECT_EQ(view.matrix().readOut({2, 2}), u"7 of 8 pictures of wren are found (87.5 %)"_s);
    EXPECT_EQ(view.matrix().readOut({-1, -1}), QString());
    EXPECT_EQ(view.matrix().readOut({3, 0}), QString());
}

TEST_F(WhoIsTakenForWhom, ShowsTheCellOfAPairAndThePairOfACell)
{
    view.pairs().selectRow(0);
    EXPECT_EQ(view.matrix().current(), QPoint(0, 1));
    QTest::keyClick(&view.matrix(), Qt::Key_Down); // wren taken for crow
    EXPECT_EQ(view.matrix().current(), QPoint(0, 2));
    EXPECT_EQ(view.pairs().currentIndex().row(), 1);
    QTest::keyClick(&view.matrix(), Qt::Key_End); // wren found
    EXPECT_EQ(view.matrix().current(), QPoint(2, 2));
    EXPECT_FALSE(view.pairs().selectionModel()->hasSelection()) << "what is right is no pair";
    EXPECT_EQ(view.matrix().current(), QPoint(2, 2));
    QTest::keyClick(&view.matrix(), Qt::Key_Escape);
    EXPECT_EQ(view.matrix().current(), QPoint(-1, -1));
}

TEST_F(WhoIsTakenForWhom, StaysInsideTheTable)
{
    QTest::keyClick(&view.matrix(), Qt::Key_Left);
    EXPECT_EQ(view.matrix().current(), QPoint(0, 0));
    QTest::keyClick(&view.matrix(), Qt::Key_Up);
    EXPECT_EQ(view.matrix().current(), QPoint(0, 0));
    view.matrix().setCurrent({7, 7});
    EXPECT_EQ(view.matrix().current(), QPoint(-1, -1));
}

TEST_F(WhoIsTakenForWhom, ShowsOneOfTheTwoWhereItIsNarrow)
{
    EXPECT_TRUE(view.matrix().isVisible() && view.pairs().isVisible());
    view.resize(400, 320);
    EXPECT_TRUE(view.matrix().isVisible());
    EXPECT_FALSE(view.pairs().isVisible());
    view.showPairs(true);
    EXPECT_FALSE(view.matrix().isVisible());
    EXPECT_TRUE(view.pairs().isVisible());
}

TEST_F(WhoIsTakenForWhom, TakesAThousandClasses)
{
    ClassReport report;
    report.split = "test";
    constexpr std::size_t classes = 1'000;
    report.confusion.assign(classes, std::vector<std::int64_t>(classes, 0));
    for (std::size_t i = 0; i < classes; ++i) {
        report.classes.push_back({"class " + std::to_string(i), 2, 1, 2});
        report.confusion[i][i] = 1;
        report.confusion[i][(i + 1) % classes] = 1;
    }
    view.setReport(report);
    EXPECT_EQ(view.pairs().model()->rowCount(), ConfusionView::mostPairs);
    view.matrix().setCurrent({999, 999});
    (void)view.grab();
    EXPECT_EQ(view.matrix().current(), QPoint(999, 999));
}

TEST_F(WhoIsTakenForWhom, IsEmptyWhereNoPictureWasSeen)
{
    view.setReport({});
    QTest::keyClick(&view.matrix(), Qt::Key_Down);
    EXPECT_EQ(view.matrix().current(), QPoint(-1, -1));
    EXPECT_EQ(view.pairs().model()->rowCount(), 0);
    (void)view.grab();
}

} // namespace
} // namespace vlmo::ui
