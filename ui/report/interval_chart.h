#pragma once

#include "ui/report/report_figures.h"

#include <QAbstractScrollArea>
#include <QString>

#include <optional>

namespace vlmo::ui {

/// The figures of a report on one axis: a dot on the band of its interval, hollow for another report, a diamond for the
/// words alone, a square for one answer for all, a dashed tick for chance. Rows scroll; axis, read-out and legend stay.
///
/// Up and Down go through the rows, Home and End to the first and the last, Esc puts the read-out away.
class IntervalChart final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit IntervalChart(QWidget* parent = nullptr);

    /// `name`: of this report in the legend.
    void setFigures(Figures figures, const QString& name, std::optional<Figures> other, const QString& otherName);
    [[nodiscard]] const Figures& figures() const { return m_figures; }

    /// Puts the read-out to a row; -1 takes it away. Does not emit pointed().
    void setPointed(int row);
    [[nodiscard]] int pointedRow() const { return m_pointed; }
    /// What is said of a row: "R@1: 41.2 %, 38.0 to 44.5; before 22.6; chance 0.2".
    [[nodiscard]] QString readOut(int row) const;
    /// Where the axis ends, in [0, 1]: low numbers get a shorter one.
    [[nodiscard]] double axisEnd() const { return m_axisEnd; }

    /// All rows, as high as they need at this width; for export.
    [[nodiscard]] QSize wholeSize(int width) const;
    void paintWhole(QPainter& painter, const QSize& size) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 150}; }

Q_SIGNALS:
    /// A person points at a row, or no longer (-1).
    void pointed(int row);

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
    /// Where everything stands at a width.
    struct Layout {
        int width = 0;
        bool stacked = false; ///< Names of groups in rows of their own.
        int groupWidth = 0;
        int nameWidth = 0;
        QRect plot; ///< Left and width of the axis; its height is that of all rows.
        QList<int> tops;
        QList<int> groupTops; ///< Of a group's name; -1 where a row begins none.
        int rowHeight = 0;
        int legendRows = 1;
        int footHeight = 0;
    };
    struct LegendItem {
        enum class Mark { This, Other, Words, Constant, Chance } mark;
        QString text;
    };

    /// `height`: rows use it up to a limit.
    [[nodiscard]] Layout layoutFor(int width, int height = 0) const;
    [[nodiscard]] QList<LegendItem> legend() const;
    [[nodiscard]] static int legendWidth(const LegendItem& item);
    void arrange();
    void point(int row);
    [[nodiscard]] int rowAt(const QPoint& place) const;
    [[nodiscard]] double x(const Layout& layout, double share) const;
    void paintRows(QPainter& painter, const Layout& layout) const;
    void paintRow(QPainter& painter, const Layout& layout, int row) const;
    void paintMark(QPainter& painter, LegendItem::Mark mark, const QPointF& centre) const;
    void paintFoot(QPainter& painter, const Layout& layout, int top, bool withReadOut) const;

    Figures m_figures;
    std::optional<Figures> m_other;
    QString m_name;
    QString m_otherName;
    double m_axisEnd = 1.0;
    Layout m_layout;
    int m_pointed = -1;
};

} // namespace vlmo::ui
