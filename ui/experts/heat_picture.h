#pragma once

#include "ui/experts/trace_selection.h"

#include <QImage>
#include <QWidget>

namespace vlmo::ui {

/// The picture as the model takes it, a square, nearly without colour, and over it the patches of the selected block in
/// the colours of the chosen measure. A click or the arrow keys select a patch.
class HeatPicture final : public QWidget {
    Q_OBJECT

public:
    explicit HeatPicture(TraceSelection& selection, QWidget* parent = nullptr);

    /// The picture of the trace, in its own shape; a null one leaves plain ground (a trace opened without its picture).
    void setPicture(const QImage& picture);
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }

    /// The square in which the picture stands.
    [[nodiscard]] QRect square() const;
    [[nodiscard]] QRect patchRect(int row, int column) const;
    /// The patch's token under a point; -1 beside the picture.
    [[nodiscard]] int tokenAt(const QPoint& point) const;
    /// How opaque a patch lies over the picture: nothing for the weakest, 0.81 for the strongest.
    [[nodiscard]] static double opacity(double share) noexcept;

    [[nodiscard]] QSize sizeHint() const override { return {260, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {140, 140}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void preparePicture(int side);
    void setHovered(int token);
    void paintPatches(QPainter& painter) const;

    TraceSelection& m_selection;
    QImage m_picture;
    QImage m_faded; ///< Squared to what is shown now, nearly grey.
    int m_hovered = -1;
};

} // namespace vlmo::ui
