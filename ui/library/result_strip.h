#pragma once

#include "ui/library/query.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace vlmo::ui {

class ScoreStrip;

/// The line over the hits: how many stand above the relevance line, how they were found, and the line itself.
class ResultStrip final : public QFrame {
    Q_OBJECT

public:
    static constexpr double standardLine = 2.0; ///< z-score

    explicit ResultStrip(QWidget* parent = nullptr);

    void setFound(const FoundPictures& found, std::int64_t libraryPictures);
    /// Hits above the line; `more` when there may be others beyond the hits that were brought back.
    void setCount(int above, bool more);
    [[nodiscard]] double line() const;
    void setLine(double zScore);
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void lineMoved(double zScore);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateLineText();

    QLabel* m_summary = nullptr;
    QLabel* m_second = nullptr;
    QLabel* m_caption = nullptr;
    QLabel* m_lineText = nullptr;
    ScoreStrip* m_scores = nullptr;
    QPushButton* m_reset = nullptr;
    QWidget* m_legend = nullptr;
    std::int64_t m_pictures = 0;
};

} // namespace vlmo::ui
