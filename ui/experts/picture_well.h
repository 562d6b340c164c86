#pragma once

#include <QAbstractButton>
#include <QImage>

namespace vlmo::ui {

/// A button with the chosen picture in it, or a picture's sign while there is none.
class PictureWell final : public QAbstractButton {
    Q_OBJECT

public:
    explicit PictureWell(QWidget* parent = nullptr);

    /// A null picture empties the well. `name` is told to who cannot see it.
    void setPicture(const QImage& picture, const QString& name);
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// Delete or Backspace while the well has the focus.
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QImage m_picture;
};

} // namespace vlmo::ui
