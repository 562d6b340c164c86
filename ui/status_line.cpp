#include "ui/status_line.h"

#include "ui/expert_look.h"
#include "ui/icons.h"
#include "ui/jobs_popup.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"
#include "ui/workbench.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include <unistd.h>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int messageMilliseconds = 6'000;

/// An upright hair line between two facts.
class Separator final : public QWidget {
public:
    explicit Separator(QWidget* parent) : QWidget(parent) { setFixedWidth(17); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(QRect(8, height() / 2 - 7, 1, 14), currentTheme().mid);
    }
};

qint64 totalBytes()
{
    return qint64{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE);
}

QString gibibytes(qint64 bytes)
{
    return QLocale().toString(static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0), 'f', 1);
}

} // namespace

StatusLine::StatusLine(Workbench& bench, QWidget* parent)
    : QStatusBar(parent), m_bench(bench), m_model(makeMutedLabel({}, TextSize::Second, this)),
      m_shape(makeMutedLabel({}, TextSize::Second, this)), m_device(makeMutedLabel({}, TextSize::Second, this)),
      m_precision(makeMutedLabel({}, TextSize::Second, this)), m_message(new ElidedLabel({}, this)),
      m_jobs(new QToolButton(this)), m_memory(makeMutedLabel({}, TextSize::Second, this))
{
    setSizeGripEnabled(false);
    setFixedHeight(std::max(27, fontMetrics().height() + 10));
    setFont(textFont(TextSize::Second));

    addWidget(makeFacts());
    m_message->setFont(textFont(TextSize::Second));
    m_message->setObjectName(u"message"_s);
    addWidget(m_message, 1);
    m_messageTime.setObjectName(u"messageTime"_s);
    m_messageTime.setSingleShot(true);
    m_messageTime.setInterval(messageMilliseconds);
    connect(&m_messageTime, &QTimer::timeout, this, [this] { tell({}); });

    m_jobs->setAutoRaise(true);
    m_jobs->setFont(textFont(TextSize::Second));
    m_jobs->setFocusPolicy(Qt::TabFocus);
    m_jobs->setToolTip(tr("Shows running and finished work"));
    m_memory->setToolTip(tr("Memory that this window holds, of what the computer has"));
    addPermanentWidget(m_jobs);
    addPermanentWidget(new Separator(this));
    m_memory->setContentsMargins(0, 0, 10, 0);
    addPermanentWidget(m_memory);

    connect(&bench.session(), &Session::modelOpened, this, &StatusLine::showModel);
    connect(&bench.session(), &Session::modelFailed, this, &StatusLine::showModel);
    connect(&bench.session(), &Session::busyChanged, this, &StatusLine::showModel);
    connect(&bench.jobs(), &JobList::changed, this, &StatusLine::showJobs);
    connect(m_jobs, &QToolButton::clicked, this, &StatusLine::openJobs);
    connect(&m_clock, &QTimer::timeout, this, &StatusLine::showMemory);
    m_clock.start(2'000);
    showModel();
    showJobs();
    showMemory();
}

QWidget* StatusLine::makeFacts()
{
    auto* facts = new QWidget(this);
    auto* row = new QHBoxLayout(facts);
    row->setContentsMargins(14, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_model);
    for (QLabel* label : {m_shape, m_device, m_precision}) {
        m_factLines.append(new Separator(facts));
        row->addWidget(m_factLines.back());
        row->addWidget(label);
    }
    m_messageLine = new Separator(facts);
    m_messageLine->hide();
    row->addWidget(m_messageLine);
    return facts;
}

void StatusLine::tell(const QString& message)
{
    m_message->setText(message);
    m_messageLine->setVisible(!message.isEmpty());
    if (message.isEmpty())
        m_messageTime.stop();
    else
        m_messageTime.start();
}

qint64 StatusLine::residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

void StatusLine::showModel()
{
    const std::optional<ModelFacts>& model = m_bench.session().model();
    for (QWidget* line : m_factLines)
        line->setVisible(model.has_value());
    if (!model) {
        m_model->setText(m_bench.session().isOpeningModel() ? tr("Loading the model") : tr("No model"));
        for (QLabel* label : {m_shape, m_device, m_precision})
            label->clear();
        return;
    }
    QStringList letters;
    for (const QString& name : model->experts())
        letters.append(expertLook(currentTheme(), name).letter);
    m_model->setText(model->name);
    m_model->setToolTip(tr("%1\n%2 parameters")
                            .arg(QString::fromStdString(model->folder.string()),
                                 QLocale().toString(static_cast<qlonglong>(model->parameters))));
    const QString blocks = QString::number(model->blocks);
    const QString width = QString::number(model->width);
    //: Shape of a model: "12 blocks x 256, experts V L VL"
    m_shape->setText(model->hasSharedExpert ? tr("%1 blocks × %2, no experts").arg(blocks, width)
                                            : tr("%1 blocks × %2, experts %3").arg(blocks, width, letters.join(u' ')));
    m_shape->setToolTip(model->hasSharedExpert ? tr("One feed-forward network serves for words and pictures alike")
                                               : QString());
    const QString device = model->device == u"cpu"_s ? tr("CPU") : model->device;
    m_device->setText(tr("%1, %n thread(s)", nullptr, model->threads).arg(device));
    m_precision->setText(model->precision);
    m_precision->setToolTip(model->precisionReason);
}

void StatusLine::showJobs()
{
    const int running = m_bench.jobs().runningCount();
    m_jobs->setText(running == 0 ? tr("No jobs") : tr("%n job(s)", nullptr, running));
    m_jobs->setEnabled(!m_bench.jobs().jobs().empty());
}

void StatusLine::showMemory()
{
    m_memory->setText(tr("%1 of %2 GiB").arg(gibibytes(residentBytes()), gibibytes(totalBytes())));
}

void StatusLine::openJobs()
{
    auto* popup = new JobsPopup(m_bench.jobs(), window());
    popup->adjustSize();
    const QPoint corner = m_jobs->mapToGlobal(QPoint(m_jobs->width(), 0));
    popup->move(corner - QPoint(popup->width(), popup->height() + 6));
    popup->show();
}

void StatusLine::paintEvent(QPaintEvent* event)
{
    QStatusBar::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), currentTheme().mid);
}

} // namespace vlmo::ui
