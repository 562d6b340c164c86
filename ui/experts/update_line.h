#pragma once

#include "ui/experts/trace_selection.h"

#include <QWidget>

namespace vlmo::ui {

/// The chosen measure of the selected token over the blocks, in the colours of the experts that served it; a dot marks
/// the selected block. A click selects a block.
class UpdateLine final : public QWidget {
    Q_OBJECT

public:
    explicit UpdateLine(TraceSelection& selection, QWidget* parent = nullptr);

    /// Where a block's value stands.
    [[nodiscard]] QPointF pointOf(int block) const;
    [[nodiscard]] int blockAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override { return {240, 96}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    /// Ends of the upright axis: all values of this token, and 0 for updates.
    struct Range {
        double low = 0.0;
        double high = 1.0;
    };
    [[nodiscard]] Range range() const;
    [[nodiscard]] QRectF plot() const;
    void describe();

    TraceSelection& m_selection;
};

} // namespace vlmo::ui
