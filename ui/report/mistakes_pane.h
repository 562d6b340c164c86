#pragma once

#include "ui/report/mistakes.h"

#include <QList>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vlmo::ui {

class MistakeRow;
class Thumbnails;
class Workbench;

/// The worst mistakes of a report, one below the other: a section for a details pane.
///
/// A click, Return or Space opens one in large, from where it can be asked about and looked for.
class MistakesPane final : public QWidget {
    Q_OBJECT

public:
    MistakesPane(Workbench& bench, Thumbnails& thumbnails, QWidget* parent = nullptr);

    void setReport(const EvaluationReport* report); ///< Null: none.
    [[nodiscard]] const QList<Mistake>& mistakes() const { return m_mistakes; }
    /// "Misses of R@1, the worst": what the section is called.
    [[nodiscard]] QString title() const;
    [[nodiscard]] const QList<MistakeRow*>& rows() const { return m_rows; }

    static constexpr int fewRows = 6; ///< So many are shown at first.

private:
    void fill();
    void openLarge(int row);
    void showMenu(int row, const QPoint& place);

    Workbench& m_bench;
    Thumbnails& m_thumbnails;
    QList<Mistake> m_mistakes;
    std::optional<EvaluationTask> m_task;
    bool m_all = false;
    QList<MistakeRow*> m_rows;
    QLabel* m_empty = nullptr;
    QVBoxLayout* m_column = nullptr;
    QPushButton* m_more = nullptr;
};

} // namespace vlmo::ui
