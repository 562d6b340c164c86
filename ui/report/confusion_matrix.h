#pragma once

#include "core/train/class_evaluation.h"

#include <QAbstractScrollArea>
#include <QPoint>
#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo::ui {

/// Who is taken for whom: a row a true class, a column a name that was given; the darker a cell, the larger its share
/// of the row. Classes that no picture has and that nobody was taken for are left out.
///
/// Arrow keys move the chosen cell, Home and End along its row, Esc puts it away.
class ConfusionMatrix final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ConfusionMatrix(QWidget* parent = nullptr);

    void setReport(const ClassReport& report);
    /// Classes that are shown, in the order of rows and columns.
    [[nodiscard]] const std::vector<std::string>& classes() const { return m_classes; }
    /// Row: the truth.
    [[nodiscard]] std::int64_t count(int truth, int given) const;
    /// Of the pictures of the true class; 0 where it has none.
    [[nodiscard]] double share(int truth, int given) const;

    /// The chosen cell: x is the name given, y the truth; (-1, -1) for none. Does not emit chosen().
    void setCurrent(QPoint cell);
    [[nodiscard]] QPoint current() const { return m_current; }
    /// "3 of 12 pictures of raven are taken for crow (25.0 %)"
    [[nodiscard]] QString readOut(QPoint cell) const;

    /// At its natural size; for export.
    [[nodiscard]] QSize wholeSize() const;
    void paintWhole(QPainter& painter) const;

    [[nodiscard]] QSize sizeHint() const override { return {360, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 150}; }

Q_SIGNALS:
    void chosen(QPoint cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Sizes that follow from the room.
    struct Layout {
        int cell = 8;       ///< Side of a cell.
        int nameWidth = 0;  ///< Left of the cells; 0: names do not fit.
        int headHeight = 0; ///< Above the cells; the names of columns, upright where they are wider than a cell.
        bool turned = false;
        int footHeight = 0; ///< Read-out.
    };

    [[nodiscard]] int size() const { return static_cast<int>(m_classes.size()); }
    [[nodiscard]] Layout layoutFor(const QSize& room) const;
    void arrange();
    void choose(QPoint cell);
    [[nodiscard]] QPoint cellAt(const QPoint& place) const;
    void paintCells(QPainter& painter, const Layout& layout, const QRect& cells) const;
    void paintNames(QPainter& painter, const Layout& layout, const QRect& cells, const QPoint& scrolled) const;

    std::vector<std::string> m_classes;
    std::vector<std::vector<std::int64_t>> m_counts;
    std::vector<std::int64_t> m_pictures;
    Layout m_layout;
    QPoint m_current{-1, -1};
    QPoint m_hovered{-1, -1};
};

} // namespace vlmo::ui
