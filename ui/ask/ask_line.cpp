#include "ui/ask/ask_line.h"

#include "ui/icons.h"
#include "ui/picture_source.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int slowMilliseconds = 300;
constexpr int longestText = 2'000;

/// In the language that models are trained on, whatever the window's.
QStringList examplesOf(AskKind kind)
{
    switch (kind) {
    case AskKind::Match:
        return {u"a red bird"_s, u"a drawing of a fruit"_s, u"something to drive"_s};
    case AskKind::Compare:
        return {u"the left picture is mostly red"_s, u"both pictures show a kind of animal"_s};
    case AskKind::Fill:
        return {u"a picture of a [MASK]"_s, u"the main colour is [MASK]"_s};
    case AskKind::Question:
        break;
    }
    return {u"what is the main colour?"_s, u"what is this?"_s};
}

} // namespace

AskLine::AskLine(QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit(this)), m_ask(makePrimaryButton(tr("Ask"), {}, this)),
      m_stop(makeButton(tr("Stop"), u"x"_s, this)), m_examples(new QWidget(this)), m_flow(new FlowLayout(m_examples))
{
    m_line->setObjectName(u"question"_s);
    m_line->setMaxLength(longestText);
    m_line->setClearButtonEnabled(true);
    m_line->setMinimumHeight(grid::queryHeight - 4);
    m_line->setFont(textFont(TextSize::Lead));
    m_line->addAction(icon(u"message-circle-question-mark"_s), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_ask->setObjectName(u"ask"_s);
    m_ask->setMinimumHeight(grid::queryHeight - 4);
    m_stop->setObjectName(u"stopAsking"_s);
    m_stop->setMinimumHeight(grid::queryHeight - 4);
    m_stop->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(grid::labelGap);
    row->addWidget(m_line, 1);
    row->addWidget(m_ask);
    row->addWidget(m_stop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::labelGap);
    column->addLayout(row);
    column->addWidget(m_examples);

    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_slow, &QTimer::timeout, m_stop, &QWidget::show);
    connect(m_line, &QLineEdit::returnPressed, this, &AskLine::asked);
    connect(m_ask, &QPushButton::clicked, this, &AskLine::asked);
    connect(m_stop, &QPushButton::clicked, this, &AskLine::stopRequested);
    setKind(AskKind::Question);
}

void AskLine::setKind(AskKind kind)
{
    QString hint = tr("Ask something about the picture");
    if (kind == AskKind::Match)
        hint = tr("A sentence that may fit the picture");
    else if (kind == AskKind::Compare)
        hint = tr("A statement about both pictures");
    else if (kind == AskKind::Fill)
        hint = tr("A sentence with [MASK] in it");
    m_line->setPlaceholderText(hint);
    m_line->setAccessibleName(hint);
    m_flow->clear();
    QLabel* lead = makeMutedLabel(tr("Try"), TextSize::Second, m_examples);
    m_flow->addWidget(lead);
    for (const QString& example : examplesOf(kind)) {
        auto* chip = new Chip(example, m_examples);
        chip->setToolTip(tr("Ask this. Models read English."));
        connect(chip, &Chip::clicked, this, [this, example] {
            setText(example);
            Q_EMIT asked();
        });
        lead->setFixedHeight(chip->sizeHint().height());
        m_flow->addWidget(chip);
        chip->show();
    }
    lead->show();
    updateGeometry();
}

void AskLine::setText(const QString& text)
{
    m_line->setText(text.left(longestText));
    m_line->setCursorPosition(0);
}

QString AskLine::text() const
{
    return m_line->text().simplified();
}

void AskLine::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void AskLine::setAskable(bool askable, const QString& why)
{
    m_ask->setEnabled(askable);
    m_ask->setToolTip(why);
}

void AskLine::setAsking(bool asking)
{
    if (asking) {
        if (!m_slow.isActive() && m_stop->isHidden())
            m_slow.start();
        return;
    }
    m_slow.stop();
    if (m_stop->hasFocus())
        m_ask->setFocus();
    m_stop->hide();
}

bool AskLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste) &&
        !PictureSource::from(*QApplication::clipboard()->mimeData()).isEmpty()) {
        Q_EMIT picturePasted();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vlmo::ui
