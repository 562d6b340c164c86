#include "ui/ask/ask_panel.h"

#include "core/engine/cover_test.h"
#include "ui/ask/answer_bars.h"
#include "ui/ask/answers_card.h"
#include "ui/ask/ask_line.h"
#include "ui/ask/cover_card.h"
#include "ui/ask/evidence_card.h"
#include "ui/ask/evidence_strip.h"
#include "ui/ask/evidence_view.h"
#include "ui/ask/history_pane.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSlider>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double outlinedShare = 0.7;
constexpr int widestChoice = 260;
constexpr int leastAnswers = 330;
constexpr int leastPictures = 300;

} // namespace

AskPanel::AskPanel(Workbench& bench) : m_bench(bench), m_asking(bench.session()), m_history(askedFile())
{
    setAcceptDrops(true);
    setFocusPolicy(Qt::ClickFocus); // So that a picture can be pasted after a click beside the fields.
    m_pane = new HistoryPane(m_history, this);
    buildLayout();
    addActions();
    connectParts();
    connectAsking();
    const QSettings settings;
    m_evidence->setMethod(settings.value(u"ask/method"_s).toString() == u"gradient" ? EvidenceMethod::Gradient
                                                                                    : EvidenceMethod::Rollout);
    m_strength->setValue(settings.value(u"ask/strength"_s, 70).toInt());
    setKind(AskKind::Question);
    updateModel();
    // Whoever comes here wants to type, whichever way the panel is shown.
    m_line->line().setFocus();
    setFocusProxy(&m_line->line());
}

AskPanel::~AskPanel() = default;

void AskPanel::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, grid::cardGap, 0, 0);
    column->setSpacing(grid::cardGap);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(grid::panelMargin, 0, grid::panelMargin, 0);
    top->setSpacing(grid::cardGap);
    top->addWidget(makeHead());
    m_problem = new Note(Tone::Error, {}, this);
    m_problem->hide();
    m_missing = new Note(Tone::Info, {}, this);
    m_missing->hide();
    top->addWidget(m_problem);
    top->addWidget(m_missing);
    column->addLayout(top);

    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(grid::panelMargin, 0, grid::panelMargin, grid::cardGap);
    row->setSpacing(grid::panelMargin);
    row->addWidget(makePictureColumn(), 5);
    row->addWidget(makeAnswerColumn(), 4);
    auto* area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    column->addWidget(area, 1);
}

QWidget* AskPanel::makeHead()
{
    auto* head = new QWidget(this);
    QStringList titles;
    for (const AskKind kind : askKinds)
        titles.append(askKindTitle(kind));
    m_kinds = new SegmentedButton(titles, tr("What is asked"), head);
    m_second = new QComboBox(head);
    m_second->setObjectName(u"secondModel"_s);
    m_second->setAccessibleName(tr("Second model"));
    m_second->setToolTip(tr("Asks a second model the same, and shows its answers beside the first one's"));
    m_second->setMinimumContentsLength(12);
    m_second->setMaximumWidth(widestChoice);
    m_second->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    fillSecondModels();
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::labelGap);
    row->addWidget(m_kinds);
    row->addStretch(1);
    row->addWidget(m_second, 2);
    return head;
}

QWidget* AskPanel::makePictureColumn()
{
    auto* holder = new QWidget(this);
    holder->setMinimumWidth(leastPictures);
    auto* pictures = new QHBoxLayout;
    pictures->setSpacing(grid::cardGap);
    for (std::size_t place = 0; place < m_pictures.size(); ++place) {
        m_pictures.at(place) = new EvidenceView(holder);
        m_pictures.at(place)->setObjectName(u"picture%1"_s.arg(place));
        pictures->addWidget(m_pictures.at(place), 1);
    }
    m_evidence = new EvidenceCard(holder);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::labelGap);
    column->addLayout(pictures, 1);
    column->addWidget(makePictureTools());
    column->addSpacing(4);
    column->addWidget(m_evidence);
    return holder;
}

QWidget* AskPanel::makePictureTools()
{
    auto* tools = new QWidget(this);
    QPushButton* open = makeButton(tr("Open picture"), u"folder-open"_s, tools);
    open->setObjectName(u"openPicture"_s);
    m_paste = makeButton(tr("Paste"), u"clipboard-paste"_s, tools);
    m_paste->setObjectName(u"pastePicture"_s);
    m_shown = new QCheckBox(tr("Evidence"), tools);
    m_shown->setObjectName(u"showEvidence"_s);
    m_shown->setChecked(true);
    m_shown->setToolTip(tr("Shows on the picture where the answer comes from"));
    m_smooth = new QCheckBox(tr("Smooth"), tools);
    m_smooth->setObjectName(u"smoothEvidence"_s);
    m_smooth->setToolTip(tr("Blurs the edges of the patches, which the model does not see finer than they are"));
    m_strengthName = makeMutedLabel(tr("Strength"), TextSize::Second, tools);
    m_strength = new QSlider(Qt::Horizontal, tools);
    m_strength->setObjectName(u"evidenceStrength"_s);
    m_strength->setAccessibleName(tr("Strength of the evidence"));
    m_strength->setToolTip(tr("How dark the picture is where there is no evidence"));
    m_strength->setRange(0, 100);
    m_strength->setFixedWidth(70);
    const auto group = [tools](const QList<QWidget*>& controls) {
        auto* holder = new QWidget(tools);
        holder->setFixedHeight(grid::controlHeight); // In one line beside each other.
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(grid::labelGap);
        for (QWidget* control : controls)
            row->addWidget(control);
        return holder;
    };
    // Where it is narrow the second group goes under the first.
    auto* row = new FlowLayout(tools, grid::iconGap);
    row->addWidget(group({open, m_paste}));
    row->addWidget(group({m_shown, m_smooth, m_strengthName, m_strength}));
    connect(open, &QPushButton::clicked, this, [this] {
        choosePicture(m_kind == AskKind::Compare && !m_sources[0].isEmpty() && m_sources[1].isEmpty() ? 1 : 0);
    });
    connect(m_paste, &QPushButton::clicked, this, &AskPanel::pastePicture);
    return tools;
}

QWidget* AskPanel::makeAnswerColumn()
{
    auto* holder = new QWidget(this);
    holder->setMinimumWidth(leastAnswers);
    m_line = new AskLine(holder);
    m_answers = new AnswersCard(holder);
    m_cover = new CoverCard(holder);
    m_experts = makeButton(tr("Open in Experts"), u"layers"_s, holder);
    m_experts->setObjectName(u"askedInExperts"_s);
    m_experts->setToolTip(tr("Records what each expert does to this picture and these words"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_experts);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 3, 0, 0);
    column->setSpacing(grid::cardGap);
    column->addWidget(m_line);
    column->addWidget(m_answers);
    column->addWidget(m_cover);
    column->addLayout(buttons);
    column->addStretch(1);
    return holder;
}

void AskPanel::connectParts()
{
    connect(m_kinds, &SegmentedButton::chosen, this, [this](int segment) {
        m_kindChosen = true;
        setKind(askKinds.at(static_cast<std::size_t>(segment)));
    });
    connect(m_second, &QComboBox::activated, this, &AskPanel::chooseSecondModel);
    for (int place = 0; place < 2; ++place) {
        connect(&picture(place), &EvidenceView::pictureRequested, this, [this, place] { choosePicture(place); });
        connect(&picture(place), &EvidenceView::removeRequested, this, [this, place] { removePicture(place); });
        connect(&picture(place), &EvidenceView::pictureDropped, this,
                [this, place](const PictureSource& source) { usePicture(source, place); });
    }
    connect(m_line, &AskLine::asked, this, &AskPanel::ask);
    connect(m_line, &AskLine::stopRequested, this, &AskPanel::cancel);
    connect(m_line, &AskLine::picturePasted, this, &AskPanel::pastePicture);
    connect(m_shown, &QCheckBox::toggled, m_pictures[0], &EvidenceView::setEvidenceShown);
    connect(m_smooth, &QCheckBox::toggled, m_pictures[0], &EvidenceView::setSmooth);
    connect(m_strength, &QSlider::valueChanged, this, [this](int value) {
        m_pictures[0]->setStrength(value / 100.0);
        QSettings().setValue(u"ask/strength"_s, value);
    });
    connect(m_evidence, &EvidenceCard::methodChosen, this, [this](EvidenceMethod method) {
        QSettings().setValue(u"ask/method"_s, QString::fromLatin1(evidenceMethodName(method)));
        if (!m_firstAnswer.isEmpty())
            m_asking.explain(method);
    });
    connect(m_evidence, &EvidenceCard::saveRequested, this, &AskPanel::chooseEvidenceFile);
    connect(&m_evidence->strip(), &EvidenceStrip::cellChosen, this, &AskPanel::showCell);
    connect(m_pane, &HistoryPane::entryChosen, this, &AskPanel::askAgain);
    connect(m_missing, &Note::linkActivated, this, [this](const QString& link) { setKind(askKindFromName(link)); });
    connect(m_experts, &QPushButton::clicked, this, [this] {
        Q_EMIT m_bench.panelRequested(u"experts"_s, {m_sources[0].file, m_line->text()});
    });
    connect(&m_bench.session(), &Session::modelOpened, this, &AskPanel::updateModel);
}

void AskPanel::connectAsking()
{
    connect(&m_asking, &Asking::pictureLoaded, this,
            [this](int place, const PictureSource& source, const QImage& preview) {
                m_sources.at(static_cast<std::size_t>(place)) = source;
                m_previews.at(static_cast<std::size_t>(place)) = preview;
                picture(place).setPicture(preview, source.name());
                m_experts->setEnabled(!m_sources[0].file.empty());
            });
    connect(&m_asking, &Asking::pictureFailed, this, [this](const Failure& failure) { showProblem(failure.text()); });
    connect(&m_asking, &Asking::secondModelChanged, this, [this] {
        const std::optional<ModelFacts> facts = m_asking.secondModel();
        m_answers->setSecond(m_asking.hasSecondModel(), facts ? facts->name : tr("Opening…"));
    });
    connect(&m_asking, &Asking::secondModelFailed, this, [this](const Failure& failure) {
        m_second->setCurrentIndex(0);
        showProblem(failure.text());
    });
    connect(&m_asking, &Asking::answered, this, [this](int model, const AskReply& reply) {
        m_answers->showReply(model, reply, model == 0 ? m_bench.session().model() : m_asking.secondModel());
        if (model == 0)
            keep(reply);
    });
    connect(&m_asking, &Asking::failed, this, [this](int model, const Failure& failure) {
        if (model == 0)
            showProblem(failure.text());
        else
            m_answers->showProblem(1, problemOfSecond(failure));
    });
    connect(&m_asking, &Asking::explained, this, &AskPanel::showEvidence);
    connect(&m_asking, &Asking::explainFailed, this,
            [this](const Failure& failure) { m_evidence->showWords(failure.reason); });
    connect(&m_asking, &Asking::tested, this, [this](const CoverTest& test) {
        const std::optional<ModelFacts>& model = m_bench.session().model();
        const bool cosine = m_request.kind == AskKind::Match && !(model && model->hasItm);
        m_cover->showTest(test, m_previews[0], wholeTitle(),
                          cosine ? CoverCard::Score::Cosine : CoverCard::Score::Probability);
    });
    connect(&m_asking, &Asking::testFailed, this,
            [this](const Failure& failure) { m_cover->showProblem(failure.reason); });
    connect(&m_asking, &Asking::askingChanged, m_line, &AskLine::setAsking);
}

QString AskPanel::problemOfSecond(const Failure& failure) const
{
    const std::optional<ModelFacts> facts = m_asking.secondModel();
    const QString missing = facts ? whatIsMissing(m_request.kind, *facts) : QString();
    return missing.isEmpty() ? failure.reason : missing;
}

void AskPanel::setKind(AskKind kind)
{
    m_kind = kind;
    m_kinds->setCurrent(static_cast<int>(std::distance(askKinds.begin(), std::ranges::find(askKinds, kind))));
    m_line->setKind(kind);
    const bool two = kind == AskKind::Compare;
    const bool explains = evidenceTarget(kind).has_value();
    m_pictures[1]->setVisible(two);
    m_pictures[0]->setEmptyWords(two ? tr("The left picture: drop it here, paste it, or click to open it.")
                                 : kind == AskKind::Fill
                                     ? tr("A picture may help. Drop it here, paste it, or click to open it.")
                                     : tr("Drop a picture here, paste one, or click to open one."));
    m_pictures[1]->setEmptyWords(tr("The right picture: drop it here, paste it, or click to open it."));
    m_evidence->setVisible(explains);
    m_cover->setVisible(explains);
    for (QWidget* control : {static_cast<QWidget*>(m_shown), static_cast<QWidget*>(m_smooth),
                             static_cast<QWidget*>(m_strengthName), static_cast<QWidget*>(m_strength)})
        control->setVisible(explains);
    m_answers->setKind(kind);
    clearAnswers();
    updateMissing();
}

void AskPanel::clearAnswers()
{
    m_asking.cancel();
    m_firstAnswer.clear();
    m_target.clear();
    m_answers->clear();
    m_evidence->showWords({});
    m_cover->showWaiting();
    m_pictures[0]->setEvidence({}, 0, {});
}

void AskPanel::updateModel()
{
    clearAnswers();
    const std::optional<ModelFacts>& model = m_bench.session().model();
    if (model && !m_kindChosen) {
        // What the model can do comes first, until a person chooses.
        const auto able =
            std::ranges::find_if(askKinds, [&](AskKind kind) { return whatIsMissing(kind, *model).isEmpty(); });
        if (able != askKinds.end() && *able != m_kind && !whatIsMissing(m_kind, *model).isEmpty())
            setKind(*able);
    }
    updateMissing();
}

void AskPanel::updateMissing()
{
    const std::optional<ModelFacts>& model = m_bench.session().model();
    const QString missing = model ? whatIsMissing(m_kind, *model) : QString();
    QString offer;
    if (!missing.isEmpty()) {
        for (const AskKind kind : askKinds) {
            if (whatIsMissing(kind, *model).isEmpty())
                offer += (offer.isEmpty() ? QString() : u", "_s) +
                         u"<a href=\"%1\">%2</a>"_s.arg(askKindName(kind), askKindTitle(kind).toHtmlEscaped());
        }
    }
    m_missing->setRichText(offer.isEmpty() ? missing.toHtmlEscaped()
                                           : tr("%1 It can do this: %2.").arg(missing.toHtmlEscaped(), offer));
    m_missing->setVisible(!missing.isEmpty());
    m_line->setAskable(missing.isEmpty(), missing);
}

void AskPanel::showEvidence(const Evidence& evidence)
{
    m_target = evidence.target;
    m_evidence->showEvidence(evidence, wholeTitle(), m_previews[0]);
    m_asking.testCover(evidenceShares(evidence.whole), evidence.grid, evidence.target);
}

void AskPanel::showCell(int cell)
{
    const std::vector<float>& shares = m_evidence->strip().shares(cell);
    const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(shares.size()))));
    m_pictures[0]->setEvidence(shares, side, strongestPatches(shares, outlinedShare));
}

QString AskPanel::wholeTitle() const
{
    return m_request.kind == AskKind::Match ? tr("the whole sentence") : tr("answer: %1").arg(m_firstAnswer);
}

} // namespace vlmo::ui
