#include "ui/jobs_popup.h"

#include "ui/theme.h"
#include "ui/widgets/job_row.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"

#include <QLabel>
#include <QVBoxLayout>

namespace vlmo::ui {

JobsPopup::JobsPopup(JobList& jobs, QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(StyledPanel);
    setMinimumWidth(460);
    setAccessibleName(tr("Jobs"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(grid::labelGap);
    column->addWidget(makeLabel(tr("Jobs"), TextSize::Lead, true, this));
    for (const auto& job : jobs.jobs()) {
        auto* row = new JobRow(*job, this);
        column->addWidget(row);
        connect(row, &JobRow::dismissed, this, [this, &jobs] {
            close();
            jobs.removeFinished();
        });
    }
}

} // namespace vlmo::ui
