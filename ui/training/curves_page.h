#pragma once

#include "ui/training/curve_view.h"
#include "ui/training/run_charts.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QScrollArea;
class QSlider;

namespace vlmo::ui {

class EmptyState;
class RunFollower;
class SegmentedButton;

/// All charts of one run, with others laid over it.
class CurvesPage final : public QWidget {
    Q_OBJECT

public:
    explicit CurvesPage(QWidget* parent = nullptr);

    /// The run whose charts these are, and those laid over it, dashed. They outlive the page or are replaced before.
    void setRuns(std::vector<const RunFollower*> runs);
    /// Reads the runs' curves anew.
    void refresh();

    void setSmoothing(double weight);
    [[nodiscard]] double smoothing() const { return m_smoothing; }
    void setAxis(CurveAxis axis);

    /// In the order shown; empty while there are no curves.
    [[nodiscard]] const std::vector<CurveView*>& views() const { return m_views; }
    [[nodiscard]] CurveView* view(const QString& id) const;
    /// Whether points were left out of the lines for want of room.
    [[nodiscard]] bool isThinned() const { return m_thinned; }

Q_SIGNALS:
    void refreshed();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeOptions();
    void makeViews(const std::vector<PlannedChart>& plans);
    void arrange();
    void fitRows();
    void fillBlocks(const std::map<std::string, Curve>& curves);
    [[nodiscard]] QList<ChartLine> linesOf(const PlannedChart& plan, const CurveView& view);
    [[nodiscard]] ChartLine lineOf(const PlannedLine& planned, const PlannedChart& plan, const Curve& curve,
                                   const CurveView& view);
    void point(std::optional<double> place);

    std::vector<const RunFollower*> m_runs;
    std::vector<CurveView*> m_views;
    double m_smoothing = 0.9;
    CurveAxis m_axis = CurveAxis::Steps;
    bool m_thinned = false;
    QTimer m_refreshSoon;
    QSlider* m_smoothingSlider = nullptr;
    QLabel* m_note = nullptr;
    QWidget* m_experts = nullptr;
    QComboBox* m_measure = nullptr;
    QComboBox* m_block = nullptr;
    QWidget* m_options = nullptr;
    EmptyState* m_empty = nullptr;
    QScrollArea* m_area = nullptr;
    QWidget* m_holder = nullptr;
    QGridLayout* m_grid = nullptr;
    int m_columns = 2;
};

} // namespace vlmo::ui
