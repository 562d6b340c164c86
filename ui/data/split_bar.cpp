#include "ui/data/split_bar.h"

#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int barHeight = 10;
constexpr int swatch = 8;
constexpr int wordGap = 14;
constexpr int shortestBar = 60;
constexpr int longestBar = 200;

QColor colourOf(std::size_t split)
{
    // Neighbours that differ in lightness, too.
    constexpr std::size_t order[] = {0, 3, 2, 1, 4};
    const Theme& theme = currentTheme();
    return theme.runs[order[split % std::size(order)]];
}

} // namespace

SplitBar::SplitBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setSplits(std::vector<SplitSize> splits)
{
    const auto rank = [](const SplitSize& split) {
        return split.name == "train" ? 0 : split.name.starts_with("val") ? 1 : 2;
    };
    std::ranges::stable_sort(splits, {}, rank);
    m_splits = std::move(splits);
    m_total = 0;
    for (const SplitSize& split : m_splits)
        m_total += split.rows;
    setAccessibleName(tr("Splits: %1").arg(text()));
    setToolTip(text());
    updateGeometry();
    update();
}

QString SplitBar::text() const
{
    QStringList parts;
    for (const SplitSize& split : m_splits)
        parts.append(u"%1 %2"_s.arg(QString::fromStdString(split.name), countText(split.rows)));
    return parts.join(u", "_s);
}

int SplitBar::wordsWidth() const
{
    const QFontMetrics plain(textFont(TextSize::Second));
    const QFontMetrics bold(textFont(TextSize::Second, true));
    int width = 0;
    for (const SplitSize& split : m_splits)
        width += swatch + 4 + plain.horizontalAdvance(QString::fromStdString(split.name) + u' ') +
                 bold.horizontalAdvance(countText(split.rows)) + wordGap;
    return width;
}

QSize SplitBar::sizeHint() const
{
    return {wordsWidth() + longestBar, QFontMetrics(textFont(TextSize::Second, true)).height() + 4};
}

QSize SplitBar::minimumSizeHint() const
{
    return {std::min(wordsWidth(), 160), sizeHint().height()};
}

void SplitBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QFont plain = textFont(TextSize::Second);
    const QFont bold = textFont(TextSize::Second, true);
    int x = 0;
    for (std::size_t i = 0; i < m_splits.size() && x < width(); ++i) {
        const QString name = QString::fromStdString(m_splits[i].name) + u' ';
        const QString count = countText(m_splits[i].rows);
        const int wide =
            swatch + 4 + QFontMetrics(plain).horizontalAdvance(name) + QFontMetrics(bold).horizontalAdvance(count);
        const bool isLast = i + 1 == m_splits.size();
        if (x + wide + (isLast ? 0 : wordGap) > width()) {
            // The tool tip has them all.
            painter.setPen(theme.muted);
            painter.setFont(plain);
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, u"…"_s);
            return;
        }
        paintRounded(painter, QRectF(x, (height() - swatch) / 2.0, swatch, swatch), 2, colourOf(i), Qt::transparent, 0);
        x += swatch + 4;
        painter.setPen(theme.muted);
        painter.setFont(plain);
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += QFontMetrics(plain).horizontalAdvance(name);
        painter.setPen(theme.text);
        painter.setFont(bold);
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, count);
        x += QFontMetrics(bold).horizontalAdvance(count) + wordGap;
    }
    const int room = std::min(width() - x, longestBar);
    if (room < shortestBar || m_total == 0)
        return;
    double left = x;
    for (std::size_t i = 0; i < m_splits.size(); ++i) {
        // A small split stays visible.
        const double wide = std::max(2.0, room * static_cast<double>(m_splits[i].rows) / static_cast<double>(m_total));
        painter.fillRect(QRectF(left, (height() - barHeight) / 2.0, wide - 1.0, barHeight), colourOf(i));
        left += wide;
    }
}

} // namespace vlmo::ui
