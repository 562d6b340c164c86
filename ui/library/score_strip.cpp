#include "ui/library/score_strip.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

namespace {
constexpr int sideMargin = 8;
constexpr int handleWidth = 9;
} // namespace

ScoreStrip::ScoreStrip(QWidget* parent) : QAbstractSlider(parent)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSingleStep(10);
    setPageStep(50);
    setRange(-300, 300);
    setValue(200);
    setCursor(Qt::SizeHorCursor);
    setAccessibleName(tr("Relevance line, z-score in hundredths"));
    setToolTip(tr("How all pictures score for this search. Drag the line, or move it with the arrow keys."));
}

void ScoreStrip::setScores(const ScoreDistribution& scores)
{
    m_scores = scores;
    if (scores.deviation > 0) {
        m_lowest = (static_cast<double>(scores.lowest) - scores.mean) / scores.deviation;
        m_highest = (static_cast<double>(scores.highest) - scores.mean) / scores.deviation;
    }
    const int kept = value();
    setRange(static_cast<int>(std::floor(m_lowest * 100)), static_cast<int>(std::ceil(m_highest * 100)) + 1);
    setValue(kept);
    update();
}

void ScoreStrip::setLine(double zScore)
{
    setValue(static_cast<int>(std::lround(zScore * 100)));
}

double ScoreStrip::placeOf(double zScore) const
{
    const double share = m_highest > m_lowest ? (zScore - m_lowest) / (m_highest - m_lowest) : 0.5;
    return sideMargin + std::clamp(share, 0.0, 1.0) * (width() - 2 * sideMargin);
}

double ScoreStrip::zScoreAt(double x) const
{
    const double share = std::clamp((x - sideMargin) / std::max(1, width() - 2 * sideMargin), 0.0, 1.0);
    return m_lowest + share * (m_highest - m_lowest);
}

void ScoreStrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const int ground = height() - 5;
    const auto bins = static_cast<int>(m_scores.histogram.size());
    if (bins > 0) {
        // The square root lets a handful of pictures above the line be seen beside thousands below it.
        const double highest = std::sqrt(static_cast<double>(std::ranges::max(m_scores.histogram)));
        const double pitch = static_cast<double>(width() - 2 * sideMargin) / bins;
        for (int bin = 0; bin < bins; ++bin) {
            const auto number = static_cast<double>(m_scores.histogram[static_cast<std::size_t>(bin)]);
            if (number <= 0)
                continue;
            const double bar = std::max(2.0, std::sqrt(number) / std::max(highest, 1.0) * (ground - 6));
            const double middle = m_lowest + (bin + 0.5) / bins * (m_highest - m_lowest);
            // Whole pixels, so that all gaps are alike.
            const int left = sideMargin + static_cast<int>(std::lround(bin * pitch));
            const int right = sideMargin + static_cast<int>(std::lround((bin + 1) * pitch));
            painter.fillRect(QRectF(left, ground - bar, std::max(1, right - left - 1), bar),
                             middle >= line() ? theme.highlight : mix(theme.mid, theme.dark, 0.35));
        }
    }
    painter.fillRect(QRectF(sideMargin, ground, width() - 2 * sideMargin, 1), theme.mid);

    const double x = placeOf(line());
    painter.fillRect(QRectF(x - 1, 1, 2, height() - 2), theme.text);
    const QRectF handle(x - handleWidth / 2.0, height() / 2.0 - 8, handleWidth, 16);
    paintRounded(painter, handle, 3, theme.button, hasFocus() ? theme.highlight : theme.text, hasFocus() ? 2 : 1.2);
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void ScoreStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderDown(true);
        setLine(zScoreAt(event->position().x()));
    }
}

void ScoreStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        setLine(zScoreAt(event->position().x()));
}

void ScoreStrip::mouseReleaseEvent(QMouseEvent*)
{
    setSliderDown(false);
}

} // namespace vlmo::ui
