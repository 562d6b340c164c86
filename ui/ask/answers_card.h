#pragma once

#include "ui/ask/ask_reply.h"
#include "ui/widgets/card.h"
#include "ui/work/failure.h"

#include <array>

class QLabel;
class QToolButton;

namespace vlmo::ui {

class AnswerBars;
class ElidedLabel;
class Note;

/// The answers of one model, or of two side by side, with what their numbers are.
class AnswersCard final : public Card {
    Q_OBJECT

public:
    explicit AnswersCard(QWidget* parent = nullptr);

    /// What the answers are of; empties the card.
    void setKind(AskKind kind);
    /// Whether a second model stands beside the first, and what it is called.
    void setSecond(bool shown, const QString& name);
    /// `model`: 0 or 1; `facts` say how many answers were to choose from.
    void showReply(int model, const AskReply& reply, const std::optional<ModelFacts>& facts);
    void showProblem(int model, const QString& words);
    void clear();
    [[nodiscard]] AnswerBars& bars(int model) const { return *m_columns.at(static_cast<std::size_t>(model)).bars; }
    /// Empty while there is none.
    [[nodiscard]] QString problem(int model) const;

private:
    struct Column {
        QWidget* holder = nullptr;
        ElidedLabel* name = nullptr;
        AnswerBars* bars = nullptr;
        Note* problem = nullptr;
        QString facts;
    };
    Column makeColumn();
    void updateFoot();

    AskKind m_kind = AskKind::Question;
    bool m_second = false;
    std::array<Column, 2> m_columns;
    QLabel* m_empty = nullptr;
    QLabel* m_foot = nullptr;
    QToolButton* m_copy = nullptr;
};

} // namespace vlmo::ui
