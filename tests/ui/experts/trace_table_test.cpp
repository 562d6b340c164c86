#include "ui/experts/trace_table.h"

#include "tests/ui/experts/hand_made_traces.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(TheTableModel, KeepsItsPromisesThroughTracesAndMeasures)
{
    TraceSelection selection;
    TraceTableModel model(selection);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(model.rowCount(), 0);
    selection.setTrace(test::handMadeTrace());
    EXPECT_EQ(model.rowCount(), 9);
    EXPECT_EQ(model.columnCount(), 3);
    selection.setMeasure(TraceMeasure::NearnessToFinal);
    selection.setTrace(test::textTrace());
    EXPECT_EQ(model.rowCount(), 4);
    selection.setTrace(test::largestTrace());
    EXPECT_EQ(model.rowCount(), 941);
    EXPECT_EQ(model.columnCount(), 24);
}

TEST(TheTableModel, HasTheNumbersOfTheMapWithTheExpertsLetter)
{
    TraceSelection selection;
    TraceTableModel model(selection);
    selection.setTrace(test::handMadeTrace());
    EXPECT_EQ(model.index(6, 2).data().toString(), u"VL  0.36"_s);
    EXPECT_EQ(model.index(2, 0).data(Qt::AccessibleTextRole).toString(),
              u"boats, block 0, L expert. Expert update, relative: 0.12"_s);
    EXPECT_EQ(model.headerData(2, Qt::Vertical, Qt::DisplayRole).toString(), u"boats"_s);
    EXPECT_EQ(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"block 2"_s);
}

TEST(TheTableModel, AnnouncesAnotherMeasure)
{
    TraceSelection selection;
    TraceTableModel model(selection);
    selection.setTrace(test::handMadeTrace());
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    selection.setMeasure(TraceMeasure::AttentionUpdate);
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(model.index(0, 0).data().toString(), u"L  0.50"_s);
}

TEST(TheTable, FollowsTheSelectionAndLeadsIt)
{
    TraceSelection selection;
    TraceTable table(selection);
    selection.setTrace(test::handMadeTrace());
    table.resize(400, 300);
    table.show();
    selection.selectToken(5);
    selection.selectBlock(2);
    EXPECT_EQ(table.currentIndex().row(), 5);
    EXPECT_EQ(table.currentIndex().column(), 2);
    table.setCurrentIndex(table.model()->index(1, 0));
    EXPECT_EQ(selection.token(), 1);
    EXPECT_EQ(selection.block(), 0);
    QTest::keyClick(&table, Qt::Key_Down);
    EXPECT_EQ(selection.token(), 2);
}

} // namespace
} // namespace vlmo::ui
