#pragma once

#include "ui/report/mistakes.h"

#include <QAbstractButton>

namespace vlmo::ui {

class Thumbnails;

/// One mistake in two lines between its pictures. A picture that cannot be shown has a broken frame, and the reason in
/// the tool tip.
class MistakeRow final : public QAbstractButton {
    Q_OBJECT

public:
    MistakeRow(const Mistake& mistake, Thumbnails& thumbnails, QWidget* parent = nullptr);

    [[nodiscard]] const Mistake& mistake() const { return m_mistake; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {150, sizeHint().height()}; }

Q_SIGNALS:
    /// At a place of the screen. A click, Return or Space is clicked().
    void menuRequested(const QPoint& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintPicture(QPainter& painter, const QRect& area, const std::filesystem::path& file);
    void updateToolTip();

    Mistake m_mistake;
    Thumbnails& m_thumbnails;
};

} // namespace vlmo::ui
