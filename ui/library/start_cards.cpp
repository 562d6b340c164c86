#include "ui/library/start_cards.h"

#include "ui/expert_look.h"
#include "ui/icons.h"
#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

/// A search line and the pictures that the model found for it.
class StartCards::SearchPreview final : public QWidget {
public:
    SearchPreview(Thumbnails& thumbnails, QWidget* parent) : QWidget(parent), m_thumbnails(thumbnails)
    {
        setFixedHeight(116);
        connect(&thumbnails, &Thumbnails::loaded, this, [this] { update(); });
    }

    QString sentence;
    std::vector<std::filesystem::path> pictures;

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = currentTheme();
        QPainter painter(this);
        const QRect field(0, 0, width(), 30);
        paintRounded(painter, field, grid::controlRadius, theme.base, theme.dark);
        painter.drawPixmap(9, 7, iconPixmap(u"search"_s, 16, theme.muted, devicePixelRatioF()));
        painter.setPen(theme.text);
        painter.drawText(field.adjusted(33, 0, -8, 0), Qt::AlignVCenter, sentence);
        constexpr int gap = 8;
        constexpr int shown = 5;
        const int side = std::min((width() - (shown - 1) * gap) / shown, 78);
        const int wide = (width() - (shown - 1) * gap) / shown;
        for (int place = 0; place < shown; ++place) {
            const QRect area(place * (wide + gap), 38, wide, side);
            const bool known = static_cast<std::size_t>(place) < pictures.size();
            const Thumbnail* thumbnail = known ? m_thumbnails.find(pictures[static_cast<std::size_t>(place)]) : nullptr;
            const bool surrounded = thumbnail != nullptr && thumbnail->surround.isValid();
            paintRounded(painter, area, grid::controlRadius, surrounded ? thumbnail->surround : theme.card, theme.mid);
            if (thumbnail != nullptr)
                paintFitted(painter, area.adjusted(5, 5, -5, -5), thumbnail->pixmap);
        }
    }

private:
    Thumbnails& m_thumbnails;
};

/// A small token x block map of a real pass: columns tokens, rows blocks, strength the relative expert update.
class StartCards::TracePreview final : public QWidget {
public:
    explicit TracePreview(QWidget* parent) : QWidget(parent) { setFixedHeight(116); }

    std::optional<Trace> trace;

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = currentTheme();
        QPainter painter(this);
        if (!trace || trace->cells.empty()) {
            painter.setPen(theme.muted);
            painter.drawText(rect(), Qt::AlignCenter, StartCards::tr("Shown once the pictures are indexed"));
            return;
        }
        std::vector<float> strengths;
        for (const TraceCell& cell : trace->cells)
            strengths.push_back(cell.expertRelative);
        // The strongest few would leave everything else pale.
        const auto high = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() * 97 / 100);
        std::ranges::nth_element(strengths, high);
        const double full = std::max(1e-6, static_cast<double>(*high));
        const double wide = static_cast<double>(width() + 1) / static_cast<double>(trace->tokens.size());
        const double tall = static_cast<double>(height() + 1) / static_cast<double>(trace->blocks);
        for (std::int64_t block = 0; block < trace->blocks; ++block) {
            for (std::size_t token = 0; token < trace->tokens.size(); ++token) {
                const TraceCell& cell = trace->cell(block, token);
                const ExpertLook look = expertLook(theme, QString::fromStdString(cell.expert));
                const QRectF area(static_cast<double>(token) * wide, static_cast<double>(block) * tall, wide - 1,
                                  tall - 1);
                painter.fillRect(area, theme.strengthColour(look.fill, std::min(1.0, cell.expertRelative / full)));
            }
        }
        paintPatterns(painter, wide, tall);
    }

private:
    void paintPatterns(QPainter& painter, double wide, double tall) const
    {
        // One region per run of equal experts in a row of blocks.
        for (std::int64_t block = 0; block < trace->blocks; ++block) {
            std::size_t from = 0;
            while (from < trace->tokens.size()) {
                std::size_t to = from;
                while (to < trace->tokens.size() && trace->cell(block, to).expert == trace->cell(block, from).expert)
                    ++to;
                const QString name = QString::fromStdString(trace->cell(block, from).expert);
                paintPattern(painter,
                             QRectF(static_cast<double>(from) * wide, static_cast<double>(block) * tall,
                                    static_cast<double>(to - from) * wide, tall),
                             currentTheme(), expertLook(currentTheme(), name).pattern);
                from = to;
            }
        }
    }
};

namespace {

/// A card: preview on a ground of its own, title, one sentence, button.
QWidget* makeCard(QWidget* preview, const QString& iconName, const QString& title, const QString& sentence,
                  QPushButton* button, QWidget* parent)
{
    auto* card = new Card({}, parent);
    card->setAccessibleName(title);
    auto* body = card->body();
    body->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::cardPadding);
    body->addWidget(preview);
    body->addSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    auto* sign = new QToolButton(card);
    sign->setIcon(icon(iconName));
    sign->setIconSize({18, 18});
    sign->setAutoRaise(true);
    sign->setFocusPolicy(Qt::NoFocus);
    sign->setAttribute(Qt::WA_TransparentForMouseEvents);
    sign->setFixedSize(20, 20);
    head->addWidget(sign);
    head->addWidget(makeLabel(title, TextSize::Lead, true, card), 1);
    head->addWidget(button);
    body->addLayout(head);
    QLabel* words = makeMutedLabel(sentence, TextSize::Body, card);
    words->setWordWrap(true);
    body->addWidget(words);
    return card;
}

} // namespace

StartCards::StartCards(Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent), m_search(new SearchPreview(thumbnails, this)), m_trace(new TracePreview(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::cardGap);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("The demo is open"), TextSize::PageTitle, true, this));
    QLabel* summary =
        makeMutedLabel(tr("A small model and a library of demo pictures. Everything runs on this computer. "
                          "The model knows clip art, not photographs."),
                       TextSize::Body, this);
    summary->setWordWrap(true);
    words->addWidget(summary);
    QToolButton* close = makeIconButton(u"x"_s, tr("Close the start cards"), this);
    close->setObjectName(u"closeStartCards"_s);
    auto* head = new QHBoxLayout;
    head->addLayout(words, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(head);

    QPushButton* search = makePrimaryButton(tr("Search"), {}, this);
    search->setObjectName(u"startSearch"_s);
    QPushButton* experts = makeButton(tr("Open Experts"), {}, this);
    experts->setObjectName(u"startExperts"_s);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::panelMargin);
    row->addWidget(makeCard(m_search, u"search"_s, tr("Search these pictures"),
                            tr("Type a sentence, or drop or paste a picture."), search, this),
                   1);
    row->addWidget(makeCard(m_trace, u"layers"_s, tr("Look inside"),
                            tr("See what each expert did to every word and patch."), experts, this),
                   1);
    column->addLayout(row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(close, &QToolButton::clicked, this, &StartCards::closed);
    connect(search, &QPushButton::clicked, this, [this] { Q_EMIT searchChosen(m_search->sentence); });
    connect(experts, &QPushButton::clicked, this, &StartCards::expertsChosen);
}

StartCards::~StartCards() = default;

void StartCards::setExample(const QString& sentence, const std::vector<std::filesystem::path>& pictures)
{
    m_search->sentence = sentence;
    m_search->pictures = pictures;
    m_search->update();
}

void StartCards::setTrace(const Trace& trace)
{
    m_trace->trace = trace;
    m_trace->update();
}

bool StartCards::hasExample() const
{
    return !m_search->pictures.empty();
}

} // namespace vlmo::ui
