#include "ui/library/hit_delegate.h"

#include "ui/icons.h"
#include "ui/library/picture_model.h"
#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int padding = 6;
constexpr double belowLineOpacity = 0.5;
} // namespace

HitDelegate::HitDelegate(Thumbnails& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), m_thumbnails(thumbnails)
{}

int HitDelegate::footHeight()
{
    return QFontMetrics(textFont(TextSize::Second)).height() * 2 + 12 + padding;
}

void HitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = currentTheme();
    const bool scored = index.data(PictureModel::ScoreRole).isValid();
    const bool above = index.data(PictureModel::AboveLineRole).toBool();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected)
        paintRounded(*painter, option.rect, grid::cardRadius, theme.soft, theme.highlight, 2);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        paintRounded(*painter, option.rect, grid::cardRadius, theme.hovered(theme.window), Qt::transparent, 0);

    QRect picture = option.rect.adjusted(padding, padding, -padding, -padding);
    if (scored)
        picture.setBottom(option.rect.bottom() - footHeight());
    paintPicture(*painter, picture, index, above ? 1.0 : belowLineOpacity);
    if (scored)
        paintFoot(*painter, QRect(picture.left(), picture.bottom() + 1, picture.width(), footHeight() - padding),
                  index);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(*painter, option.rect, grid::cardRadius);
    painter->restore();
}

void HitDelegate::paintPicture(QPainter& painter, const QRect& area, const QModelIndex& index, double opacity) const
{
    const Theme& theme = currentTheme();
    const QString file = index.data(PictureModel::FileRole).toString();
    const Thumbnail* thumbnail = m_thumbnails.find(file.toStdString());
    const QColor ground = thumbnail != nullptr && thumbnail->surround.isValid() ? thumbnail->surround : theme.card;
    paintRounded(painter, area, grid::controlRadius, ground, theme.mid);
    const QRect inner = area.adjusted(padding, padding, -padding, -padding);
    if (thumbnail == nullptr)
        return;
    if (thumbnail->pixmap.isNull()) {
        painter.drawPixmap(area.center() - QPoint(12, 12),
                           iconPixmap(u"image"_s, 24, theme.placeholder, painter.device()->devicePixelRatioF()));
        return;
    }
    const double pixelRatio = painter.device()->devicePixelRatioF();
    const QPixmap& picture = fitted(file, thumbnail->pixmap, inner.size(), pixelRatio);
    const QSize size = (picture.deviceIndependentSize()).toSize();
    painter.setOpacity(opacity);
    painter.drawPixmap(inner.x() + (inner.width() - size.width()) / 2, inner.y() + (inner.height() - size.height()) / 2,
                       picture);
    painter.setOpacity(1.0);
}

const QPixmap& HitDelegate::fitted(const QString& file, const QPixmap& thumbnail, const QSize& area,
                                   double pixelRatio) const
{
    const QString key = u"%1|%2x%3|%4"_s.arg(file, QString::number(area.width()), QString::number(area.height()),
                                             QString::number(thumbnail.cacheKey()));
    if (const QPixmap* known = m_fitted.object(key))
        return *known;
    // Small clip art is enlarged a little, so that it does not get lost in its tile.
    const QSize most = (QSizeF(thumbnail.size()) * 1.5).toSize();
    const QSize room = (QSizeF(area) * pixelRatio).toSize().boundedTo(most);
    auto* scaled = new QPixmap(thumbnail.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    scaled->setDevicePixelRatio(pixelRatio);
    m_fitted.insert(key, scaled);
    return *scaled;
}

void HitDelegate::paintFoot(QPainter& painter, const QRect& area, const QModelIndex& index) const
{
    const Theme& theme = currentTheme();
    const bool above = index.data(PictureModel::AboveLineRole).toBool();
    const QFont font = textFont(TextSize::Second);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(above ? theme.text : theme.muted);
    const QRect captionArea(area.left() + 1, area.top() + 5, area.width() - 2, metrics.height());
    painter.drawText(captionArea, Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(index.data().toString(), Qt::ElideRight, captionArea.width()));

    const QString number = QLocale().toString(index.data(PictureModel::ScoreRole).toFloat(), 'f', 2);
    const int numberWidth = metrics.horizontalAdvance(u"−0.00"_s);
    const QRect scoreArea(captionArea.left(), captionArea.bottom() + 3, captionArea.width(), metrics.height());
    painter.setPen(theme.muted);
    painter.drawText(scoreArea, Qt::AlignRight | Qt::AlignVCenter, number);
    paintBar(painter, QRectF(scoreArea.left(), scoreArea.center().y() - 2, scoreArea.width() - numberWidth - 6, 6),
             index.data(PictureModel::BarRole).toDouble(), above ? theme.highlight : theme.dark);
}

} // namespace vlmo::ui
