#pragma once

#include "ui/data/dataset_table.h"
#include "ui/data/row_filter.h"
#include "ui/data/split_bar.h"
#include "ui/library/thumbnails.h"
#include "ui/widgets/card.h"
#include "ui/work/work_queue.h"

#include <filesystem>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace vlmo::ui {

class BusyLine;
class Chip;
class DatasetSession;
class DatasetView;
class ElidedLabel;
class EmptyState;
class Note;

/// The open data set: its splits, and its rows with pictures, filtered by split, words and findings. A folder that is
/// dropped here is offered to be read.
class DatasetCard final : public Card {
    Q_OBJECT

public:
    /// `session` outlives the card.
    explicit DatasetCard(DatasetSession& session, QWidget* parent = nullptr);
    ~DatasetCard() override;

    /// What the rows are: "finetune-retrieval" shows captions, "finetune-vqa" questions, "finetune-nlvr2" statements,
    /// "finetune-classify" classes.
    void setTask(const std::string& task);
    [[nodiscard]] DataKind kind() const { return m_kind; }
    /// Shows only rows that a finding of the last check is about; nothing: all again.
    void showFinding(std::optional<std::size_t> finding);
    /// Opens the dialog in which a data set is chosen; `path` may be empty.
    void importData(const std::filesystem::path& path = {});

    /// Whether the open data set has what the task learns from.
    [[nodiscard]] bool hasRows() const { return m_total > 0; }
    /// What is shown instead of rows; empty while rows are shown.
    [[nodiscard]] QString emptyText() const;
    /// Whether rows are still being gathered.
    [[nodiscard]] bool isBusy() const { return m_queue.isBusy(); }

    [[nodiscard]] DatasetTable& table() { return m_table; }
    [[nodiscard]] DatasetView& view() { return *m_view; }
    [[nodiscard]] const RowFilter& filter() const { return m_filter; }

Q_SIGNALS:
    /// A person took the finding's filter away.
    void findingCleared();
    /// Rows are there, or there are none.
    void shown();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// What is told of all rows of a kind, whatever the filter.
    struct Facts {
        QString counts;
        std::vector<SplitSize> splits;
        std::size_t total = 0;
    };
    struct Gathered {
        Facts facts;
        std::vector<DataRow> rows;
    };
    static Gathered gather(const Dataset& dataset, const DatasetCheck* check, DataKind kind, const RowFilter& filter,
                           const std::stop_token& stop);

    void buildHead();
    void buildSummary();
    void buildBody();
    void connectSession();
    /// Takes what the controls say over into the filter and gathers the rows anew.
    void filterAnew();
    void gatherRows();
    void showRows(Gathered gathered);
    void fillSplits(const std::vector<SplitSize>& splits);
    void showCheck();
    void showLengths();
    void showState();

    DatasetSession& m_session;
    DatasetTable m_table;
    Thumbnails m_thumbnails;
    DataKind m_kind = DataKind::Captions;
    RowFilter m_filter;
    std::size_t m_total = 0;
    std::shared_ptr<const Dataset> m_shown; ///< Whose rows are in the table.

    QComboBox* m_which = nullptr;
    QLineEdit* m_words = nullptr;
    QToolButton* m_import = nullptr;
    Note* m_problem = nullptr;
    QWidget* m_summary = nullptr;
    SplitBar* m_splits = nullptr;
    ElidedLabel* m_lengths = nullptr;
    Chip* m_findingChip = nullptr;
    QLabel* m_count = nullptr;
    QWidget* m_filterRow = nullptr;
    BusyLine* m_busy = nullptr;
    DatasetView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    WorkQueue::Ticket m_ticket = 0;
    WorkQueue m_queue; ///< Last: its thread ends before the rest goes.
};

} // namespace vlmo::ui
