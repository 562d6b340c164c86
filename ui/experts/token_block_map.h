#pragma once

#include "ui/experts/map_layout.h"

#include <QAbstractScrollArea>
#include <QImage>

namespace vlmo::ui {

/// Columns tokens, rows blocks: which expert met which token, and how strongly the chosen measure answers.
///
/// Pointing reads a cell, a click selects its token and block, arrow keys move the selection (Home and End to the first
/// and last token, Page Up and Page Down by a row of patches). A map that does not fit scrolls to the side, the numbers
/// of the blocks stay. The cells are kept as a picture of what is in view: pointing and selecting draw only frames.
class TokenBlockMap final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TokenBlockMap(TraceSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] const MapLayout& layoutOfMap() const noexcept { return m_layout; }
    /// The cell under a point of the viewport.
    [[nodiscard]] std::optional<MapCell> cellAt(const QPoint& point) const;
    /// Where a cell is in the viewport.
    [[nodiscard]] QRect cellRect(const MapCell& cell) const;
    /// How often the cells were drawn anew.
    [[nodiscard]] int renderings() const noexcept { return m_renderings; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// More than this would stay empty.
    [[nodiscard]] int mostHeight() const;

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void onTraceChanged();
    void onSelectionChanged();
    void layOut();
    void forgetCells();
    void renderCells();
    void showReadOut(const QPoint& point);
    void paintFrames(QPainter& painter) const;
    void setHovered(std::optional<MapCell> cell);
    [[nodiscard]] int offset() const;
    [[nodiscard]] int scrollBarHeight() const;

    TraceSelection& m_selection;
    MapLayout m_layout;
    QImage m_cells; ///< Of the viewport; null when it must be drawn anew.
    int m_renderings = 0;
    std::optional<MapCell> m_hovered;
};

} // namespace vlmo::ui
