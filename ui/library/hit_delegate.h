#pragma once

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

    Thumbnails& m_thumbnails;
};

} // namespace vlmo::ui
