#pragma once

#include "core/engine/trace.h"
#include "ui/ask/ask_reply.h"

#include <QKeySequence>
#include <QWidget>

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

class QLabel;

namespace vlmo::ui {

class AskPreview;
class SearchPreview;
class Thumbnails;
class TracePreview;

/// What a person can do first, above the grid of the demo library: one card an activity, with a live preview made by
/// the loaded model. Closing it returns to the plain library; Help opens it again.
///
/// Where there is little room the previews give way, then the cards become one row of buttons.
class StartCards final : public QWidget {
    Q_OBJECT

public:
    enum class Activity { Search, Ask, LookInside };
    static constexpr std::array activities{Activity::Search, Activity::Ask, Activity::LookInside};
    enum class Form { Previews, Words, Buttons };

    explicit StartCards(Thumbnails& thumbnails, QWidget* parent = nullptr);
    ~StartCards() override;

    /// What the previews show: a sentence and the pictures it found, best first.
    void setExample(const QString& sentence, const std::vector<std::filesystem::path>& pictures);
    [[nodiscard]] bool hasExample() const;
    /// What was asked about a picture and answered. `about` stands under the card's title.
    void setAnswers(const std::filesystem::path& picture, const AskRequest& asked, const AskReply& reply,
                    const QString& about);
    /// In place of answers: what the model lacks for them, why there are none, or that they are being made.
    void setNoAnswers(const QString& why);
    [[nodiscard]] const AskPreview& askPreview() const { return *m_ask; }
    /// A recorded pass of the first picture and the sentence; nothing while one is being recorded.
    void setTrace(std::optional<Trace> trace);

    /// The keys that stand on the cards, in the order of `activities`.
    void setShortcuts(const std::array<QKeySequence, 3>& shortcuts);
    /// Whether a card hears this key. One that was used before does not any more: what a person has begun there is not
    /// to be replaced by the example again.
    [[nodiscard]] bool hasKey(const QKeySequence& keys) const;
    /// Does what the card of this key does. False where none hears it.
    bool takeKey(const QKeySequence& keys);

    /// How much room there is for cards and grid together.
    void setRoom(const QSize& room);
    [[nodiscard]] Form form() const { return m_form; }

Q_SIGNALS:
    void chosen(vlmo::ui::StartCards::Activity activity);
    void closed();

private:
    struct Place {
        QWidget* card = nullptr;
        QWidget* preview = nullptr;
        QLabel* about = nullptr;
        QLabel* keys = nullptr;
        bool used = false;
    };

    QWidget* makeHead();
    QWidget* makeCard(Activity activity, QWidget* preview);
    QWidget* makeButtons();
    void choose(Activity activity);
    [[nodiscard]] std::optional<Activity> activityOf(const QKeySequence& keys) const;
    [[nodiscard]] Place& place(Activity activity) { return m_places.at(static_cast<std::size_t>(activity)); }

    SearchPreview* m_search = nullptr;
    AskPreview* m_ask = nullptr;
    TracePreview* m_trace = nullptr;
    std::array<Place, activities.size()> m_places;
    std::array<QKeySequence, activities.size()> m_keys;
    QWidget* m_cards = nullptr;
    QWidget* m_buttons = nullptr;
    QLabel* m_summary = nullptr;
    Form m_form = Form::Previews;
};

} // namespace vlmo::ui
