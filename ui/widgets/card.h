#pragma once

#include <QFrame>
#include <QString>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace vlmo::ui {

/// A view on its own ground: a head with title, second text and controls, a line, and the body.
///
/// When the card becomes narrow the head gives up its second text first.
class Card : public QFrame {
    Q_OBJECT

public:
    /// Without a title the card has no head.
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSecondText(const QString& text);
    /// Controls stand at the right end of the head, in the order they are added; legends left of them.
    void addHeadWidget(QWidget* control);
    /// Right behind title and second text.
    void addLegend(QWidget* legend);
    /// Where the body goes; padded as the grid asks.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHead();

    QWidget* m_head = nullptr;
    QHBoxLayout* m_headRow = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_second = nullptr;
    QVBoxLayout* m_body = nullptr;
    int m_legends = 0;
};

} // namespace vlmo::ui
