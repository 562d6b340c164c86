#include "ui/experts/token_block_map.h"

#include "ui/experts/map_painting.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

TokenBlockMap::TokenBlockMap(TraceSelection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_selection(selection)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Token × block map"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&selection, &TraceSelection::traceChanged, this, &TokenBlockMap::onTraceChanged);
    connect(&selection, &TraceSelection::tokenChanged, this, &TokenBlockMap::onSelectionChanged);
    connect(&selection, &TraceSelection::blockChanged, this, &TokenBlockMap::onSelectionChanged);
    connect(&selection, &TraceSelection::measureChanged, this, [this] {
        forgetCells();
        onSelectionChanged();
    });
    onTraceChanged();
}

QSize TokenBlockMap::sizeHint() const
{
    return {640, MapLayout::goodHeight(m_selection, textFont(TextSize::Second)) + scrollBarHeight()};
}

QSize TokenBlockMap::minimumSizeHint() const
{
    return {200, MapLayout::leastHeight(m_selection, textFont(TextSize::Second)) + scrollBarHeight()};
}

int TokenBlockMap::mostHeight() const
{
    return MapLayout::mostHeight(m_selection, textFont(TextSize::Second)) + scrollBarHeight();
}

int TokenBlockMap::scrollBarHeight() const
{
    return horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
}

void TokenBlockMap::onTraceChanged()
{
    m_hovered.reset();
    layOut();
    updateGeometry();
    onSelectionChanged();
}

void TokenBlockMap::onSelectionChanged()
{
    if (!m_selection.hasTrace())
        return;
    const QRect column = m_layout.column(m_selection.token());
    const int left = column.left() - m_layout.gutter();
    const int right = column.right() + 1;
    QScrollBar* bar = horizontalScrollBar();
    // A neighbour comes into view with the selected one, so that one sees where the next step leads.
    const int margin = std::min(std::max(column.width() * 2, 24), viewport()->width() / 4);
    if (left - margin < bar->value())
        bar->setValue(left - margin);
    else if (right + margin > bar->value() + viewport()->width())
        bar->setValue(right + margin - viewport()->width());
    setAccessibleDescription(u"%1, %2"_s.arg(m_selection.tokenTitle(m_selection.token()),
                                             m_selection.readOut(m_selection.block(), m_selection.token())));
    viewport()->update();
}

void TokenBlockMap::layOut()
{
    m_layout = MapLayout(m_selection, viewport()->size(), textFont(TextSize::Second));
    QScrollBar* bar = horizontalScrollBar();
    bar->setRange(0, std::max(0, m_layout.size().width() - viewport()->width()));
    bar->setPageStep(viewport()->width());
    bar->setSingleStep(48);
    forgetCells();
}

void TokenBlockMap::forgetCells()
{
    m_cells = QImage();
    viewport()->update();
}

int TokenBlockMap::offset() const
{
    return horizontalScrollBar()->value();
}

std::optional<MapCell> TokenBlockMap::cellAt(const QPoint& point) const
{
    if (point.x() < m_layout.gutter())
        return std::nullopt;
    return m_layout.at(point + QPoint(offset(), 0));
}

QRect TokenBlockMap::cellRect(const MapCell& cell) const
{
    return m_layout.cell(cell).translated(-offset(), 0);
}

void TokenBlockMap::renderCells()
{
    const double ratio = devicePixelRatioF();
    const QSize size = viewport()->size();
    m_cells = QImage(
        QSize(static_cast<int>(std::ceil(size.width() * ratio)), static_cast<int>(std::ceil(size.height() * ratio))),
        QImage::Format_ARGB32_Premultiplied);
    m_cells.setDevicePixelRatio(ratio);
    m_cells.fill(Qt::transparent);
    QPainter painter(&m_cells);
    painter.translate(-offset(), 0);
    paintMapCells(painter, m_layout, m_selection, currentTheme(), offset() + m_layout.gutter(),
                  offset() + size.width());
    ++m_renderings;
}

void TokenBlockMap::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (!m_selection.hasTrace())
        return;
    if (m_cells.isNull())
        renderCells();
    const Theme& theme = currentTheme();
    const QFont font = textFont(TextSize::Second);
    painter.save();
    // Room for the frame of the first column, which lies around its cells.
    painter.setClipRect(viewport()->rect().adjusted(m_layout.gutter() - 3, 0, 0, 0));
    painter.drawImage(QPoint(0, 0), m_cells);
    painter.translate(-offset(), 0);
    paintMapHeads(painter, m_layout, m_selection, theme, font, m_selection.token());
    paintFrames(painter);
    painter.restore();
    paintBlockNumbers(painter, m_layout, theme, font, 0, m_selection.block());
    if (hasFocus())
        paintFocusRing(painter, QRectF(viewport()->rect()), grid::controlRadius);
}

void TokenBlockMap::paintFrames(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text, 1));
    painter.drawRect(m_layout.row(m_selection.block()).adjusted(-1, -1, 0, 0));
    painter.setPen(QPen(theme.highlight, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(m_layout.column(m_selection.token()).adjusted(-1, -1, 1, 1));
    if (m_hovered) {
        painter.setPen(QPen(theme.text, 1.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(QRectF(m_layout.cell(*m_hovered)).adjusted(-0.5, -0.5, 0.5, 0.5));
    }
}

bool TokenBlockMap::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        showReadOut(static_cast<QMouseEvent*>(event)->position().toPoint());
        return true;
    case QEvent::ToolTip:
        return true; // The read-out is there already.
    case QEvent::Leave:
        setHovered(std::nullopt);
        break;
    case QEvent::MouseButtonPress: {
        const auto* press = static_cast<QMouseEvent*>(event);
        const std::optional<MapCell> cell = cellAt(press->position().toPoint());
        if (press->button() == Qt::LeftButton && cell) {
            m_selection.selectToken(cell->token);
            m_selection.selectBlock(cell->block);
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenBlockMap::showReadOut(const QPoint& point)
{
    const std::optional<MapCell> cell = m_selection.hasTrace() ? cellAt(point) : std::nullopt;
    setHovered(cell);
    if (!cell) {
        QToolTip::hideText();
        return;
    }
    const QString text = u"<b>%1</b><br>%2"_s.arg(m_selection.tokenTitle(cell->token).toHtmlEscaped(),
                                                  m_selection.readOut(cell->block, cell->token).toHtmlEscaped());
    QToolTip::showText(viewport()->mapToGlobal(point), text, viewport(), cellRect(*cell));
}

void TokenBlockMap::setHovered(std::optional<MapCell> cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    viewport()->update();
}

void TokenBlockMap::keyPressEvent(QKeyEvent* event)
{
    const int token = m_selection.token();
    const int block = m_selection.block();
    const int side = m_selection.hasTrace() ? m_selection.trace().grid : 0;
    switch (event->key()) {
    case Qt::Key_Left:
        m_selection.selectToken(token - 1);
        return;
    case Qt::Key_Right:
        m_selection.selectToken(token + 1);
        return;
    case Qt::Key_Up:
        m_selection.selectBlock(block - 1);
        return;
    case Qt::Key_Down:
        m_selection.selectBlock(block + 1);
        return;
    case Qt::Key_Home:
        m_selection.selectToken(0);
        return;
    case Qt::Key_End:
        m_selection.selectToken(m_selection.tokenCount() - 1);
        return;
    case Qt::Key_PageUp:
        m_selection.selectToken(std::max(0, token - std::max(1, side)));
        return;
    case Qt::Key_PageDown:
        m_selection.selectToken(std::min(m_selection.tokenCount() - 1, token + std::max(1, side)));
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenBlockMap::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void TokenBlockMap::scrollContentsBy(int, int)
{
    m_hovered.reset();
    forgetCells();
}

void TokenBlockMap::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenBlockMap::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TokenBlockMap::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        layOut();
}

} // namespace vlmo::ui
