#include "ui/experts/patch_minis.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

namespace {

constexpr int gap = 10;
constexpr int mostGap = 28;
constexpr int edge = 4; ///< Room for the frame of the selected block.
constexpr int leastSide = 36;
constexpr int mostSide = 220;

} // namespace

PatchMinis::PatchMinis(TraceSelection& selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Patches by block"));
    connect(&selection, &TraceSelection::traceChanged, this, [this] {
        layOut();
        updateGeometry();
    });
    connect(&selection, &TraceSelection::measureChanged, this, &PatchMinis::forgetGrids);
    connect(&selection, &TraceSelection::blockChanged, this, [this](int block) {
        setAccessibleDescription(tr("block %1").arg(block));
        update();
    });
    connect(&selection, &TraceSelection::tokenChanged, this, [this] { update(); });
    layOut();
}

int PatchMinis::labelHeight() const
{
    return QFontMetrics(textFont(TextSize::Tick)).height() + 4;
}

QSize PatchMinis::minimumSizeHint() const
{
    const int columns = std::min(6, std::max(1, m_selection.blockCount()));
    const int rows = (m_selection.blockCount() + columns - 1) / columns;
    return {2 * edge + columns * (leastSide + gap) - gap, 2 * edge + rows * (leastSide + labelHeight() + 4)};
}

void PatchMinis::layOut()
{
    // The number of columns with which the grids become largest.
    const int count = std::max(1, m_selection.blockCount());
    m_side = 0;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const int wide = (width() - 2 * edge + gap) / columns - gap;
        const int tall = (height() - 2 * edge + 4) / rows - labelHeight() - 4;
        const int side = std::clamp(std::min(wide, tall), 1, mostSide);
        if (side > m_side) {
            m_side = side;
            m_columns = columns;
        }
    }
    // Whole pixels for every patch, as long as there are any to spare.
    const int patches = m_selection.hasTrace() ? m_selection.trace().grid : 0;
    if (patches > 0 && m_side >= 2 * patches)
        m_side -= m_side % patches;
    // What is left over lies between and beside the grids.
    const int spare = width() - 2 * edge - m_columns * m_side;
    m_gap = m_columns > 1 ? std::clamp(spare / (m_columns - 1), gap, mostGap) : 0;
    m_left = edge + std::max(0, (spare - (m_columns - 1) * m_gap) / 2);
    const int rows = (count + m_columns - 1) / m_columns;
    m_top = edge + std::max(0, (height() - 2 * edge + 4 - rows * (m_side + labelHeight() + 4)) / 2);
    forgetGrids();
}

void PatchMinis::forgetGrids()
{
    m_grids = QImage();
    update();
}

QRect PatchMinis::miniRect(int block) const
{
    return {m_left + (block % m_columns) * (m_side + m_gap), m_top + (block / m_columns) * (m_side + labelHeight() + 4),
            m_side, m_side};
}

int PatchMinis::blockAt(const QPoint& point) const
{
    for (int block = 0; block < m_selection.blockCount(); ++block) {
        if (miniRect(block).adjusted(0, 0, 0, labelHeight()).contains(point))
            return block;
    }
    return -1;
}

void PatchMinis::renderGrids()
{
    const Theme& theme = currentTheme();
    const double ratio = devicePixelRatioF();
    m_grids = QImage(QSize(static_cast<int>(std::ceil(width() * ratio)), static_cast<int>(std::ceil(height() * ratio))),
                     QImage::Format_ARGB32_Premultiplied);
    m_grids.setDevicePixelRatio(ratio);
    m_grids.fill(Qt::transparent);
    QPainter painter(&m_grids);
    const std::vector<ExpertLook> looks = m_selection.experts().looks(theme);
    const int count = m_selection.trace().grid;
    const int inset = m_side / count >= 5 ? 1 : 0; // A line between patches that are large enough for one.
    for (int block = 0; block < m_selection.blockCount(); ++block) {
        const QRect area = miniRect(block);
        const auto place = [&](int number) { return m_side * number / count; };
        std::size_t expert = 0;
        for (int row = 0; row < count; ++row) {
            for (int column = 0; column < count; ++column) {
                const int token = m_selection.patchToken(row, column);
                if (token < 0)
                    continue;
                expert = m_selection.experts().of(block, token);
                painter.fillRect(QRect(area.left() + place(column), area.top() + place(row),
                                       place(column + 1) - place(column) - inset, place(row + 1) - place(row) - inset),
                                 theme.strengthColour(looks[expert].fill, m_selection.share(block, token)));
            }
        }
        paintPattern(painter, area, theme, looks[expert].pattern);
    }
    ++m_renderings;
}

void PatchMinis::paintEvent(QPaintEvent*)
{
    if (!m_selection.hasTrace() || m_selection.trace().grid == 0)
        return;
    if (m_grids.isNull())
        renderGrids();
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.drawImage(QPoint(0, 0), m_grids);
    for (int block = 0; block < m_selection.blockCount(); ++block) {
        const QRect area = miniRect(block);
        const bool chosen = block == m_selection.block();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(chosen ? theme.highlight : theme.mid, chosen ? 2 : 1, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(QRectF(area).adjusted(-1.5, -1.5, 1, 1));
        painter.setFont(textFont(TextSize::Tick, chosen));
        painter.setPen(chosen ? theme.text : theme.muted);
        painter.drawText(QRect(area.left(), area.bottom() + 3, area.width(), labelHeight()), Qt::AlignCenter,
                         QString::number(block));
    }
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void PatchMinis::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void PatchMinis::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_selection.selectBlock(blockAt(event->position().toPoint()));
}

void PatchMinis::keyPressEvent(QKeyEvent* event)
{
    const int block = m_selection.block();
    switch (event->key()) {
    case Qt::Key_Left:
        m_selection.selectBlock(block - 1);
        return;
    case Qt::Key_Right:
        m_selection.selectBlock(block + 1);
        return;
    case Qt::Key_Up:
        m_selection.selectBlock(block - m_columns);
        return;
    case Qt::Key_Down:
        m_selection.selectBlock(block + m_columns);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PatchMinis::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        layOut();
}

} // namespace vlmo::ui
