#pragma once

#include <QColor>
#include <QPixmap>
#include <QWidget>

namespace vlmo::ui {

/// A picture as large as it fits into a rounded frame.
class PictureFrame final : public QWidget {
    Q_OBJECT

public:
    explicit PictureFrame(QWidget* parent = nullptr);

    /// `surround` fills the frame around the picture; an invalid one leaves the card's colour. A null pixmap shows
    /// `problem` instead.
    void setPicture(const QPixmap& pixmap, const QColor& surround = {}, const QString& problem = {});
    [[nodiscard]] bool hasPicture() const { return !m_pixmap.isNull(); }

    [[nodiscard]] QSize sizeHint() const override { return {260, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 80}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap m_pixmap;
    QColor m_surround;
    QString m_problem;
};

} // namespace vlmo::ui
