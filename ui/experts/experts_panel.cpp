#include "ui/experts/experts_panel.h"

#include "ui/actions.h"
#include "ui/experts/block_stepper.h"
#include "ui/experts/heat_picture.h"
#include "ui/experts/map_legend.h"
#include "ui/experts/patch_minis.h"
#include "ui/experts/token_block_map.h"
#include "ui/experts/token_details.h"
#include "ui/experts/trace_input.h"
#include "ui/experts/trace_table.h"
#include "ui/experts/word_chips.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/work/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

ExpertsPanel::ExpertsPanel(Workbench& bench) : m_bench(bench), m_recording(bench.session())
{
    setAcceptDrops(true);
    setFocusPolicy(Qt::ClickFocus); // So that a picture can be pasted after a click beside the fields.
    m_details = new TokenDetails(m_selection, this);
    buildLayout();
    addActions();
    connectParts();
    updateViews();
}

ExpertsPanel::~ExpertsPanel() = default;

void ExpertsPanel::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, grid::cardGap, 0, 0);
    column->setSpacing(grid::cardGap);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(grid::panelMargin, 0, grid::panelMargin, 0);
    top->setSpacing(grid::cardGap);
    m_input = new TraceInput(this);
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->hide();
    top->addWidget(m_input);
    top->addWidget(m_problem);
    column->addLayout(top);

    m_empty = new EmptyState(tr("Nothing recorded. Choose a picture and a sentence, then record a trace."),
                             tr("Choose a picture"), this);
    m_empty->button()->setDefault(false); // The panel's one primary button is the one that records.
    m_empty->button()->setAutoDefault(false);
    m_empty->setObjectName(u"nothingRecorded"_s);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeViews());
    column->addWidget(m_stack, 1);
}

QWidget* ExpertsPanel::makeViews()
{
    m_views = new QWidget;
    m_column = new QVBoxLayout(m_views);
    m_column->setContentsMargins(grid::panelMargin, 0, grid::panelMargin, grid::cardGap);
    m_column->setSpacing(grid::cardGap);
    m_column->addWidget(makeMapCard());
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::cardGap);
    row->addWidget(makePictureCard(), 2);
    row->addWidget(makeMinisCard(), 3);
    m_column->addLayout(row);
    m_column->addStretch();

    auto* area = new QScrollArea(this);
    area->setWidget(m_views);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

Card* ExpertsPanel::makeMapCard()
{
    m_mapCard = new Card(tr("Token × block map"), m_views);
    m_mapCard->addLegend(new ExpertLegend(m_selection, m_mapCard));
    m_mapCard->addHeadWidget(new ScaleLegend(m_selection, ScaleLegend::Colours::Experts, m_mapCard));
    m_tableButton = makeIconButton(u"table-2"_s, tr("Show the numbers as a table"), m_mapCard);
    m_tableButton->setObjectName(u"mapTable"_s);
    m_tableButton->setCheckable(true);
    QToolButton* save = makeIconButton(u"download"_s, tr("Save the map or the trace"), m_mapCard);
    save->setObjectName(u"mapSave"_s);
    auto* menu = new QMenu(save);
    const struct {
        MapFormat format;
        QString text;
    } formats[] = {{MapFormat::Png, tr("Picture (PNG)…")},
                   {MapFormat::Svg, tr("Drawing (SVG)…")},
                   {MapFormat::Csv, tr("Numbers (CSV)…")},
                   {MapFormat::Json, tr("Trace (JSON)…")}};
    for (const auto& [format, text] : formats)
        connect(menu->addAction(text), &QAction::triggered, this, [this, wanted = format] { chooseExport(wanted); });
    // Not the button's own menu, whose arrow would lie over the icon.
    connect(save, &QToolButton::clicked, menu,
            [menu, save] { menu->popup(save->mapToGlobal(QPoint(0, save->height()))); });
    m_mapCard->addHeadWidget(m_tableButton);
    m_mapCard->addHeadWidget(save);

    m_map = new TokenBlockMap(m_selection, m_mapCard);
    m_table = new TraceTable(m_selection, m_mapCard);
    m_mapStack = new QStackedWidget(m_mapCard);
    m_mapStack->addWidget(m_map);
    m_mapStack->addWidget(m_table);
    m_mapCard->body()->setContentsMargins(grid::cardPadding, 6, grid::cardPadding, 6);
    m_mapCard->body()->addWidget(m_mapStack);
    connect(m_tableButton, &QToolButton::toggled, this, &ExpertsPanel::showTable);
    return m_mapCard;
}

Card* ExpertsPanel::makePictureCard()
{
    m_pictureCard = new Card(tr("Picture and sentence"), m_views);
    m_pictureCard->setMinimumWidth(290);
    m_pictureCard->addHeadWidget(new BlockStepper(m_selection, m_pictureCard));
    m_picture = new HeatPicture(m_selection, m_pictureCard);
    m_words = new WordChips(m_selection, m_pictureCard);
    m_pictureCaption = makeMutedLabel({}, TextSize::Second, m_pictureCard);
    m_pictureCaption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_pictureCaption, 1);
    foot->addWidget(new ScaleLegend(m_selection, ScaleLegend::Colours::Dusk, m_pictureCard));
    m_pictureCard->body()->addWidget(m_picture, 1);
    m_pictureCard->body()->addWidget(m_words);
    m_pictureCard->body()->addLayout(foot);
    return m_pictureCard;
}

Card* ExpertsPanel::makeMinisCard()
{
    m_minisCard = new Card(tr("Patches by block"), m_views);
    m_minisCard->setMinimumWidth(290);
    m_minis = new PatchMinis(m_selection, m_minisCard);
    m_minisCard->body()->addWidget(m_minis, 1);
    return m_minisCard;
}

void ExpertsPanel::connectParts()
{
    connect(m_input, &TraceInput::pictureChosen, this, &ExpertsPanel::usePicture);
    connect(m_input, &TraceInput::pictureRemoved, this, &ExpertsPanel::dropPicture);
    connect(m_input, &TraceInput::recordRequested, this, &ExpertsPanel::record);
    connect(m_input, &TraceInput::cancelRequested, this, &ExpertsPanel::cancel);
    connect(m_input, &TraceInput::measureChosen, &m_selection, &TraceSelection::setMeasure);
    connect(m_empty, &EmptyState::activated, m_input, &TraceInput::choosePicture);
    connect(&m_recording, &Recording::recordingChanged, m_input, &TraceInput::setRecording);
    connect(&m_recording, &Recording::recorded, this, &ExpertsPanel::showTrace);
    connect(&m_recording, &Recording::failed, this, &ExpertsPanel::showProblem);
    connect(&m_recording, &Recording::pictureFailed, this, &ExpertsPanel::showProblem);
    connect(&m_recording, &Recording::pictureLoaded, this, [this](const PictureSource& source, const QImage& preview) {
        m_source = source;
        m_input->setPicture(preview, source.name());
    });
    connect(&m_selection, &TraceSelection::traceChanged, this, &ExpertsPanel::updateViews);
    connect(&m_selection, &TraceSelection::blockChanged, this, &ExpertsPanel::updateCaptions);
    connect(&m_selection, &TraceSelection::measureChanged, this, &ExpertsPanel::updateCaptions);
}

QWidget* ExpertsPanel::detailsPane()
{
    return m_details;
}

void ExpertsPanel::lookAt(const Subject& subject)
{
    m_problem->hide();
    m_source = {subject.picture, {}};
    m_input->setPicture({}, {}); // The recording brings it.
    m_input->setSentence(subject.sentence);
    m_recording.record(m_source, m_input->sentence());
}

bool ExpertsPanel::isBusy() const
{
    return m_recording.isBusy();
}

bool ExpertsPanel::cancel()
{
    if (m_recording.cancel())
        return true;
    if (m_problem->isHidden())
        return false;
    m_problem->hide();
    return true;
}

void ExpertsPanel::usePicture(const PictureSource& source)
{
    m_problem->hide();
    m_recording.loadPicture(source);
}

void ExpertsPanel::dropPicture()
{
    m_source = {};
    m_input->setPicture({}, {});
}

void ExpertsPanel::record()
{
    m_problem->hide();
    const bool hasPicture = !m_source.isEmpty() && m_input->mode() != TraceMode::Text;
    const QString sentence = m_input->mode() == TraceMode::Image ? QString() : m_input->sentence();
    if (!hasPicture && sentence.isEmpty()) {
        m_problem->setText(tr("There is nothing to record yet. Choose a picture, type a sentence, or both."));
        m_problem->show();
        return;
    }
    m_recording.record(hasPicture ? m_source : PictureSource{}, sentence);
}

void ExpertsPanel::showTrace(const Trace& trace, const QImage& picture)
{
    try {
        m_selection.setTrace(trace);
    } catch (const Error& error) {
        showProblem({error.kind(), QString::fromUtf8(error.what())});
        return;
    }
    m_picture->setPicture(picture);
    if (!picture.isNull())
        m_input->setPicture(picture, QString::fromStdString(trace.imageName));
}

void ExpertsPanel::showProblem(const Failure& failure)
{
    const QString headline = failure.headline();
    m_problem->setText(failure.reason.isEmpty() ? headline : headline + u'\n' + failure.reason);
    m_problem->show();
}

void ExpertsPanel::updateViews()
{
    const bool shown = m_selection.hasTrace();
    m_stack->setCurrentIndex(shown ? 1 : 0);
    for (const QString& id : {u"experts.table"_s, u"experts.export"_s})
        m_bench.actions().find(id)->setEnabled(shown);
    if (!shown)
        return;
    const Trace& trace = m_selection.trace();
    const bool picture = trace.mode != TraceMode::Text;
    const bool words = trace.mode != TraceMode::Image;
    m_picture->setVisible(picture);
    m_minisCard->setVisible(picture);
    m_words->setVisible(words);
    // Words alone need no more room than their lines.
    m_column->setStretch(0, picture ? 2 : 0);
    m_column->setStretch(1, picture ? 3 : 0);
    m_column->setStretch(2, picture ? 0 : 1);
    fitMap();
    m_pictureCard->setTitle(picture && words ? tr("Picture and sentence") : picture ? tr("Picture") : tr("Sentence"));
    updateCaptions();
}

void ExpertsPanel::updateCaptions()
{
    m_pictureCaption->setText(
        tr("%1 in block %2").arg(measureName(m_selection.measure()), QString::number(m_selection.block())));
    m_pictureCaption->setToolTip(tr("%1 The scale is this block's own.").arg(measureMeaning(m_selection.measure())));
    m_minisCard->setSecondText(measureTitle(m_selection.measure()));
}

void ExpertsPanel::fitMap()
{
    // Room that the map cannot fill belongs to the views below it; a table can fill any.
    const bool isMap = m_mapStack->currentWidget() == m_map;
    m_mapStack->setMaximumHeight(isMap && m_selection.hasTrace() ? m_map->mostHeight() : QWIDGETSIZE_MAX);
}

void ExpertsPanel::showTable(bool shown)
{
    m_tableButton->setChecked(shown);
    QWidget* view = shown ? static_cast<QWidget*>(m_table) : m_map;
    const bool hadFocus = m_mapStack->isAncestorOf(focusWidget());
    m_mapStack->setCurrentWidget(view);
    fitMap();
    if (hadFocus)
        view->setFocus();
}

} // namespace vlmo::ui
