#include "ui/data/dataset_card.h"

#include "core/base/paths.h"
#include "ui/data/busy_line.h"
#include "ui/data/dataset_session.h"
#include "ui/data/dataset_view.h"
#include "ui/data/finding_look.h"
#include "ui/data/import_dialog.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

#include <map>
#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the combo box stands at, beside the names of splits.
constexpr int allRows = 0;
constexpr int rowsWithFindings = 1;
constexpr int otherChoices = 2;

std::filesystem::path droppedPath(const QMimeData& data)
{
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            return url.toLocalFile().toStdString();
    }
    return {};
}

} // namespace

DatasetCard::DatasetCard(DatasetSession& session, QWidget* parent)
    : Card(tr("Data set"), parent), m_session(session), m_thumbnails(cacheFolder() / "thumbnails")
{
    setObjectName(u"datasetCard"_s);
    setAcceptDrops(true);
    body()->setContentsMargins(0, 0, 0, 2);
    body()->setSpacing(0);
    buildHead();
    buildSummary();
    buildBody();
    connectSession();
    showState();
}

DatasetCard::~DatasetCard() = default;

void DatasetCard::buildHead()
{
    m_which = new QComboBox(this);
    m_which->setObjectName(u"whichRows"_s);
    m_which->setAccessibleName(tr("Which rows are shown"));
    m_which->setFixedHeight(grid::headControlHeight);
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_which->addItems({tr("All rows"), tr("Rows with findings")});
    m_words = new QLineEdit(this);
    m_words->setObjectName(u"rowWords"_s);
    m_words->setAccessibleName(tr("Search the rows"));
    m_words->setPlaceholderText(tr("Search rows"));
    m_words->setClearButtonEnabled(true);
    m_words->setFixedHeight(grid::headControlHeight);
    m_words->setMinimumWidth(90);
    m_words->setMaximumWidth(150);
    m_import = makeIconButton(u"folder-open"_s, tr("Open another data set"), this);
    m_import->setObjectName(u"importData"_s);
    addHeadWidget(m_which);
    addHeadWidget(m_words);
    addHeadWidget(m_import);
    connect(m_which, &QComboBox::activated, this, &DatasetCard::filterAnew);
    connect(m_words, &QLineEdit::textChanged, this, &DatasetCard::filterAnew);
    connect(m_import, &QToolButton::clicked, this, [this] { importData(); });
}

void DatasetCard::buildSummary()
{
    m_busy = new BusyLine(this);
    connect(m_busy, &BusyLine::cancelled, &m_session, &DatasetSession::cancel);
    body()->addWidget(m_busy);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"dataProblem"_s);
    m_problem->hide();
    body()->addWidget(m_problem);

    m_summary = new QWidget(this);
    auto* row = new QHBoxLayout(m_summary);
    row->setContentsMargins(grid::cardPadding, 6, grid::cardPadding, 6);
    row->setSpacing(grid::labelGap);
    m_splits = new SplitBar(m_summary);
    m_lengths = new ElidedLabel({}, m_summary);
    m_lengths->setForegroundRole(QPalette::PlaceholderText);
    m_lengths->setFont(textFont(TextSize::Second));
    m_lengths->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_splits, 1);
    row->addWidget(m_lengths);
    body()->addWidget(m_summary);

    m_filterRow = new QWidget(this);
    auto* filters = new QHBoxLayout(m_filterRow);
    filters->setContentsMargins(grid::cardPadding, 0, grid::cardPadding, 6);
    m_findingChip = new Chip({}, m_filterRow);
    m_findingChip->setObjectName(u"findingFilter"_s);
    m_findingChip->setAccessibleName(tr("Rows of one finding"));
    m_findingChip->setRemovable(true);
    m_count = makeMutedLabel({}, TextSize::Second, m_filterRow);
    m_count->setObjectName(u"rowCount"_s);
    filters->addWidget(m_findingChip);
    filters->addStretch(1);
    filters->addWidget(m_count);
    body()->addWidget(m_filterRow);
    const auto clear = [this] {
        showFinding(std::nullopt);
        Q_EMIT findingCleared();
    };
    connect(m_findingChip, &Chip::removeRequested, this, clear);
    connect(m_findingChip, &Chip::clicked, this, clear);
}

void DatasetCard::buildBody()
{
    m_view = new DatasetView(m_table, m_thumbnails, this);
    body()->addWidget(m_view, 1);
    m_empty = new EmptyState({}, tr("Choose data…"), this);
    m_empty->setObjectName(u"noData"_s);
    body()->addWidget(m_empty, 1);
    connect(m_empty, &EmptyState::activated, this, [this] { importData(); });
}

void DatasetCard::connectSession()
{
    connect(&m_session, &DatasetSession::opened, this, [this] {
        const QSignalBlocker quiet(m_words);
        m_words->clear();
        m_filter = {};
        gatherRows();
    });
    connect(&m_session, &DatasetSession::checked, this, &DatasetCard::showCheck);
    connect(&m_session, &DatasetSession::changed, this, &DatasetCard::showState);
    connect(&m_session, &DatasetSession::progressed, this, &DatasetCard::showState);
    connect(&m_session, &DatasetSession::failed, this, [this] { showState(); });
}

void DatasetCard::setTask(const std::string& task)
{
    const DataKind kind = dataKindOf(task);
    if (kind == m_kind)
        return;
    m_kind = kind;
    m_filter.finding.reset();
    gatherRows();
}

void DatasetCard::showFinding(std::optional<std::size_t> finding)
{
    if (m_filter.finding == finding)
        return;
    m_filter.finding = finding;
    gatherRows();
}

void DatasetCard::importData(const std::filesystem::path& path)
{
    ImportDialog::show(window(), m_session, path);
}

void DatasetCard::filterAnew()
{
    m_filter.words = m_words->text().trimmed();
    m_filter.withFindings = m_which->currentIndex() == rowsWithFindings;
    m_filter.split.reset();
    if (m_which->currentIndex() >= otherChoices)
        m_filter.split = m_which->currentData().toString().toStdString();
    gatherRows();
}

DatasetCard::Gathered DatasetCard::gather(const Dataset& dataset, const DatasetCheck* check, DataKind kind,
                                          const RowFilter& filter, const std::stop_token& stop)
{
    Gathered gathered;
    std::vector<DataRow> all = rowsOf(dataset, kind);
    std::map<std::string, std::int64_t> sizes;
    for (const DataRow& row : all)
        ++sizes[splitOf(dataset, kind, row)];
    for (const auto& [name, rows] : sizes)
        gathered.facts.splits.push_back({name, rows});
    gathered.facts.total = all.size();
    gathered.facts.counts = countsText(dataset, kind, all.size());
    gathered.rows = filter.isEmpty() ? std::move(all) : filteredRows(dataset, check, kind, filter, stop);
    return gathered;
}

void DatasetCard::gatherRows()
{
    m_queue.cancel(m_ticket);
    m_ticket = 0;
    if (m_session.dataset()) {
        m_ticket = m_queue.submit(
            this,
            [dataset = m_session.dataset(), check = m_session.result(), kind = m_kind, filter = m_filter](
                const std::stop_token& stop) { return gather(*dataset, check.get(), kind, filter, stop); },
            [this](Gathered gathered) { showRows(std::move(gathered)); },
            // Nothing but a stop can end it, and then nobody waits.
            [](const Failure&) {});
    }
    showState();
}

void DatasetCard::showRows(Gathered gathered)
{
    m_ticket = 0;
    m_total = gathered.facts.total;
    const std::size_t shownRows = gathered.rows.size();
    m_shown = m_session.dataset();
    m_table.show(m_shown, m_kind, std::move(gathered.rows), m_session.result());
    setTitle(m_session.name());
    const QString importer = QString::fromStdString(m_shown->importer);
    setSecondText(m_total == 0 ? importer : tr("%1, %2").arg(importer, gathered.facts.counts));
    fillSplits(gathered.facts.splits);
    m_count->setText(m_filter.isEmpty() ? QString()
                                        : tr("%1 of %2 rows")
                                              .arg(countText(static_cast<std::int64_t>(shownRows)),
                                                   countText(static_cast<std::int64_t>(m_total))));
    showLengths();
    showState();
    Q_EMIT shown();
}

void DatasetCard::fillSplits(const std::vector<SplitSize>& splits)
{
    m_splits->setSplits(splits);
    const QVariant chosen = m_which->currentIndex() >= otherChoices ? m_which->currentData() : QVariant();
    const int place = m_which->currentIndex();
    while (m_which->count() > otherChoices)
        m_which->removeItem(otherChoices);
    for (const SplitSize& split : splits) {
        const QString name = QString::fromStdString(split.name);
        m_which->addItem(tr("Split %1").arg(name), name);
    }
    const int found = chosen.isValid() ? m_which->findData(chosen) : -1;
    m_which->setCurrentIndex(found >= 0 ? found : place < otherChoices && m_filter.withFindings ? place : allRows);
}

/// The check is new: rows are the same unless the filter asks for findings.
void DatasetCard::showCheck()
{
    if (m_shown != m_session.dataset())
        return; // Its rows are still being gathered, and will know the check.
    const bool asksForFindings = m_filter.withFindings || m_filter.finding;
    m_filter.finding.reset(); // Findings have other places now.
    m_table.setCheck(m_session.result());
    showLengths();
    if (asksForFindings || m_ticket != 0)
        gatherRows();
    else
        showState();
}

void DatasetCard::showLengths()
{
    const char* const lengths[] = {"captions", "questions", "statements"};
    QString text;
    if (m_session.result() && m_kind != DataKind::Classes && m_total > 0) {
        const auto& known = m_session.result()->report().lengths;
        const auto found = known.find(lengths[static_cast<std::size_t>(m_kind)]);
        if (found != known.end()) {
            const QString median = countText(found->second.quantile(0.5));
            const QString most = countText(found->second.quantile(1.0));
            text = m_kind == DataKind::Captions    ? tr("pieces a caption: median %1, most %2").arg(median, most)
                   : m_kind == DataKind::Questions ? tr("pieces a question: median %1, most %2").arg(median, most)
                                                   : tr("pieces a statement: median %1, most %2").arg(median, most);
        }
    }
    m_lengths->setText(text);
    m_lengths->setVisible(!text.isEmpty());
}

QString DatasetCard::emptyText() const
{
    if (!m_session.dataset())
        return tr("No data set yet. Drop a folder or a file here, or choose one.");
    if (m_total == 0)
        return missingText(m_session.name(), m_kind);
    return m_table.rowCount() == 0 ? tr("No row passes the filters.") : QString();
}

void DatasetCard::showState()
{
    if (m_session.isReading())
        m_busy->showWork(tr("Reading"), m_session.progressText());
    else
        m_busy->hideWork();
    const std::optional<Failure>& failure = m_session.failure();
    const bool readingFailed = failure.has_value() && !m_session.failedPath().empty();
    m_problem->setVisible(readingFailed);
    if (readingFailed)
        m_problem->setText(failure->text());

    // While rows are gathered, what is shown stays.
    const bool isSettled = m_ticket == 0;
    const QString empty = isSettled ? emptyText() : QString();
    const bool hasSet = m_session.dataset() != nullptr;
    m_summary->setVisible(hasSet && m_total > 0);
    m_which->setEnabled(hasSet && m_total > 0);
    m_words->setEnabled(hasSet && m_total > 0);
    m_filterRow->setVisible(hasSet && m_total > 0 && !m_filter.isEmpty());
    m_findingChip->setVisible(m_filter.finding.has_value());
    const std::shared_ptr<const DatasetCheck> check = m_session.result();
    if (m_filter.finding && check && *m_filter.finding < check->report().findings.size())
        m_findingChip->setText(findingTitle(check->report().findings[*m_filter.finding]));
    if (isSettled) {
        m_empty->setSentence(empty);
        m_empty->button()->setVisible(!hasSet || m_total == 0);
        m_empty->setVisible(!empty.isEmpty());
        m_view->setVisible(empty.isEmpty());
    }
}

void DatasetCard::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedPath(*event->mimeData()).empty())
        event->acceptProposedAction();
}

void DatasetCard::dropEvent(QDropEvent* event)
{
    const std::filesystem::path path = droppedPath(*event->mimeData());
    if (path.empty())
        return;
    event->acceptProposedAction();
    importData(path);
}

} // namespace vlmo::ui
