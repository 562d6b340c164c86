#pragma once

#include "ui/report/evaluation_session.h"
#include "ui/widgets/side_pane.h"

class QLabel;

namespace vlmo::ui {

class MistakesPane;
class Thumbnails;
class Workbench;

/// The pane beside a report: how its figures are to be read, and the worst mistakes.
class ReportPane final : public SidePane {
    Q_OBJECT

public:
    ReportPane(Workbench& bench, Thumbnails& thumbnails, QWidget* parent = nullptr);

    /// `other`: what it is compared with; may be empty. The reports must stay until the next call.
    void setReport(const SavedReport& report, const SavedReport& other);

private:
    QLabel* m_reading = nullptr;
    QLabel* m_mistakesTitle = nullptr;
    MistakesPane* m_mistakes = nullptr;
    SavedReport m_report; ///< Holds what the mistakes are read from.
};

} // namespace vlmo::ui
