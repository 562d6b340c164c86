#include "ui/training/curves_page.h"

#include "ui/expert_look.h"
#include "ui/theme.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int chartLeast = 160;
constexpr int chartMost = 300;
constexpr int columnWidth = 300;
constexpr int mostColumns = 3;
constexpr int smoothingSteps = 100;

QColor lineColour(const PlannedLine& line, std::size_t place)
{
    const Theme& theme = currentTheme();
    if (line.isReference)
        return theme.placeholder;
    if (line.expert.empty())
        return theme.runs[place % theme.runs.size()];
    // Attention is no expert: it has no colour of its own. Where words have one of theirs, it is the darker.
    if (line.expert == "attention of words")
        return theme.text;
    return line.expert.starts_with("attention") ? theme.muted
                                                : expertLook(theme, QString::fromStdString(line.expert)).badge;
}

} // namespace

CurvesPage::CurvesPage(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(0);
    connect(&m_refreshSoon, &QTimer::timeout, this, [this] {
        if (m_thinned)
            refresh();
    });
    m_options = makeOptions();
    auto* top = new QHBoxLayout;
    top->setContentsMargins(grid::cardPadding, 4, grid::cardPadding, 0);
    top->addWidget(m_options);
    column->addLayout(top);
    m_empty = new EmptyState(tr("No numbers yet. The curves begin with the run's first step."), {}, this);
    column->addWidget(m_empty, 1);
    m_holder = new QWidget;
    m_grid = new QGridLayout(m_holder);
    m_grid->setContentsMargins(grid::cardPadding, 0, grid::cardPadding, grid::labelGap);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(10);
    m_area = new QScrollArea(this);
    m_area->setWidget(m_holder);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setObjectName(u"chartsArea"_s);
    m_area->viewport()->setAutoFillBackground(false);
    m_holder->setAutoFillBackground(false);
    column->addWidget(m_area, 1);
    m_area->viewport()->installEventFilter(this);
    makeViews({});
}

QWidget* CurvesPage::makeOptions()
{
    auto* options = new QWidget(this);
    auto* row = new FlowLayout(options, 12);
    const auto group = [options](const QString& name, const QList<QWidget*>& controls) {
        auto* holder = new QWidget(options);
        auto* line = new QHBoxLayout(holder);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(grid::labelGap);
        line->addWidget(makeMutedLabel(name, TextSize::Second, holder));
        for (QWidget* control : controls)
            line->addWidget(control);
        holder->setFixedHeight(grid::controlHeight);
        return holder;
    };
    auto* axis = new SegmentedButton({tr("Steps"), tr("Time")}, tr("What the charts run over"), options);
    connect(axis, &SegmentedButton::chosen, this,
            [this](int segment) { setAxis(segment == 0 ? CurveAxis::Steps : CurveAxis::Seconds); });
    m_smoothingSlider = new QSlider(Qt::Horizontal, options);
    m_smoothingSlider->setRange(0, smoothingSteps - 1);
    m_smoothingSlider->setValue(static_cast<int>(m_smoothing * smoothingSteps));
    m_smoothingSlider->setFixedWidth(96);
    m_smoothingSlider->setAccessibleName(tr("Smoothing"));
    m_smoothingSlider->setToolTip(tr("How much the curves are averaged; the raw ones stay behind them"));
    connect(m_smoothingSlider, &QSlider::valueChanged, this, [this](int value) {
        m_smoothing = static_cast<double>(value) / smoothingSteps;
        refresh();
    });
    m_note = makeMutedLabel({}, TextSize::Second, options);
    m_note->setFixedHeight(grid::controlHeight);
    m_measure = new QComboBox(options);
    m_measure->addItems({tr("drift"), tr("update"), tr("gradient")});
    m_measure->setAccessibleName(tr("What is shown of the experts"));
    m_measure->setToolTip(tr("Drift: how far the weights are from the run's start.\nUpdate: how much the newest step "
                             "changed them.\nGradient: its norm. Drift and update are relative to the weights."));
    m_block = new QComboBox(options);
    m_block->setAccessibleName(tr("Block whose experts are shown"));
    for (QComboBox* box : {m_measure, m_block}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(box, &QComboBox::activated, this, &CurvesPage::refresh);
    }
    row->addWidget(axis);
    row->addWidget(group(tr("Smoothing"), {m_smoothingSlider}));
    m_experts = group(tr("Experts"), {m_measure, m_block});
    row->addWidget(m_experts);
    row->addWidget(m_note);
    return options;
}

void CurvesPage::setRuns(std::vector<const RunFollower*> runs)
{
    m_runs = std::move(runs);
    refresh();
}

void CurvesPage::setSmoothing(double weight)
{
    m_smoothingSlider->setValue(static_cast<int>(weight * smoothingSteps));
}

void CurvesPage::setAxis(CurveAxis axis)
{
    m_axis = axis;
    refresh();
}

CurveView* CurvesPage::view(const QString& id) const
{
    const auto found = std::ranges::find_if(m_views, [&](const CurveView* view) { return view->id() == id; });
    return found == m_views.end() ? nullptr : *found;
}

void CurvesPage::fillBlocks(const std::map<std::string, Curve>& curves)
{
    const std::vector<int> blocks = blocksOf(curves);
    if (m_block->count() != static_cast<int>(blocks.size()) + 1) {
        const QSignalBlocker quiet(m_block);
        m_block->clear();
        m_block->addItem(tr("mean of blocks"), -1);
        for (const int block : blocks)
            m_block->addItem(tr("block %1").arg(block), block);
    }
    m_experts->setVisible(!blocks.empty());
}

void CurvesPage::refresh()
{
    if (m_runs.empty()) {
        makeViews({});
        return;
    }
    const std::map<std::string, Curve>& curves = m_runs.front()->history().curves();
    fillBlocks(curves);
    const int block = m_block->currentData().toInt();
    const std::vector<PlannedChart> plans =
        planCharts(curves, static_cast<ExpertMeasure>(std::max(0, m_measure->currentIndex())),
                   m_block->currentIndex() > 0 ? std::optional(block) : std::nullopt);
    makeViews(plans);
    bool anyThinned = false;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        CurveView& view = *m_views[i];
        m_thinned = false;
        view.setLines(linesOf(plans[i], view), m_axis);
        anyThinned = anyThinned || m_thinned;
        const bool smooth = plans[i].isSmooth && m_smoothing > 0.0;
        QString title = plans[i].unit.isEmpty() ? plans[i].title : plans[i].title + u", "_s + plans[i].unit;
        QString second = smooth ? tr("smoothed, raw behind") : QString();
        if (plans[i].id == u"experts"_s)
            second = m_block->currentText();
        if (plans[i].lines.size() == 1 && !view.chart().lines().isEmpty() &&
            !view.chart().lines().front().curve.empty())
            second = tr("now %1").arg(numberText(view.chart().lines().front().curve.back().value));
        QStringList words;
        if (!second.isEmpty())
            words.append(second);
        if (m_thinned)
            words.append(tr("min and max per pixel"));
        view.setTexts(title, words.join(u", "_s));
    }
    m_thinned = anyThinned;
    QStringList notes;
    for (std::size_t run = 1; run < m_runs.size(); ++run)
        notes.append(run == 1 ? tr("%1 dashed").arg(m_runs[run]->name()) : tr("%1 dotted").arg(m_runs[run]->name()));
    m_note->setText(notes.join(u", "_s));
    m_note->setVisible(!notes.isEmpty());
    Q_EMIT refreshed();
}

QList<ChartLine> CurvesPage::linesOf(const PlannedChart& plan, const CurveView& view)
{
    QList<ChartLine> lines;
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        std::size_t colour = 0;
        for (const PlannedLine& planned : plan.lines) {
            const std::size_t place = planned.isReference ? 0 : colour++;
            Curve storage;
            const Curve* curve = curveOf(planned, m_runs[run]->history().curves(), storage);
            if (curve == nullptr || (planned.isReference && run > 0))
                continue;
            ChartLine line = lineOf(planned, plan, *curve, view);
            line.colour = lineColour(planned, place);
            line.style = planned.isReference ? ChartLine::Style::Reference
                         : run == 0          ? ChartLine::Style::Solid
                         : run == 1          ? ChartLine::Style::Dashed
                                             : ChartLine::Style::Dotted;
            if (run > 0)
                line.raw.clear();
            if (m_runs.size() > 1 && !planned.isReference)
                line.run = m_runs[run]->name();
            lines.append(std::move(line));
        }
    }
    return lines;
}

ChartLine CurvesPage::lineOf(const PlannedLine& planned, const PlannedChart& plan, const Curve& curve,
                             const CurveView& view)
{
    const bool smooth = plan.isSmooth && m_smoothing > 0.0 && !planned.isReference;
    const std::size_t places = view.chart().places();
    const auto& zoom = view.chart().zoom();
    const auto thin = [&](const Curve& whole) {
        Curve thinner =
            zoom ? thinned(whole, m_axis, zoom->first, zoom->second, places) : thinned(whole, m_axis, places);
        m_thinned = m_thinned || (!zoom && thinner.size() < whole.size() && whole.size() > 2 * places);
        for (CurvePoint& point : thinner)
            point.value *= plan.factor;
        return thinner;
    };
    ChartLine line;
    line.name = planned.name;
    line.curve = smooth ? thin(smoothed(curve, m_smoothing)) : thin(curve);
    if (smooth)
        line.raw = thin(curve);
    return line;
}

void CurvesPage::makeViews(const std::vector<PlannedChart>& plans)
{
    m_options->setVisible(!plans.empty());
    m_area->setVisible(!plans.empty());
    m_empty->setVisible(plans.empty());
    const bool same = std::ranges::equal(
        plans, m_views, [](const PlannedChart& plan, const CurveView* view) { return plan.id == view->id(); });
    if (same)
        return;
    for (CurveView* view : m_views) {
        view->hide();
        view->deleteLater();
    }
    m_views.clear();
    for (const PlannedChart& plan : plans) {
        auto* view = new CurveView(plan, m_holder);
        connect(&view->chart(), &CurveChart::pointed, this, &CurvesPage::point);
        connect(&view->chart(), &CurveChart::zoomed, this, &CurvesPage::refresh);
        // What was thinned for fewer places is drawn anew, once for all charts.
        connect(&view->chart(), &CurveChart::widened, &m_refreshSoon, qOverload<>(&QTimer::start));
        m_views.push_back(view);
    }
    arrange();
}

void CurvesPage::arrange()
{
    while (QLayoutItem* item = m_grid->takeAt(0))
        delete item;
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const int place = static_cast<int>(i);
        m_grid->addWidget(m_views[i], place / m_columns, place % m_columns);
        m_views[i]->show();
    }
    for (int column = 0; column < mostColumns; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    fitRows();
}

void CurvesPage::fitRows()
{
    // As many whole rows as fit at about the usual height, so that none is cut in the middle.
    const int room = m_area->viewport()->height() - m_grid->contentsMargins().bottom() + m_grid->verticalSpacing();
    const int rows = std::max(1, room / (chartLeast + m_grid->verticalSpacing()));
    const int height = std::max(chartLeast, std::min(room / rows - m_grid->verticalSpacing(), chartMost));
    for (CurveView* view : m_views)
        view->setFixedHeight(height);
}

bool CurvesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_area->viewport() && event->type() == QEvent::Resize)
        fitRows();
    return QWidget::eventFilter(watched, event);
}

void CurvesPage::point(std::optional<double> place)
{
    for (CurveView* view : m_views)
        view->chart().setPointer(place);
}

void CurvesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int columns = std::clamp(width() / columnWidth, 1, mostColumns);
    if (columns != m_columns) {
        m_columns = columns;
        arrange();
    }
}

void CurvesPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace vlmo::ui
