#include "ui/widgets/labels.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/widgets/buttons.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A label whose text has the colour of second text in whatever theme is shown.
class MutedLabel final : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        // The palette is set here and not once, as a change of theme replaces it.
        if (palette().color(QPalette::WindowText) != currentTheme().muted) {
            QPalette muted = palette();
            muted.setColor(QPalette::WindowText, currentTheme().muted);
            setPalette(muted);
        }
        QLabel::paintEvent(event);
    }
};

void prepare(QLabel& label, TextSize size, bool weight600)
{
    label.setTextFormat(Qt::PlainText);
    label.setFont(textFont(size, weight600));
}

} // namespace

QString toneIcon(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"circle-check"_s;
    case Tone::Warn:
        return u"triangle-alert"_s;
    case Tone::Error:
        return u"circle-x"_s;
    case Tone::Info:
        break;
    }
    return u"info"_s;
}

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    updateToolTip();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    // No more than all of it: a short word would else take room from what stands beside it.
    return {std::min(fontMetrics().horizontalAdvance(u"MM…"_s), sizeHint().width()), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Normal : QPalette::Disabled, foregroundRole()));
    painter.drawText(rect(), static_cast<int>(m_alignment | Qt::TextSingleLine),
                     fontMetrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

QLabel* makeLabel(const QString& text, TextSize size, bool weight600, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    prepare(*label, size, weight600);
    return label;
}

QLabel* makeMutedLabel(const QString& text, TextSize size, QWidget* parent)
{
    auto* label = new MutedLabel(text, parent);
    prepare(*label, size, false);
    return label;
}

Note::Note(Tone tone, const QString& text, QWidget* parent) : QFrame(parent), m_tone(tone), m_label(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12 + 16 + grid::labelGap, 10, 12, 10);
    m_label->setWordWrap(true);
    m_label->setMinimumWidth(60);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse); // So that an error can be copied.
    row->addWidget(m_label, 1);
    connect(m_label, &QLabel::linkActivated, this, &Note::linkActivated);
    setText(text);
}

void Note::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Note::setText(const QString& text)
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setText(text);
    setAccessibleName(text);
}

void Note::setRichText(const QString& html)
{
    m_label->setTextFormat(Qt::RichText);
    writeLinks(html);
    m_label->setTextInteractionFlags(Qt::TextBrowserInteraction);
}

void Note::writeLinks(const QString& html)
{
    m_linkColour = currentTheme().link;
    m_label->clear(); // An equal text would not be laid out again.
    m_label->setText(html);
}

QString Note::text() const
{
    return m_label->text();
}

void Note::paintEvent(QPaintEvent*)
{
    // A link keeps the colour of the theme in which it was written.
    if (m_label->textFormat() == Qt::RichText && m_linkColour != currentTheme().link)
        writeLinks(m_label->text());
    const ToneColours& tone = currentTheme().tone(m_tone);
    QPainter painter(this);
    const bool edged = m_tone == Tone::Error;
    paintRounded(painter, rect(), grid::controlRadius, tone.ground, edged ? tone.ink : QColor(Qt::transparent),
                 edged ? 1 : 0);
    painter.drawPixmap(12, 11, iconPixmap(toneIcon(m_tone), 16, tone.ink, devicePixelRatioF()));
}

void FactList::fill(ElidedLabel& label, const Fact& fact)
{
    label.setFont(textFont(TextSize::Body, fact.strong));
    label.setText(fact.value);
    label.setAccessibleName(u"%1: %2"_s.arg(fact.name, fact.value));
}

void clearLayout(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

FactList::FactList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
}

bool FactList::hasNames(const QList<Fact>& facts) const
{
    return std::equal(facts.begin(), facts.end(), m_names.begin(), m_names.end(),
                      [](const Fact& fact, const QString& name) { return fact.name == name; });
}

void FactList::setFacts(const QList<Fact>& facts)
{
    if (hasNames(facts)) {
        for (qsizetype row = 0; row < facts.size(); ++row)
            fill(*m_values[row], facts[row]);
        return;
    }
    m_names.clear();
    m_values.clear();
    clearLayout(*m_grid);
    for (int row = 0; row < facts.size(); ++row) {
        auto* value = new ElidedLabel({}, this);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setElideMode(Qt::ElideMiddle);
        fill(*value, facts[row]);
        m_names.append(facts[row].name);
        m_values.append(value);
        m_grid->addWidget(makeMutedLabel(facts[row].name, TextSize::Body, this), row, 0);
        m_grid->addWidget(value, row, 1);
    }
}

EmptyState::EmptyState(const QString& sentence, const QString& buttonText, QWidget* parent)
    : QWidget(parent), m_sentence(makeMutedLabel(sentence, TextSize::Lead, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(grid::cardGap);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    column->addStretch(1);
    column->addWidget(m_sentence);
    if (!buttonText.isEmpty()) {
        m_button = makePrimaryButton(buttonText, {}, this);
        column->addWidget(m_button, 0, Qt::AlignHCenter);
        connect(m_button, &QPushButton::clicked, this, &EmptyState::activated);
    }
    column->addStretch(1);
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

} // namespace vlmo::ui
