#include "ui/data/doctor_card.h"

#include "ui/data/busy_line.h"
#include "ui/data/dataset_session.h"
#include "ui/data/finding_list_view.h"
#include "ui/data/finding_look.h"
#include "ui/data/length_histogram.h"
#include "ui/data/new_copy_dialog.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/skipped_dialog.h"
#include "ui/work/job_list.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

DoctorCard::DoctorCard(DatasetSession& session, QWidget* parent)
    : Card(tr("Dataset doctor"), parent), m_session(session)
{
    setObjectName(u"doctorCard"_s);
    setSecondText(tr("your files are never changed"));
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    buildHead();
    buildBody();
    buildFoot();
    connectSession();
    showCheck();
}

void DoctorCard::buildHead()
{
    m_again = makeIconButton(u"rotate-ccw"_s, tr("Check again"), this);
    m_again->setObjectName(u"checkAgain"_s);
    m_again->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(m_again);
    m_decode = menu->addAction(tr("Decode every picture to its end"));
    m_near = menu->addAction(tr("Look for pictures that nearly look the same"));
    for (QAction* choice : {m_decode, m_near}) {
        choice->setCheckable(true);
        connect(choice, &QAction::toggled, this, &DoctorCard::checkAgain);
    }
    m_again->setMenu(menu);
    addHeadWidget(m_again);
    connect(m_again, &QToolButton::clicked, &m_session, &DatasetSession::check);
}

void DoctorCard::buildBody()
{
    m_busy = new BusyLine(this);
    connect(m_busy, &BusyLine::cancelled, &m_session, &DatasetSession::cancel);
    body()->addWidget(m_busy);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"checkProblem"_s);
    body()->addWidget(m_problem);
    m_list = new FindingListView(m_findings, this);
    body()->addWidget(m_list, 1);
    m_empty = new EmptyState({}, tr("Check now"), this);
    m_empty->setObjectName(u"notChecked"_s);
    body()->addWidget(m_empty, 1);
    connect(m_empty, &EmptyState::activated, &m_session, &DatasetSession::check);
    connect(m_list, &FindingListView::chosen, this, [this](std::optional<std::size_t> finding) {
        if (!m_isQuiet)
            Q_EMIT findingChosen(finding);
    });

    m_lengths = new QWidget(this);
    auto* column = new QVBoxLayout(m_lengths);
    column->setContentsMargins(grid::cardPadding, 6, grid::cardPadding, 4);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    m_lengthsTitle = makeLabel({}, TextSize::Body, true, m_lengths);
    m_limit = makeMutedLabel({}, TextSize::Second, m_lengths);
    head->addWidget(m_lengthsTitle);
    head->addStretch(1);
    head->addWidget(m_limit);
    column->addLayout(head);
    m_histogram = new LengthHistogram(m_lengths);
    column->addWidget(m_histogram);
    body()->addWidget(m_lengths);
}

void DoctorCard::buildFoot()
{
    m_note = new Note(Tone::Ok, {}, this);
    m_note->setObjectName(u"written"_s);
    m_note->hide();
    body()->addWidget(m_note);
    connect(m_note, &Note::linkActivated, this, &DoctorCard::followLink);
    m_foot = new QWidget(this);
    auto* column = new QVBoxLayout(m_foot);
    column->setContentsMargins(grid::cardPadding, 6, grid::cardPadding, grid::labelGap);
    column->setSpacing(6);
    m_summary = makeMutedLabel({}, TextSize::Second, m_foot);
    m_summary->setObjectName(u"summary"_s);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    auto* buttons = new QWidget(m_foot);
    auto* row = new FlowLayout(buttons, grid::labelGap);
    m_export = makeButton(tr("Export list…"), u"download"_s, buttons);
    m_export->setObjectName(u"exportList"_s);
    m_clean = makeButton(tr("Cleaned copy…"), u"copy"_s, buttons);
    m_clean->setObjectName(u"cleanedCopy"_s);
    m_split = makeButton(tr("Make a split…"), u"grid-3x3"_s, buttons);
    m_split->setObjectName(u"makeSplit"_s);
    for (QPushButton* button : {m_export, m_clean, m_split})
        row->addWidget(button);
    column->addWidget(buttons);
    body()->addWidget(m_foot);
    connect(m_export, &QPushButton::clicked, this, &DoctorCard::chooseListFile);
    connect(m_clean, &QPushButton::clicked, this,
            [this] { NewCopyDialog::show(window(), m_session, NewCopyDialog::What::Cleaned); });
    connect(m_split, &QPushButton::clicked, this,
            [this] { NewCopyDialog::show(window(), m_session, NewCopyDialog::What::Split); });
}

void DoctorCard::connectSession()
{
    connect(&m_session, &DatasetSession::opened, this, [this] {
        m_note->hide();
        showCheck();
    });
    connect(&m_session, &DatasetSession::checked, this, &DoctorCard::showCheck);
    connect(&m_session, &DatasetSession::changed, this, &DoctorCard::showState);
    connect(&m_session, &DatasetSession::progressed, this, &DoctorCard::showState);
    connect(&m_session, &DatasetSession::failed, this, [this] { showState(); });
    connect(&m_session, &DatasetSession::copied, this, &DoctorCard::showCopied);
    const auto tell = [this](const Failure& failure) {
        m_note->setTone(failure.kind == ErrorKind::Cancelled ? Tone::Info : Tone::Error);
        m_note->setText(failure.kind == ErrorKind::Cancelled
                            ? tr("Stopped. Writing into the same folder again goes on from here.")
                            : failure.text());
        m_note->show();
        showState();
    };
    connect(&m_session, &DatasetSession::copyFailed, this, tell);
    connect(&m_session, &DatasetSession::exportFailed, this, tell);
    connect(&m_session, &DatasetSession::exported, this, [this](const std::filesystem::path& file) {
        m_note->setTone(Tone::Ok);
        m_note->setText(tr("The list is in %1.").arg(QString::fromStdString(file.string())));
        m_note->show();
    });
}

void DoctorCard::setTask(const std::string& task)
{
    m_kind = dataKindOf(task);
    m_isQuiet = true;
    m_findings.setKind(m_kind);
    m_isQuiet = false;
    showLengths();
}

void DoctorCard::clearChoice()
{
    m_isQuiet = true;
    m_list->clearSelection();
    m_isQuiet = false;
}

void DoctorCard::checkAgain()
{
    CheckSettings settings = m_session.checkSettings();
    settings.decode = m_decode->isChecked();
    settings.nearDuplicates = m_near->isChecked();
    m_session.setCheckSettings(settings);
}

void DoctorCard::chooseListFile()
{
    const QString name = tr("%1 findings.csv").arg(m_session.name());
    auto* dialog = new QFileDialog(this, tr("Export the list of findings"), name, u"*.csv"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { exportList(file.toStdString()); });
    dialog->open();
}

void DoctorCard::exportList(const std::filesystem::path& file)
{
    m_session.exportList(file);
}

void DoctorCard::showCheck()
{
    m_isQuiet = true;
    m_findings.show(m_session.result());
    m_isQuiet = false;
    showLengths();
    showState();
}

void DoctorCard::showLengths()
{
    const std::shared_ptr<const DatasetCheck> check = m_session.result();
    const char* const names[] = {"captions", "questions", "statements", ""};
    const auto* lengths = static_cast<const TextLengths*>(nullptr);
    if (check) {
        const auto found = check->report().lengths.find(names[static_cast<std::size_t>(m_kind)]);
        lengths = found == check->report().lengths.end() ? nullptr : &found->second;
    }
    m_lengths->setVisible(lengths != nullptr);
    if (lengths == nullptr)
        return;
    m_lengthsTitle->setText(m_kind == DataKind::Captions    ? tr("Caption length in pieces")
                            : m_kind == DataKind::Questions ? tr("Question length in pieces")
                                                            : tr("Statement length in pieces"));
    m_limit->setText(tr("limit %1").arg(countText(check->pieceLimit())));
    m_histogram->setLengths(*lengths, check->pieceLimit());
}

QString DoctorCard::footText() const
{
    const std::shared_ptr<const DatasetCheck> check = m_session.result();
    if (!check)
        return {};
    const auto count = [&](Severity severity) {
        return static_cast<int>(std::ranges::count(check->report().findings, severity, &DatasetFinding::severity));
    };
    QStringList parts;
    if (const int problems = count(Severity::Problem); problems > 0)
        parts.append(tr("%n problem(s)", nullptr, problems));
    if (const int warnings = count(Severity::Warning); warnings > 0)
        parts.append(tr("%n warning(s)", nullptr, warnings));
    if (const int notes = count(Severity::Note); notes > 0)
        parts.append(tr("%n note(s)", nullptr, notes));
    if (parts.isEmpty())
        parts.append(tr("Nothing found"));
    return tr("%1, checked in %2").arg(parts.join(u", "_s), durationText(check->report().seconds));
}

QString DoctorCard::noteText() const
{
    return m_note->isHidden() ? QString() : m_note->text();
}

void DoctorCard::showState()
{
    if (m_session.isChecking())
        m_busy->showWork(tr("Checking"), m_session.progressText());
    else
        m_busy->hideWork();
    const bool hasSet = m_session.dataset() != nullptr;
    const std::shared_ptr<const DatasetCheck> check = m_session.result();
    const bool checkFailed = m_session.failure().has_value() && m_session.failedPath().empty();
    m_problem->setVisible(checkFailed);
    if (checkFailed)
        m_problem->setText(m_session.failure()->text());
    if (!check && m_findings.rowCount() > 0) {
        // Of other settings.
        m_isQuiet = true;
        m_findings.show(nullptr);
        m_isQuiet = false;
        showLengths();
    }
    m_list->setVisible(check != nullptr);
    m_empty->setVisible(check == nullptr);
    m_empty->setSentence(!hasSet                  ? tr("What is wrong with a data set is told here.")
                         : m_session.isChecking() ? tr("Looking at pictures and texts.")
                                                  : tr("This data set has not been checked."));
    m_empty->button()->setVisible(hasSet && !m_session.isBusy());
    m_again->setEnabled(hasSet && !m_session.isReading());
    m_foot->setVisible(hasSet);
    m_summary->setText(footText());
    m_summary->setVisible(check != nullptr);
    const bool isIdle = !m_session.isBusy();
    m_export->setEnabled(check != nullptr && isIdle && !check->items().empty());
    m_clean->setEnabled(check != nullptr && isIdle && !m_session.isCopying());
    // A split is needed where there is nothing to measure on, or where splits have pictures in common.
    const auto wantsSplit = [](const DatasetFinding& finding) {
        return finding.kind == "nothing-to-measure-on" || finding.kind == "no-training-split" ||
               finding.kind == "overlap-between-splits";
    };
    m_split->setVisible(check != nullptr && std::ranges::any_of(check->report().findings, wantsSplit));
    m_split->setEnabled(m_clean->isEnabled());
}

void DoctorCard::showCopied(const ConvertReport& report)
{
    m_copy = report.folder;
    m_leftOut = report.skipped;
    m_note->setTone(Tone::Ok);
    const QString rows = countText(report.records + report.statements);
    const QString folder = QString::fromStdString(report.folder.string());
    QString html =
        tr("%1 rows with %2 pictures are in %3.").arg(rows, countText(report.pictures), folder).toHtmlEscaped();
    html += u" <a href=\"open\">%1</a>"_s.arg(tr("Open the copy").toHtmlEscaped());
    if (!m_leftOut.empty())
        html += u" · <a href=\"leftOut\">%1</a>"_s.arg(
            tr("%n left out", nullptr, static_cast<int>(m_leftOut.size())).toHtmlEscaped());
    m_note->setRichText(html);
    m_note->show();
    showState();
}

void DoctorCard::followLink(const QString& link)
{
    if (link == u"leftOut"_s)
        SkippedDialog::show(window(), tr("Left out of the copy"), m_leftOut);
    else
        m_session.open(m_copy);
}

} // namespace vlmo::ui
