#include "ui/experts/update_line.h"

#include "ui/theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr double dotRadius = 3.5;
constexpr int mostTicks = 5;
} // namespace

UpdateLine::UpdateLine(TraceSelection& selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto refresh = [this] {
        describe();
        update();
    };
    connect(&selection, &TraceSelection::traceChanged, this, refresh);
    connect(&selection, &TraceSelection::tokenChanged, this, refresh);
    connect(&selection, &TraceSelection::blockChanged, this, refresh);
    connect(&selection, &TraceSelection::measureChanged, this, refresh);
}

void UpdateLine::describe()
{
    if (!m_selection.hasTrace())
        return;
    QStringList values;
    for (int block = 0; block < m_selection.blockCount(); ++block)
        values.append(
            u"%1: %2"_s.arg(QString::number(block), measureText(m_selection.value(block, m_selection.token()))));
    setAccessibleName(tr("%1 over the blocks").arg(measureName(m_selection.measure())));
    setAccessibleDescription(values.join(u", "_s));
    setToolTip(values.join(u'\n'));
}

UpdateLine::Range UpdateLine::range() const
{
    Range range{m_selection.scale().low, m_selection.scale().high};
    for (int block = 0; block < m_selection.blockCount(); ++block) {
        const double value = m_selection.value(block, m_selection.token());
        if (std::isfinite(value)) {
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    }
    if (range.high <= range.low)
        range.high = range.low + 1.0;
    return range;
}

QRectF UpdateLine::plot() const
{
    const QFontMetrics metrics(textFont(TextSize::Tick));
    const Range ends = range();
    const int left =
        std::max(metrics.horizontalAdvance(measureText(ends.low)), metrics.horizontalAdvance(measureText(ends.high))) +
        8;
    return QRectF(rect()).adjusted(left, 8, -8, -(metrics.height() + 6));
}

QPointF UpdateLine::pointOf(int block) const
{
    const QRectF area = plot();
    const Range ends = range();
    const int last = std::max(1, m_selection.blockCount() - 1);
    const double value = m_selection.value(block, m_selection.token());
    const double share = std::isfinite(value) ? (value - ends.low) / (ends.high - ends.low) : 0.0;
    return {area.left() + area.width() * block / last, area.bottom() - area.height() * share};
}

int UpdateLine::blockAt(double x) const
{
    const QRectF area = plot();
    const int last = m_selection.blockCount() - 1;
    return std::clamp(static_cast<int>(std::lround((x - area.left()) / std::max(1.0, area.width()) * last)), 0,
                      std::max(0, last));
}

void UpdateLine::paintEvent(QPaintEvent*)
{
    if (!m_selection.hasTrace())
        return;
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Tick));
    const QFontMetrics metrics(painter.font());
    const QRectF area = plot();
    const Range ends = range();
    for (const auto& [y, value] : {std::pair(area.top(), ends.high), std::pair(area.bottom(), ends.low)}) {
        painter.fillRect(QRectF(area.left(), std::floor(y), area.width(), 1), theme.chartGrid);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(0, y - metrics.height() / 2.0, area.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, measureText(value));
    }

    const int token = m_selection.token();
    const int chosen = m_selection.block();
    painter.setPen(QPen(theme.dark, 1, Qt::CustomDashLine));
    QPen guide(theme.dark, 1);
    guide.setDashPattern({2, 2});
    painter.setPen(guide);
    const double x = std::floor(pointOf(chosen).x()) + 0.5;
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));

    for (int block = 1; block < m_selection.blockCount(); ++block) {
        const std::size_t expert = m_selection.experts().of(block, token);
        QPen line(m_selection.experts().look(expert, theme).badge, 2);
        // Another expert than the first one's is told by its line as well as by its colour.
        if (expert != m_selection.experts().of(0, token))
            line.setDashPattern({1, 1.5});
        painter.setPen(line);
        painter.drawLine(pointOf(block - 1), pointOf(block));
    }
    painter.setPen(QPen(theme.alternateBase, 1));
    painter.setBrush(theme.highlight);
    painter.drawEllipse(pointOf(chosen), dotRadius + 0.5, dotRadius + 0.5);

    const int count = m_selection.blockCount();
    const int step = std::max(1, (count + mostTicks - 2) / (mostTicks - 1));
    const auto tick = [&](int block) {
        const bool strong = block == chosen;
        painter.setFont(textFont(TextSize::Tick, strong));
        painter.setPen(strong ? theme.text : theme.muted);
        painter.drawText(QRectF(pointOf(block).x() - 20, area.bottom() + 5, 40, metrics.height()), Qt::AlignCenter,
                         QString::number(block));
    };
    const int room = 2 * metrics.horizontalAdvance(QString::number(count)) + 2;
    for (int block = 0; block < count; block += step) {
        if (std::abs(pointOf(block).x() - pointOf(chosen).x()) >= room)
            tick(block);
    }
    tick(chosen);
}

void UpdateLine::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_selection.selectBlock(blockAt(event->position().x()));
}

} // namespace vlmo::ui
