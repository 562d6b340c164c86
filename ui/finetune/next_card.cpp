#include "ui/finetune/next_card.h"

#include "ui/icons.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int iconSide = 18;

bool isAlike(const NextStep::Button& one, const NextStep::Button& other)
{
    return one.act == other.act && one.text == other.text && one.enabled == other.enabled;
}

} // namespace

NextCard::NextCard(QWidget* parent) : QFrame(parent)
{
    setAccessibleName(tr("What to do next"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::cardPadding, grid::cardPadding, grid::cardPadding, grid::cardPadding);
    column->setSpacing(grid::labelGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    m_icon = new QLabel(this);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    m_title = makeLabel({}, TextSize::Lead, true, this);
    m_title->setWordWrap(true);
    head->addWidget(m_title, 1);
    column->addLayout(head);
    m_sentence = makeMutedLabel({}, TextSize::Body, this);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_sentence);
    m_primary = makePrimaryButton({}, {}, this);
    m_primary->setObjectName(u"next"_s);
    m_primary->setAccessibleName(tr("What to do next"));
    column->addWidget(m_primary);
    m_further = new QVBoxLayout;
    m_further->setSpacing(6);
    column->addLayout(m_further);
    connect(m_primary, &QPushButton::clicked, this, [this] { Q_EMIT acted(m_step.primary.act); });
    setStep({});
}

void NextCard::setStep(const NextStep& step)
{
    // Buttons stay where they are the same: a run that moves on must not take the pressed one away.
    const bool same = std::ranges::equal(step.further, m_step.further, isAlike);
    m_step = step;
    m_title->setText(step.title);
    m_sentence->setText(step.sentence);
    m_sentence->setVisible(!step.sentence.isEmpty());
    m_primary->setVisible(step.primary.act != Act::None);
    m_primary->setEnabled(step.primary.enabled);
    if (m_primary->text() != step.primary.text) {
        m_primary->setText(step.primary.text);
        m_primary->setAccessibleName(step.primary.text.isEmpty() ? tr("What to do next") : step.primary.text);
        m_primary->setIcon(step.primary.iconName.isEmpty() ? QIcon()
                                                           : icon(step.primary.iconName, IconPlace::OnPrimary));
    }
    showIcon();
    if (!same)
        fillFurther();
}

void NextCard::fillFurther()
{
    clearLayout(*m_further);
    m_buttons.clear();
    for (const NextStep::Button& each : m_step.further) {
        QPushButton* button = makeButton(each.text, each.iconName, this);
        button->setEnabled(each.enabled);
        connect(button, &QPushButton::clicked, this, [this, act = each.act] { Q_EMIT acted(act); });
        m_further->addWidget(button);
        m_buttons.push_back(button);
    }
}

QPushButton* NextCard::button(Act act) const
{
    if (m_step.primary.act == act)
        return m_primary;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_step.further[i].act == act)
            return m_buttons[i];
    }
    return nullptr;
}

void NextCard::showIcon()
{
    m_icon->setPixmap(
        iconPixmap(toneIcon(m_step.tone), iconSide, currentTheme().tone(m_step.tone).ink, devicePixelRatioF()));
}

void NextCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon != nullptr)
        showIcon();
}

} // namespace vlmo::ui
