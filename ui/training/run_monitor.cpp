#include "ui/training/run_monitor.h"

#include "core/base/error.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/training/curves_page.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/samples_view.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"
#include "ui/work/job_list.h"

#include <QFontDatabase>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollBar>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int tallFrom = 660; ///< From this height on all sections have room below each other.
constexpr int narrowest = 380;
constexpr int samplesHeight = 196;
constexpr int logHeight = 118;

} // namespace

RunMonitor::RunMonitor(QWidget* parent) : Card(tr("Run"), parent)
{
    setMinimumWidth(narrowest); // Whatever stands in the head: it gives way.
    makeHead();
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"runProblem"_s);
    m_problem->hide();
    m_sectionsBelow = makeSections();
    m_notes = new QVBoxLayout;
    m_notes->setSpacing(grid::labelGap);
    m_notes->addWidget(m_sectionsBelow, 0, Qt::AlignLeft);
    m_notes->addWidget(m_problem);
    m_curves = new CurvesPage(this);
    m_samples = new SamplesView(this);
    m_log = new QPlainTextEdit(this);
    m_log->setReadOnly(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->document()->setDocumentMargin(grid::cardPadding - 2); // In line with all that stands above it.
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setAccessibleName(tr("Log of the run"));
    m_log->setPlaceholderText(tr("The run has written no log yet."));
    m_empty = new EmptyState(tr("Here a run shows its curves, samples and log while it trains and afterwards. Choose a "
                                "run in the list, or set one up."),
                             {}, this);
    body()->addLayout(m_notes);
    body()->addWidget(m_empty, 1);
    body()->addWidget(m_curves, 1);
    addLine();
    body()->addWidget(m_samples);
    addLine();
    body()->addWidget(m_log);
    updateHead();
    fitSections();
}

RunMonitor::~RunMonitor() = default;

/// A hair line between two sections that stand below each other.
void RunMonitor::addLine()
{
    auto* line = new QWidget(this);
    line->setFixedHeight(1);
    line->setBackgroundRole(QPalette::Midlight);
    line->setAutoFillBackground(true);
    body()->addWidget(line);
    m_lines.push_back(line);
}

SegmentedButton* RunMonitor::makeSections()
{
    auto* sections =
        new SegmentedButton({tr("Curves"), tr("Samples"), tr("Log")}, tr("What is shown of the run"), this);
    connect(sections, &SegmentedButton::chosen, this,
            [this](int segment) { showSection(static_cast<Section>(segment)); });
    return sections;
}

void RunMonitor::makeHead()
{
    m_state = new StateChip(this);
    addLegend(m_state);
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(96, 8);
    m_bar->setRange(0, 1'000);
    m_bar->setAccessibleName(tr("Progress of the run"));
    addLegend(m_bar);
    m_sections = makeSections();
    addHeadWidget(m_sections);
    m_save = makeIconButton(u"download"_s, tr("Save the charts or their numbers"), this);
    m_save->setObjectName(u"saveCharts"_s);
    auto* menu = new QMenu(m_save);
    const struct {
        RunExport format;
        QString text;
    } formats[] = {{RunExport::Png, tr("Charts as a picture (PNG)…")},
                   {RunExport::Svg, tr("Charts as a drawing (SVG)…")},
                   {RunExport::Csv, tr("All numbers (CSV)…")}};
    for (const auto& [format, text] : formats)
        connect(menu->addAction(text), &QAction::triggered, this, [this, wanted = format] { chooseFile(wanted); });
    connect(m_save, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_save->mapToGlobal(QPoint(0, m_save->height()))); });
    addHeadWidget(m_save);
    m_actionText = tr("Start");
    m_action = makeButton(m_actionText, {}, this);
    m_action->setObjectName(u"runAction"_s);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_shown == nullptr || !m_shown->record())
            return;
        if (isTrained())
            Q_EMIT stopRequested();
        else
            Q_EMIT startRequested();
    });
    addHeadWidget(m_action);
}

void RunMonitor::setRuns(RunFollower* shown, const std::vector<RunFollower*>& others)
{
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    const bool isOther = shown != m_shown;
    m_shown = shown;
    m_others = others;
    if (isOther) {
        m_saveProblem.clear();
        m_trainerWords.clear();
        m_works = false;
        m_stopping = false;
        m_shownLog.clear();
        m_log->clear();
    }
    if (shown != nullptr) {
        m_connections.push_back(connect(shown, &RunFollower::changed, this, &RunMonitor::updateAll));
        for (RunFollower* other : others)
            m_connections.push_back(connect(other, &RunFollower::changed, m_curves, &CurvesPage::refresh));
    }
    m_curves->setRuns(shownRuns());
    updateWords();
    fitSections();
}

std::vector<const RunFollower*> RunMonitor::shownRuns() const
{
    std::vector<const RunFollower*> runs;
    if (m_shown != nullptr)
        runs.push_back(m_shown);
    runs.insert(runs.end(), m_others.begin(), m_others.end());
    return runs;
}

void RunMonitor::updateAll()
{
    m_curves->refresh();
    updateWords();
}

void RunMonitor::updateWords()
{
    updateHead();
    updateProblem();
    updateLog();
    if (m_shown != nullptr)
        m_samples->setSamples(m_shown->folder(), m_shown->history().samples());
}

void RunMonitor::updateHead()
{
    const bool known = m_shown != nullptr && m_shown->record().has_value();
    m_state->setVisible(known);
    m_action->setVisible(known);
    if (!known) {
        fitHead();
        return setSecondText({});
    }
    const RunRecord& run = *m_shown->record();
    m_state->setState(run.state);
    const double share = run.steps > 0 ? static_cast<double>(run.step) / static_cast<double>(run.steps) : 0.0;
    m_bar->setValue(static_cast<int>(share * 1'000.0));
    QString second = run.steps > 0 ? tr("%1 of %2").arg(countText(run.step), countText(run.steps)) : QString();
    if (run.state == RunState::Running && run.newestStep && run.newestStep->secondsLeft > 0.0)
        second = tr("%1, %2 left").arg(second, durationText(run.newestStep->secondsLeft));
    updateAction();
    fitHead();
    setSecondText(second);
}

void RunMonitor::fitHead()
{
    const QString name = m_shown != nullptr ? m_shown->name() : tr("Run");
    const QFontMetrics metrics(textFont(TextSize::Body, true));
    const bool known = m_shown != nullptr && m_shown->record();
    m_bar->setVisible(known);
    m_state->setCompact(false);
    m_sections->setVisible(m_shown != nullptr && !m_tall);
    m_sectionsBelow->hide();
    setActionText(m_actionText);
    const auto room = [this] {
        int left = width() - grid::cardPadding - grid::labelGap;
        for (const QWidget* control : std::initializer_list<QWidget*>{m_state, m_bar, m_sections, m_save, m_action}) {
            if (!control->isHidden())
                left -= std::min(control->sizeHint().width(), control->maximumWidth()) + grid::labelGap;
        }
        return left;
    };
    // Where there is no room for all, what an icon tells too goes first, then the sections get a row of their own, and
    // last the name loses its middle.
    const int wanted = metrics.horizontalAdvance(name) + grid::labelGap;
    if (room() < wanted)
        m_bar->hide();
    if (room() < wanted)
        m_state->setCompact(true);
    if (room() < wanted && !m_sections->isHidden()) {
        m_sections->hide();
        m_sectionsBelow->show();
        m_state->setCompact(room() + m_state->sizeHint().width() - m_state->fullWidth() < wanted);
    }
    if (room() < wanted)
        setActionText({});
    const bool anyAbove = !m_sectionsBelow->isHidden() || !m_problem->isHidden();
    m_notes->setContentsMargins(grid::cardPadding, anyAbove ? grid::labelGap : 0, grid::cardPadding, 0);
    setTitle(metrics.elidedText(name, Qt::ElideMiddle, std::max(room() - grid::labelGap, 40)));
}

/// Without words the button is as wide as its icon asks.
void RunMonitor::setActionText(const QString& text)
{
    m_action->setText(text);
    m_action->setMaximumWidth(text.isEmpty() ? grid::controlHeight + grid::labelGap : QWIDGETSIZE_MAX);
}

void RunMonitor::updateAction()
{
    const RunRecord& run = *m_shown->record();
    const bool trained = isTrained();
    if (trained) {
        m_actionText = m_stopping ? tr("Stopping…") : tr("Stop and save");
        m_action->setIcon(icon(u"square"_s));
    } else {
        m_actionText =
            run.checkpoints.empty() ? tr("Start") : tr("Resume from %1").arg(countText(run.checkpoints.back().step));
        m_action->setIcon(icon(run.checkpoints.empty() ? u"play"_s : u"step-forward"_s));
    }
    m_action->setVisible(trained || run.state != RunState::Finished);
    m_action->setEnabled(!(trained && m_stopping));
    m_action->setAccessibleName(m_actionText);
    m_action->setToolTip(trained && m_stopping ? tr("The step at hand is finished and saved first.") : m_actionText);
}

void RunMonitor::updateProblem()
{
    QStringList parts;
    const auto add = [&parts](const QString& words) {
        // The record and the events may name the same file for the same reason.
        if (!words.isEmpty() && !parts.join(u'\n').contains(words))
            parts.append(words);
    };
    add(m_saveProblem);
    if (m_shown != nullptr)
        add(m_shown->problem());
    if (m_shown != nullptr && m_shown->record()) {
        const RunRecord& run = *m_shown->record();
        add(lastWordsText(run));
        if (run.state != RunState::Running)
            add(m_trainerWords);
        for (const SkippedItem& item : run.problems)
            add(QString::fromStdString(item.reason));
        if (!m_shown->skipped().empty())
            add(tr("%1 lines of the events are not readable; the first: %2, %3")
                    .arg(countText(static_cast<std::int64_t>(m_shown->skipped().size())),
                         QString::fromStdString(m_shown->skipped().front().item),
                         QString::fromStdString(m_shown->skipped().front().reason)));
    }
    m_problem->setText(parts.join(u'\n'));
    m_problem->setVisible(!parts.isEmpty());
    fitHead();
}

void RunMonitor::updateLog()
{
    const QString text = m_shown != nullptr ? m_shown->log() : QString();
    if (text == m_shownLog)
        return;
    m_shownLog = text;
    QScrollBar* bar = m_log->verticalScrollBar();
    // Who reads further up is not carried away.
    const bool atEnd = bar->value() >= bar->maximum() - 2;
    const int before = bar->value();
    m_log->setPlainText(text.endsWith(u'\n') ? text.chopped(1) : text);
    bar->setValue(atEnd ? bar->maximum() : before);
}

void RunMonitor::setProcess(bool works, bool stopping)
{
    m_works = works;
    m_stopping = stopping;
    updateHead();
}

bool RunMonitor::isTrained() const
{
    return m_works || (m_shown != nullptr && m_shown->record() && m_shown->record()->state == RunState::Running);
}

void RunMonitor::setTrainerWords(const QString& words)
{
    m_trainerWords = words;
    updateProblem();
}

void RunMonitor::showSection(Section section)
{
    m_section = section;
    m_sections->setCurrent(static_cast<int>(section));
    m_sectionsBelow->setCurrent(static_cast<int>(section));
    fitSections();
}

void RunMonitor::fitSections()
{
    m_tall = height() >= tallFrom;
    const bool any = m_shown != nullptr;
    m_empty->setVisible(!any);
    m_save->setVisible(any);
    m_curves->setVisible(any && (m_tall || m_section == Section::Curves));
    m_samples->setVisible(any && (m_tall || m_section == Section::Samples));
    m_log->setVisible(any && (m_tall || m_section == Section::Log));
    for (QWidget* line : m_lines)
        line->setVisible(any && m_tall);
    m_samples->setMaximumHeight(m_tall ? samplesHeight : QWIDGETSIZE_MAX);
    m_samples->setMinimumHeight(m_tall ? samplesHeight : 0);
    m_log->setMaximumHeight(m_tall ? logHeight : QWIDGETSIZE_MAX);
    m_log->setMinimumHeight(m_tall ? logHeight : 0);
    fitHead();
}

void RunMonitor::resizeEvent(QResizeEvent* event)
{
    fitSections();
    Card::resizeEvent(event);
}

void RunMonitor::save(RunExport format, const std::filesystem::path& file)
{
    m_saveProblem.clear();
    try {
        exportCurves(format, file, m_curves->views(), shownRuns());
    } catch (const Error& error) {
        m_saveProblem = failureText(error);
    }
    updateProblem();
}

void RunMonitor::chooseFile(RunExport format)
{
    const QString ending = format == RunExport::Png ? u".png"_s : format == RunExport::Svg ? u".svg"_s : u".csv"_s;
    chooseExportFile(this, tr("Save"), m_shown != nullptr ? m_shown->name() : tr("run"), ending,
                     [this, format](const std::filesystem::path& file) { save(format, file); });
}

} // namespace vlmo::ui
