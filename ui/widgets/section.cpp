#include "ui/widgets/section.h"

#include "ui/theme.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace vlmo::ui {

Section::Section(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent), m_title(makeLabel(title, TextSize::Body, true, this))
{
    auto* line = new QWidget(this);
    line->setFixedHeight(1);
    line->setBackgroundRole(QPalette::Mid);
    line->setAutoFillBackground(true);
    m_title->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::labelGap);
    column->addWidget(line);
    column->addWidget(m_title);
    column->addWidget(content);
}

void Section::setTitle(const QString& title)
{
    m_title->setText(title);
}

} // namespace vlmo::ui
