#pragma once

#include "ui/experts/trace_selection.h"
#include "ui/widgets/side_pane.h"

class QLabel;

namespace vlmo::ui {

class ExpertBadge;
class FactList;
class Note;
class Section;
class UpdateLine;

/// The selected token in the selected block: its expert, the measures as numbers and over the blocks, and in words what
/// the chosen measure is and is not.
class TokenDetails final : public SidePane {
    Q_OBJECT

public:
    explicit TokenDetails(TraceSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] const Note& note() const { return *m_note; }

private:
    QWidget* makeHead();
    void showSelection();

    TraceSelection& m_selection;
    ExpertBadge* m_badge = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_block = nullptr;
    QLabel* m_place = nullptr;
    Section* m_lineSection = nullptr;
    UpdateLine* m_line = nullptr;
    FactList* m_measures = nullptr;
    FactList* m_lengths = nullptr;
    FactList* m_trace = nullptr;
    Note* m_note = nullptr;
};

} // namespace vlmo::ui
