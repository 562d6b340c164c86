#pragma once

#include <QCache>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace vlmo::ui {

class Thumbnails;

/// Paints a tile of the grid: the picture, and after a search its caption, the bar and the similarity.
class HitDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    HitDelegate(Thumbnails& thumbnails, QObject* parent);

    /// Height under the picture: caption and bar.
    [[nodiscard]] static int footHeight();

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPicture(QPainter& painter, const QRect& area, const QModelIndex& index, double opacity) const;
    void paintFoot(QPainter& painter, const QRect& area, const QModelIndex& index) const;

    /// A thumbnail in the size of the tiles, scaled once.
    [[nodiscard]] const QPixmap& fitted(const QString& file, const QPixmap& thumbnail, const QSize& area,
                                        double pixelRatio) const;

    Thumbnails& m_thumbnails;
    mutable QCache<QString, QPixmap> m_fitted{512};
};

} // namespace vlmo::ui
