#include "ui/report/report_card.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/report/confusion_matrix.h"
#include "ui/report/confusion_view.h"
#include "ui/report/figure_model.h"
#include "ui/report/interval_chart.h"
#include "ui/report/report_export.h"
#include "ui/report/report_reading.h"
#include "ui/theme.h"
#include "ui/training/run_export.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/job_row.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/skipped_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int narrowWidth = 760; ///< Below it chart and table take turns.

QString pathOf(const SavedReport& report)
{
    return QString::fromStdString(report.file.string());
}

/// Why a report cannot be laid beside another; empty where it can.
QString reasonAgainst(const SavedReport& report, const SavedReport& other)
{
    try {
        requireComparable(*report.evaluation, *other.evaluation, report.split);
        return {};
    } catch (const Error& error) {
        return QString::fromStdString(error.what());
    }
}

} // namespace

ReportCard::ReportCard(QWidget* parent) : Card(tr("Report"), parent)
{
    setObjectName(u"reportCard"_s);
    makeHead();
    makeBody();
    showReport();
}

ReportCard::~ReportCard() = default;

void ReportCard::makeHead()
{
    m_pages =
        new SegmentedButton({tr("Scores"), tr("Classes"), tr("Confusion")}, tr("What is shown of the report"), this);
    m_pages->setObjectName(u"reportPages"_s);
    addHeadWidget(m_pages);
    connect(m_pages, &SegmentedButton::chosen, this, [this](int page) { showPage(static_cast<Page>(page)); });

    m_skipped = makeButton({}, u"list"_s, this);
    m_skipped->setObjectName(u"reportSkipped"_s);
    addHeadWidget(m_skipped);
    connect(m_skipped, &QPushButton::clicked, this, [this] {
        SkippedDialog::show(this, tr("Left out of the report of %1").arg(m_report.name), skippedOf(m_report.report()));
    });

    m_compare = new QComboBox(this);
    m_compare->setObjectName(u"compareWith"_s);
    m_compare->setAccessibleName(tr("Compare with"));
    m_compare->setToolTip(tr("Lays another report of the same task and split beside this one"));
    m_compare->setFixedHeight(grid::headControlHeight);
    m_compare->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_compare->setMinimumContentsLength(16);
    addHeadWidget(m_compare);
    connect(m_compare, &QComboBox::activated, this, &ReportCard::compareChosen);

    m_tableButton = makeIconButton(u"table-2"_s, tr("Show the numbers as a table"), this);
    m_tableButton->setObjectName(u"reportTable"_s);
    m_tableButton->setCheckable(true);
    addHeadWidget(m_tableButton);
    connect(m_tableButton, &QToolButton::clicked, this, [this](bool on) {
        m_tableWanted = on;
        fitBody();
    });
    makeSaveMenu();
}

void ReportCard::makeSaveMenu()
{
    m_save = makeIconButton(u"download"_s, tr("Save chart or numbers"), this);
    m_save->setObjectName(u"saveReport"_s);
    m_save->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_save);
    const auto add = [&](const QString& text, ReportExport format) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, format] { chooseFile(format); });
    };
    add(tr("Chart as PNG…"), ReportExport::Png);
    add(tr("Chart as SVG…"), ReportExport::Svg);
    add(tr("Numbers as CSV…"), ReportExport::Csv);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy the numbers")), &QAction::triggered, this, &ReportCard::copyNumbers);
    m_save->setMenu(menu);
    addHeadWidget(m_save);
}

void ReportCard::makeBody()
{
    m_top = new QVBoxLayout;
    m_top->setSpacing(grid::labelGap);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"reportProblem"_s);
    m_problem->hide();
    m_top->addWidget(m_problem);
    body()->addLayout(m_top);

    m_stack = new QStackedWidget(this);
    m_empty = new EmptyState({}, tr("Measure"), m_stack);
    m_empty->setObjectName(u"reportEmpty"_s);
    connect(m_empty, &EmptyState::activated, this, &ReportCard::measureRequested);
    m_stack->addWidget(m_empty);
    setEmpty(tr("No report yet. It says how good a model is on data that it was not trained on."), tr("Measure"));

    m_figures = new QWidget(m_stack);
    auto* row = new QHBoxLayout(m_figures);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::panelMargin);
    m_chart = new IntervalChart(m_figures);
    m_model = new FigureModel(this);
    m_table = new QTableView(m_figures);
    m_table->setObjectName(u"reportNumbers"_s);
    m_table->setAccessibleName(tr("Numbers of the report"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->viewport()->setAutoFillBackground(false); // It stands on the card.
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    auto* copy = new QAction(tr("Copy the numbers"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ReportCard::copyNumbers);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    row->addWidget(m_chart, 1);
    row->addWidget(m_table, 0);
    m_stack->addWidget(m_figures);
    connect(m_chart, &IntervalChart::pointed, this, [this](int figure) {
        const QSignalBlocker quiet(m_table->selectionModel());
        if (const int line = m_model->rowOf(figure); line >= 0)
            m_table->selectRow(line);
        else
            m_table->clearSelection();
        m_table->viewport()->update();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) { m_chart->setPointed(m_model->figureAt(index.row())); });

    m_confusion = new ConfusionView(m_stack);
    m_stack->addWidget(m_confusion);
    body()->addWidget(m_stack, 1);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(grid::labelGap);
    m_difference = new ElidedLabel({}, this);
    m_difference->setObjectName(u"reportDifference"_s);
    foot->addWidget(m_difference, 1);
    m_before = makeButton(tr("Measure before"), {}, this);
    m_before->setObjectName(u"measureBefore"_s);
    m_before->setToolTip(tr("Measures the model that this run began with, to compare with it"));
    foot->addWidget(m_before);
    connect(m_before, &QPushButton::clicked, this, &ReportCard::measureBeforeRequested);
    body()->addLayout(foot);
}

const ClassReport* ReportCard::classes() const
{
    return m_report.isEmpty() ? nullptr : std::get_if<ClassReport>(&m_report.report());
}

void ReportCard::setReport(const SavedReport& report)
{
    const bool otherTask =
        m_report.isEmpty() || report.isEmpty() || m_report.evaluation->about.task != report.evaluation->about.task;
    m_report = report;
    if (otherTask)
        m_page = Page::Figures;
    if (!m_other.isEmpty() &&
        (report.isEmpty() || m_other.file == report.file || !reasonAgainst(report, m_other).isEmpty())) {
        m_other = {};
        Q_EMIT comparedWithChanged();
    }
    showReport();
}

void ReportCard::setOthers(std::vector<SavedReport> others)
{
    m_others = std::move(others);
    const auto still = std::ranges::find_if(
        m_others, [this](const SavedReport& each) { return each.file == m_other.file && each.split == m_other.split; });
    if (!m_other.isEmpty()) {
        m_other = still == m_others.end() ? SavedReport() : *still;
        Q_EMIT comparedWithChanged();
    }
    showReport();
}

bool ReportCard::compareWith(const std::filesystem::path& file)
{
    SavedReport other;
    QString problem;
    if (!file.empty() && !m_report.isEmpty()) {
        for (const SavedReport& each : m_others) {
            // Of a file with several splits the one that fits; another one at least says why it does not.
            if (each.file == file && (other.isEmpty() || each.split == m_report.split))
                other = each;
        }
        problem = other.isEmpty() ? tr("There is no report %1.").arg(QString::fromStdString(file.string()))
                                  : reasonAgainst(m_report, other);
    }
    setProblem(problem);
    if (problem.isEmpty()) {
        m_other = other;
        m_other.split = m_report.split;
        Q_EMIT comparedWithChanged();
    }
    showReport();
    return problem.isEmpty();
}

void ReportCard::compareChosen()
{
    compareWith(m_compare->currentData().toString().toStdString());
}

void ReportCard::setEmpty(const QString& sentence, const QString& buttonText)
{
    m_empty->setSentence(sentence);
    m_empty->button()->setText(buttonText);
    m_empty->button()->setVisible(!buttonText.isEmpty());
}

void ReportCard::setJob(Job* job)
{
    delete m_jobRow;
    m_jobRow = nullptr;
    if (job == nullptr)
        return;
    m_jobRow = new JobRow(*job, this);
    m_top->insertWidget(0, m_jobRow);
    connect(m_jobRow, &JobRow::dismissed, m_jobRow, &QWidget::hide);
}

void ReportCard::setProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void ReportCard::setCanMeasureBefore(bool can)
{
    m_canMeasureBefore = can;
    m_before->setVisible(can && !m_report.isEmpty());
}

void ReportCard::showReport()
{
    const bool any = !m_report.isEmpty();
    setTitle(any ? tr("Report, %1").arg(m_report.name) : tr("Report"));
    for (QWidget* control : std::initializer_list<QWidget*>{m_compare, m_tableButton, m_save})
        control->setVisible(any);
    m_pages->setVisible(classes() != nullptr);
    m_before->setVisible(any && m_canMeasureBefore);
    const auto skipped = any ? static_cast<int>(skippedOf(m_report.report()).size()) : 0;
    m_skipped->setVisible(skipped > 0);
    m_skipped->setText(tr("%n left out", nullptr, skipped));
    setSecondText(any ? reportSummary(m_report.report()) : QString());
    m_difference->setVisible(any);
    if (!any) {
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (classes() != nullptr)
        m_confusion->setReport(*classes());
    fillCompare();
    fillFigures();
    showPage(m_page);
}

void ReportCard::fillCompare()
{
    const QSignalBlocker quiet(m_compare);
    m_compare->clear();
    m_compare->addItem(tr("Compare with…"), QString());
    auto* items = qobject_cast<QStandardItemModel*>(m_compare->model());
    for (const SavedReport& other : m_others) {
        if (other.file == m_report.file || (other.split != m_report.split && other.evaluation->find(m_report.split)))
            continue;
        m_compare->addItem(other.name, pathOf(other));
        const int row = m_compare->count() - 1;
        const QString reason = reasonAgainst(m_report, other);
        m_compare->setItemData(row, reason.isEmpty() ? pathOf(other) : reason, Qt::ToolTipRole);
        if (!reason.isEmpty() && items != nullptr)
            items->item(row)->setEnabled(false);
        if (other.file == m_other.file)
            m_compare->setCurrentIndex(row);
    }
    m_compare->setEnabled(m_compare->count() > 1);
}

void ReportCard::fillFigures()
{
    const auto figuresFor = [this](const SavedReport& report) {
        const auto* classes = std::get_if<ClassReport>(&report.report());
        return m_page == Page::Classes && classes != nullptr ? classFigures(*classes) : figuresOf(report.report());
    };
    const Figures figures = figuresFor(m_report);
    std::optional<Figures> other;
    if (!m_other.isEmpty())
        other = figuresFor(m_other);
    m_chart->setFigures(figures, m_report.name, other, m_other.name);
    m_model->setFigures(figures, other, m_other.name);
    m_table->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->isGroup(row))
            m_table->setSpan(row, 0, 1, m_model->columnCount());
    }
    m_difference->setText(other ? differenceSummary(figures, *other, m_other.name) : QString());
    fitTable();
}

void ReportCard::showPage(Page page)
{
    m_page = page;
    m_pages->setCurrent(static_cast<int>(page));
    if (page != Page::Confusion)
        fillFigures();
    m_stack->setCurrentWidget(page == Page::Confusion ? static_cast<QWidget*>(m_confusion) : m_figures);
    fitBody();
}

bool ReportCard::isNarrow() const
{
    return width() < narrowWidth;
}

void ReportCard::fitTable()
{
    if (m_model->columnCount() == 0)
        return;
    const int rowHeight = fontMetrics().height() + 8;
    m_table->verticalHeader()->setMinimumSectionSize(rowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView& head = *m_table->horizontalHeader();
    head.setSectionResizeMode(QHeaderView::ResizeToContents);
    head.setSectionResizeMode(0, QHeaderView::Stretch);
    const auto widthOf = [this](int column) { return m_model->textWidth(column) + 2 * grid::labelGap + 2; };
    int wanted = m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 4;
    for (int column = 0; column < m_model->columnCount(); ++column)
        wanted += widthOf(column);
    const int room = isNarrow() ? width() - 2 * grid::cardPadding : width() * 58 / 100;
    // The count of items gives way first: what is measured and the lines to judge it by stay.
    const int items = m_model->columnCount() - 1;
    for (int column = 0; column <= items; ++column) // Another report may have had other columns.
        m_table->setColumnHidden(column, column == items && wanted > room);
    if (wanted > room)
        wanted -= widthOf(items);
    m_table->setFixedWidth(isNarrow() ? QWIDGETSIZE_MAX : std::min(wanted, room));
    if (isNarrow())
        m_table->setMinimumWidth(0);
}

void ReportCard::fitBody()
{
    const bool shown = m_tableWanted.value_or(!isNarrow());
    m_tableButton->setChecked(shown);
    m_table->setVisible(shown);
    m_chart->setVisible(!shown || !isNarrow());
    m_confusion->showPairs(shown && m_tableWanted.has_value());
    fitTable();
}

void ReportCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    fitBody();
}

void ReportCard::copyNumbers() const
{
    if (!m_report.isEmpty())
        QApplication::clipboard()->setText(m_page == Page::Confusion ? m_confusion->asText() : m_model->asText());
}

void ReportCard::save(ReportExport format, const std::filesystem::path& file)
{
    const bool confusion = m_page == Page::Confusion && classes() != nullptr;
    const auto* other = m_model->other() ? &*m_model->other() : nullptr;
    ReportPicture picture{tr("%1, %2").arg(m_report.name, reportSummary(m_report.report())), {}, {}};
    if (confusion) {
        picture.size = m_confusion->matrix().wholeSize();
        picture.paint = [this](QPainter& painter) { m_confusion->matrix().paintWhole(painter); };
    } else {
        picture.size = m_chart->wholeSize(std::max(640, m_chart->width()));
        picture.paint = [this, size = picture.size](QPainter& painter) { m_chart->paintWhole(painter, size); };
    }
    try {
        if (format == ReportExport::Csv)
            writeFileAtomically(file, confusion ? confusionAsCsv(*classes())
                                                : figuresAsCsv(m_model->figures(), other, m_other.name));
        else if (format == ReportExport::Png)
            savePng(picture, file);
        else
            saveSvg(picture, file);
        setProblem({});
    } catch (const Error& error) {
        setProblem(failureText(error));
    }
}

void ReportCard::chooseFile(ReportExport format)
{
    const QString ending = format == ReportExport::Png   ? u".png"_s
                           : format == ReportExport::Svg ? u".svg"_s
                                                         : u".csv"_s;
    chooseExportFile(this, tr("Save"), m_report.name + u'-' + QString::fromStdString(m_report.split), ending,
                     [this, format](const std::filesystem::path& file) { save(format, file); });
}

} // namespace vlmo::ui
