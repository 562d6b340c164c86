#pragma once

#include "ui/experts/trace_selection.h"

#include <QImage>
#include <QWidget>

namespace vlmo::ui {

/// The picture's patches once for every block, in the colours of the experts. A click or the arrow keys select a block.
class PatchMinis final : public QWidget {
    Q_OBJECT

public:
    explicit PatchMinis(TraceSelection& selection, QWidget* parent = nullptr);

    /// The grid of a block, without its number.
    [[nodiscard]] QRect miniRect(int block) const;
    /// The block under a point; -1 between them.
    [[nodiscard]] int blockAt(const QPoint& point) const;
    /// How often the grids were drawn anew.
    [[nodiscard]] int renderings() const noexcept { return m_renderings; }

    [[nodiscard]] QSize sizeHint() const override { return {320, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void forgetGrids();
    void renderGrids();
    [[nodiscard]] int labelHeight() const;

    TraceSelection& m_selection;
    QImage m_grids; ///< Of the whole widget; null when it must be drawn anew.
    int m_renderings = 0;
    int m_columns = 1;
    int m_side = 0;
    int m_gap = 0;  ///< Between neighbours.
    int m_left = 0; ///< Of the first column.
    int m_top = 0;  ///< Of the first row.
};

} // namespace vlmo::ui
