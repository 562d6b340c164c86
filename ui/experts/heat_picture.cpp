#include "ui/experts/heat_picture.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

namespace {

constexpr double leastShown = 0.08;
constexpr double leastOpacity = 0.15;
constexpr double opacityRange = 0.66;
constexpr int keptSaturation = 20; ///< Per cent.
constexpr int edge = 3;            ///< Room for the focus ring.

/// Takes most of the colour away, so that the colours over it are those of the measure.
void fade(QImage& picture)
{
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            const int grey = qGray(line[x]);
            const auto toward = [grey](int channel) { return grey + (channel - grey) * keptSaturation / 100; };
            line[x] = qRgb(toward(qRed(line[x])), toward(qGreen(line[x])), toward(qBlue(line[x])));
        }
    }
}

} // namespace

HeatPicture::HeatPicture(TraceSelection& selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Patches over the picture"));
    connect(&selection, &TraceSelection::traceChanged, this, [this] {
        m_hovered = -1;
        update();
    });
    for (const auto changed : {&TraceSelection::tokenChanged, &TraceSelection::blockChanged})
        connect(&selection, changed, this, [this] { update(); });
    connect(&selection, &TraceSelection::measureChanged, this, [this] { update(); });
}

void HeatPicture::setPicture(const QImage& picture)
{
    m_picture = picture;
    m_faded = QImage();
    update();
}

double HeatPicture::opacity(double share) noexcept
{
    return share < leastShown ? 0.0 : leastOpacity + opacityRange * share;
}

QRect HeatPicture::square() const
{
    const int side = std::max(1, std::min(width(), height()) - 2 * edge);
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QRect HeatPicture::patchRect(int row, int column) const
{
    const QRect area = square();
    const int count = std::max(1, m_selection.hasTrace() ? m_selection.trace().grid : 1);
    const auto place = [&](int number) { return area.width() * number / count; };
    return {area.left() + place(column), area.top() + place(row), place(column + 1) - place(column),
            place(row + 1) - place(row)};
}

int HeatPicture::tokenAt(const QPoint& point) const
{
    const QRect area = square();
    const int count = m_selection.hasTrace() ? m_selection.trace().grid : 0;
    if (count == 0 || !area.contains(point))
        return -1;
    // The inverse of patchRect: its edges are rounded down, so is the place here after adding what was cut off.
    const auto number = [&](int distance) { return ((distance + 1) * count - 1) / area.width(); };
    return m_selection.patchToken(number(point.y() - area.top()), number(point.x() - area.left()));
}

void HeatPicture::preparePicture(int side)
{
    const double ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(std::lround(side * ratio));
    if (m_faded.width() == pixels || m_picture.isNull())
        return;
    m_faded = m_picture.scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                  .convertToFormat(QImage::Format_RGB32);
    fade(m_faded);
    m_faded.setDevicePixelRatio(ratio);
}

void HeatPicture::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QRect area = square();
    painter.fillRect(area, theme.midlight);
    if (!m_picture.isNull()) {
        preparePicture(area.width());
        painter.drawImage(area.topLeft(), m_faded);
    }
    if (m_selection.hasTrace())
        paintPatches(painter);
    if (hasFocus())
        paintFocusRing(painter, QRectF(area).adjusted(-edge, -edge, edge, edge), grid::controlRadius);
}

void HeatPicture::paintPatches(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    for (int token = 0; token < m_selection.tokenCount(); ++token) {
        const TraceToken& place = m_selection.tokenAt(token);
        if (place.kind != TraceToken::Kind::Patch)
            continue;
        const double share = m_selection.blockShare(token);
        QColor colour = theme.dusk.colour(share);
        colour.setAlphaF(static_cast<float>(opacity(share)));
        if (colour.alpha() > 0)
            painter.fillRect(patchRect(place.row, place.column), colour);
    }
    const auto frame = [&](int token, const QColor& colour, double wide) {
        const TraceToken& place = m_selection.tokenAt(token);
        const QRectF area =
            QRectF(patchRect(place.row, place.column)).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, wide, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(area);
    };
    if (m_hovered >= 0)
        frame(m_hovered, theme.text, 1.5);
    if (m_selection.tokenAt(m_selection.token()).kind == TraceToken::Kind::Patch) {
        // The accent on a line of the card's colour can be seen on any picture.
        frame(m_selection.token(), theme.card, 4);
        frame(m_selection.token(), theme.highlight, 2.5);
    }
}

void HeatPicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_selection.selectToken(tokenAt(event->position().toPoint()));
}

void HeatPicture::mouseMoveEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().toPoint());
    setHovered(token);
    if (token < 0) {
        QToolTip::hideText();
        return;
    }
    const TraceToken& place = m_selection.tokenAt(token);
    QToolTip::showText(event->globalPosition().toPoint(),
                       QStringLiteral("<b>%1</b><br>%2")
                           .arg(m_selection.tokenTitle(token).toHtmlEscaped(),
                                m_selection.readOut(m_selection.block(), token).toHtmlEscaped()),
                       this, patchRect(place.row, place.column));
}

void HeatPicture::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    setHovered(-1);
}

void HeatPicture::setHovered(int token)
{
    if (token == m_hovered)
        return;
    m_hovered = token;
    update();
}

void HeatPicture::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up ||
                         event->key() == Qt::Key_Down;
    if (!isArrow || !m_selection.hasTrace()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const TraceToken& here = m_selection.tokenAt(m_selection.token());
    if (here.kind != TraceToken::Kind::Patch) {
        m_selection.selectToken(m_selection.patchToken(0, 0)); // From a word the first step leads to the first patch.
        return;
    }
    const int down = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int right = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    m_selection.selectToken(m_selection.patchToken(here.row + down, here.column + right));
}

bool HeatPicture::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip)
        return true; // The read-out is there already.
    return QWidget::event(event);
}

} // namespace vlmo::ui
