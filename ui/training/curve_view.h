#pragma once

#include "ui/training/curve_chart.h"
#include "ui/training/run_charts.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace vlmo::ui {

class ElidedLabel;

/// A chart with its title, and the same numbers as a table.
class CurveView final : public QWidget {
    Q_OBJECT

public:
    explicit CurveView(const PlannedChart& plan, QWidget* parent = nullptr);

    [[nodiscard]] CurveChart& chart() const { return *m_chart; }
    [[nodiscard]] const QString& id() const { return m_id; }
    [[nodiscard]] QString title() const;

    /// What stands in the title, and a few words behind it: "smoothed, raw behind".
    void setTexts(const QString& title, const QString& second);
    void setLines(QList<ChartLine> lines, CurveAxis axis);

    void showTable(bool shown);
    [[nodiscard]] bool isTableShown() const;
    [[nodiscard]] QTableWidget& table() const { return *m_table; }

private:
    void fillTable();

    QString m_id;
    QLabel* m_title = nullptr;
    ElidedLabel* m_second = nullptr;
    QToolButton* m_tableButton = nullptr;
    QStackedWidget* m_stack = nullptr;
    CurveChart* m_chart = nullptr;
    QTableWidget* m_table = nullptr;
};

} // namespace vlmo::ui
