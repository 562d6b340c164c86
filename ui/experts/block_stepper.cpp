#include "ui/experts/block_stepper.h"

#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

BlockStepper::BlockStepper(TraceSelection& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection), m_back(makeIconButton(u"chevron-left"_s, tr("Block before"), this)),
      m_number(makeLabel({}, TextSize::Body, true, this)),
      m_forward(makeIconButton(u"chevron-right"_s, tr("Next block"), this))
{
    m_number->setAlignment(Qt::AlignCenter);
    m_number->setMinimumWidth(m_number->fontMetrics().horizontalAdvance(u"00"_s));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(makeMutedLabel(tr("Block"), TextSize::Body, this));
    row->addWidget(m_back);
    row->addWidget(m_number);
    row->addWidget(m_forward);
    connect(m_back, &QToolButton::clicked, this, [this] { m_selection.selectBlock(m_selection.block() - 1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { m_selection.selectBlock(m_selection.block() + 1); });
    connect(&selection, &TraceSelection::traceChanged, this, &BlockStepper::showBlock);
    connect(&selection, &TraceSelection::blockChanged, this, &BlockStepper::showBlock);
    showBlock();
}

void BlockStepper::showBlock()
{
    m_number->setText(QString::number(m_selection.block()));
    m_number->setAccessibleName(tr("Block %1").arg(m_selection.block()));
    m_back->setEnabled(m_selection.block() > 0);
    m_forward->setEnabled(m_selection.block() + 1 < m_selection.blockCount());
}

} // namespace vlmo::ui
