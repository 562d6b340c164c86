#include "ui/ask/answers_card.h"

#include "ui/ask/answer_bars.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

AnswersCard::AnswersCard(QWidget* parent) : Card(tr("Answers"), parent)
{
    setObjectName(u"answersCard"_s);
    m_copy = makeIconButton(u"copy"_s, tr("Copy the answers as text"), this);
    m_copy->setObjectName(u"copyAnswers"_s);
    addHeadWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QStringList parts;
        for (int model = 0; model < (m_second ? 2 : 1); ++model) {
            if (m_second)
                parts.append(m_columns.at(static_cast<std::size_t>(model)).name->text());
            parts.append(bars(model).asText());
        }
        QApplication::clipboard()->setText(parts.join(u'\n'));
    });

    m_empty = makeMutedLabel({}, TextSize::Body, this);
    m_empty->setWordWrap(true);
    body()->addWidget(m_empty);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::panelMargin);
    for (Column& column : m_columns) {
        column = makeColumn();
        row->addWidget(column.holder, 1);
    }
    body()->addLayout(row);
    m_foot = makeMutedLabel({}, TextSize::Second, this);
    m_foot->setWordWrap(true);
    body()->addWidget(m_foot);
    setSecond(false, {});
    setKind(AskKind::Question);
}

AnswersCard::Column AnswersCard::makeColumn()
{
    Column column;
    column.holder = new QWidget(this);
    auto* layout = new QVBoxLayout(column.holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    column.name = new ElidedLabel({}, column.holder);
    column.name->setFont(textFont(TextSize::Second, true));
    column.bars = new AnswerBars(column.holder);
    column.problem = new Note(Tone::Info, {}, column.holder);
    layout->addWidget(column.name);
    layout->addWidget(column.bars);
    layout->addWidget(column.problem);
    layout->addStretch(1);
    return column;
}

void AnswersCard::setKind(AskKind kind)
{
    m_kind = kind;
    setTitle(kind == AskKind::Match     ? tr("How well it fits")
             : kind == AskKind::Compare ? tr("Is it true?")
                                        : tr("Answers"));
    m_columns[0].bars->setObjectName(u"answers"_s);
    m_columns[1].bars->setObjectName(u"secondAnswers"_s);
    clear();
}

void AnswersCard::setSecond(bool shown, const QString& name)
{
    m_second = shown;
    m_columns[1].holder->setVisible(shown);
    m_columns[1].name->setText(name);
    for (Column& column : m_columns)
        column.name->setVisible(shown);
    if (!shown || m_columns[1].name->text().isEmpty()) {
        m_columns[1].bars->setGroups({});
        m_columns[1].problem->hide();
    }
}

void AnswersCard::clear()
{
    setSecondText({});
    for (Column& column : m_columns) {
        column.bars->setGroups({});
        column.problem->hide();
        column.problem->setText({});
    }
    updateFoot();
}

void AnswersCard::showReply(int model, const AskReply& reply, const std::optional<ModelFacts>& facts)
{
    Column& column = m_columns.at(static_cast<std::size_t>(model));
    column.name->setText(reply.model);
    column.problem->hide();
    column.problem->setText({});
    column.bars->setGroups(reply.groups);
    if (model == 0) {
        const QString time =
            tr("%1 ms").arg(QLocale().toString(reply.milliseconds, 'f', reply.milliseconds < 10 ? 1 : 0));
        setSecondText(
            m_kind == AskKind::Question && facts ? tr("%L1 known answers, %2").arg(facts->vqaAnswers).arg(time) : time);
    }
    updateFoot();
}

void AnswersCard::showProblem(int model, const QString& words)
{
    Column& column = m_columns.at(static_cast<std::size_t>(model));
    column.bars->setGroups({});
    column.problem->setText(words);
    column.problem->setVisible(!words.isEmpty());
    updateFoot();
}

QString AnswersCard::problem(int model) const
{
    const Column& column = m_columns.at(static_cast<std::size_t>(model));
    return column.problem->isHidden() ? QString() : column.problem->text();
}

void AnswersCard::updateFoot()
{
    bool ticks = false;
    bool filled = false;
    for (const Column& column : m_columns) {
        for (const AnswerGroup& group : column.bars->groups()) {
            filled = filled || !group.rows.isEmpty();
            for (const AnswerRow& row : group.rows)
                ticks = ticks || row.alone.has_value();
        }
    }
    QStringList words;
    if (ticks)
        words.append(m_kind == AskKind::Match ? tr("The tick is what a plain grey picture gets.")
                                              : tr("The tick is what the words alone would give."));
    if (m_kind == AskKind::Question)
        words.append(tr("Each score is a sigmoid of its own: they do not add up to 100 %."));
    else if (m_kind == AskKind::Fill)
        words.append(tr("Probabilities add up to 100 % over the whole vocabulary."));
    else if (m_kind == AskKind::Match)
        words.append(tr("The similarity is a cosine, no probability: compare it with that of other sentences."));
    m_foot->setText(words.join(u' '));
    m_foot->setVisible(filled);
    m_copy->setEnabled(filled);
    const bool problem = !m_columns[0].problem->isHidden() || !m_columns[1].problem->isHidden();
    m_empty->setVisible(!filled && !problem);
    QString first = tr("Choose a picture, type a question and press Return.");
    if (m_kind == AskKind::Match)
        first = tr("Choose a picture, type a sentence and press Return.");
    else if (m_kind == AskKind::Compare)
        first = tr("Choose two pictures, type a statement about both and press Return.");
    else if (m_kind == AskKind::Fill)
        first = tr("Type a sentence with [MASK] where a word is missing, and press Return. A picture may help.");
    m_empty->setText(first);
}

} // namespace vlmo::ui
