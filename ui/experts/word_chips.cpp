#include "ui/experts/word_chips.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int gap = 5;
constexpr int padding = 6;
constexpr int edge = 3; ///< Room for the ring around the selected word.

} // namespace

WordChips::WordChips(TraceSelection& selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Words of the sentence"));
    connect(&selection, &TraceSelection::traceChanged, this, &WordChips::arrangeAnew);
    for (const auto changed : {&TraceSelection::tokenChanged, &TraceSelection::blockChanged})
        connect(&selection, changed, this, [this] { update(); });
    connect(&selection, &TraceSelection::measureChanged, this, [this] { update(); });
    arrangeAnew();
}

void WordChips::arrangeAnew()
{
    m_places = arrange(width());
    // Not by the layout's height for width, with which a scroll area takes every preferred height for the least one.
    setFixedHeight(heightOver(width()));
    update();
}

std::vector<WordChips::Place> WordChips::arrange(int width) const
{
    std::vector<Place> places;
    const QFontMetrics metrics(textFont(TextSize::Second, true));
    const int height = metrics.height() + 6;
    const int right = std::max(width - edge, edge + 1);
    int x = edge;
    int y = edge;
    for (int token = 0; token < m_selection.tokenCount(); ++token) {
        if (m_selection.tokenAt(token).kind != TraceToken::Kind::Word)
            continue;
        const int wide = std::min(metrics.horizontalAdvance(m_selection.tokenTitle(token)) + 2 * padding, right - edge);
        if (x > edge && x + wide > right) {
            x = edge;
            y += height + gap;
        }
        places.push_back({token, QRect(x, y, wide, height)});
        x += wide + gap;
    }
    return places;
}

int WordChips::heightOver(int width) const
{
    const std::vector<Place> places = arrange(width);
    return places.empty() ? 0 : places.back().area.bottom() + 1 + edge;
}

QSize WordChips::sizeHint() const
{
    return {280, height()};
}

int WordChips::tokenAt(const QPoint& point) const
{
    const auto found = std::ranges::find_if(m_places, [&](const Place& place) { return place.area.contains(point); });
    return found == m_places.end() ? -1 : found->token;
}

QRect WordChips::chipRect(int token) const
{
    const auto found = std::ranges::find(m_places, token, &Place::token);
    return found == m_places.end() ? QRect() : found->area;
}

void WordChips::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    for (const Place& place : m_places) {
        const QColor ground = theme.dusk.colour(m_selection.blockShare(place.token));
        paintRounded(painter, place.area, 3, ground, Qt::transparent, 0);
        const bool chosen = place.token == m_selection.token();
        if (chosen) {
            paintRounded(painter, QRectF(place.area).adjusted(-3, -3, 3, 3), grid::controlRadius + 1, Qt::transparent,
                         theme.highlight, 2);
        }
        const QFont font = textFont(TextSize::Second, chosen);
        painter.setFont(font);
        painter.setPen(inkOn(ground));
        painter.drawText(
            place.area, Qt::AlignCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(m_selection.tokenTitle(place.token), Qt::ElideRight, place.area.width() - 2));
    }
    if (hasFocus() && !m_places.empty())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void WordChips::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrangeAnew();
}

void WordChips::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_selection.selectToken(tokenAt(event->position().toPoint()));
}

void WordChips::step(int direction)
{
    if (m_places.empty())
        return;
    const auto here = std::ranges::find(m_places, m_selection.token(), &Place::token);
    const auto count = static_cast<std::ptrdiff_t>(m_places.size());
    // From a patch the first step leads to the first word.
    const std::ptrdiff_t wanted = here == m_places.end() ? 0 : std::distance(m_places.begin(), here) + direction;
    m_selection.selectToken(m_places[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, count - 1))].token);
}

void WordChips::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        step(-1);
    else if (event->key() == Qt::Key_Right)
        step(1);
    else
        QWidget::keyPressEvent(event);
}

bool WordChips::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = tokenAt(help->pos());
    if (token >= 0)
        QToolTip::showText(help->globalPos(), m_selection.readOut(m_selection.block(), token), this, chipRect(token));
    else
        QToolTip::hideText();
    return true;
}

void WordChips::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrangeAnew();
}

} // namespace vlmo::ui
