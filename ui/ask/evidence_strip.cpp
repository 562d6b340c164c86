#include "ui/ask/evidence_strip.h"

#include "ui/ask/evidence_view.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int gap = 8;
constexpr int leastCell = 116;
constexpr int pictureHeight = 62;
constexpr int smallSide = 360;
constexpr int padding = 5;
constexpr double dimming = 0.78;

double positiveSum(const std::vector<float>& patches)
{
    double sum = 0.0;
    for (const float value : patches)
        sum += std::max(0.0, static_cast<double>(value));
    return sum;
}

} // namespace

EvidenceStrip::EvidenceStrip(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Evidence by word"));
    arrange();
}

void EvidenceStrip::setEvidence(const Evidence& evidence, const QString& whole, const QImage& picture)
{
    m_cells.clear();
    m_grid = evidence.grid;
    m_isRollout = evidence.method == EvidenceMethod::Rollout;
    m_picture = picture.scaled(smallSide, smallSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    m_cells.push_back({whole, evidenceShares(evidence.whole), positiveSum(evidence.whole), 0.0});
    for (const EvidenceWord& word : evidence.words)
        m_cells.push_back(
            {QString::fromStdString(word.text), evidenceShares(word.patches), positiveSum(word.patches), 0.0});
    double largest = 0.0;
    for (const Cell& cell : m_cells)
        largest = std::max(largest, cell.amount);
    for (Cell& cell : m_cells)
        cell.bar = largest > 0.0 ? cell.amount / largest : 0.0;
    arrange();
    m_chosen = -1;
    choose(0);
}

void EvidenceStrip::clear()
{
    m_cells.clear();
    m_chosen = 0;
    arrange();
}

void EvidenceStrip::choose(int cell)
{
    if (cell < 0 || cell >= count() || cell == m_chosen)
        return;
    m_chosen = cell;
    setAccessibleDescription(title(cell));
    update();
    Q_EMIT cellChosen(cell);
}

void EvidenceStrip::arrange()
{
    const int wanted = std::max(1, (width() + gap) / (leastCell + gap));
    m_columns = std::clamp(wanted, 1, std::max(1, count()));
    m_columns = std::min(m_columns, 6);
    const int rows = (count() + m_columns - 1) / m_columns;
    const int cellHeight = pictureHeight + fontMetrics().height() + 3 * padding;
    m_height = count() == 0 ? 0 : rows * cellHeight + (rows - 1) * gap;
    setFixedHeight(m_height);
    update();
}

QRect EvidenceStrip::cellRect(int cell) const
{
    const int wide = std::min((width() - gap * (m_columns - 1)) / m_columns, 200);
    const int high = pictureHeight + fontMetrics().height() + 3 * padding;
    return {cell % m_columns * (wide + gap), cell / m_columns * (high + gap), wide, high};
}

int EvidenceStrip::cellAt(const QPoint& point) const
{
    for (int cell = 0; cell < count(); ++cell) {
        if (cellRect(cell).contains(point))
            return cell;
    }
    return -1;
}

void EvidenceStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int cell = 0; cell < count(); ++cell)
        paintCell(painter, cell);
    if (hasFocus() && m_chosen >= 0 && m_chosen < count())
        paintFocusRing(painter, cellRect(m_chosen), grid::controlRadius);
}

void EvidenceStrip::paintCell(QPainter& painter, int cell) const
{
    const Theme& theme = currentTheme();
    const QRect area = cellRect(cell);
    const Cell& shown = m_cells[static_cast<std::size_t>(cell)];
    const bool chosen = cell == m_chosen;
    paintRounded(painter, area, grid::controlRadius, chosen ? theme.soft : theme.card,
                 chosen ? theme.highlight : theme.mid, chosen ? 2 : 1);
    const QRect place = QRect(area.left() + padding, area.top() + padding, area.width() - 2 * padding, pictureHeight);
    const QSize fitted = m_picture.size().scaled(place.size(), Qt::KeepAspectRatio);
    const QRect picture(place.left() + (place.width() - fitted.width()) / 2, place.top(), fitted.width(),
                        fitted.height());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(picture, m_picture);
    if (m_grid > 0)
        paintDimming(painter, picture, shown.shares, m_grid, dimming, false);

    const QFont font = textFont(TextSize::Second, chosen || cell == 0);
    const QFontMetrics metrics(font);
    const int y = place.bottom() + padding;
    const QRect foot(place.left(), y, place.width(), area.bottom() - padding - y + 2);
    const int wide = std::min(metrics.horizontalAdvance(shown.title) + 2, foot.width() * 6 / 10);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(QRect(foot.left(), foot.top(), wide, foot.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(shown.title, Qt::ElideRight, wide));
    const QRectF bar(foot.left() + wide + 6, foot.center().y() - 2, foot.width() - wide - 6, 5);
    if (bar.width() > 8)
        paintBar(painter, bar, shown.bar, theme.dusk.colour(0.35 + 0.4 * shown.bar));
}

void EvidenceStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
}

void EvidenceStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(cellAt(event->position().toPoint()));
}

void EvidenceStrip::keyPressEvent(QKeyEvent* event)
{
    const auto goTo = [this](int cell) { choose(std::clamp(cell, 0, count() - 1)); };
    switch (event->key()) {
    case Qt::Key_Left:
        return goTo(m_chosen - 1);
    case Qt::Key_Right:
        return goTo(m_chosen + 1);
    case Qt::Key_Up:
        return goTo(m_chosen - m_columns);
    case Qt::Key_Down:
        return goTo(m_chosen + m_columns);
    case Qt::Key_Home:
        return goTo(0);
    case Qt::Key_End:
        return goTo(count() - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool EvidenceStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int cell = cellAt(help->pos());
    if (cell < 0) {
        QToolTip::hideText();
        return true;
    }
    const Cell& shown = m_cells[static_cast<std::size_t>(cell)];
    const QString amount = QLocale().toString(shown.amount, 'f', 3);
    QToolTip::showText(
        help->globalPos(),
        u"<b>%1</b><br>%2"_s.arg(shown.title.toHtmlEscaped(),
                                 m_isRollout ? tr("%1 of its attention, rolled out, goes to the picture").arg(amount)
                                             : tr("patches raise the logit by %1 through it").arg(amount)),
        this, cellRect(cell));
    return true;
}

} // namespace vlmo::ui
