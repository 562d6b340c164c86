#pragma once

#include "core/train/class_evaluation.h"

#include <QPoint>
#include <QWidget>

class QStandardItemModel;
class QTableView;

namespace vlmo::ui {

class ConfusionMatrix;

/// The table of who is taken for whom, and beside it the pairs that are confused most, most frequent first. Choosing a
/// pair shows its cell, and the other way round.
///
/// Where it is narrow, one of the two is shown.
class ConfusionView final : public QWidget {
    Q_OBJECT

public:
    explicit ConfusionView(QWidget* parent = nullptr);

    void setReport(const ClassReport& report);
    /// Which of the two is shown where there is no room for both.
    void showPairs(bool shown);
    [[nodiscard]] bool hasRoomForBoth() const { return width() >= roomForBoth; }

    [[nodiscard]] ConfusionMatrix& matrix() const { return *m_matrix; }
    [[nodiscard]] QTableView& pairs() const { return *m_pairs; }
    /// All pairs as text, a line each.
    [[nodiscard]] QString asText() const;

    static constexpr int roomForBoth = 720;
    static constexpr int mostPairs = 500;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void choosePair(QPoint cell);

    ConfusionMatrix* m_matrix = nullptr;
    QTableView* m_pairs = nullptr;
    QStandardItemModel* m_model = nullptr;
    bool m_pairsWanted = false;
};

} // namespace vlmo::ui
