#include "ui/data/length_histogram.h"

#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int plotHeight = 40;

/// A step of 1, 2 or 5 times a power of ten that gives five ticks at most.
std::int64_t tickStep(std::int64_t most)
{
    std::int64_t step = 1;
    for (std::int64_t power = 1;; power *= 10) {
        for (const std::int64_t factor : {1, 2, 5}) {
            step = factor * power;
            if (most / step <= 5)
                return step;
        }
    }
}

} // namespace

LengthHistogram::LengthHistogram(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void LengthHistogram::setLengths(const TextLengths& lengths, std::int64_t limit)
{
    m_lengths = lengths;
    m_limit = limit;
    setAccessibleName(text());
    update();
}

QString LengthHistogram::text() const
{
    return tr("Word pieces a text: median %1, 95 % up to %2, most %3; %4 of %5 are longer than the %6 that are read")
        .arg(countText(m_lengths.quantile(0.5)), countText(m_lengths.quantile(0.95)),
             countText(m_lengths.quantile(1.0)), countText(m_lengths.tooLong), countText(m_lengths.texts),
             countText(m_limit));
}

QSize LengthHistogram::sizeHint() const
{
    return {260, plotHeight + QFontMetrics(textFont(TextSize::Tick)).height() + 4};
}

QSize LengthHistogram::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

std::int64_t LengthHistogram::shownPieces() const
{
    return std::max(m_lengths.quantile(1.0), m_limit) + 2;
}

QRectF LengthHistogram::plot() const
{
    return {0, 0, static_cast<double>(width()), static_cast<double>(plotHeight)};
}

void LengthHistogram::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QRectF area = plot();
    const std::int64_t shown = shownPieces();
    const double wide = area.width() / static_cast<double>(shown);
    const auto most = m_lengths.histogram.empty() ? 0 : *std::ranges::max_element(m_lengths.histogram);
    for (std::int64_t pieces = 0; pieces < std::min(shown, std::ssize(m_lengths.histogram)); ++pieces) {
        const std::int64_t texts = m_lengths.histogram[static_cast<std::size_t>(pieces)];
        if (texts == 0)
            continue;
        // One text among thousands is seen, too.
        const double high = std::max(1.0, area.height() * static_cast<double>(texts) / static_cast<double>(most));
        const double gap = wide > 4.0 ? 1.0 : 0.0;
        painter.fillRect(QRectF(static_cast<double>(pieces) * wide, area.bottom() - high, wide - gap, high),
                         pieces > m_limit ? theme.warn.ink : theme.dark);
    }
    painter.setPen(theme.mid);
    painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5));
    const double limit = static_cast<double>(m_limit + 1) * wide;
    painter.setPen(QPen(theme.warn.ink, 2.0));
    painter.drawLine(QPointF(limit, area.top()), QPointF(limit, area.bottom() + 4));
    const QFont font = textFont(TextSize::Tick);
    painter.setFont(font);
    painter.setPen(theme.muted);
    const QFontMetrics metrics(font);
    const std::int64_t step = tickStep(shown);
    for (std::int64_t tick = 0; tick <= shown; tick += step) {
        const QString number = countText(tick);
        const double middle = (static_cast<double>(tick) + 0.5) * wide;
        const int half = metrics.horizontalAdvance(number) / 2 + 1;
        const int x = std::clamp(static_cast<int>(middle), half, std::max(half, width() - half));
        painter.drawText(QRect(x - half, static_cast<int>(area.bottom()) + 3, 2 * half, metrics.height()),
                         Qt::AlignCenter, number);
    }
}

QString LengthHistogram::textAt(double x) const
{
    const auto pieces = static_cast<std::int64_t>(std::floor(x * static_cast<double>(shownPieces()) / plot().width()));
    if (pieces < 0 || pieces >= std::ssize(m_lengths.histogram))
        return text();
    const bool isLast = pieces + 1 == std::ssize(m_lengths.histogram);
    const QString texts = countText(m_lengths.histogram[static_cast<std::size_t>(pieces)]);
    return isLast ? tr("%1 or more pieces: %2 texts").arg(countText(pieces), texts)
                  : tr("%1 pieces: %2 texts").arg(countText(pieces), texts);
}

bool LengthHistogram::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textAt(help->pos().x()), this);
    return true;
}

} // namespace vlmo::ui
