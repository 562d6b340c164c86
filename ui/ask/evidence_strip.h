#pragma once

#include "core/engine/evidence.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace vlmo::ui {

/// A small picture with its light for the answer and for every word of the question, and a bar for how much of it lies
/// on the picture. A click or the arrow keys choose the one that is seen large.
class EvidenceStrip final : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceStrip(QWidget* parent = nullptr);

    /// `whole`: what the first cell is called. The first cell is chosen.
    void setEvidence(const Evidence& evidence, const QString& whole, const QImage& picture);
    void clear();
    [[nodiscard]] int count() const { return static_cast<int>(m_cells.size()); }
    /// 0: the answer; from 1 on the words.
    [[nodiscard]] int chosen() const { return m_chosen; }
    [[nodiscard]] QString title(int cell) const { return m_cells.at(static_cast<std::size_t>(cell)).title; }
    [[nodiscard]] const std::vector<float>& shares(int cell) const
    {
        return m_cells.at(static_cast<std::size_t>(cell)).shares;
    }
    [[nodiscard]] QRect cellRect(int cell) const;
    void choose(int cell);

    [[nodiscard]] QSize sizeHint() const override { return {420, m_height}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, m_height}; }

Q_SIGNALS:
    void cellChosen(int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Cell {
        QString title;
        std::vector<float> shares;
        double amount = 0.0; ///< Sum of what is positive.
        double bar = 0.0;    ///< Of the largest amount.
    };
    void arrange();
    [[nodiscard]] int cellAt(const QPoint& point) const;
    void paintCell(QPainter& painter, int cell) const;

    std::vector<Cell> m_cells;
    QImage m_picture; ///< Small.
    int m_grid = 0;
    int m_chosen = 0;
    int m_columns = 1;
    int m_height = 0;
    bool m_isRollout = true;
};

} // namespace vlmo::ui
