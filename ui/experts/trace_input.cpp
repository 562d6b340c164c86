#include "ui/experts/trace_input.h"

#include "ui/experts/picture_well.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int slowMilliseconds = 300;
constexpr int longestSentence = 2'000;

// Places of the modes in the segmented button.
constexpr int imagePlace = 0;
constexpr int textPlace = 1;
constexpr int fusedPlace = 2;

} // namespace

TraceInput::TraceInput(QWidget* parent)
    : QWidget(parent), m_well(new PictureWell(this)), m_sentence(new QLineEdit(this)),
      m_mode(new SegmentedButton({tr("Image"), tr("Text"), tr("Fused")}, tr("What is recorded"), this)),
      m_measure(new QComboBox(this)), m_record(makePrimaryButton(tr("Record trace"), u"circle-dot"_s, this)),
      m_cancel(makeButton(tr("Stop"), u"x"_s, this))
{
    buildLayout();
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_record->setIcon(icon(u"loader"_s, IconPlace::OnPrimary));
        m_cancel->show();
    });
    connect(m_well, &PictureWell::clicked, this, &TraceInput::choosePicture);
    connect(m_well, &PictureWell::removeRequested, this, &TraceInput::pictureRemoved);
    connect(m_sentence, &QLineEdit::textChanged, this, &TraceInput::fitModes);
    connect(m_sentence, &QLineEdit::returnPressed, this, &TraceInput::recordRequested);
    connect(m_record, &QPushButton::clicked, this, &TraceInput::recordRequested);
    connect(m_cancel, &QPushButton::clicked, this, &TraceInput::cancelRequested);
    connect(m_measure, &QComboBox::activated, this,
            [this](int place) { Q_EMIT measureChosen(traceMeasures[static_cast<std::size_t>(place)]); });
    fitModes();
}

void TraceInput::buildLayout()
{
    m_well->setObjectName(u"pictureWell"_s);
    m_sentence->setObjectName(u"sentence"_s);
    m_sentence->setPlaceholderText(tr("Sentence, question or caption"));
    m_sentence->setAccessibleName(tr("Sentence"));
    m_sentence->setMaxLength(longestSentence);
    m_sentence->setMinimumWidth(120);
    m_sentence->installEventFilter(this);
    for (const TraceMeasure measure : traceMeasures) {
        m_measure->addItem(measureTitle(measure));
        m_measure->setItemData(m_measure->count() - 1, measureMeaning(measure), Qt::ToolTipRole);
    }
    m_measure->setObjectName(u"measure"_s);
    m_measure->setMinimumContentsLength(16);
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_record->setObjectName(u"record"_s);
    m_cancel->setObjectName(u"cancel"_s);
    m_cancel->hide();

    QLabel* strength = makeMutedLabel(tr("S&trength"), TextSize::Body, this);
    strength->setBuddy(m_measure);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::labelGap);
    row->addWidget(m_well);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_mode);
    row->addSpacing(grid::labelGap);
    row->addWidget(strength);
    row->addWidget(m_measure);
    row->addWidget(m_record);
    row->addWidget(m_cancel);
}

void TraceInput::setPicture(const QImage& preview, const QString& name)
{
    m_well->setPicture(preview, name);
    fitModes();
}

void TraceInput::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence.left(longestSentence));
    m_sentence->setCursorPosition(0);
}

QString TraceInput::sentence() const
{
    return m_sentence->text().simplified();
}

TraceMode TraceInput::mode() const
{
    switch (m_mode->current()) {
    case imagePlace:
        return TraceMode::Image;
    case textPlace:
        return TraceMode::Text;
    default:
        return TraceMode::Fused;
    }
}

void TraceInput::setMode(TraceMode mode)
{
    m_mode->setCurrent(mode == TraceMode::Image ? imagePlace : mode == TraceMode::Text ? textPlace : fusedPlace);
}

void TraceInput::fitModes()
{
    const bool picture = m_well->hasPicture();
    const bool words = !sentence().isEmpty();
    m_mode->setSegmentEnabled(imagePlace, picture, picture ? QString() : tr("Needs a picture"));
    m_mode->setSegmentEnabled(textPlace, words, words ? QString() : tr("Needs a sentence"));
    m_mode->setSegmentEnabled(fusedPlace, picture && words,
                              picture && words ? QString() : tr("Needs a picture and a sentence"));
    if (picture == m_hadPicture && words == m_hadSentence)
        return;
    m_hadPicture = picture;
    m_hadSentence = words;
    setMode(picture && !words ? TraceMode::Image : words && !picture ? TraceMode::Text : TraceMode::Fused);
}

void TraceInput::setRecording(bool recording)
{
    if (recording) {
        m_slow.start();
        return;
    }
    m_slow.stop();
    m_record->setIcon(icon(u"circle-dot"_s, IconPlace::OnPrimary));
    if (m_cancel->hasFocus())
        m_record->setFocus();
    m_cancel->hide();
}

void TraceInput::focusSentence()
{
    m_sentence->setFocus(Qt::ShortcutFocusReason);
    m_sentence->selectAll();
}

bool TraceInput::pastePicture()
{
    const PictureSource source = PictureSource::from(*QApplication::clipboard()->mimeData());
    if (source.isEmpty())
        return false;
    Q_EMIT pictureChosen(source);
    return true;
}

void TraceInput::choosePicture()
{
    PictureSource::choose(this, tr("Choose a picture"),
                          [this](const PictureSource& source) { Q_EMIT pictureChosen(source); });
}

bool TraceInput::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_sentence && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste) && pastePicture())
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace vlmo::ui
