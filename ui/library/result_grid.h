#pragma once

#include <QAbstractItemView>
#include <QPersistentModelIndex>

namespace vlmo::ui {

/// Tiles in rows, of one size, placed by arithmetic: a million of them cost no more than the visible ones.
///
/// With a split the first `split` items are above a line across the grid, and the next one begins a new row.
class ResultGrid final : public QAbstractItemView {
    Q_OBJECT

public:
    explicit ResultGrid(QWidget* parent = nullptr);

    /// Least width of a tile, and the height under its picture.
    void setTileSize(int minimumWidth, int footHeight);
    /// -1: no line.
    void setSplit(int split, const QString& lineText);
    [[nodiscard]] int split() const { return m_split; }
    [[nodiscard]] int columns() const;

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;
    void reset() override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;

Q_SIGNALS:
    /// A picture was double-clicked, or Return or Space was pressed on it.
    void largeViewRequested(const QModelIndex& index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;

private:
    [[nodiscard]] int count() const;
    [[nodiscard]] bool hasLine() const { return m_split >= 0 && m_split < count(); }
    [[nodiscard]] int tileWidth() const;
    [[nodiscard]] int tileHeight() const;
    [[nodiscard]] int rowPitch() const;
    [[nodiscard]] int rowsAbove() const; ///< Rows before the line.
    [[nodiscard]] int lineTop() const;   ///< Top of the line's band, in contents coordinates.
    [[nodiscard]] int contentsHeight() const;
    /// Place of an item in contents coordinates.
    [[nodiscard]] QRect tile(int item) const;
    /// The first item whose row reaches below `y`.
    [[nodiscard]] int firstItemAt(int y) const;
    void paintLine(QPainter& painter) const;

    int m_minimumTile = 140;
    int m_foot = 0;
    int m_split = -1;
    QString m_lineText;
    QPersistentModelIndex m_hovered;
};

} // namespace vlmo::ui
