#include "ui/finetune/report_pane.h"

#include "ui/report/mistakes_pane.h"
#include "ui/report/report_reading.h"
#include "ui/theme.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

#include <utility>

namespace vlmo::ui {

ReportPane::ReportPane(Workbench& bench, Thumbnails& thumbnails, QWidget* parent)
    : SidePane(tr("Details of the report"), tr("No report yet."), parent)
{
    column().setSpacing(grid::labelGap);
    column().addWidget(makeLabel(tr("Reading this report"), TextSize::Lead, true, content()));
    m_reading = makeMutedLabel({}, TextSize::Body, content());
    m_reading->setWordWrap(true);
    m_reading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column().addWidget(m_reading);
    column().addSpacing(6);
    m_mistakesTitle = makeLabel({}, TextSize::Lead, true, content());
    m_mistakesTitle->setWordWrap(true);
    column().addWidget(m_mistakesTitle);
    m_mistakes = new MistakesPane(bench, thumbnails, content());
    column().addWidget(m_mistakes);
}

void ReportPane::setReport(const SavedReport& report, const SavedReport& other)
{
    const bool compares = !other.isEmpty();
    showContent(!report.isEmpty());
    const SavedReport before = std::exchange(m_report, report); // Its mistakes are shown until the next are.
    if (report.isEmpty())
        return m_mistakes->setReport(nullptr);
    m_reading->setText(
        readingOf(report.report(), compares ? &other.report() : nullptr, compares ? other.name : QString())
            .join(QLatin1Char('\n')));
    if (before.evaluation == m_report.evaluation && before.split == m_report.split)
        return; // What was opened there stays.
    m_mistakes->setReport(&m_report.report());
    m_mistakesTitle->setText(m_mistakes->title());
}

} // namespace vlmo::ui
