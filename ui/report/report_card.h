#pragma once

#include "ui/report/evaluation_session.h"
#include "ui/report/report_figures.h"
#include "ui/widgets/card.h"

#include <filesystem>
#include <optional>
#include <vector>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace vlmo::ui {

class ConfusionView;
class ElidedLabel;
class EmptyState;
class FigureModel;
class IntervalChart;
class JobRow;
class Note;
class SegmentedButton;

enum class ReportExport { Png, Svg, Csv };

/// The figures of one report with their intervals beside the lines to judge them by: chart, table and, for classes, who
/// is taken for whom. Another report of the same task and split can be laid beside them.
///
/// Where the card is narrow, chart and table take turns.
class ReportCard final : public Card {
    Q_OBJECT

public:
    explicit ReportCard(QWidget* parent = nullptr);
    ~ReportCard() override;

    /// What is shown; an empty report shows the words of setEmpty().
    void setReport(const SavedReport& report);
    [[nodiscard]] const SavedReport& report() const { return m_report; }
    /// What can be chosen under "Compare with". Those that cannot be compared stay in the list, not to be chosen, with
    /// the reason; the shown report itself is left out.
    void setOthers(std::vector<SavedReport> others);
    /// Lays the report of this file beside the shown one; an empty path lays none. False, with a note, where that is
    /// refused.
    bool compareWith(const std::filesystem::path& file);
    /// The one that is compared with; empty when there is none.
    [[nodiscard]] const SavedReport& other() const { return m_other; }

    /// What to do first, and the button that does it (measureRequested()); without a text there is none.
    void setEmpty(const QString& sentence, const QString& buttonText = {});
    /// The measurement at hand with its progress and a way to cancel, above what is shown. Null: none.
    void setJob(Job* job);
    /// What went wrong; empty takes it away.
    void setProblem(const QString& sentence);
    /// Whether "Measure before" is offered: the model that the run began with.
    void setCanMeasureBefore(bool can);

    [[nodiscard]] IntervalChart& chart() const { return *m_chart; }
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] FigureModel& figures() const { return *m_model; }
    [[nodiscard]] ConfusionView& confusion() const { return *m_confusion; }
    [[nodiscard]] QComboBox& comparing() const { return *m_compare; }
    [[nodiscard]] EmptyState& empty() const { return *m_empty; }
    [[nodiscard]] Note& problem() const { return *m_problem; }

    /// Saves the chart or the numbers; failures show in the problem line.
    void save(ReportExport format, const std::filesystem::path& file);

Q_SIGNALS:
    void measureRequested();
    void measureBeforeRequested();
    /// Another report is compared with, or none: what is said of the figures elsewhere changes.
    void comparedWithChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Page { Figures, Classes, Confusion };

    void makeHead();
    void makeBody();
    void makeSaveMenu();
    void showReport();
    void fillCompare();
    void fillFigures();
    void showPage(Page page);
    void compareChosen();
    void fitBody();
    void fitTable();
    [[nodiscard]] bool isNarrow() const;
    [[nodiscard]] const ClassReport* classes() const; ///< Null where the report is of another task.
    void chooseFile(ReportExport format);
    void copyNumbers() const;

    SavedReport m_report;
    SavedReport m_other;
    std::vector<SavedReport> m_others;
    Page m_page = Page::Figures;
    bool m_canMeasureBefore = false;
    std::optional<bool> m_tableWanted; ///< What a person chose; else it is shown where there is room.

    SegmentedButton* m_pages = nullptr;
    QPushButton* m_skipped = nullptr;
    QPushButton* m_before = nullptr;
    QComboBox* m_compare = nullptr;
    QToolButton* m_tableButton = nullptr;
    QToolButton* m_save = nullptr;
    QVBoxLayout* m_top = nullptr;
    JobRow* m_jobRow = nullptr;
    Note* m_problem = nullptr;
    QStackedWidget* m_stack = nullptr; ///< Nothing, figures, confusion.
    EmptyState* m_empty = nullptr;
    QWidget* m_figures = nullptr;
    IntervalChart* m_chart = nullptr;
    QTableView* m_table = nullptr;
    FigureModel* m_model = nullptr;
    ConfusionView* m_confusion = nullptr;
    ElidedLabel* m_difference = nullptr; ///< In words.
};

} // namespace vlmo::ui
