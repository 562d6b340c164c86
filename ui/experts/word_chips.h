#pragma once

#include "ui/experts/trace_selection.h"

#include <QRect>
#include <QWidget>

#include <vector>

namespace vlmo::ui {

/// The sentence's word pieces, each in the colour of the chosen measure in the selected block. A click or the left and
/// right arrow keys select a word.
class WordChips final : public QWidget {
    Q_OBJECT

public:
    explicit WordChips(TraceSelection& selection, QWidget* parent = nullptr);

    /// The word under a point; -1 between them.
    [[nodiscard]] int tokenAt(const QPoint& point) const;
    [[nodiscard]] QRect chipRect(int token) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, height()}; }
    /// What all words take up in lines of this width.
    [[nodiscard]] int heightOver(int width) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        int token = 0;
        QRect area;
    };
    [[nodiscard]] std::vector<Place> arrange(int width) const;
    void arrangeAnew();
    void step(int direction);

    TraceSelection& m_selection;
    std::vector<Place> m_places;
};

} // namespace vlmo::ui
