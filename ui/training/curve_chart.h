#pragma once

#include "core/train/curve.h"

#include <QChartView>
#include <QColor>
#include <QList>
#include <QString>

#include <optional>

namespace vlmo::ui {

/// A line as it is drawn: thinned already, in the chart's own unit.
struct ChartLine {
    enum class Style { Solid, Dashed, Dotted, Reference };

    QString name;
    QString run; ///< Whose line it is, where several runs are shown; else empty.
    QColor colour;
    Style style = Style::Solid;
    Curve curve; ///< What is read: the smoothed curve, or the raw one.
    Curve raw;   ///< Thin behind it; empty where nothing was smoothed.
};

/// Curves over steps or time, drawn with Qt Charts: a grid of horizontal lines, names at the lines' ends (a legend
/// above where there are more than four or a name is long), and the values under the pointer.
///
/// Left and Right move the read-out, Home and End to its ends, Esc puts it away. Ctrl and the wheel zoom the axis, a
/// double click shows all of it again.
class CurveChart final : public QChartView {
    Q_OBJECT

public:
    explicit CurveChart(const QString& title, QWidget* parent = nullptr);

    void setLines(QList<ChartLine> lines, CurveAxis axis);
    [[nodiscard]] const QList<ChartLine>& lines() const { return m_lines; }
    /// How many places beside each other the plot has for points.
    [[nodiscard]] std::size_t places() const;
    /// What part of the axis is shown; nothing: all of it.
    [[nodiscard]] const std::optional<QPair<double, double>>& zoom() const { return m_zoom; }

    /// Puts the read-out to a place on the axis; nothing takes it away. Does not emit pointed().
    void setPointer(std::optional<double> place);
    [[nodiscard]] std::optional<double> pointer() const { return m_pointer; }
    /// What the read-out says, a line each: "step 5,000", "ITC 1.47".
    [[nodiscard]] QStringList readOut() const;
    /// The number beside the vertical axis, from below.
    [[nodiscard]] const QStringList& valueTexts() const { return m_up.texts; }

    [[nodiscard]] QSize sizeHint() const override { return {320, 190}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

Q_SIGNALS:
    /// A person points at a place of the axis, or no longer.
    void pointed(std::optional<double> place);
    void zoomed();
    /// There are more places for points.
    void widened();

protected:
    void drawForeground(QPainter* painter, const QRectF& area) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Axis {
        double from = 0.0;
        double to = 1.0;
        QList<double> ticks;
        QStringList texts; ///< Of the ticks.
    };

    void rebuild();
    void restyle();
    void placePlot();
    void point(std::optional<double> place);
    [[nodiscard]] double axisPlaceAt(double x) const;
    [[nodiscard]] QPointF toView(double place, double value) const;
    [[nodiscard]] bool hasLegend() const { return m_legendRows > 0; }
    [[nodiscard]] int legendRows() const;
    [[nodiscard]] QList<ChartLine> legendLines() const; ///< Without their points.
    void paintAxes(QPainter& painter) const;
    [[nodiscard]] bool hasEndNames() const;
    void paintDots(QPainter& painter) const;
    void paintEndNames(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;

    QString m_title;
    QList<ChartLine> m_lines;
    CurveAxis m_axis = CurveAxis::Steps;
    Axis m_across;
    Axis m_up;
    QRectF m_plot;
    int m_legendRows = 0; ///< 0: names stand at the lines' ends.
    std::optional<double> m_pointer;
    std::optional<QPair<double, double>> m_zoom;
};

/// At most `most` round numbers between two, and the ends widened to them.
[[nodiscard]] QList<double> niceTicks(double from, double to, int most);
/// As a person writes them, all with as many decimals as the one that needs most: "0", "2", "4"; "0", "0.05", "0.10";
/// "0", "1e-4", "2e-4".
[[nodiscard]] QStringList tickTexts(const QList<double>& ticks);
/// "5k", "1.5M" for steps; "30 s", "12 min", "1.5 h", "2.0 d" for seconds, all in the unit of `largest`.
[[nodiscard]] QStringList placeTexts(const QList<double>& places, CurveAxis axis, double largest);

} // namespace vlmo::ui
