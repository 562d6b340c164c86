#include "ui/library/result_grid.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int gap = 4; // The delegate leaves room round the picture for the selection's frame.
constexpr int lineBand = 40;
} // namespace

ResultGrid::ResultGrid(QWidget* parent) : QAbstractItemView(parent)
{
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A scroll bar that comes and goes would change the width, and with it the rows.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFrameShape(NoFrame);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setBackgroundRole(QPalette::Window);
}

void ResultGrid::setTileSize(int minimumWidth, int footHeight)
{
    m_minimumTile = minimumWidth;
    m_foot = footHeight;
    updateGeometries();
    viewport()->update();
}

void ResultGrid::setSplit(int split, const QString& lineText)
{
    m_split = split;
    m_lineText = lineText;
    updateGeometries();
    viewport()->update();
}

int ResultGrid::count() const
{
    return model() == nullptr ? 0 : model()->rowCount(rootIndex());
}

int ResultGrid::columns() const
{
    return std::max(1, (viewport()->width() + gap) / (m_minimumTile + gap));
}

int ResultGrid::tileWidth() const
{
    return std::max(1, (viewport()->width() - (columns() - 1) * gap) / columns());
}

int ResultGrid::tileHeight() const
{
    // Pictures without a foot stand in squares; with one, a little lower, so that more rows are seen.
    return m_foot > 0 ? tileWidth() * 82 / 100 + m_foot : tileWidth();
}

int ResultGrid::rowPitch() const
{
    return tileHeight() + gap;
}

int ResultGrid::rowsAbove() const
{
    return hasLine() ? (m_split + columns() - 1) / columns() : 0;
}

int ResultGrid::lineTop() const
{
    return rowsAbove() * rowPitch();
}

QRect ResultGrid::tile(int item) const
{
    const bool below = hasLine() && item >= m_split;
    const int place = below ? item - m_split : item;
    const int top = below ? lineTop() + lineBand : 0;
    return {place % columns() * (tileWidth() + gap), top + place / columns() * rowPitch(), tileWidth(), tileHeight()};
}

int ResultGrid::contentsHeight() const
{
    return count() == 0 ? 0 : tile(count() - 1).bottom() + 1;
}

int ResultGrid::firstItemAt(int y) const
{
    if (hasLine() && y >= lineTop())
        return m_split + std::max(0, y - lineTop() - lineBand) / rowPitch() * columns();
    return std::max(0, y) / rowPitch() * columns();
}

QRect ResultGrid::visualRect(const QModelIndex& index) const
{
    return index.isValid() ? tile(index.row()).translated(0, -verticalOffset()) : QRect();
}

int ResultGrid::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QModelIndex ResultGrid::indexAt(const QPoint& point) const
{
    const int y = point.y() + verticalOffset();
    if (y < 0)
        return {};
    const int first = firstItemAt(y);
    // One row holds at most `columns()` items; the row before the line may hold fewer.
    for (int item = first; item < std::min(first + columns(), count()); ++item) {
        if (tile(item).contains(point.x(), y))
            return model()->index(item, 0, rootIndex());
    }
    return {};
}

void ResultGrid::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect area = tile(index.row());
    const int height = viewport()->height();
    const int top = verticalOffset();
    int target = top;
    if (hint == PositionAtTop || area.top() < top)
        target = area.top();
    else if (hint == PositionAtCenter)
        target = area.center().y() - height / 2;
    else if (area.bottom() >= top + height || hint == PositionAtBottom)
        target = area.bottom() + 1 - height;
    verticalScrollBar()->setValue(target);
}

void ResultGrid::reset()
{
    const int offset = verticalOffset();
    QAbstractItemView::reset();
    updateGeometries();
    // A list that is only refreshed stays where it was; a shorter one is clamped by the scroll bar.
    verticalScrollBar()->setValue(offset);
}

void ResultGrid::dataChanged(const QModelIndex&, const QModelIndex&, const QList<int>&)
{
    viewport()->update();
}

void ResultGrid::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
}

void ResultGrid::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(1, rowPitch() / 3));
    verticalScrollBar()->setRange(0, std::max(0, contentsHeight() - viewport()->height()));
}

void ResultGrid::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void ResultGrid::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().window());
    if (count() == 0)
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int bottom = event->rect().bottom() + verticalOffset();
    for (int item = firstItemAt(event->rect().top() + verticalOffset()); item < count(); ++item) {
        const QRect area = tile(item);
        if (area.top() > bottom)
            break;
        const QModelIndex index = model()->index(item, 0, rootIndex());
        option.rect = area.translated(0, -verticalOffset());
        option.state = QStyle::State_Enabled;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_MouseOver, m_hovered == index);
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        itemDelegate()->paint(&painter, option, index);
    }
    if (hasLine())
        paintLine(painter);
}

void ResultGrid::paintLine(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    const QRect band(0, lineTop() - gap / 2 - verticalOffset(), viewport()->width(), lineBand);
    if (!band.intersects(viewport()->rect()))
        return;
    const QFont strong = textFont(TextSize::Second, true);
    const QFont plain = textFont(TextSize::Second);
    const QString above = tr("likely match");
    const QString below = tr("probably unrelated");
    constexpr int arrow = 14;
    constexpr int space = 14;
    const QFontMetrics plainMetrics(plain);
    const int strongWidth = QFontMetrics(strong).horizontalAdvance(m_lineText);
    const int wide = strongWidth + 2 * space + 2 * (arrow + 4) + plainMetrics.horizontalAdvance(above) +
                     plainMetrics.horizontalAdvance(below);
    const bool full = wide + 120 < band.width();
    const int textWidth = full ? wide : strongWidth;
    int x = band.center().x() - textWidth / 2;
    const int middle = band.center().y();
    painter.fillRect(QRect(0, middle, x - 12, 2), theme.highlight);
    painter.fillRect(QRect(x + textWidth + 12, middle, band.width() - x - textWidth - 12, 2), theme.highlight);

    const auto write = [&](const QString& text, const QFont& font, const QColor& ink) {
        const int width = QFontMetrics(font).horizontalAdvance(text);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(x, band.top(), width + 2, band.height()), Qt::AlignVCenter, text);
        x += width;
    };
    const auto drawArrow = [&](const QString& name) {
        painter.drawPixmap(x, middle - arrow / 2 + 1, iconPixmap(name, arrow, theme.muted, devicePixelRatioF()));
        x += arrow;
    };
    if (full) {
        drawArrow(u"arrow-up"_s);
        x += 4;
        write(above, plain, theme.muted);
        x += space;
    }
    write(m_lineText, strong, theme.text);
    if (full) {
        x += space;
        write(below, plain, theme.muted);
        x += 4;
        drawArrow(u"arrow-down"_s);
    }
}

void ResultGrid::keyPressEvent(QKeyEvent* event)
{
    const bool open = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (open && currentIndex().isValid()) {
        Q_EMIT largeViewRequested(currentIndex());
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

bool ResultGrid::viewportEvent(QEvent* event)
{
    const auto hover = [this](const QModelIndex& index) {
        if (m_hovered == index)
            return;
        viewport()->update(visualRect(m_hovered));
        m_hovered = index;
        viewport()->update(visualRect(index));
    };
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter)
        hover(indexAt(static_cast<QHoverEvent*>(event)->position().toPoint()));
    else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave)
        hover({});
    else if (event->type() == QEvent::MouseButtonDblClick) {
        const QModelIndex index = indexAt(static_cast<QMouseEvent*>(event)->position().toPoint());
        if (index.isValid())
            Q_EMIT largeViewRequested(index);
    }
    return QAbstractItemView::viewportEvent(event);
}

QModelIndex ResultGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (count() == 0)
        return {};
    const int last = count() - 1;
    if (!currentIndex().isValid())
        return model()->index(0, 0, rootIndex());
    const int here = currentIndex().row();
    // The tile in the same column, `rows` pixels-rows away; a short row gives its last tile.
    const auto vertically = [&](int distance) {
        const QRect area = tile(here);
        const int y = std::clamp(area.center().y() + distance, 0, contentsHeight() - 1);
        const int first = firstItemAt(y);
        const int rowTop = tile(std::min(first, last)).top();
        int target = std::min(first, last);
        while (target < last && tile(target).left() < area.left() && tile(target + 1).top() == rowTop)
            ++target;
        return target;
    };
    const int page = std::max(1, viewport()->height() / rowPitch()) * rowPitch();
    int target = here;
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        target = here - 1;
        break;
    case MoveRight:
    case MoveNext:
        target = here + 1;
        break;
    case MoveUp: {
        target = vertically(-rowPitch());
        // Over the line the band lies between, which a single pitch may not cross.
        if (target == here && here > 0 && tile(here).top() > 0)
            target = vertically(-rowPitch() - lineBand);
        break;
    }
    case MoveDown:
        target = vertically(rowPitch());
        if (target == here)
            target = vertically(rowPitch() + lineBand);
        break;
    case MovePageUp:
        target = vertically(-page);
        break;
    case MovePageDown:
        target = vertically(page);
        break;
    case MoveHome:
        target = 0;
        break;
    case MoveEnd:
        target = last;
        break;
    }
    return model()->index(std::clamp(target, 0, last), 0, rootIndex());
}

void ResultGrid::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QModelIndex index = indexAt(rect.center());
    if (index.isValid())
        selectionModel()->select(index, flags);
    else
        selectionModel()->select(QItemSelection(), flags);
}

QRegion ResultGrid::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QModelIndex& index : selection.indexes())
        region += visualRect(index);
    return region;
}

} // namespace vlmo::ui
