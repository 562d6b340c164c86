#include "ui/report/confusion_matrix.h"

#include "ui/paint.h"
#include "ui/report/report_figures.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QPoint nowhere{-1, -1};
constexpr int smallestCell = 6;
constexpr int largestCell = 56;
constexpr int widestName = 110;
constexpr int margin = 6;

QFont cellFont()
{
    return textFont(TextSize::Tick);
}

} // namespace

ConfusionMatrix::ConfusionMatrix(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(u"confusionMatrix"_s);
    setAccessibleName(tr("Who is taken for whom"));
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void ConfusionMatrix::setReport(const ClassReport& report)
{
    m_classes.clear();
    m_counts.clear();
    m_pictures.clear();
    m_current = nowhere;
    m_hovered = nowhere;
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < report.classes.size(); ++i) {
        if (report.classes[i].pictures > 0 || report.classes[i].named > 0)
            shown.push_back(i);
    }
    for (const std::size_t truth : shown) {
        m_classes.push_back(report.classes[truth].name);
        m_pictures.push_back(report.classes[truth].pictures);
        std::vector<std::int64_t>& row = m_counts.emplace_back();
        for (const std::size_t given : shown)
            row.push_back(report.confusion[truth][given]);
    }
    setAccessibleDescription(tr("%L1 classes").arg(size()));
    arrange();
}

std::int64_t ConfusionMatrix::count(int truth, int given) const
{
    return m_counts.at(static_cast<std::size_t>(truth)).at(static_cast<std::size_t>(given));
}

double ConfusionMatrix::share(int truth, int given) const
{
    const std::int64_t pictures = m_pictures.at(static_cast<std::size_t>(truth));
    return pictures == 0 ? 0.0 : static_cast<double>(count(truth, given)) / static_cast<double>(pictures);
}

QString ConfusionMatrix::readOut(QPoint cell) const
{
    if (cell.x() < 0 || cell.y() < 0 || cell.x() >= size() || cell.y() >= size())
        return {};
    const QString truth = QString::fromStdString(m_classes[static_cast<std::size_t>(cell.y())]);
    const QString given = QString::fromStdString(m_classes[static_cast<std::size_t>(cell.x())]);
    const QLocale locale;
    const QString some = locale.toString(qint64{count(cell.y(), cell.x())});
    const QString all = locale.toString(qint64{m_pictures[static_cast<std::size_t>(cell.y())]});
    const QString percent = percentNumber(share(cell.y(), cell.x()));
    return cell.x() == cell.y()
               ? tr("%1 of %2 pictures of %3 are found (%4 %)").arg(some, all, truth, percent)
               : tr("%1 of %2 pictures of %3 are taken for %5 (%4 %)").arg(some, all, truth, percent, given);
}

ConfusionMatrix::Layout ConfusionMatrix::layoutFor(const QSize& room) const
{
    const QFontMetrics names(textFont(TextSize::Second));
    Layout layout;
    layout.footHeight = names.height() + 8;
    if (m_classes.empty())
        return layout;
    int widest = 0;
    for (const std::string& name : m_classes)
        widest = std::max(widest, names.horizontalAdvance(QString::fromStdString(name)) + 4);
    layout.nameWidth = std::min({widest, widestName, room.width() / 4}) + margin;
    const auto cellFor = [&](int head) {
        const int across = (room.width() - layout.nameWidth - margin) / size();
        const int down = (room.height() - head - layout.footHeight) / size();
        return std::clamp(std::min(across, down), smallestCell, largestCell);
    };
    layout.headHeight = names.height() + margin;
    layout.cell = cellFor(layout.headHeight);
    layout.turned = layout.cell < std::min(widest, widestName);
    if (layout.turned) {
        layout.headHeight = std::min({widest, widestName, room.height() / 4}) + margin;
        layout.cell = cellFor(layout.headHeight);
    }
    if (layout.cell < names.height() - 3) { // Names would lie on each other: the read-out has them.
        layout.nameWidth = margin;
        layout.headHeight = margin;
        layout.cell = std::clamp(
            std::min((room.width() - 2 * margin) / size(), (room.height() - margin - layout.footHeight) / size()),
            smallestCell, largestCell);
        if (layout.cell >= names.height() - 3)
            layout.cell = names.height() - 4;
    }
    return layout;
}

void ConfusionMatrix::arrange()
{
    m_layout = layoutFor(viewport()->size());
    const int all = size() * m_layout.cell;
    const int across = viewport()->width() - m_layout.nameWidth - margin;
    const int down = viewport()->height() - m_layout.headHeight - m_layout.footHeight;
    horizontalScrollBar()->setPageStep(std::max(1, across));
    horizontalScrollBar()->setSingleStep(m_layout.cell);
    horizontalScrollBar()->setRange(0, std::max(0, all - across));
    verticalScrollBar()->setPageStep(std::max(1, down));
    verticalScrollBar()->setSingleStep(m_layout.cell);
    verticalScrollBar()->setRange(0, std::max(0, all - down));
    viewport()->update();
}

void ConfusionMatrix::paintCells(QPainter& painter, const Layout& layout, const QRect& cells) const
{
    const Theme& theme = currentTheme();
    const int gap = layout.cell >= 10 ? 1 : 0;
    painter.setFont(cellFont());
    const QFontMetrics metrics(cellFont());
    for (int truth = cells.top(); truth <= cells.bottom(); ++truth) {
        for (int given = cells.left(); given <= cells.right(); ++given) {
            const std::int64_t some = count(truth, given);
            const QRect area(given * layout.cell, truth * layout.cell, layout.cell - gap, layout.cell - gap);
            const QColor ground = some == 0 ? theme.cellGround : theme.dusk.colour(share(truth, given));
            painter.fillRect(area, ground);
            const QString text = QLocale().toString(qint64{some});
            if (some == 0 || layout.cell < metrics.height() + 4 || metrics.horizontalAdvance(text) + 4 > area.width())
                continue;
            painter.setPen(inkOn(ground));
            painter.drawText(area, Qt::AlignCenter, text);
        }
    }
}

void ConfusionMatrix::paintNames(QPainter& painter, const Layout& layout, const QRect& cells,
                                 const QPoint& scrolled) const
{
    if (layout.nameWidth <= margin)
        return;
    const QFont font = textFont(TextSize::Second);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(currentTheme().text);
    const auto name = [&](int which, int room) {
        return metrics.elidedText(QString::fromStdString(m_classes[static_cast<std::size_t>(which)]), Qt::ElideRight,
                                  room);
    };
    painter.save();
    painter.setClipRect(QRect(0, layout.headHeight, layout.nameWidth, cells.height() * layout.cell + layout.cell));
    for (int truth = cells.top(); truth <= cells.bottom(); ++truth)
        painter.drawText(
            QRect(0, layout.headHeight + truth * layout.cell - scrolled.y(), layout.nameWidth - margin, layout.cell),
            Qt::AlignRight | Qt::AlignVCenter, name(truth, layout.nameWidth - margin));
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(layout.nameWidth, 0, cells.width() * layout.cell + layout.cell, layout.headHeight));
    for (int given = cells.left(); given <= cells.right(); ++given) {
        const int left = layout.nameWidth + given * layout.cell - scrolled.x();
        if (!layout.turned) {
            painter.drawText(QRect(left, 0, layout.cell, layout.headHeight - margin),
                             Qt::AlignHCenter | Qt::AlignBottom, name(given, layout.cell));
            continue;
        }
        painter.save();
        painter.translate(left, layout.headHeight - margin);
        painter.rotate(-90);
        painter.drawText(QRect(0, 0, layout.headHeight - margin, layout.cell), Qt::AlignLeft | Qt::AlignVCenter,
                         name(given, layout.headHeight - margin));
        painter.restore();
    }
    painter.restore();
}

void ConfusionMatrix::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (m_classes.empty())
        return;
    const QPoint scrolled(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const QRect room(
        m_layout.nameWidth, m_layout.headHeight,
        std::min(size() * m_layout.cell, viewport()->width() - m_layout.nameWidth),
        std::min(size() * m_layout.cell, viewport()->height() - m_layout.headHeight - m_layout.footHeight));
    const QRect cells(QPoint(scrolled.x() / m_layout.cell, scrolled.y() / m_layout.cell),
                      QPoint(std::min(size() - 1, (scrolled.x() + room.width()) / m_layout.cell),
                             std::min(size() - 1, (scrolled.y() + room.height()) / m_layout.cell)));
    painter.save();
    painter.setClipRect(room);
    painter.translate(room.topLeft() - scrolled);
    paintCells(painter, m_layout, cells);
    const Theme& theme = currentTheme();
    for (const auto& [cell, edge] : {std::pair{m_hovered, theme.muted}, std::pair{m_current, theme.highlight}}) {
        if (cell.x() < 0)
            continue;
        painter.setPen(QPen(edge, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRect(cell * m_layout.cell, QSize(m_layout.cell, m_layout.cell)).adjusted(0, 0, -1, -1));
    }
    painter.restore();
    paintNames(painter, m_layout, cells, scrolled);
    const QString words = readOut(m_hovered.x() >= 0 ? m_hovered : m_current);
    painter.setFont(textFont(TextSize::Second));
    painter.setPen(words.isEmpty() ? theme.muted : theme.text);
    painter.drawText(QRect(margin, room.bottom() + 4, viewport()->width() - 2 * margin, m_layout.footHeight - 4),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     words.isEmpty() ? tr("Rows: the true class. Columns: the name given.") : words);
    if (hasFocus())
        paintFocusRing(painter, viewport()->rect(), grid::controlRadius);
}

QSize ConfusionMatrix::wholeSize() const
{
    const Layout layout = layoutFor({1'200, 1'200});
    return {layout.nameWidth + size() * layout.cell + margin, layout.headHeight + size() * layout.cell + margin};
}

void ConfusionMatrix::paintWhole(QPainter& painter) const
{
    if (m_classes.empty())
        return;
    const Layout layout = layoutFor({1'200, 1'200});
    const QRect cells(0, 0, size(), size());
    paintNames(painter, layout, cells, {});
    painter.translate(layout.nameWidth, layout.headHeight);
    paintCells(painter, layout, cells);
}

QPoint ConfusionMatrix::cellAt(const QPoint& place) const
{
    const QPoint inside = place - QPoint(m_layout.nameWidth, m_layout.headHeight);
    if (inside.x() < 0 || inside.y() < 0 || place.y() >= viewport()->height() - m_layout.footHeight)
        return nowhere;
    const QPoint cell((inside.x() + horizontalScrollBar()->value()) / m_layout.cell,
                      (inside.y() + verticalScrollBar()->value()) / m_layout.cell);
    return cell.x() < size() && cell.y() < size() ? cell : nowhere;
}

void ConfusionMatrix::setCurrent(QPoint cell)
{
    if (cell.x() < 0 || cell.y() < 0 || cell.x() >= size() || cell.y() >= size())
        cell = nowhere;
    m_current = cell;
    if (cell != nowhere) {
        const auto show = [this](QScrollBar& bar, int at) {
            if (at < bar.value())
                bar.setValue(at);
            else if (at + m_layout.cell > bar.value() + bar.pageStep())
                bar.setValue(at + m_layout.cell - bar.pageStep());
        };
        show(*horizontalScrollBar(), cell.x() * m_layout.cell);
        show(*verticalScrollBar(), cell.y() * m_layout.cell);
    }
    viewport()->update();
}

void ConfusionMatrix::choose(QPoint cell)
{
    setCurrent(cell);
    if (m_current != nowhere) {
        setAccessibleDescription(readOut(m_current));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT chosen(m_current);
}

void ConfusionMatrix::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->position().toPoint());
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    viewport()->update();
}

void ConfusionMatrix::mousePressEvent(QMouseEvent* event)
{
    if (const QPoint cell = cellAt(event->position().toPoint()); cell != nowhere)
        choose(cell);
}

bool ConfusionMatrix::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = nowhere;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ConfusionMatrix::keyPressEvent(QKeyEvent* event)
{
    if (m_classes.empty())
        return QAbstractScrollArea::keyPressEvent(event);
    const int last = size() - 1;
    const QPoint from = m_current == nowhere ? QPoint(0, 0) : m_current;
    const auto go = [&](int across, int down) {
        choose(m_current == nowhere
                   ? from
                   : QPoint(std::clamp(from.x() + across, 0, last), std::clamp(from.y() + down, 0, last)));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-1, 0);
    case Qt::Key_Right:
        return go(1, 0);
    case Qt::Key_Up:
        return go(0, -1);
    case Qt::Key_Down:
        return go(0, 1);
    case Qt::Key_Home:
        return choose({0, from.y()});
    case Qt::Key_End:
        return choose({last, from.y()});
    case Qt::Key_Escape:
        if (m_current != nowhere)
            return choose(nowhere);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void ConfusionMatrix::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ConfusionMatrix::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ConfusionMatrix::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void ConfusionMatrix::scrollContentsBy(int, int)
{
    viewport()->update();
}

void ConfusionMatrix::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        arrange();
    QAbstractScrollArea::changeEvent(event);
}

} // namespace vlmo::ui
