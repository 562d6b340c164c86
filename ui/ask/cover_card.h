#pragma once

#include "core/engine/cover_test.h"
#include "ui/widgets/card.h"

#include <QString>

namespace vlmo::ui {

class CoverColumns;
class Note;

/// Does the evidence matter? The score with nothing covered, with the outlined patches covered, and with as many random
/// ones; and what follows from it, in words.
class CoverCard final : public Card {
    Q_OBJECT

public:
    explicit CoverCard(QWidget* parent = nullptr);

    /// What kind of number is tested.
    enum class Score { Probability, Cosine };

    /// `answer` names the score: an answer, or what a match is called.
    void showTest(const CoverTest& test, const QImage& picture, const QString& answer, Score score);
    /// Why there is none.
    void showProblem(const QString& words);
    void showWaiting();
    [[nodiscard]] QString verdict() const;

private:
    CoverColumns* m_columns = nullptr;
    Note* m_verdict = nullptr;
};

} // namespace vlmo::ui
