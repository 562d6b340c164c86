#include "ui/library/result_grid.h"

#include <gtest/gtest.h>

#include <QScrollBar>
#include <QStandardItemModel>
#include <QStringListModel>
#include <QTest>

namespace vlmo::ui {
namespace {

/// A million rows without memory.
class ManyRows final : public QAbstractListModel {
public:
    explicit ManyRows(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    QVariant data(const QModelIndex&, int) const override
    {
        ++reads;
        return {};
    }
    mutable qint64 reads = 0;

private:
    int m_rows;
};

class TheGrid : public ::testing::Test {
protected:
    void show(QAbstractItemModel& model)
    {
        m_grid.setModel(&model);
        m_grid.setTileSize(100, 30);
        m_grid.resize(460 + 12, 400); // Four columns of 100 with gaps of 12, and the scroll bar.
        m_grid.show();
        ASSERT_EQ(m_grid.columns(), 4);
    }
    QModelIndex at(int row) { return m_grid.model()->index(row, 0); }

    ResultGrid m_grid;
};

TEST_F(TheGrid, FindsEachTileAtItsOwnPlace)
{
    ManyRows model(23);
    show(model);
    for (const int split : {-1, 0, 1, 4, 6, 22, 23}) {
        m_grid.setSplit(split, QStringLiteral("line"));
        for (int row = 0; row < 23; ++row) {
            m_grid.scrollTo(at(row));
            EXPECT_EQ(m_grid.indexAt(m_grid.visualRect(at(row)).center()).row(), row) << "split " << split;
        }
    }
}

TEST_F(TheGrid, BeginsANewRowAtTheLine)
{
    ManyRows model(20);
    show(model);
    m_grid.setSplit(6, QStringLiteral("line"));
    EXPECT_EQ(m_grid.visualRect(at(4)).top(), m_grid.visualRect(at(5)).top());
    EXPECT_GT(m_grid.visualRect(at(6)).top(), m_grid.visualRect(at(5)).bottom() + 30);
    EXPECT_EQ(m_grid.visualRect(at(6)).left(), 0);
    EXPECT_FALSE(
        m_grid.indexAt(QPoint(m_grid.visualRect(at(5)).right() + 30, m_grid.visualRect(at(5)).center().y())).isValid())
        << "the rest of the last row above the line is empty";
}

TEST_F(TheGrid, WalksByArrowKeysOverTheLine)
{
    ManyRows model(20);
    show(model);
    m_grid.setSplit(6, QStringLiteral("line"));
    m_grid.setCurrentIndex(at(1));
    const auto press = [this](Qt::Key key) {
        QTest::keyClick(&m_grid, key);
        return m_grid.currentIndex().row();
    };
    EXPECT_EQ(press(Qt::Key_Down), 5);
    EXPECT_EQ(press(Qt::Key_Down), 7);
    EXPECT_EQ(press(Qt::Key_Up), 5);
    EXPECT_EQ(press(Qt::Key_Right), 6);
    EXPECT_EQ(press(Qt::Key_Left), 5);
    EXPECT_EQ(press(Qt::Key_End), 19);
    EXPECT_EQ(press(Qt::Key_Right), 19);
    EXPECT_EQ(press(Qt::Key_Home), 0);
    EXPECT_EQ(press(Qt::Key_Up), 0);
}

TEST_F(TheGrid, GoesDownToTheLastTileOfAShortRow)
{
    ManyRows model(6);
    show(model);
    m_grid.setCurrentIndex(at(3));
    QTest::keyClick(&m_grid, Qt::Key_Down);
    EXPECT_EQ(m_grid.currentIndex().row(), 5);
}

TEST_F(TheGrid, ReadsOnlyWhatIsVisibleOfAMillionRows)
{
    ManyRows model(1'000'000);
    show(model);
    model.reads = 0;
    m_grid.verticalScrollBar()->setValue(m_grid.verticalScrollBar()->maximum());
    (void)m_grid.grab();
    EXPECT_LT(model.reads, 2'000);
    EXPECT_EQ(m_grid.indexAt(m_grid.visualRect(at(999'999)).center()).row(), 999'999);
}

TEST_F(TheGrid, TakesAnEmptyModel)
{
    ManyRows model(0);
    show(model);
    m_grid.setSplit(0, QStringLiteral("line"));
    (void)m_grid.grab();
    EXPECT_FALSE(m_grid.indexAt(QPoint(10, 10)).isValid());
    QTest::keyClick(&m_grid, Qt::Key_Down);
    EXPECT_FALSE(m_grid.currentIndex().isValid());
}

} // namespace
} // namespace vlmo::ui
