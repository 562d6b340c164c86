#include "ui/ask/evidence_card.h"

#include "ui/ask/evidence_strip.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

EvidenceCard::EvidenceCard(QWidget* parent) : Card(tr("Evidence by word"), parent)
{
    setObjectName(u"evidenceCard"_s);
    m_method = new QComboBox(this);
    m_method->setObjectName(u"evidenceMethod"_s);
    m_method->setAccessibleName(tr("How evidence is measured"));
    m_method->addItem(tr("Attention roll-out"));
    m_method->addItem(tr("Gradient × input"));
    m_method->setItemData(0, tr("What a word could have taken from each patch"), Qt::ToolTipRole);
    m_method->setItemData(1, tr("By how much each patch raised what is explained"), Qt::ToolTipRole);
    m_save = makeIconButton(u"download"_s, tr("Save the picture with its evidence"), this);
    m_save->setObjectName(u"saveEvidence"_s);
    addHeadWidget(m_method);
    addHeadWidget(m_save);
    m_strip = new EvidenceStrip(this);
    m_strip->setObjectName(u"evidenceStrip"_s);
    m_words = makeMutedLabel({}, TextSize::Second, this);
    m_words->setWordWrap(true);
    body()->addWidget(m_strip);
    body()->addWidget(m_words);
    connect(m_method, &QComboBox::activated, this, [this] { Q_EMIT methodChosen(method()); });
    connect(m_save, &QToolButton::clicked, this, &EvidenceCard::saveRequested);
    showWords({});
}

EvidenceMethod EvidenceCard::method() const
{
    return m_method->currentIndex() == 0 ? EvidenceMethod::Rollout : EvidenceMethod::Gradient;
}

void EvidenceCard::setMethod(EvidenceMethod method)
{
    m_method->setCurrentIndex(method == EvidenceMethod::Rollout ? 0 : 1);
}

void EvidenceCard::showEvidence(const Evidence& evidence, const QString& whole, const QImage& picture)
{
    m_strip->setEvidence(evidence, whole, picture);
    m_strip->show();
    m_save->setEnabled(true);
    QStringList words;
    if (evidence.method == EvidenceMethod::Rollout)
        words.append(tr("Attention of all heads, multiplied through the blocks. The line holds 70 % of what stands "
                        "out. Attention is "
                        "not a reason; the cover test is."));
    else
        words.append(tr("By how much each patch raised the logit, through each word. The line holds 70 % of what "
                        "stands out. To first "
                        "order only; the cover test says whether it matters."));
    if (evidence.words.empty())
        words.append(tr("ITC never lets words and patches meet, so there is one map for the whole sentence."));
    if (evidence.cutPieces > 0)
        words.append(tr("The last %n word piece(s) did not fit into the model and were not read.", nullptr,
                        static_cast<int>(evidence.cutPieces)));
    m_words->setText(words.join(u' '));
    m_words->show();
}

void EvidenceCard::showWords(const QString& words)
{
    m_strip->clear();
    m_strip->hide();
    m_save->setEnabled(false);
    m_words->setText(words.isEmpty() ? tr("Where in the picture an answer comes from is shown here, for every word.")
                                     : words);
}

QString EvidenceCard::words() const
{
    return m_words->text();
}

} // namespace vlmo::ui
