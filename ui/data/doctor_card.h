#pragma once

#include "ui/data/finding_model.h"
#include "ui/widgets/card.h"
#include "ui/work/failure.h"

#include <filesystem>
#include <optional>
#include <string>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace vlmo {
struct ConvertReport;
}

namespace vlmo::ui {

class BusyLine;
class DatasetSession;
class EmptyState;
class FindingListView;
class LengthHistogram;
class Note;

/// What is wrong with the open data set, how long its texts are, and what can be done: a list of everything, a cleaned
/// copy, a copy with new splits. The data set's own files are never changed.
class DoctorCard final : public Card {
    Q_OBJECT

public:
    /// `session` outlives the card.
    explicit DoctorCard(DatasetSession& session, QWidget* parent = nullptr);

    /// Whose texts the histogram shows; see DatasetCard::setTask().
    void setTask(const std::string& task);
    /// Lets go of the chosen finding, without a signal.
    void clearChoice();
    /// Writes the list of everything that was found; how it went is shown in the card.
    void exportList(const std::filesystem::path& file);

    [[nodiscard]] FindingModel& findings() { return m_findings; }
    [[nodiscard]] FindingListView& list() { return *m_list; }
    /// "2 problems, 3 warnings, 1 note, checked in 4 s"
    [[nodiscard]] QString footText() const;
    /// The sentence of the note above the foot: what was written, or why not. Empty when there is none.
    [[nodiscard]] QString noteText() const;

Q_SIGNALS:
    /// A person chose a finding, whose rows are to be shown, or let go of it.
    void findingChosen(std::optional<std::size_t> finding);

private:
    void buildHead();
    void buildBody();
    void buildFoot();
    void connectSession();
    void showCheck();
    void showLengths();
    void showState();
    void showCopied(const ConvertReport& report);
    void followLink(const QString& link);
    void checkAgain();
    void chooseListFile();

    DatasetSession& m_session;
    FindingModel m_findings;
    DataKind m_kind = DataKind::Captions;
    std::filesystem::path m_copy;       ///< The newest copy,
    std::vector<SkippedItem> m_leftOut; ///< and what is not in it.
    bool m_isQuiet = false;

    QToolButton* m_again = nullptr;
    QAction* m_decode = nullptr;
    QAction* m_near = nullptr;
    BusyLine* m_busy = nullptr;
    Note* m_problem = nullptr;
    FindingListView* m_list = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_lengths = nullptr;
    QLabel* m_lengthsTitle = nullptr;
    QLabel* m_limit = nullptr;
    LengthHistogram* m_histogram = nullptr;
    Note* m_note = nullptr;
    QWidget* m_foot = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_clean = nullptr;
    QPushButton* m_split = nullptr;
};

} // namespace vlmo::ui
