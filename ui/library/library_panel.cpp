#include "ui/library/library_panel.h"

#include "core/base/paths.h"
#include "ui/library/details_pane.h"
#include "ui/library/hit_delegate.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/library/result_strip.h"
#include "ui/library/start_examples.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/job_row.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int slowMilliseconds = 300;
constexpr int tileWithScore = 132;
constexpr int tileAlone = 112;
} // namespace

LibraryPanel::LibraryPanel(Workbench& bench)
    : m_bench(bench), m_library(bench.session(), bench.jobs()), m_thumbnails(cacheFolder() / "thumbnails")
{
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    m_details = new DetailsPane(m_library, m_thumbnails, this);
    buildLayout();
    addActions();
    connectParts();
    updateChrome();
}

LibraryPanel::~LibraryPanel() = default;

void LibraryPanel::buildLayout()
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(grid::panelMargin, grid::cardGap, grid::panelMargin, 0);
    m_column->setSpacing(grid::cardGap);
    m_queryLine = new QueryLine(this);
    setFocusProxy(m_queryLine);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->hide();
    m_cards = new StartCards(m_thumbnails, this);
    m_examples = std::make_unique<StartExamples>(m_bench.session(), m_library, *m_cards);
    m_jobs = new QVBoxLayout;
    m_jobs->setSpacing(grid::labelGap);
    m_strip = new ResultStrip(this);
    m_nothingAbove = new Note(Tone::Info, {}, this);
    m_nothingAbove->setRichText(tr("No picture stands out for these words. The closest are below the line. "
                                   "<a href=\"move\">Move the line</a>"));
    m_empty = new EmptyState(tr("No pictures yet. Drop a folder here, or add one."), tr("Add folder"), this);

    m_grid = new ResultGrid(this);
    m_grid->setModel(&m_pictures);
    m_grid->setItemDelegate(new HitDelegate(m_thumbnails, m_grid));
    m_grid->setAccessibleName(tr("Pictures"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);

    m_column->addWidget(m_queryLine);
    m_column->addWidget(m_problem);
    m_column->addWidget(m_cards);
    m_column->addLayout(m_jobs);
    m_column->addWidget(makeHead());
    m_column->addWidget(m_strip);
    m_column->addWidget(m_nothingAbove);
    m_column->addWidget(m_stack, 1);
}

QWidget* LibraryPanel::makeHead()
{
    m_head = new QWidget(this);
    auto* row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::labelGap);
    m_title = makeLabel({}, TextSize::Lead, true, m_head);
    m_count = makeMutedLabel({}, TextSize::Body, m_head);
    QPushButton* add = makeButton(tr("Add your pictures"), u"folder-plus"_s, m_head);
    add->setObjectName(u"addPictures"_s);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, &LibraryPanel::chooseFolder);
    return m_head;
}

void LibraryPanel::connectParts()
{
    connect(m_queryLine, &QueryLine::queryChanged, this, &LibraryPanel::runQuery);
    connect(m_empty, &EmptyState::activated, this, &LibraryPanel::chooseFolder);
    connect(&m_library, &LibrarySession::opened, this, &LibraryPanel::onLibraryOpened);
    connect(&m_library, &LibrarySession::changed, this, &LibraryPanel::onContentsChanged);
    connect(&m_library, &LibrarySession::failed, this, &LibraryPanel::showProblem);
    connect(&m_bench.session(), &Session::modelFailed, this, [this](const Failure& failure) {
        m_modelFailure = failure;
        showProblem(failure);
    });
    connect(&m_bench.session(), &Session::modelOpened, this, [this] {
        m_modelFailure.reset();
        m_problem->hide();
        if (!m_queryLine->query().isEmpty())
            runQuery(m_queryLine->query());
        m_examples->renew();
    });
    connect(&m_pictures, &PictureModel::recordsNeeded, this, &LibraryPanel::fetchRecords);
    connect(&m_thumbnails, &Thumbnails::loaded, m_grid->viewport(), qOverload<>(&QWidget::update));
    connect(&m_thumbnails, &Thumbnails::notKept, this, [this](const QString& reason) {
        Q_EMIT m_bench.messageShown(tr("Thumbnails are not kept: %1").arg(reason));
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryPanel::showCurrent);
    connect(m_grid, &ResultGrid::largeViewRequested, this, &LibraryPanel::openLarge);
    connect(m_strip, &ResultStrip::lineMoved, this, &LibraryPanel::updateLine);
    connect(m_nothingAbove, &Note::linkActivated, this, [this] {
        if (const std::optional<SearchHit> best = m_pictures.hitAt(0))
            m_strip->setLine(static_cast<double>(best->zScore) - 0.05);
    });
    connect(&m_slow, &QTimer::timeout, this, [this] { m_queryLine->setBusy(true); });
    connect(m_details, &DetailsPane::openInExpertsRequested, this,
            [this](const std::filesystem::path& file, const QString& caption) {
                const QString& words = m_queryLine->query().sentence;
                Q_EMIT m_bench.panelRequested(u"experts"_s, {file, words.isEmpty() ? caption : words});
            });
    connect(m_details, &DetailsPane::askRequested, this,
            [this](const std::filesystem::path& file, const QString& caption) {
                const QString& words = m_queryLine->query().sentence;
                Q_EMIT m_bench.panelRequested(u"ask"_s, {file, words.isEmpty() ? caption : words});
            });
    connect(m_details, &DetailsPane::searchByPictureRequested, this, [this](const std::filesystem::path& file) {
        lookAt({file, {}});
    });
    connect(m_cards, &StartCards::chosen, this, &LibraryPanel::openActivity);
    connect(m_examples.get(), &StartExamples::failed, this, &LibraryPanel::showProblem);
    connect(m_cards, &StartCards::closed, this, [this] {
        QSettings().setValue(u"library/startCardsClosed"_s, true);
        updateChrome();
    });
}

QWidget* LibraryPanel::detailsPane()
{
    return m_details;
}

void LibraryPanel::lookAt(const Subject& subject)
{
    Query query;
    query.sentence = subject.sentence;
    if (subject.sentence.isEmpty())
        query.picture.file = subject.picture;
    m_queryLine->setQuery(query);
}

bool LibraryPanel::isBusy() const
{
    return m_search != 0 || m_library.isBusy() || m_thumbnails.isBusy() || m_details->isBusy();
}

bool LibraryPanel::cancel()
{
    if (m_search != 0) {
        stopSearch();
        return true;
    }
    if (m_problem->isVisible()) {
        m_problem->hide();
        return true;
    }
    if (m_queryLine->query().isEmpty())
        return false;
    m_queryLine->setQuery({});
    return true;
}

void LibraryPanel::addFolder(const std::filesystem::path& folder, const QString& title)
{
    if (!m_library.isOpen()) {
        showProblem({ErrorKind::NotFound, tr("No library is open. Make a new one under Library, New library.")});
        return;
    }
    if (!m_bench.session().model()) {
        showProblem({ErrorKind::NotFound, tr("Pictures can be added once a model is loaded.")});
        return;
    }
    showJob(m_library.addFolder(folder, title));
}

void LibraryPanel::offerStartCards(const QString& exampleSentence, const QString& exampleQuestion)
{
    m_examples->offer(exampleSentence, exampleQuestion);
    updateChrome();
}

void LibraryPanel::onLibraryOpened()
{
    m_problem->hide();
    if (m_modelFailure)
        showProblem(*m_modelFailure); // The library is well, the model still is not.
    m_examples->offer({}, {});
    m_pictures.forget();
    m_details->clear();
    onContentsChanged();
}

void LibraryPanel::onContentsChanged()
{
    const PictureId selected =
        m_grid->currentIndex().isValid() ? m_pictures.idAt(m_grid->currentIndex().row()) : PictureId{0};
    if (m_queryLine->query().isEmpty()) {
        m_pictures.showAll(m_library.pictures());
        if (const int row = m_pictures.rowOf(selected); row >= 0)
            m_grid->setCurrentIndex(m_pictures.index(row));
    } else {
        runQuery(m_queryLine->query());
    }
    m_examples->fill();
    updateChrome();
}

void LibraryPanel::runQuery(const Query& query)
{
    stopSearch();
    m_problem->hide();
    if (!m_library.isOpen())
        return;
    if (query.isEmpty()) {
        showEverything();
        return;
    }
    if (!m_bench.session().model() && m_bench.session().isOpeningModel())
        return; // Searched when the model is there.
    m_slow.start();
    m_search = m_library.search(
        this, query,
        [this](FoundPictures found) {
            stopSearch();
            showFound(std::move(found));
        },
        [this](const Failure& failure) {
            stopSearch();
            // Hits of the search before would pass for hits of this one.
            showEverything();
            showProblem(failure);
        });
}

void LibraryPanel::stopSearch()
{
    m_library.cancel(m_search);
    m_search = 0;
    m_slow.stop();
    m_queryLine->setBusy(false);
}

void LibraryPanel::showEverything()
{
    m_pictures.showAll(m_library.pictures());
    m_details->clear();
    updateChrome();
}

void LibraryPanel::showFound(FoundPictures found)
{
    m_strip->setFound(found, m_library.stats().embedded);
    m_pictures.showHits(std::move(found.result.hits));
    m_grid->scrollToTop();
    updateLine();
    updateChrome();
    if (m_pictures.rowCount() > 0)
        m_grid->setCurrentIndex(m_pictures.index(0));
}

void LibraryPanel::showProblem(const Failure& failure)
{
    m_problem->setText(failure.text());
    m_problem->show();
    updateChrome();
}

void LibraryPanel::updateLine()
{
    const double line = m_strip->line();
    m_pictures.setLine(line);
    const int above = m_pictures.countAboveLine();
    const bool all =
        above == m_pictures.rowCount() && m_library.isOpen() && m_pictures.rowCount() < m_library.stats().embedded;
    m_strip->setCount(above, all);
    m_grid->setSplit(m_pictures.hasScores() ? above : -1,
                     tr("Relevance line, z = %1").arg(QLocale().toString(line, 'f', 1)));
    m_nothingAbove->setVisible(m_pictures.hasScores() && above == 0 && m_pictures.rowCount() > 0);
}

void LibraryPanel::updateChrome()
{
    const bool searched = m_pictures.hasScores();
    const bool empty = !m_library.isOpen() || (m_library.pictures().empty() && !m_library.isIndexing());
    const bool cards = !searched && m_library.isOpen() && m_examples->isOffered() &&
                       !QSettings().value(u"library/startCardsClosed"_s, false).toBool();
    m_cards->setVisible(cards);
    if (cards)
        showCardKeys();
    m_strip->setVisible(searched);
    m_head->setVisible(!searched && !empty);
    if (!searched) {
        m_nothingAbove->hide();
        m_grid->setSplit(-1, {});
    }
    m_grid->setTileSize(searched ? tileWithScore : tileAlone, searched ? HitDelegate::footHeight() : 0);
    m_stack->setCurrentWidget(empty && !searched ? static_cast<QWidget*>(m_empty) : m_grid);
    m_empty->button()->setEnabled(m_library.isOpen());
    if (!m_library.isOpen())
        return;
    const LibraryStats& stats = m_library.stats();
    m_title->setText(m_examples->isOffered() ? tr("Demo library") : m_library.name());
    const QString pictures = tr("%n picture(s)", nullptr, static_cast<int>(stats.pictures));
    m_count->setText(stats.embedded == stats.pictures
                         ? tr("%1, all indexed").arg(pictures)
                         : tr("%1, %2 indexed").arg(pictures, QLocale().toString(stats.embedded)));
}

void LibraryPanel::showCurrent()
{
    const QModelIndex index = m_grid->currentIndex();
    if (!index.isValid()) {
        m_details->clear();
        return;
    }
    std::optional<DetailsPane::Rank> rank;
    if (std::optional<SearchHit> hit = m_pictures.hitAt(index.row()))
        rank = DetailsPane::Rank{std::move(*hit), index.row() + 1};
    m_details->showPicture(m_pictures.idAt(index.row()), m_pictures.fileAt(index.row()), rank);
}

void LibraryPanel::fetchRecords(const std::vector<PictureId>& ids)
{
    m_library.records(
        this, ids, [this](const std::vector<PictureRecord>& records) { m_pictures.setRecords(records); },
        [this](const Failure& failure) { showProblem(failure); });
}

void LibraryPanel::showJob(Job& job)
{
    auto* row = new JobRow(job, this);
    m_jobs->addWidget(row);
    connect(row, &JobRow::dismissed, row, &QObject::deleteLater);
    connect(&job, &Job::finished, row, [this, row, &job] {
        // What went well needs no reading; what was left out or failed does.
        if (job.state() != Job::State::Done || !job.skipped().empty())
            return;
        Q_EMIT m_bench.messageShown(job.summary());
        row->hide();
        row->deleteLater();
    });
    connect(&job, &QObject::destroyed, row, &QObject::deleteLater);
    updateChrome();
}

} // namespace vlmo::ui
