#pragma once

#include "core/library/library.h"

#include <QAbstractSlider>

namespace vlmo::ui {

/// How the scores of a search lie over the whole library, with the relevance line as a handle on it.
///
/// A slider whose value is the line's z-score in hundredths: dragged, or moved with the arrow keys.
class ScoreStrip final : public QAbstractSlider {
    Q_OBJECT

public:
    explicit ScoreStrip(QWidget* parent = nullptr);

    void setScores(const ScoreDistribution& scores);
    [[nodiscard]] double line() const { return value() / 100.0; }
    /// Rounded to hundredths and kept within what the scores span.
    void setLine(double zScore);

    [[nodiscard]] QSize sizeHint() const override { return {280, 38}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {140, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] double placeOf(double zScore) const; ///< x of a z-score
    [[nodiscard]] double zScoreAt(double x) const;

    ScoreDistribution m_scores;
    double m_lowest = -3.0; ///< z-scores of the histogram's ends
    double m_highest = 3.0;
};

} // namespace vlmo::ui
