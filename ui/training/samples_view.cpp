#include "ui/training/samples_view.h"

#include "core/base/error.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/picture_frame.h"
#include "ui/work/failure.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pictureSide = 84;
constexpr int answersWidth = 190;
constexpr int sliderLeast = 60;
constexpr int sliderMost = 180;
constexpr int kindLetters = 10; ///< Shown of a kind's title where there is little room.

QWidget* makePicture(const SamplePicture& picture, QWidget* parent)
{
    auto* holder = new QWidget(parent);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* frame = new PictureFrame(holder);
    frame->setFixedSize(pictureSide, pictureSide);
    // Small pictures are enlarged without smoothing, so that patches stay what they are.
    const QPixmap pixmap(QString::fromStdString(picture.file.string()));
    frame->setPicture(pixmap.isNull() ? pixmap
                                      : pixmap.scaled(frame->size() - QSize(8, 8), Qt::KeepAspectRatio,
                                                      pixmap.width() < pictureSide ? Qt::FastTransformation
                                                                                   : Qt::SmoothTransformation),
                      {}, SamplesView::tr("not there"));
    frame->setToolTip(QString::fromStdString(picture.file.string()));
    frame->setAccessibleName(picture.caption);
    column->addWidget(frame, 0, Qt::AlignHCenter);
    if (!picture.caption.isEmpty()) {
        const QString mark = picture.isRight ? u"✓ "_s : picture.isWrong ? u"✕ "_s : QString();
        QLabel* caption = makeMutedLabel(mark + picture.caption, TextSize::Second, holder);
        caption->setAlignment(Qt::AlignCenter);
        column->addWidget(caption);
    }
    return holder;
}

/// The sentence with each hidden piece replaced by what was guessed: right ones in green, wrong ones in red, and both
/// told in words too.
QString sentenceHtml(const std::vector<SampleWord>& words)
{
    const Theme& theme = currentTheme();
    QString html;
    for (const SampleWord& word : words) {
        const bool joins = word.piece.startsWith(u"##"_s) && !word.isHidden();
        if (!html.isEmpty() && !joins)
            html += u' ';
        if (!word.isHidden()) {
            html += (joins ? word.piece.mid(2) : word.piece).toHtmlEscaped();
            continue;
        }
        const bool right = word.guess == word.truth;
        const ToneColours& tone = right ? theme.ok : theme.error;
        const QString guess = word.guess + u' ' + QLocale().toString(word.probability, 'f', 2);
        //: A wrong guess with its probability, and the right word: "cat 0.40, is dog"
        const QString text = right ? u"✓ "_s + guess : u"✕ "_s + SamplesView::tr("%1, is %2").arg(guess, word.truth);
        html += u"<span style='color:%1;background-color:%2'>&nbsp;%3&nbsp;</span>"_s.arg(
            tone.ink.name(), tone.ground.name(), text.toHtmlEscaped());
    }
    return html;
}

/// What was answered, with what is right where that is something else; then what came next.
QString answersHtml(const SampleAnswers& answers)
{
    const Theme& theme = currentTheme();
    const auto told = [](const SampleAnswer& answer) {
        // In brackets, as an answer may be a number itself.
        return u"%1 (%2)"_s.arg(answer.text, QLocale().toString(answer.probability, 'f', 2));
    };
    QString first = answers.given.empty() ? SamplesView::tr("nothing") : told(answers.given.front());
    if (answers.given.empty() || answers.given.front().text != answers.truth)
        //: What was answered with its probability, and the right answer: "red (0.40), is blue"
        first = answers.isRight ? SamplesView::tr("%1, most said %2").arg(first, answers.truth)
                                : SamplesView::tr("%1, is %2").arg(first, answers.truth);
    const ToneColours& tone = answers.isRight ? theme.ok : theme.error;
    QString html = u"<span style='color:%1;background-color:%2'>&nbsp;%3&nbsp;</span>"_s.arg(
        tone.ink.name(), tone.ground.name(), ((answers.isRight ? u"✓ "_s : u"✕ "_s) + first).toHtmlEscaped());
    QStringList others;
    for (std::size_t i = 1; i < answers.given.size(); ++i)
        others.append(told(answers.given[i]));
    const auto line = [&](const QString& words) {
        html += u"<br><span style='color:%1'>%2</span>"_s.arg(theme.muted.name(), words.toHtmlEscaped());
    };
    if (!others.isEmpty())
        line(SamplesView::tr("then %1").arg(others.join(u", "_s)));
    if (!answers.kind.isEmpty())
        line(SamplesView::tr("kind: %1").arg(answers.kind));
    return html;
}

QLabel* makeRichLabel(const QString& html, QWidget* parent)
{
    auto* label = new QLabel(html, parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QWidget* makeItem(const SampleItem& item, QWidget* parent)
{
    auto* holder = new QWidget(parent);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 12, 4);
    column->setSpacing(4);
    if (!item.title.isEmpty()) {
        QLabel* title = makeLabel(item.title, TextSize::Body, true, holder);
        title->setWordWrap(true);
        const int beside = item.answers ? answersWidth : 0;
        title->setMaximumWidth(
            std::max(2 * (pictureSide + 8), static_cast<int>(item.pictures.size()) * (pictureSide + 8) + beside));
        column->addWidget(title);
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (const SamplePicture& picture : item.pictures)
        row->addWidget(makePicture(picture, holder), 0, Qt::AlignTop);
    if (!item.words.empty()) {
        QLabel* sentence = makeRichLabel(sentenceHtml(item.words), holder);
        sentence->setMinimumWidth(260);
        QStringList hints;
        for (const SampleWord& word : item.words) {
            if (word.isHidden() && !word.others.isEmpty())
                hints.append(SamplesView::tr("%1: then %2").arg(word.truth, word.others));
        }
        sentence->setToolTip(hints.join(u'\n'));
        row->addWidget(sentence, 1);
    } else if (item.answers) {
        QLabel* answers = makeRichLabel(answersHtml(*item.answers), holder);
        answers->setFixedWidth(answersWidth);
        row->addWidget(answers, 1, Qt::AlignTop);
    } else {
        row->addStretch(1);
    }
    column->addLayout(row);
    column->addStretch(1);
    return holder;
}

} // namespace

SamplesView::SamplesView(QWidget* parent) : QWidget(parent)
{
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    m_kind = new QComboBox(this);
    m_kind->setAccessibleName(tr("What the samples show"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setAccessibleName(tr("Step of the samples"));
    m_slider->setToolTip(m_slider->accessibleName());
    m_slider->setMinimumWidth(sliderLeast);
    m_slider->setMaximumWidth(sliderMost);
    m_slider->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind->setMinimumContentsLength(kindLetters);
    m_kind->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_step = makeLabel({}, TextSize::Body, true, this);
    m_title = makeLabel(tr("Samples"), TextSize::Body, true, this);
    head->addWidget(m_title);
    head->addWidget(m_kind);
    head->addStretch(1);
    m_stepName = makeMutedLabel(tr("step"), TextSize::Second, this);
    head->addWidget(m_stepName);
    head->addWidget(m_slider);
    head->addWidget(m_step);
    m_message = makeMutedLabel({}, TextSize::Second, this);
    m_message->setWordWrap(true);
    m_area = new QScrollArea(this);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::cardPadding, 6, grid::cardPadding, 6);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_message);
    column->addWidget(m_area, 1);
    connect(m_kind, &QComboBox::activated, this, &SamplesView::chooseKind);
    connect(m_slider, &QSlider::valueChanged, this, &SamplesView::showStep);
    setSamples({}, {});
}

void SamplesView::setSamples(const std::filesystem::path& runFolder, const std::vector<SampleEvent>& samples)
{
    if (runFolder == m_folder && samples.size() == m_samples.size() && !samples.empty())
        return;
    if (runFolder != m_folder)
        m_shownFile.clear();
    m_folder = runFolder;
    m_samples = samples;
    QStringList kinds;
    for (const SampleEvent& sample : samples) {
        if (const QString kind = QString::fromStdString(sample.kind); !kinds.contains(kind))
            kinds.append(kind);
    }
    QStringList known;
    for (int i = 0; i < m_kind->count(); ++i)
        known.append(m_kind->itemData(i).toString());
    if (kinds != known) {
        const QString chosen = m_kind->currentData().toString();
        m_kind->clear();
        for (const QString& kind : kinds)
            m_kind->addItem(sampleKindTitle(kind.toStdString()), kind);
        m_kind->setCurrentIndex(std::max(0, m_kind->findData(chosen)));
    }
    for (QWidget* control :
         {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_step)})
        control->setVisible(!kinds.isEmpty());
    fitHead();
    chooseKind();
}

void SamplesView::fitHead()
{
    // Where there is no room for all, the words go that the panel's own tabs and the slider's tool tip say too.
    const int whole = m_title->sizeHint().width() + m_kind->sizeHint().width() + m_stepName->sizeHint().width() +
                      sliderLeast + m_step->sizeHint().width() + 5 * grid::labelGap + 2 * grid::cardPadding;
    const bool roomy = width() >= whole;
    m_title->setVisible(roomy || m_kind->count() == 0);
    m_stepName->setVisible(roomy && m_kind->count() > 0);
}

void SamplesView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHead();
}

void SamplesView::chooseKind()
{
    const bool wasLast = m_slider->value() == m_slider->maximum();
    const std::string kind = m_kind->currentData().toString().toStdString();
    m_shown.clear();
    std::ranges::copy_if(m_samples, std::back_inserter(m_shown),
                         [&](const SampleEvent& sample) { return sample.kind == kind; });
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, stepCount() - 1));
        if (wasLast)
            m_slider->setValue(m_slider->maximum());
    }
    m_slider->setEnabled(stepCount() > 1);
    m_kind->setToolTip(m_kind->currentText());
    showStep(m_slider->value());
}

int SamplesView::stepCount() const
{
    return static_cast<int>(m_shown.size());
}

std::int64_t SamplesView::shownStep() const
{
    const auto place = static_cast<std::size_t>(m_slider->value());
    return place < m_shown.size() ? m_shown[place].step : 0;
}

QString SamplesView::problem() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void SamplesView::showStep(int place)
{
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(place);
    }
    m_step->setText(m_shown.empty() ? QString() : countText(shownStep()));
    m_area->setVisible(!m_shown.empty());
    if (m_shown.empty()) {
        m_items.clear();
        m_shownFile.clear();
        m_message->setText(tr("No samples yet. The recipe's watching.samples_every says how often a run makes them."));
        m_message->show();
        return;
    }
    show(m_shown[static_cast<std::size_t>(m_slider->value())]);
}

void SamplesView::show(const SampleEvent& sample)
{
    if (sample.file == m_shownFile)
        return;
    m_shownFile = sample.file;
    m_items.clear();
    m_message->hide();
    try {
        m_items = readSamples(m_folder / sample.file, sample.kind);
    } catch (const Error& error) {
        m_message->setText(failureText(error));
        m_message->show();
    }
    fill();
}

void SamplesView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_area != nullptr && !m_items.empty())
        fill(); // Right and wrong words have the theme's colours.
}

void SamplesView::fill()
{
    auto* holder = new QWidget;
    auto* flow = new FlowLayout(holder, 8);
    flow->setContentsMargins(0, 0, 0, 0);
    for (const SampleItem& item : m_items)
        flow->addWidget(makeItem(item, holder));
    m_area->setWidget(holder); // Deletes what was there.
    holder->setAutoFillBackground(false);
    m_area->viewport()->setAutoFillBackground(false);
}

} // namespace vlmo::ui
