#include "ui/widgets/side_pane.h"

#include "ui/theme.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace vlmo::ui {

SidePane::SidePane(const QString& name, const QString& emptyWords, QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    setAccessibleName(name);

    auto* holder = new QWidget;
    holder->setBackgroundRole(QPalette::AlternateBase);
    m_outer = new QVBoxLayout(holder);
    m_outer->setContentsMargins(0, 0, 0, 0);
    m_empty = new EmptyState(emptyWords, {}, holder);
    m_content = new QWidget(holder);
    m_outer->addWidget(m_empty, 1);
    m_outer->addWidget(m_content);
    m_outer->addStretch(0);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    m_column->setSpacing(grid::cardGap);
    setWidget(holder);
    showContent(false);
}

bool SidePane::hasContent() const
{
    return !m_content->isHidden();
}

void SidePane::showContent(bool shown)
{
    m_content->setVisible(shown);
    m_empty->setVisible(!shown);
    m_outer->setStretch(m_outer->count() - 1, shown ? 1 : 0); // What is left over is below, not between the rows.
}

} // namespace vlmo::ui
