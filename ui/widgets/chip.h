#pragma once

#include <QAbstractButton>
#include <QPixmap>
#include <QString>

namespace vlmo::ui {

/// A small rounded box with a word or a picture's name in it; optionally with a cross that removes it.
///
/// Space and Return press it; Delete and Backspace remove it where it can be removed. A text that does not fit ends in
/// an ellipsis.
class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);

    /// A Lucide icon before the text.
    void setIconName(const QString& name);
    /// A small picture before the text, instead of the icon.
    void setPicture(const QPixmap& picture);
    void setRemovable(bool removable);
    [[nodiscard]] bool isRemovable() const { return m_removable; }
    /// Widest the chip gets, in pixels.
    void setMaximumTextWidth(int pixels);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint().boundedTo({48, sizeHint().height()}); }

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRect crossArea() const;
    [[nodiscard]] int leadWidth() const;

    QString m_iconName;
    QPixmap m_picture;
    bool m_removable = false;
    int m_maximumTextWidth = 320;
};

} // namespace vlmo::ui
