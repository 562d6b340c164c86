#include "ui/training/curve_chart.h"

#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/work/job_list.h"

#include <QChart>
#include <QKeyEvent>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostTicks = 5;
constexpr int mostEndNames = 4;
constexpr int mostLegendRows = 3;
constexpr int legendLeft = 4;
constexpr double rawAlpha = 0.28;
constexpr double dotSize = 7.0;

QString lineTitle(const ChartLine& line)
{
    return line.run.isEmpty() ? line.name : line.name + u", "_s + line.run;
}

/// Of a line's stroke and title in the legend, with the gap behind them.
int legendWidth(const QFontMetrics& metrics, const ChartLine& line)
{
    return 18 + metrics.horizontalAdvance(lineTitle(line)) + 10;
}

QPen penOf(const ChartLine& line, const Theme& theme)
{
    QPen pen(line.colour, 2.0);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    switch (line.style) {
    case ChartLine::Style::Solid:
        break;
    case ChartLine::Style::Dashed:
        pen.setDashPattern({2.5, 1.5});
        break;
    case ChartLine::Style::Dotted:
        pen.setDashPattern({1.0, 1.5});
        break;
    case ChartLine::Style::Reference:
        pen = QPen(theme.placeholder, 1.0);
        pen.setDashPattern({3.0, 3.0});
        break;
    }
    return pen;
}

/// The point nearest to a place of the axis; null where the line has none.
const CurvePoint* nearest(const Curve& curve, CurveAxis axis, double place)
{
    if (curve.empty())
        return nullptr;
    const auto after = std::ranges::lower_bound(curve, place, {}, [&](const CurvePoint& p) { return along(p, axis); });
    if (after == curve.begin())
        return &*after;
    if (after == curve.end() || place - along(*std::prev(after), axis) < along(*after, axis) - place)
        return &*std::prev(after);
    return &*after;
}

} // namespace

CurveChart::CurveChart(const QString& title, QWidget* parent) : QChartView(parent), m_title(title)
{
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Chart: %1").arg(title));
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({0, 0, 0, 0});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->addAxis(new QValueAxis, Qt::AlignBottom);
    chart()->addAxis(new QValueAxis, Qt::AlignLeft);
    for (QAbstractAxis* axis : chart()->axes()) {
        axis->setLabelsVisible(false); // Drawn here, where "20k" and names at the lines' ends have their places.
        axis->setLineVisible(false);
    }
    chart()->axes(Qt::Horizontal).front()->setGridLineVisible(false);
    restyle();
}

std::size_t CurveChart::places() const
{
    return static_cast<std::size_t>(std::max(60, static_cast<int>(m_plot.width())));
}

QList<ChartLine> CurveChart::legendLines() const
{
    // All references look alike, so one entry stands for them; the read-out and the table tell them apart.
    QList<ChartLine> lines;
    const ChartLine* reference = nullptr;
    for (const ChartLine& line : m_lines) {
        if (line.style == ChartLine::Style::Reference)
            reference = &line;
        else
            lines.append({line.name, line.run, line.colour, line.style, {}, {}});
    }
    if (reference != nullptr)
        lines.append({tr("chance or baseline"), {}, reference->colour, reference->style, {}, {}});
    return lines;
}

int CurveChart::legendRows() const
{
    const QFontMetrics bold(textFont(TextSize::Second, true));
    const auto isLong = [&](const ChartLine& line) { return bold.horizontalAdvance(line.name) + 12 > width() / 3; };
    if (m_lines.size() <= mostEndNames && (m_lines.size() < 2 || std::ranges::none_of(m_lines, isLong)))
        return 0;
    const QFontMetrics metrics(textFont(TextSize::Second));
    int rows = 1;
    int x = legendLeft;
    for (const ChartLine& line : legendLines()) {
        const int wide = legendWidth(metrics, line);
        if (x > legendLeft && x + wide > width()) {
            ++rows;
            x = legendLeft;
        }
        x += wide;
    }
    return std::min(rows, mostLegendRows);
}

void CurveChart::setLines(QList<ChartLine> lines, CurveAxis axis)
{
    if (axis != m_axis) {
        m_zoom.reset();
        m_pointer.reset();
    }
    m_lines = std::move(lines);
    m_axis = axis;
    rebuild();
}

void CurveChart::rebuild()
{
    const Theme& theme = currentTheme();
    double last = 0.0;
    double low = 0.0;
    double high = 0.0;
    bool any = false;
    for (const ChartLine& line : m_lines) {
        for (const Curve* curve : {&line.curve, &line.raw}) {
            for (const CurvePoint& point : *curve) {
                const double place = along(point, m_axis);
                last = std::max(last, place);
                if (m_zoom && (place < m_zoom->first || place > m_zoom->second))
                    continue;
                low = any ? std::min(low, point.value) : point.value;
                high = any ? std::max(high, point.value) : point.value;
                any = true;
            }
        }
    }
    // All measures but a few begin at 0, and a curve that does not shows how far above it is.
    if (!m_zoom || low < 0.0)
        low = std::min(0.0, low);
    if (!(high > low))
        high = low + (low > 0.0 ? low : 1.0);
    m_up.ticks = niceTicks(low, high, mostTicks);
    m_up.from = m_up.ticks.front();
    m_up.to = m_up.ticks.back();
    m_across.from = m_zoom ? m_zoom->first : 0.0;
    m_across.to = m_zoom ? m_zoom->second : std::max(last, 1.0);
    m_across.ticks = niceTicks(m_across.from, m_across.to, mostTicks);
    m_across.ticks.removeIf([&](double tick) { return tick < m_across.from || tick > m_across.to; });
    m_up.texts = tickTexts(m_up.ticks);
    m_across.texts = placeTexts(m_across.ticks, m_axis, m_across.to);

    chart()->removeAllSeries();
    auto* across = static_cast<QValueAxis*>(chart()->axes(Qt::Horizontal).front());
    auto* up = static_cast<QValueAxis*>(chart()->axes(Qt::Vertical).front());
    across->setRange(m_across.from, m_across.to);
    up->setRange(m_up.from, m_up.to);
    up->setTickCount(static_cast<int>(std::clamp<qsizetype>(m_up.ticks.size(), 2, 20)));
    const auto attach = [&](QXYSeries* series, const Curve& curve) {
        QList<QPointF> points;
        points.reserve(static_cast<qsizetype>(curve.size()));
        for (const CurvePoint& point : curve)
            points.append({along(point, m_axis), point.value});
        series->replace(points);
        chart()->addSeries(series);
        series->attachAxis(across);
        series->attachAxis(up);
    };
    const auto add = [&](const Curve& curve, const QPen& pen) {
        auto* series = new QLineSeries;
        series->setPen(pen);
        attach(series, curve);
    };
    for (const ChartLine& line : m_lines) {
        if (line.raw.empty())
            continue;
        QColor faint = line.colour;
        faint.setAlphaF(static_cast<float>(rawAlpha));
        add(line.raw, QPen(faint, 1.0));
    }
    for (const ChartLine& line : m_lines) {
        add(line.curve, penOf(line, theme));
    }
    placePlot();
    viewport()->update();
}

void CurveChart::placePlot()
{
    const QFontMetrics metrics(textFont(TextSize::Tick));
    const QFontMetrics bold(textFont(TextSize::Second, true));
    int left = 0;
    for (const QString& text : m_up.texts)
        left = std::max(left, metrics.horizontalAdvance(text));
    int right = 12;
    m_legendRows = legendRows();
    if (!hasLegend()) {
        for (const ChartLine& line : m_lines) {
            if (hasEndNames() && line.style != ChartLine::Style::Dashed)
                right = std::max(right, bold.horizontalAdvance(line.name) + 12);
        }
    }
    const int legendLine = QFontMetrics(textFont(TextSize::Second)).height() + 1;
    const int top = hasLegend() ? m_legendRows * legendLine + metrics.height() / 2 + 4 : metrics.height() / 2 + 2;
    m_plot = QRectF(left + 10, top, std::max(10, width() - left - 10 - right),
                    std::max(10, height() - top - metrics.height() - 8));
    chart()->resize(size());
    chart()->setPlotArea(m_plot);
}

void CurveChart::restyle()
{
    const Theme& theme = currentTheme();
    setBackgroundBrush(theme.card);
    for (QAbstractAxis* axis : chart()->axes())
        axis->setGridLinePen(QPen(theme.chartGrid, 1.0));
}

void CurveChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void CurveChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    const std::size_t before = places();
    placePlot();
    if (places() > before)
        Q_EMIT widened();
}

double CurveChart::axisPlaceAt(double x) const
{
    const double share = std::clamp((x - m_plot.left()) / m_plot.width(), 0.0, 1.0);
    return m_across.from + share * (m_across.to - m_across.from);
}

QPointF CurveChart::toView(double place, double value) const
{
    const double across = (place - m_across.from) / (m_across.to - m_across.from);
    const double up = (value - m_up.from) / (m_up.to - m_up.from);
    return {m_plot.left() + across * m_plot.width(), m_plot.bottom() - up * m_plot.height()};
}

void CurveChart::setPointer(std::optional<double> place)
{
    if (m_pointer == place)
        return;
    m_pointer = place;
    viewport()->update();
}

void CurveChart::point(std::optional<double> place)
{
    setPointer(place);
    setAccessibleDescription(readOut().join(u", "_s));
    Q_EMIT pointed(place);
}

void CurveChart::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    const QPointF at = event->position();
    const bool inside = at.x() >= m_plot.left() && at.x() <= m_plot.right() && !m_lines.isEmpty();
    point(inside ? std::optional(axisPlaceAt(at.x())) : std::nullopt);
}

void CurveChart::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    point(std::nullopt);
}

void CurveChart::mouseDoubleClickEvent(QMouseEvent*)
{
    m_zoom.reset();
    Q_EMIT zoomed();
}

void CurveChart::wheelEvent(QWheelEvent* event)
{
    // Without Ctrl the wheel scrolls what the chart stands in.
    if (!(event->modifiers() & Qt::ControlModifier) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    const double centre = axisPlaceAt(event->position().x());
    const double factor = event->angleDelta().y() > 0 ? 0.7 : 1.0 / 0.7;
    double whole = 1.0;
    for (const ChartLine& line : m_lines) {
        if (!line.curve.empty())
            whole = std::max(whole, along(line.curve.back(), m_axis));
    }
    const double from = std::max(0.0, centre - (centre - m_across.from) * factor);
    const double to = centre + (m_across.to - centre) * factor;
    if (from <= 0.0 && to >= whole)
        m_zoom.reset();
    else if (to - from > 2.0)
        m_zoom = {from, to};
    Q_EMIT zoomed();
}

void CurveChart::keyPressEvent(QKeyEvent* event)
{
    const auto longest = std::ranges::max_element(m_lines, {}, [](const ChartLine& line) { return line.curve.size(); });
    const bool isKey = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Home ||
                       event->key() == Qt::Key_End;
    if (longest == m_lines.end() || longest->curve.empty() || (!isKey && event->key() != Qt::Key_Escape)) {
        QChartView::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        if (m_pointer)
            return point(std::nullopt);
        event->ignore();
        return;
    }
    const Curve& curve = longest->curve;
    const CurvePoint* at = m_pointer ? nearest(curve, m_axis, *m_pointer) : &curve.back();
    auto place = std::distance(curve.data(), at);
    const auto last = static_cast<std::ptrdiff_t>(curve.size()) - 1;
    const auto stride = std::max<std::ptrdiff_t>(1, last / 100);
    if (m_pointer)
        place += event->key() == Qt::Key_Left ? -stride : event->key() == Qt::Key_Right ? stride : 0;
    if (event->key() == Qt::Key_Home)
        place = 0;
    if (event->key() == Qt::Key_End)
        place = last;
    point(along(curve[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, last))], m_axis));
}

QStringList CurveChart::readOut() const
{
    if (!m_pointer)
        return {};
    QStringList lines;
    for (const ChartLine& line : m_lines) {
        const CurvePoint* point = nearest(line.curve, m_axis, *m_pointer);
        if (point == nullptr)
            continue;
        if (lines.isEmpty())
            lines.append(m_axis == CurveAxis::Steps
                             ? tr("step %1").arg(countText(point->step))
                             : tr("%1, step %2").arg(durationText(point->seconds), countText(point->step)));
        lines.append(lineTitle(line) + u' ' + numberText(point->value));
    }
    return lines;
}

void CurveChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // The scene has the view's own places, here and where an export renders it.
    paintAxes(*painter);
    if (hasLegend())
        paintLegend(*painter);
    else if (hasEndNames())
        paintEndNames(*painter);
    paintDots(*painter);
    if (m_pointer)
        paintReadOut(*painter);
    if (hasFocus())
        paintFocusRing(*painter, viewport()->rect(), grid::controlRadius);
    painter->restore();
}

void CurveChart::paintAxes(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    painter.setFont(textFont(TextSize::Tick));
    painter.setPen(theme.muted);
    const QFontMetrics metrics(painter.font());
    for (qsizetype i = 0; i < m_up.ticks.size(); ++i) {
        const double y = toView(m_across.from, m_up.ticks[i]).y();
        painter.drawText(QRectF(0, y - metrics.height() / 2.0, m_plot.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, m_up.texts[i]);
    }
    for (qsizetype i = 0; i < m_across.ticks.size(); ++i) {
        const QString& text = m_across.texts[i];
        const double half = metrics.horizontalAdvance(text) / 2.0 + 2.0;
        const double x = std::clamp(toView(m_across.ticks[i], 0.0).x(), half, width() - half);
        painter.drawText(QRectF(x - half, m_plot.bottom() + 4, 2 * half, metrics.height()), Qt::AlignCenter, text);
    }
    painter.setPen(QPen(theme.dark, 1.0));
    painter.drawLine(QPointF(m_plot.left(), std::round(m_plot.bottom()) + 0.5),
                     QPointF(m_plot.right(), std::round(m_plot.bottom()) + 0.5));
}

bool CurveChart::hasEndNames() const
{
    // Where all lines are of one kind, the chart's title names it.
    return std::ranges::any_of(m_lines, [this](const ChartLine& line) { return line.name != m_lines.front().name; });
}

/// One point makes no line: what was measured once is a dot, whole even at the plot's edge.
void CurveChart::paintDots(QPainter& painter) const
{
    painter.setPen(Qt::NoPen);
    for (const ChartLine& line : m_lines) {
        if (line.curve.size() != 1)
            continue;
        const double place = along(line.curve.front(), m_axis);
        if (place < m_across.from || place > m_across.to)
            continue;
        painter.setBrush(penOf(line, currentTheme()).color());
        painter.drawEllipse(toView(place, line.curve.front().value), dotSize / 2.0, dotSize / 2.0);
    }
}

void CurveChart::paintEndNames(QPainter& painter) const
{
    struct Name {
        QString text;
        QPointF at;
        bool strong;
    };
    QList<Name> names;
    const Theme& theme = currentTheme();
    for (const ChartLine& line : m_lines) {
        const CurvePoint* last = nearest(line.curve, m_axis, m_across.to);
        if (last != nullptr && line.style != ChartLine::Style::Dashed && line.style != ChartLine::Style::Dotted)
            names.append(
                {line.name, toView(along(*last, m_axis), last->value), line.style != ChartLine::Style::Reference});
    }
    std::ranges::sort(names, {}, [](const Name& name) { return name.at.y(); });
    painter.setFont(textFont(TextSize::Second, true));
    const QFontMetrics metrics(painter.font());
    double free = m_plot.top() - metrics.height() / 2.0;
    for (Name& name : names) {
        // Names that would lie over each other are pushed down in their order.
        const double y = std::max(name.at.y() - metrics.height() / 2.0, free);
        free = y + metrics.height() - 2;
        painter.setPen(name.strong ? theme.text : theme.muted);
        const double x = name.at.x() + 6;
        const double room = width() - x - 2;
        painter.drawText(QRectF(x, y, room, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name.text, Qt::ElideRight, static_cast<int>(room)));
    }
}

void CurveChart::paintLegend(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    painter.setFont(textFont(TextSize::Second));
    const QFontMetrics metrics(painter.font());
    const QList<ChartLine> lines = legendLines();
    int row = 0;
    int x = legendLeft;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const int wide = legendWidth(metrics, lines[i]);
        if (x > legendLeft && x + wide > width()) {
            x = legendLeft;
            ++row;
        }
        const double y = row * (metrics.height() + 1);
        // The last row ends with how many had no room; the table names them all.
        if (row == m_legendRows) {
            painter.setPen(theme.muted);
            painter.drawText(QRectF(0, y - metrics.height() - 1, width() - 2, metrics.height()), Qt::AlignRight,
                             tr("+ %1").arg(lines.size() - i));
            return;
        }
        painter.setPen(penOf(lines[i], theme));
        painter.drawLine(QPointF(x, y + metrics.height() / 2.0), QPointF(x + 14, y + metrics.height() / 2.0));
        painter.setPen(theme.text);
        painter.drawText(QPointF(x + 18, y + metrics.ascent()), lineTitle(lines[i]));
        x += wide;
    }
}

void CurveChart::paintReadOut(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    const QStringList lines = readOut();
    if (lines.isEmpty())
        return;
    const double x = toView(*m_pointer, 0.0).x();
    QPen rule(theme.text, 1.0);
    rule.setDashPattern({2.0, 2.0});
    painter.setPen(rule);
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    painter.setPen(Qt::NoPen);
    for (const ChartLine& line : m_lines) {
        const CurvePoint* point = nearest(line.curve, m_axis, *m_pointer);
        const QPointF at = point == nullptr ? QPointF(-1, -1) : toView(along(*point, m_axis), point->value);
        if (!m_plot.adjusted(-1, -1, 1, 1).contains(at))
            continue;
        painter.setBrush(line.style == ChartLine::Style::Reference ? theme.placeholder : line.colour);
        painter.drawEllipse(at, 3.5, 3.5);
    }
    painter.setFont(textFont(TextSize::Second));
    const QFontMetrics metrics(painter.font());
    double wide = 0.0;
    for (const QString& line : lines)
        wide = std::max<double>(wide, metrics.horizontalAdvance(line) + 22.0);
    const double high = static_cast<double>(lines.size()) * metrics.height() + 10.0;
    // Never over the pointer: at the side where it is not.
    const bool isRight = x < m_plot.center().x();
    const QRectF box(isRight ? m_plot.right() - wide : m_plot.left() + 4, m_plot.top(), wide, high);
    paintRounded(painter, box, grid::controlRadius, theme.toolTipBase, theme.toolTipBase, 0);
    painter.setPen(theme.toolTipText);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QRectF row(box.left() + 8, box.top() + 5 + static_cast<double>(i) * metrics.height(), wide - 16,
                   metrics.height());
        const qsizetype cut = lines[i].lastIndexOf(u' ');
        painter.setFont(textFont(TextSize::Second, i == 0));
        if (i == 0) {
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
            continue;
        }
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, lines[i].left(cut));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, lines[i].mid(cut + 1));
    }
}

} // namespace vlmo::ui
