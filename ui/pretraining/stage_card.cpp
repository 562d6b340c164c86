#include "ui/pretraining/stage_card.h"

#include "ui/expert_look.h"
#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int badgeHeight = 20;
constexpr int badgeGap = 6;
constexpr int wordGap = 4;    ///< Least room between the words under two badges.
constexpr int showWidth = 84; ///< Of the run's name on its button, in pixels.

QString roleWord(PartRole role)
{
    switch (role) {
    case PartRole::New:
        return PartsRow::tr("new");
    case PartRole::Trains:
        return PartsRow::tr("trains");
    case PartRole::Frozen:
        return PartsRow::tr("frozen");
    case PartRole::NotYet:
        break;
    }
    return PartsRow::tr("not yet");
}

ExpertLook partLook(const std::string& part)
{
    const Theme& theme = currentTheme();
    const auto attention = [&theme](const QString& letter, const QString& title) {
        return ExpertLook{letter, title, theme.muted, theme.muted, ExpertPattern::None};
    };
    if (part == "attention")
        return attention(PartsRow::tr("Attn"), PartsRow::tr("attention"));
    //: Short for attention of words, which others call language
    if (part == "attention of words")
        return attention(PartsRow::tr("Attn L"), PartsRow::tr("attention of words"));
    //: Short for attention of patches of pictures
    if (part == "attention of patches")
        return attention(PartsRow::tr("Attn V"), PartsRow::tr("attention of patches"));
    return expertLook(theme, QString::fromStdString(part));
}

/// A number on a round ground.
class NumberBadge final : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = currentTheme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.midlight);
        painter.drawEllipse(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(theme.text);
        painter.setFont(textFont(TextSize::Second, true));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

/// The accuracy that says most of a stage, on its newest batch.
QList<FactList::Fact> measureFacts(const StepEvent& step)
{
    const struct {
        const char* measure;
        QString name;
    } known[] = {{"itc/t2i_accuracy", StageCard::tr("Pairs found")},
                 {"mlm/accuracy", StageCard::tr("Words guessed")},
                 {"textmlm/accuracy", StageCard::tr("Words guessed")},
                 {"mim/accuracy", StageCard::tr("Patches guessed")}};
    for (const auto& [measure, name] : known) {
        if (const auto found = step.measures.find(measure); found != step.measures.end())
            return {{name, StageCard::tr("%1 %").arg(QLocale().toString(100.0 * found->second, 'f', 1)), true}};
    }
    return {{StageCard::tr("Loss"), numberText(step.loss), true}};
}

} // namespace

PartsRow::PartsRow(const std::vector<StagePart>& parts, QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setParts(parts);
}

void PartsRow::setParts(const std::vector<StagePart>& parts)
{
    m_parts = parts;
    QStringList words;
    for (const StagePart& part : parts)
        words.append(tr("%1: %2").arg(partLook(part.part).title, roleWord(part.role)));
    setAccessibleName(words.join(u", "_s));
    setToolTip(words.join(u'\n'));
    updateGeometry();
    update();
}

QSize PartsRow::sizeHint() const
{
    return {180, badgeHeight + 2 + QFontMetrics(textFont(TextSize::Tick)).height()};
}

QSize PartsRow::minimumSizeHint() const
{
    const QFontMetrics metrics(textFont(TextSize::Tick));
    int widest = 0;
    for (const StagePart& part : m_parts)
        widest = std::max(widest, metrics.horizontalAdvance(roleWord(part.role)));
    return {static_cast<int>(m_parts.size()) * (widest + wordGap), sizeHint().height()};
}

/// The part's share of the width: badge and word stand in its middle.
QRectF PartsRow::column(std::size_t part) const
{
    const double wide = width() / static_cast<double>(m_parts.size());
    return {static_cast<double>(part) * wide, 0, wide, static_cast<double>(height())};
}

std::vector<std::pair<QRectF, QString>> PartsRow::words() const
{
    std::vector<std::pair<QRectF, QString>> all;
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        all.emplace_back(column(i).adjusted(0, badgeHeight + 2, 0, 0), roleWord(m_parts[i].role));
    return all;
}

void PartsRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const StagePart& part = m_parts[i];
        const ExpertLook look = partLook(part.part);
        QRectF area = column(i).adjusted(badgeGap / 2.0, 0, -badgeGap / 2.0, 0);
        area.setHeight(badgeHeight);
        if (part.role == PartRole::New || part.role == PartRole::Trains) {
            paintBadge(painter, area, theme, look);
        } else {
            const bool frozen = part.role == PartRole::Frozen;
            QPen edge(frozen ? theme.mid : theme.dark, 1.0, frozen ? Qt::SolidLine : Qt::DashLine);
            painter.setPen(edge);
            painter.setBrush(frozen ? QBrush(theme.midlight) : QBrush(Qt::NoBrush));
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), grid::controlRadius, grid::controlRadius);
            painter.setPen(theme.muted);
            painter.setFont(textFont(TextSize::Second, true));
            painter.drawText(area, Qt::AlignCenter, look.letter);
        }
    }
    painter.setPen(theme.muted);
    painter.setFont(textFont(TextSize::Tick));
    for (const auto& [under, word] : words())
        painter.drawText(under, Qt::AlignHCenter | Qt::AlignTop, word);
}

StageCard::StageCard(const StageFacts& facts, QWidget* parent) : Card({}, parent), m_facts(facts)
{
    setObjectName(u"stage-"_s + facts.number);
    setAccessibleName(facts.title);
    m_number = new NumberBadge(facts.number, this);
    m_number->setFixedSize(22, 22);
    m_title = new ElidedLabel(facts.title, this);
    m_title->setFont(textFont(TextSize::Lead, true));
    m_state = new StateChip(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    head->addWidget(m_number);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    body()->addLayout(head);
    m_lead = makeMutedLabel(facts.lead, TextSize::Body, this);
    m_lead->setWordWrap(true);
    m_list = new FactList(this);
    body()->addWidget(m_lead);
    body()->addWidget(m_list);
    body()->addStretch(1);
    body()->setSpacing(6);
    if (!facts.parts.empty()) {
        m_parts = new PartsRow(facts.parts, this);
        body()->addWidget(m_parts);
    }

    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_show = makeButton(tr("Show run"), {}, this);
    m_show->setObjectName(u"show"_s);
    m_setUp = makeButton(tr("Set up…"), u"file-plus-2"_s, this);
    m_setUp->setObjectName(u"setUp"_s);
    m_setUp->setAccessibleName(tr("Set up a run of %1").arg(facts.title));
    m_new = makeIconButton(u"file-plus-2"_s, tr("Set up another run of %1").arg(facts.title), this);
    m_promote = makeIconButton(u"package"_s, tr("Make a model of the newest checkpoint of %1").arg(facts.title), this);
    m_promote->setObjectName(u"promote"_s);
    m_promote->setText(tr("To model"));
    row->addWidget(m_show);
    row->addWidget(m_setUp);
    row->addStretch(1);
    row->addWidget(m_new);
    row->addWidget(m_promote);
    body()->addLayout(row);
    connect(m_show, &QPushButton::clicked, this, [this] { Q_EMIT showRequested(m_run); });
    connect(m_setUp, &QPushButton::clicked, this, [this] { Q_EMIT setUpRequested(m_facts.task); });
    connect(m_new, &QToolButton::clicked, this, [this] { Q_EMIT setUpRequested(m_facts.task); });
    connect(m_promote, &QToolButton::clicked, this, [this] { Q_EMIT promoteRequested(m_run); });
    setStage({&m_facts, nullptr, {}, HandOver::Nothing});
}

QString StageCard::stateText() const
{
    return m_state->isHidden() ? QString() : m_state->text();
}

void StageCard::setStage(const ChainStage& stage)
{
    const bool has = stage.run != nullptr;
    m_run = has ? stage.run->folder : std::filesystem::path();
    m_state->setVisible(has);
    m_lead->setVisible(!has);
    m_list->setVisible(has);
    m_show->setVisible(has);
    m_setUp->setVisible(!has);
    m_new->setVisible(has);
    m_promote->setVisible(has && !stage.run->checkpoints.empty());
    if (m_parts != nullptr)
        m_parts->setParts(partsOf(stage));
    if (!has)
        return;
    m_state->setState(stage.run->state);
    fitHead();
    const QString name = QString::fromStdString(stage.run->name);
    m_show->setText(m_show->fontMetrics().elidedText(name, Qt::ElideMiddle, showWidth));
    m_show->setToolTip(tr("Show the run %1").arg(name));
    m_show->setAccessibleName(m_show->toolTip());
    fillFacts(*stage.run);
    fitButtons();
}

void StageCard::fitHead()
{
    const int room = width() - 2 * grid::cardPadding - m_number->width() - 2 * grid::labelGap;
    m_state->setCompact(m_title->sizeHint().width() + m_state->fullWidth() > room);
}

/// Where there is room, a word stands beside the icon that makes a model.
void StageCard::fitButtons()
{
    const int words = m_promote->fontMetrics().horizontalAdvance(m_promote->text());
    const int needed = m_show->sizeHint().width() + 2 * grid::headControlHeight + words + 3 * grid::cardPadding;
    const bool roomy = width() - 2 * grid::cardPadding >= needed;
    m_promote->setToolButtonStyle(roomy ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_promote->setFixedWidth(roomy ? words + grid::headControlHeight + grid::cardPadding : grid::headControlHeight);
}

void StageCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    fitHead();
    fitButtons();
}

void StageCard::fillFacts(const RunRecord& run)
{
    QList<FactList::Fact> facts;
    if (run.newestStep)
        facts += measureFacts(*run.newestStep);
    if (run.steps > 0) {
        QString steps = run.step == run.steps ? countText(run.steps)
                                              : tr("%1 of %2").arg(countText(run.step), countText(run.steps));
        facts.append({tr("Steps"), steps});
    }
    if (run.state == RunState::Running && run.newestStep && run.newestStep->secondsLeft > 0.0)
        facts.append({tr("Left"), durationText(run.newestStep->secondsLeft)});
    else if (run.newestStep && run.newestStep->trainedSeconds > 0.0)
        facts.append({tr("Trained"), durationText(run.newestStep->trainedSeconds)});
    m_list->setFacts(facts);
}

void StageCard::setSelected(bool selected)
{
    m_selected = selected;
    update();
}

void StageCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    if (!m_selected)
        return;
    const Theme& theme = currentTheme();
    QPainter painter(this);
    paintRounded(painter, rect(), grid::cardRadius, theme.card, theme.highlight, 2.0);
}

} // namespace vlmo::ui
