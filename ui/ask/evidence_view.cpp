#include "ui/ask/evidence_view.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QDragEnterEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainterPath>
#include <QToolTip>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int edge = 3; ///< Room for the focus ring.
constexpr int emptyIcon = 28;
constexpr double outlineOnDusk = 0.62;

} // namespace

void paintDimming(QPainter& painter, const QRect& area, const std::vector<float>& shares, int grid, double strength,
                  bool smooth)
{
    QImage dimming(grid, grid, QImage::Format_ARGB32_Premultiplied);
    for (int row = 0; row < grid; ++row) {
        for (int column = 0; column < grid; ++column) {
            const double share = static_cast<double>(shares[static_cast<std::size_t>(row * grid + column)]);
            dimming.setPixelColor(column, row, QColor::fromRgbF(0, 0, 0, static_cast<float>(strength * (1.0 - share))));
        }
    }
    painter.save();
    // A scaled copy clamps at its edges, which a smooth transformation by the painter does not.
    painter.drawImage(area.topLeft(), dimming.scaled(area.size(), Qt::IgnoreAspectRatio,
                                                     smooth ? Qt::SmoothTransformation : Qt::FastTransformation));
    painter.restore();
}

EvidenceView::EvidenceView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setEmptyWords(tr("Drop a picture here, paste one, or click to open one."));
    setPicture({}, {});
}

void EvidenceView::setPicture(const QImage& picture, const QString& name)
{
    m_picture = picture;
    m_scaled = QImage();
    m_shares.clear();
    m_outlined.clear();
    setAccessibleName(picture.isNull() ? tr("Picture: none chosen") : tr("Picture: %1").arg(name));
    setToolTip(picture.isNull() ? QString() : tr("%1. Click to choose another, Delete removes it.").arg(name));
    setCursor(picture.isNull() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void EvidenceView::setEmptyWords(const QString& words)
{
    m_emptyWords = words;
    update();
}

void EvidenceView::setEvidence(const std::vector<float>& shares, int grid, const std::vector<std::size_t>& outlined)
{
    m_shares = shares;
    m_grid = grid;
    m_outlined.assign(shares.size(), false);
    for (const std::size_t patch : outlined)
        m_outlined.at(patch) = true;
    update();
}

void EvidenceView::setEvidenceShown(bool shown)
{
    m_shown = shown;
    update();
}

void EvidenceView::setStrength(double strength)
{
    m_strength = strength;
    update();
}

void EvidenceView::setSmooth(bool smooth)
{
    m_smooth = smooth;
    update();
}

QRect EvidenceView::pictureArea() const
{
    const QRect inner = rect().adjusted(edge, edge, -edge, -edge);
    if (m_picture.isNull())
        return inner;
    const QSize fitted = m_picture.size().scaled(inner.size(), Qt::KeepAspectRatio);
    return {inner.left() + (inner.width() - fitted.width()) / 2, inner.top() + (inner.height() - fitted.height()) / 2,
            fitted.width(), fitted.height()};
}

QRect EvidenceView::patchRect(int row, int column) const
{
    const QRect area = pictureArea();
    const int left = area.width() * column / m_grid;
    const int top = area.height() * row / m_grid;
    return {area.left() + left, area.top() + top, area.width() * (column + 1) / m_grid - left,
            area.height() * (row + 1) / m_grid - top};
}

void EvidenceView::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QRect frame = rect().adjusted(edge, edge, -edge, -edge);
    if (m_picture.isNull()) {
        paintRounded(painter, frame, grid::cardRadius, underMouse() ? theme.hovered(theme.card) : theme.card,
                     theme.mid);
        const QFontMetrics metrics = fontMetrics();
        const QRect words(frame.left() + 16, frame.center().y(), frame.width() - 32, 3 * metrics.height());
        painter.drawPixmap(frame.center().x() - emptyIcon / 2, frame.center().y() - emptyIcon - 8,
                           iconPixmap(u"image-plus"_s, emptyIcon, theme.muted, devicePixelRatioF()));
        painter.setPen(theme.muted);
        painter.drawText(words, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyWords);
    } else {
        const QRect area = pictureArea();
        const QSize pixels = area.size() * devicePixelRatioF();
        if (m_scaled.size() != pixels) {
            m_scaled = m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            m_scaled.setDevicePixelRatio(devicePixelRatioF());
        }
        QPainterPath rounded;
        rounded.addRoundedRect(area, grid::controlRadius, grid::controlRadius);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(rounded);
        painter.drawImage(area.topLeft(), m_scaled);
        if (m_shown && hasEvidence())
            paintLight(painter);
        painter.setClipping(false);
    }
    if (hasFocus())
        paintFocusRing(painter, QRectF(pictureArea()).adjusted(-edge, -edge, edge, edge), grid::controlRadius + 2);
}

void EvidenceView::paintLight(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintDimming(painter, pictureArea(), m_shares, m_grid, m_strength, m_smooth);
    paintOutline(painter);
}

bool EvidenceView::isOutlined(int row, int column) const
{
    return row >= 0 && column >= 0 && row < m_grid && column < m_grid &&
           m_outlined[static_cast<std::size_t>(row * m_grid + column)];
}

void EvidenceView::paintOutline(QPainter& painter) const
{
    QPainterPath path;
    const QRectF inside = QRectF(pictureArea()).adjusted(3, 3, -3, -3);
    for (int row = 0; row < m_grid; ++row) {
        for (int column = 0; column < m_grid; ++column) {
            if (!isOutlined(row, column))
                continue;
            // Wholly on the picture, also along its edges.
            const QRectF patch = QRectF(patchRect(row, column)).intersected(inside);
            const auto line = [&path](const QPointF& from, const QPointF& to) {
                path.moveTo(from);
                path.lineTo(to);
            };
            if (!isOutlined(row - 1, column))
                line(patch.topLeft(), patch.topRight());
            if (!isOutlined(row + 1, column))
                line(patch.bottomLeft(), patch.bottomRight());
            if (!isOutlined(row, column - 1))
                line(patch.topLeft(), patch.bottomLeft());
            if (!isOutlined(row, column + 1))
                line(patch.topRight(), patch.bottomRight());
        }
    }
    // Bright on dark can be seen on any picture, whatever the theme.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(darkTheme().base, 5, Qt::SolidLine, Qt::SquareCap));
    painter.drawPath(path);
    painter.setPen(QPen(darkTheme().dusk.colour(outlineOnDusk), 2.5, Qt::SolidLine, Qt::SquareCap));
    painter.drawPath(path);
}

void EvidenceView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT pictureRequested();
}

void EvidenceView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT pictureRequested();
    else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && hasPicture())
        Q_EMIT removeRequested();
    else
        QWidget::keyPressEvent(event);
}

void EvidenceView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!PictureSource::from(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void EvidenceView::dropEvent(QDropEvent* event)
{
    const PictureSource source = PictureSource::from(*event->mimeData());
    if (source.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT pictureDropped(source);
}

bool EvidenceView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_shown || !hasEvidence())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRect area = pictureArea();
    if (!area.contains(help->pos()))
        return QWidget::event(event);
    const int row = std::min(m_grid - 1, (help->pos().y() - area.top()) * m_grid / area.height());
    const int column = std::min(m_grid - 1, (help->pos().x() - area.left()) * m_grid / area.width());
    const double share = static_cast<double>(m_shares[static_cast<std::size_t>(row * m_grid + column)]);
    QToolTip::showText(help->globalPos(),
                       tr("patch row %1, column %2: %3 of the strongest")
                           .arg(QString::number(row), QString::number(column), QLocale().toString(share, 'f', 2)),
                       this, patchRect(row, column));
    return true;
}

} // namespace vlmo::ui
