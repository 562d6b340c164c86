#include "ui/widgets/job_row.h"

#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/skipped_dialog.h"
#include "ui/work/job_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

JobRow::JobRow(Job& job, QWidget* parent)
    : QFrame(parent), m_job(&job), m_title(new ElidedLabel({}, this)),
      m_text(makeMutedLabel({}, TextSize::Second, this)), m_bar(new QProgressBar(this)),
      m_skipped(makeButton({}, u"list"_s, this)), m_cancel(makeButton(tr("Stop"), {}, this))
{
    m_title->setFont(textFont(TextSize::Body, true));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setAccessibleName(job.title());
    m_cancel->setObjectName(u"stopJob"_s);
    m_skipped->setObjectName(u"showSkipped"_s);

    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    auto* line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_text);
    words->addLayout(line);
    words->addWidget(m_bar);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 10, 8);
    row->setSpacing(12);
    row->addLayout(words, 1);
    row->addWidget(m_skipped);
    row->addWidget(m_cancel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(&job, &Job::changed, this, &JobRow::refresh);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job && m_job->isRunning())
            m_job->cancel();
        else
            Q_EMIT dismissed();
    });
    connect(m_skipped, &QPushButton::clicked, this, [this] {
        if (m_job)
            SkippedDialog::show(window(), m_job->title(), m_job->skipped());
    });
    refresh();
}

void JobRow::refresh()
{
    if (!m_job)
        return;
    const bool running = m_job->isRunning();
    m_title->setText(m_job->title());
    m_text->setText(m_job->progressText());
    m_bar->setVisible(running);
    const Progress& progress = m_job->progress();
    // A share of thousand: counts may not fit an int. Before the total is known the bar is empty.
    m_bar->setRange(0, 1'000);
    m_bar->setValue(progress.total > 0 ? static_cast<int>(1'000 * progress.done / progress.total) : 0);
    const auto skipped = static_cast<int>(m_job->skipped().size());
    m_skipped->setText(tr("%n left out", nullptr, skipped));
    m_skipped->setVisible(skipped > 0);
    m_cancel->setText(running ? tr("Stop") : tr("Close"));
    m_cancel->setEnabled(m_job->state() != Job::State::Cancelling);
    update();
}

void JobRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const bool failed = m_job && m_job->state() == Job::State::Failed;
    paintRounded(painter, rect(), grid::cardRadius, failed ? theme.error.ground : theme.card,
                 failed ? theme.error.ink : theme.mid);
}

} // namespace vlmo::ui
