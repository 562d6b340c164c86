#include "ui/widgets/card.h"

#include "ui/paint.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace vlmo::ui {

Card::Card(const QString& title, QWidget* parent) : QFrame(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    m_head = new QWidget(this);
    m_head->setFixedHeight(grid::cardHead);
    m_headRow = new QHBoxLayout(m_head);
    m_headRow->setContentsMargins(grid::cardPadding, 0, grid::labelGap, 0);
    m_headRow->setSpacing(grid::labelGap);
    m_title = new QLabel(m_head);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(textFont(TextSize::Body, true));
    m_second = new QLabel(m_head);
    m_second->setTextFormat(Qt::PlainText);
    m_second->setForegroundRole(QPalette::PlaceholderText);
    m_second->hide();
    m_headRow->addWidget(m_title);
    m_headRow->addWidget(m_second);
    m_headRow->addStretch(1);
    column->addWidget(m_head);

    auto* bodyHolder = new QWidget(this);
    m_body = new QVBoxLayout(bodyHolder);
    m_body->setContentsMargins(grid::cardPadding, grid::cardPadding, grid::cardPadding, grid::cardPadding);
    m_body->setSpacing(grid::labelGap);
    column->addWidget(bodyHolder, 1);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_head->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setSecondText(const QString& text)
{
    m_second->setText(text);
    fitHead();
}

void Card::addHeadWidget(QWidget* control)
{
    m_headRow->addWidget(control);
    fitHead();
}

void Card::addLegend(QWidget* legend)
{
    m_headRow->insertWidget(2 + m_legends, legend);
    ++m_legends;
    fitHead();
}

void Card::fitHead()
{
    if (m_second->text().isEmpty()) {
        m_second->hide();
        return;
    }
    int others = m_headRow->contentsMargins().left() + m_headRow->contentsMargins().right();
    for (int place = 0; place < m_headRow->count(); ++place) {
        QWidget* widget = m_headRow->itemAt(place)->widget();
        if (widget != nullptr && widget != m_second && !widget->isHidden())
            others += widget->sizeHint().width() + m_headRow->spacing();
    }
    m_second->setVisible(others + m_second->sizeHint().width() + m_headRow->spacing() <= width());
}

void Card::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    paintRounded(painter, rect(), grid::cardRadius, theme.card, theme.mid);
    if (!m_head->isHidden())
        painter.fillRect(QRect(1, m_head->geometry().bottom(), width() - 2, 1), theme.midlight);
}

void Card::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitHead();
}

} // namespace vlmo::ui
