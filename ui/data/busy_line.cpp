#include "ui/data/busy_line.h"

#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QTimer>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int moment = 300; ///< Milliseconds.
}

BusyLine::BusyLine(QWidget* parent) : QWidget(parent), m_moment(new QTimer(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::cardPadding, 4, grid::labelGap, 4);
    m_text = new ElidedLabel({}, this);
    row->addWidget(m_text, 1);
    QPushButton* stop = makeButton(tr("Stop"), u"x"_s, this);
    stop->setObjectName(u"stop"_s);
    stop->setFixedHeight(grid::headControlHeight);
    row->addWidget(stop);
    connect(stop, &QPushButton::clicked, this, &BusyLine::cancelled);
    m_moment->setSingleShot(true);
    connect(m_moment, &QTimer::timeout, this, &QWidget::show);
    hide();
}

void BusyLine::showWork(const QString& what, const QString& howFar)
{
    m_text->setText(howFar.isEmpty() ? what : tr("%1: %2").arg(what, howFar));
    if (isHidden() && !m_moment->isActive())
        m_moment->start(moment);
}

void BusyLine::hideWork()
{
    m_moment->stop();
    hide();
}

} // namespace vlmo::ui
