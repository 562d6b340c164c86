#include "ui/library/start_cards.h"

#include "ui/icons.h"
#include "ui/library/start_previews.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int leastPreviewCard = 250; ///< Narrower, pictures and bars of a preview say nothing any more.
constexpr int leastCard = 180;
constexpr int leastPreviewRoom = 590; ///< Less height leaves no row of the grid in sight.
constexpr int leastCardRoom = 440;

struct CardTexts {
    QString name; ///< In the names of objects.
    QString iconName;
    QString title;
    QString about;
    QString button;
};

CardTexts textsOf(StartCards::Activity activity)
{
    switch (activity) {
    case StartCards::Activity::Ask:
        return {u"Ask"_s, u"message-circle-question-mark"_s, StartCards::tr("Ask about a picture"),
                StartCards::tr("Ask a question, read the answers with their probability."), StartCards::tr("Ask")};
    case StartCards::Activity::LookInside:
        return {u"Experts"_s, u"layers"_s, StartCards::tr("Look inside"),
                StartCards::tr("See what each expert did to every word and patch."), StartCards::tr("Open Experts")};
    case StartCards::Activity::Search:
        break;
    }
    return {u"Search"_s, u"search"_s, StartCards::tr("Search these pictures"),
            StartCards::tr("Type a sentence, or drop or paste a picture."), StartCards::tr("Search")};
}

QString previewWaits()
{
    return StartCards::tr("Shown once the pictures are indexed");
}

} // namespace

StartCards::StartCards(Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent), m_search(new SearchPreview(thumbnails, this)), m_ask(new AskPreview(thumbnails, this)),
      m_trace(new TracePreview(this))
{
    m_ask->showWords(previewWaits());
    m_cards = new QWidget(this);
    auto* row = new QHBoxLayout(m_cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::panelMargin);
    row->addWidget(makeCard(Activity::Search, m_search), 1);
    row->addWidget(makeCard(Activity::Ask, m_ask), 1);
    row->addWidget(makeCard(Activity::LookInside, m_trace), 1);
    m_buttons = makeButtons();
    m_buttons->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::cardGap);
    column->addWidget(makeHead());
    column->addWidget(m_cards);
    column->addWidget(m_buttons);
    // Not fixed, which would be the height without line breaks.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

StartCards::~StartCards() = default;

QWidget* StartCards::makeHead()
{
    auto* head = new QWidget(this);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("The demo is open"), TextSize::PageTitle, true, head));
    m_summary = makeMutedLabel(tr("A small model and a library of demo pictures. Everything runs on this computer. "
                                  "The model knows clip art, not photographs."),
                               TextSize::Body, head);
    m_summary->setWordWrap(true);
    words->addWidget(m_summary);
    QToolButton* close = makeIconButton(u"x"_s, tr("Close the start cards"), head);
    close->setObjectName(u"closeStartCards"_s);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(words, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &StartCards::closed);
    return head;
}

/// Preview, title, one sentence, and at the bottom the button with its key.
QWidget* StartCards::makeCard(Activity activity, QWidget* preview)
{
    const CardTexts texts = textsOf(activity);
    auto* card = new Card({}, m_cards);
    card->setAccessibleName(texts.title);
    auto* body = card->body();
    body->setContentsMargins(grid::panelMargin, grid::cardPadding, grid::panelMargin, grid::cardPadding);
    body->addWidget(preview);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    auto* sign = new QToolButton(card);
    sign->setIcon(icon(texts.iconName));
    sign->setIconSize({18, 18});
    sign->setAutoRaise(true);
    sign->setFocusPolicy(Qt::NoFocus);
    sign->setAttribute(Qt::WA_TransparentForMouseEvents);
    sign->setFixedSize(20, 20);
    head->addWidget(sign);
    head->addWidget(makeLabel(texts.title, TextSize::Lead, true, card), 1);
    body->addLayout(head);
    QLabel* about = makeMutedLabel(texts.about, TextSize::Body, card);
    about->setWordWrap(true);
    body->addWidget(about);
    body->addStretch(1);
    QPushButton* button =
        activity == Activity::Search ? makePrimaryButton(texts.button, {}, card) : makeButton(texts.button, {}, card);
    button->setObjectName(u"start"_s + texts.name);
    QLabel* keys = makeMutedLabel({}, TextSize::Second, card);
    auto* foot = new QHBoxLayout;
    foot->addWidget(button);
    foot->addStretch(1);
    foot->addWidget(keys);
    body->addLayout(foot);
    connect(button, &QPushButton::clicked, this, [this, activity] { choose(activity); });
    place(activity) = {card, preview, about, keys, false};
    return card;
}

QWidget* StartCards::makeButtons()
{
    auto* holder = new QWidget(this);
    auto* row = new FlowLayout(holder, grid::labelGap);
    row->setContentsMargins(0, 0, 0, 0);
    for (const Activity activity : activities) {
        const CardTexts texts = textsOf(activity);
        QPushButton* button = makeButton(texts.title, texts.iconName, holder);
        button->setObjectName(u"row"_s + texts.name);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, activity] { choose(activity); });
    }
    return holder;
}

void StartCards::choose(Activity activity)
{
    place(activity).used = true;
    Q_EMIT chosen(activity);
}

void StartCards::setExample(const QString& sentence, const std::vector<std::filesystem::path>& pictures)
{
    m_search->showSearch(sentence, pictures);
}

bool StartCards::hasExample() const
{
    return !m_search->isEmpty();
}

void StartCards::setAnswers(const std::filesystem::path& picture, const AskRequest& asked, const AskReply& reply,
                            const QString& about)
{
    m_ask->showAnswers(picture, asked.text, reply.groups.isEmpty() ? QList<AnswerRow>{} : reply.groups.front().rows);
    place(Activity::Ask).about->setText(about.isEmpty() ? textsOf(Activity::Ask).about : about);
}

void StartCards::setNoAnswers(const QString& why)
{
    m_ask->showWords(why.isEmpty() ? previewWaits() : why);
    place(Activity::Ask).about->setText(textsOf(Activity::Ask).about);
}

void StartCards::setTrace(std::optional<Trace> trace)
{
    m_trace->showTrace(std::move(trace));
}

void StartCards::setShortcuts(const std::array<QKeySequence, 3>& shortcuts)
{
    m_keys = shortcuts;
    for (const Activity activity : activities)
        place(activity).keys->setText(m_keys.at(static_cast<std::size_t>(activity)).toString(QKeySequence::NativeText));
}

std::optional<StartCards::Activity> StartCards::activityOf(const QKeySequence& keys) const
{
    for (const Activity activity : activities) {
        const auto at = static_cast<std::size_t>(activity);
        if (!keys.isEmpty() && m_keys.at(at) == keys && !m_places.at(at).used)
            return activity;
    }
    return std::nullopt;
}

bool StartCards::hasKey(const QKeySequence& keys) const
{
    return activityOf(keys).has_value();
}

bool StartCards::takeKey(const QKeySequence& keys)
{
    const std::optional<Activity> activity = activityOf(keys);
    if (activity)
        choose(*activity);
    return activity.has_value();
}

void StartCards::setRoom(const QSize& room)
{
    const auto fits = [&room](int width, int height) {
        return room.width() >= 3 * width + 2 * grid::panelMargin && room.height() >= height;
    };
    m_form = fits(leastPreviewCard, leastPreviewRoom) ? Form::Previews
             : fits(leastCard, leastCardRoom)         ? Form::Words
                                                      : Form::Buttons;
    for (const Place& each : m_places)
        each.preview->setVisible(m_form == Form::Previews);
    m_cards->setVisible(m_form != Form::Buttons);
    m_buttons->setVisible(m_form == Form::Buttons);
    m_summary->setVisible(m_form != Form::Buttons);
}

} // namespace vlmo::ui
