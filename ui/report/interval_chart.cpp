#include "ui/report/interval_chart.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int stackBelow = 520; ///< Narrower, a group's name stands above its rows.
constexpr int columnGap = 12;
constexpr int groupGap = 6;
constexpr double bandHeight = 10.0;
constexpr float bandAlpha = 0.28F;
constexpr double dotRadius = 5.0;
constexpr int markWidth = 26;
constexpr int legendGap = 18;

QFont nameFont()
{
    return textFont(TextSize::Second);
}

QFont groupFont()
{
    return textFont(TextSize::Second, true);
}

int lineHeight()
{
    return QFontMetrics(nameFont()).height();
}

int axisHeight()
{
    return QFontMetrics(textFont(TextSize::Tick)).height() + 8;
}

/// The highest that any mark of these figures stands.
double highest(const Figures& figures)
{
    double top = 0.0;
    for (const Figure& figure : figures.rows)
        top = std::max({top, figure.share.high, figure.share.chance, figure.wordsAlone.value_or(0.0),
                        figure.constant.value_or(0.0)});
    return top;
}

} // namespace

IntervalChart::IntervalChart(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(u"intervalChart"_s);
    setAccessibleName(tr("Chart of the figures"));
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void IntervalChart::setFigures(Figures figures, const QString& name, std::optional<Figures> other,
                               const QString& otherName)
{
    m_figures = std::move(figures);
    m_other = std::move(other);
    m_name = name;
    m_otherName = otherName;
    m_pointed = -1;
    const double top = std::max(highest(m_figures), m_other ? highest(*m_other) : 0.0);
    m_axisEnd = 1.0;
    for (const double end : {0.5, 0.2, 0.1}) {
        if (top <= end)
            m_axisEnd = end;
    }
    QStringList lines;
    for (int row = 0; row < m_figures.rows.size(); ++row)
        lines.append(readOut(row));
    setAccessibleDescription(lines.join(u'\n'));
    arrange();
}

QString IntervalChart::readOut(int row) const
{
    if (row < 0 || row >= m_figures.rows.size())
        return {};
    const Figure& figure = m_figures.rows[row];
    QStringList parts{
        tr("%1: %2 %, %3").arg(figure.fullName(), percentNumber(figure.share.value), intervalText(figure.share))};
    const Figure* other = m_other ? sameFigure(*m_other, figure) : nullptr;
    if (other != nullptr)
        parts.append(m_otherName + u' ' + percentNumber(other->share.value));
    if (figure.wordsAlone)
        parts.append(m_figures.wordsAloneName + u' ' + percentNumber(*figure.wordsAlone));
    if (figure.constant)
        parts.append(m_figures.constantName + u' ' + percentNumber(*figure.constant));
    parts.append(tr("chance %1").arg(percentNumber(figure.share.chance)));
    return parts.join(u"; "_s);
}

QList<IntervalChart::LegendItem> IntervalChart::legend() const
{
    using Mark = LegendItem::Mark;
    QList<LegendItem> items{{Mark::This, tr("%1, 95 % interval").arg(m_name)}};
    if (m_other)
        items.append({Mark::Other, m_otherName});
    if (std::ranges::any_of(m_figures.rows, [](const Figure& each) { return each.wordsAlone.has_value(); }))
        items.append({Mark::Words, m_figures.wordsAloneName});
    if (!m_figures.constantName.isEmpty())
        items.append({Mark::Constant, m_figures.constantName});
    items.append({Mark::Chance, tr("chance")});
    return items;
}

int IntervalChart::legendWidth(const LegendItem& item)
{
    return markWidth + QFontMetrics(nameFont()).horizontalAdvance(item.text) + legendGap;
}

IntervalChart::Layout IntervalChart::layoutFor(int width, int height) const
{
    const QFontMetrics names(nameFont());
    const QFontMetrics groups(groupFont());
    Layout layout;
    layout.width = width;
    layout.stacked = width < stackBelow;
    for (const Figure& figure : m_figures.rows) {
        layout.nameWidth = std::max(layout.nameWidth, names.horizontalAdvance(figure.name) + 1);
        if (!layout.stacked && !figure.group.isEmpty())
            layout.groupWidth = std::max(layout.groupWidth, groups.horizontalAdvance(figure.group) + 1);
    }
    layout.groupWidth = std::min(layout.groupWidth, width * 28 / 100);
    layout.nameWidth = std::min(layout.nameWidth, width * 28 / 100);
    const int left = 4 + layout.groupWidth + (layout.groupWidth > 0 ? columnGap : 0) + layout.nameWidth + columnGap;
    const int right = QFontMetrics(textFont(TextSize::Tick)).horizontalAdvance(u"100 %"_s) / 2 + 6;

    int x = 4;
    for (const LegendItem& item : legend()) {
        if (x > 4 && x + legendWidth(item) - legendGap > width) {
            ++layout.legendRows;
            x = 4;
        }
        x += legendWidth(item);
    }
    layout.footHeight = axisHeight() + (lineHeight() + 6) + layout.legendRows * (lineHeight() + 4) + 4;

    // Names of groups in rows of their own are rows, too.
    int lines = static_cast<int>(m_figures.rows.size());
    for (int i = 0; layout.stacked && i < m_figures.rows.size(); ++i) {
        const QString& own = m_figures.rows[i].group;
        lines += !own.isEmpty() && (i == 0 || m_figures.rows[i - 1].group != own) ? 1 : 0;
    }
    const int room = (height - layout.footHeight - 3 * groupGap - 6) / std::max(1, lines);
    layout.rowHeight = std::clamp(room, std::max(20, lineHeight() + 4), lineHeight() + 14);
    int y = 4;
    QString group;
    for (int i = 0; i < m_figures.rows.size(); ++i) {
        const bool begins = m_figures.rows[i].group != group;
        group = m_figures.rows[i].group;
        if (begins && i > 0)
            y += groupGap;
        layout.groupTops.append(begins ? y : -1);
        if (begins && layout.stacked && !group.isEmpty())
            y += layout.rowHeight;
        layout.tops.append(y);
        y += layout.rowHeight;
    }
    layout.plot = QRect(left, 0, std::max(40, width - left - right), y + 2);
    return layout;
}

void IntervalChart::arrange()
{
    m_layout = layoutFor(viewport()->width(), viewport()->height());
    const int room = std::max(0, viewport()->height() - m_layout.footHeight);
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(m_layout.rowHeight);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.plot.height() - room));
    viewport()->update();
}

QSize IntervalChart::sizeHint() const
{
    return wholeSize(460);
}

QSize IntervalChart::wholeSize(int width) const
{
    const Layout layout = layoutFor(width);
    return {width, layout.plot.height() + layout.footHeight};
}

double IntervalChart::x(const Layout& layout, double share) const
{
    return layout.plot.left() + std::clamp(share / m_axisEnd, 0.0, 1.0) * layout.plot.width();
}

void IntervalChart::paintMark(QPainter& painter, LegendItem::Mark mark, const QPointF& centre) const
{
    using Mark = LegendItem::Mark;
    const Theme& theme = currentTheme();
    painter.setBrush(theme.card);
    switch (mark) {
    case Mark::This:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.runs[0]);
        painter.drawEllipse(centre, dotRadius, dotRadius);
        break;
    case Mark::Other:
        painter.setPen(QPen(theme.muted, 1.6));
        painter.drawEllipse(centre, dotRadius - 0.8, dotRadius - 0.8);
        break;
    case Mark::Words: {
        painter.setPen(QPen(theme.runs[2], 1.8));
        const double arm = dotRadius + 0.5;
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -arm), centre + QPointF(arm, 0), centre + QPointF(0, arm),
                                       centre + QPointF(-arm, 0)}));
        break;
    }
    case Mark::Constant:
        painter.setPen(QPen(theme.runs[1], 1.8));
        painter.drawRect(QRectF(centre - QPointF(4, 4), QSizeF(8, 8)));
        break;
    case Mark::Chance: {
        QPen pen(theme.text, 1.6);
        pen.setDashPattern({1.6, 1.4});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(centre - QPointF(0, 8), centre + QPointF(0, 8));
        break;
    }
    }
}

void IntervalChart::paintRow(QPainter& painter, const Layout& layout, int row) const
{
    using Mark = LegendItem::Mark;
    const Theme& theme = currentTheme();
    const Figure& figure = m_figures.rows[row];
    const QRect line(0, layout.tops[row], layout.width, layout.rowHeight);
    if (row == m_pointed)
        painter.fillRect(line, theme.hovered(theme.card));
    const double middle = line.center().y() + 0.5;
    painter.setFont(groupFont());
    painter.setPen(theme.text);
    if (layout.groupTops[row] >= 0 && !figure.group.isEmpty()) {
        const int wide = layout.stacked ? layout.width - 8 : layout.groupWidth;
        painter.drawText(QRect(4, layout.groupTops[row], wide, layout.rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(groupFont()).elidedText(figure.group, Qt::ElideRight, wide));
    }
    painter.setFont(nameFont());
    painter.drawText(
        QRect(layout.plot.left() - columnGap - layout.nameWidth, line.top(), layout.nameWidth, line.height()),
        Qt::AlignRight | Qt::AlignVCenter,
        QFontMetrics(nameFont()).elidedText(figure.name, Qt::ElideRight, layout.nameWidth));

    painter.setRenderHint(QPainter::Antialiasing);
    paintMark(painter, Mark::Chance, {x(layout, figure.share.chance), middle});
    if (const Figure* other = m_other ? sameFigure(*m_other, figure) : nullptr; other != nullptr) {
        painter.setPen(QPen(theme.muted, 1.2)); // Its interval, too: whether the two overlap is to be seen.
        painter.drawLine(QPointF(x(layout, other->share.low), middle), QPointF(x(layout, other->share.high), middle));
        paintMark(painter, Mark::Other, {x(layout, other->share.value), middle});
    }
    QColor band = theme.runs[0];
    band.setAlphaF(bandAlpha);
    const double low = x(layout, figure.share.low);
    painter.fillRect(
        QRectF(low, middle - bandHeight / 2, std::max(1.0, x(layout, figure.share.high) - low), bandHeight), band);
    if (figure.constant)
        paintMark(painter, Mark::Constant, {x(layout, *figure.constant), middle});
    if (figure.wordsAlone)
        paintMark(painter, Mark::Words, {x(layout, *figure.wordsAlone), middle});
    paintMark(painter, Mark::This, {x(layout, figure.share.value), middle});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void IntervalChart::paintRows(QPainter& painter, const Layout& layout) const
{
    constexpr int steps = 5;
    for (int tick = 0; tick <= steps; ++tick) {
        const double at = x(layout, m_axisEnd * tick / steps);
        painter.fillRect(QRectF(std::round(at), 0, 1, layout.plot.height()), currentTheme().chartGrid);
    }
    for (int row = 0; row < m_figures.rows.size(); ++row)
        paintRow(painter, layout, row);
}

void IntervalChart::paintFoot(QPainter& painter, const Layout& layout, int top, bool withReadOut) const
{
    constexpr int steps = 5;
    const Theme& theme = currentTheme();
    painter.setFont(textFont(TextSize::Tick));
    painter.setPen(theme.muted);
    const QLocale locale;
    for (int tick = 0; tick <= steps; ++tick) {
        const double share = m_axisEnd * tick / steps;
        const QString text = locale.toString(100.0 * share, 'f', 0) + (tick == steps ? u" %"_s : QString());
        painter.drawText(QRectF(x(layout, share) - 40, top + 3, 80, axisHeight() - 4), Qt::AlignHCenter | Qt::AlignTop,
                         text);
    }
    int y = top + axisHeight();
    painter.setFont(nameFont());
    painter.setPen(theme.text);
    if (withReadOut && m_pointed >= 0)
        painter.drawText(QRect(4, y, layout.width - 8, lineHeight() + 4), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(nameFont()).elidedText(readOut(m_pointed), Qt::ElideRight, layout.width - 8));
    y += lineHeight() + 6;
    int left = 4;
    for (const LegendItem& item : legend()) {
        if (left > 4 && left + legendWidth(item) - legendGap > layout.width) {
            y += lineHeight() + 4;
            left = 4;
        }
        const QPointF centre(left + 10, y + (lineHeight() + 4) / 2.0);
        painter.setRenderHint(QPainter::Antialiasing);
        if (item.mark == LegendItem::Mark::This) {
            QColor band = theme.runs[0];
            band.setAlphaF(bandAlpha);
            painter.fillRect(QRectF(centre - QPointF(10, bandHeight / 2), QSizeF(20, bandHeight)), band);
        }
        paintMark(painter, item.mark, centre);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme.muted);
        const int room = std::min(legendWidth(item) - markWidth - legendGap + 2, layout.width - left - markWidth);
        painter.drawText(QRect(left + markWidth, y, room, lineHeight() + 4), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(nameFont()).elidedText(item.text, Qt::ElideRight, room));
        left += legendWidth(item);
    }
}

void IntervalChart::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (m_figures.rows.isEmpty())
        return;
    const int room = std::min(m_layout.plot.height(), viewport()->height() - m_layout.footHeight);
    painter.save();
    painter.setClipRect(QRect(0, 0, viewport()->width(), room));
    painter.translate(0, -verticalScrollBar()->value());
    paintRows(painter, m_layout);
    painter.restore();
    paintFoot(painter, m_layout, room, true);
    if (hasFocus())
        paintFocusRing(painter, viewport()->rect(), grid::controlRadius);
}

void IntervalChart::paintWhole(QPainter& painter, const QSize& size) const
{
    const Layout layout = layoutFor(size.width());
    paintRows(painter, layout);
    paintFoot(painter, layout, layout.plot.height(), false);
}

int IntervalChart::rowAt(const QPoint& place) const
{
    const int y = place.y() + verticalScrollBar()->value();
    if (place.y() >= viewport()->height() - m_layout.footHeight)
        return -1;
    for (int row = 0; row < m_layout.tops.size(); ++row) {
        if (y >= m_layout.tops[row] && y < m_layout.tops[row] + m_layout.rowHeight)
            return row;
    }
    return -1;
}

void IntervalChart::setPointed(int row)
{
    if (row == m_pointed || row >= m_figures.rows.size())
        return;
    m_pointed = row;
    if (row >= 0) {
        const int room = verticalScrollBar()->pageStep();
        const int top = m_layout.tops[row];
        if (top < verticalScrollBar()->value())
            verticalScrollBar()->setValue(row == 0 ? 0 : top);
        else if (top + m_layout.rowHeight > verticalScrollBar()->value() + room)
            verticalScrollBar()->setValue(top + m_layout.rowHeight - room);
    }
    viewport()->update();
}

void IntervalChart::point(int row)
{
    if (row == m_pointed)
        return;
    setPointed(row);
    if (row >= 0) {
        setAccessibleDescription(readOut(row));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT pointed(row);
}

void IntervalChart::mouseMoveEvent(QMouseEvent* event)
{
    point(rowAt(event->position().toPoint()));
}

void IntervalChart::mousePressEvent(QMouseEvent* event)
{
    point(rowAt(event->position().toPoint()));
}

bool IntervalChart::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && !hasFocus())
        point(-1);
    return QAbstractScrollArea::viewportEvent(event);
}

void IntervalChart::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_figures.rows.size()) - 1;
    if (last < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Down:
        return point(std::min(m_pointed + 1, last));
    case Qt::Key_Up:
        return point(m_pointed < 0 ? last : std::max(m_pointed - 1, 0));
    case Qt::Key_Home:
        return point(0);
    case Qt::Key_End:
        return point(last);
    case Qt::Key_Escape:
        if (m_pointed >= 0)
            return point(-1);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void IntervalChart::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void IntervalChart::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void IntervalChart::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void IntervalChart::scrollContentsBy(int, int)
{
    viewport()->update();
}

void IntervalChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        arrange();
    QAbstractScrollArea::changeEvent(event);
}

} // namespace vlmo::ui
