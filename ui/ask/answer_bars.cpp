#include "ui/ask/answer_bars.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int narrowWidth = 300;
constexpr int gap = 8;
constexpr int edge = 3; ///< Room for the ring of the focus.
constexpr int barHeight = 8;
constexpr int bestBarHeight = 18;

QFont fontOf(bool best, bool narrow)
{
    return best ? textFont(narrow ? TextSize::Lead : TextSize::PageTitle, true) : textFont(TextSize::Body);
}

} // namespace

AnswerBars::AnswerBars(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Answers"));
}

void AnswerBars::setGroups(const QList<AnswerGroup>& groups)
{
    m_groups = groups;
    m_selected = -1;
    setAccessibleDescription(asText());
    arrange();
}

QString AnswerBars::asText() const
{
    QStringList lines;
    for (const AnswerGroup& group : m_groups) {
        if (!group.title.isEmpty())
            lines.append(group.title);
        for (const AnswerRow& row : group.rows)
            lines.append(row.text + u'\t' + row.value);
    }
    return lines.join(u'\n');
}

bool AnswerBars::isNarrow() const
{
    return width() < narrowWidth;
}

void AnswerBars::arrange()
{
    m_places.clear();
    int y = edge;
    const int titleHeight = QFontMetrics(textFont(TextSize::Second, true)).height() + 4;
    for (int group = 0; group < m_groups.size(); ++group) {
        if (!m_groups[group].title.isEmpty()) {
            m_places.push_back({group, -1, QRect(edge, y, width() - 2 * edge, titleHeight)});
            y += titleHeight;
        }
        for (int row = 0; row < m_groups[group].rows.size(); ++row) {
            const bool best = row == 0;
            const int line = QFontMetrics(fontOf(best, isNarrow())).height();
            const int height = isNarrow() ? line + (best ? 12 : barHeight) + 6 : std::max(line, bestBarHeight) + 8;
            m_places.push_back({group, row, QRect(edge, y, width() - 2 * edge, height)});
            y += height;
        }
        if (group + 1 < m_groups.size())
            y += gap;
    }
    m_height = y + edge;
    setFixedHeight(m_height);
    update();
}

void AnswerBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (const Place& place : m_places) {
        if (place.row >= 0) {
            paintRow(painter, place);
            continue;
        }
        painter.setFont(textFont(TextSize::Second, true));
        painter.setPen(currentTheme().muted);
        painter.drawText(place.area, Qt::AlignLeft | Qt::AlignVCenter, m_groups[place.group].title);
    }
    if (hasFocus() && m_selected >= 0)
        paintFocusRing(painter, QRectF(m_places[static_cast<std::size_t>(m_selected)].area).adjusted(-3, -1, 3, 1),
                       grid::controlRadius);
    else if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void AnswerBars::paintRow(QPainter& painter, const Place& place) const
{
    const Theme& theme = currentTheme();
    const AnswerRow& row = rowAt(place);
    const bool best = place.row == 0;
    const QFontMetrics numbers(textFont(TextSize::Body, best));
    const int valueWidth = std::max(numbers.horizontalAdvance(u"100.0 %"_s), numbers.horizontalAdvance(row.value));
    const QFont font = fontOf(best, isNarrow());
    QRect text = place.area;
    QRectF bar;
    if (isNarrow()) {
        text.setHeight(QFontMetrics(font).height());
        text.setRight(place.area.right() - valueWidth - gap);
        bar = QRectF(place.area.left(), text.bottom() + 2, place.area.width(), best ? 12 : barHeight);
    } else {
        text.setWidth(textWidth());
        const double height = best ? bestBarHeight : barHeight;
        bar = QRectF(text.right() + gap, place.area.center().y() - height / 2 + 1,
                     place.area.right() - valueWidth - 2 * gap - text.right(), height);
    }
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(row.text, Qt::ElideRight, text.width()));
    painter.setFont(textFont(TextSize::Body, best));
    painter.drawText(QRect(place.area.right() - valueWidth, text.top(), valueWidth, text.height()),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, row.value);
    paintRounded(painter, bar, 3, theme.midlight, Qt::transparent, 0);
    if (row.share > 0.0) {
        QRectF filled = bar;
        filled.setWidth(std::max(2.0, bar.width() * std::min(row.share, 1.0)));
        paintRounded(painter, filled, std::min(3.0, filled.width() / 2), best ? theme.highlight : theme.dark,
                     Qt::transparent, 0);
    }
    if (row.alone)
        paintTick(painter, bar, *row.alone);
}

int AnswerBars::textWidth() const
{
    // As much as the longest needs, so that bars begin in one line; but bars keep the larger half.
    int widest = width() * 2 / 10;
    for (const AnswerGroup& group : m_groups) {
        for (int row = 0; row < group.rows.size(); ++row)
            widest = std::max(widest,
                              QFontMetrics(fontOf(row == 0, isNarrow())).horizontalAdvance(group.rows[row].text) + 2);
    }
    return std::min(widest, width() * 45 / 100);
}

void AnswerBars::paintTick(QPainter& painter, const QRectF& bar, double share) const
{
    // On the fill and on the ground alike: text on a line of the card's colour.
    const double x = bar.left() + std::clamp(share, 0.0, 1.0) * (bar.width() - 2);
    painter.fillRect(QRectF(x - 1, bar.top() - 2, 4, bar.height() + 4), currentTheme().card);
    painter.fillRect(QRectF(x, bar.top() - 2, 2, bar.height() + 4), currentTheme().text);
}

QString AnswerBars::readOut(const AnswerRow& row) const
{
    const QString value = row.text + u": "_s + row.value;
    return row.alone ? value + u'\n' + tr("without the picture: %1").arg(percentText(*row.alone)) : value;
}

void AnswerBars::select(int place)
{
    m_selected = place;
    const QString words = readOut(rowAt(m_places[static_cast<std::size_t>(place)]));
    setAccessibleDescription(words);
    setToolTip(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

void AnswerBars::keyPressEvent(QKeyEvent* event)
{
    const int direction = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (direction == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    for (int place = m_selected + direction; place >= 0 && place < static_cast<int>(m_places.size());
         place += direction) {
        if (m_places[static_cast<std::size_t>(place)].row >= 0) {
            select(place);
            return;
        }
    }
}

bool AnswerBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Place& place : m_places) {
        if (place.row >= 0 && place.area.contains(help->pos())) {
            QToolTip::showText(help->globalPos(), readOut(rowAt(place)), this, place.area);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void AnswerBars::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
}

void AnswerBars::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
}

} // namespace vlmo::ui
