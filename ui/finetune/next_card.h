#pragma once

#include "ui/finetune/next_step.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vlmo::ui {

/// Where things stand and what to do next: an icon and a word, a sentence, the panel's primary button, and others.
class NextCard final : public QFrame {
    Q_OBJECT

public:
    explicit NextCard(QWidget* parent = nullptr);

    void setStep(const NextStep& step);
    [[nodiscard]] const NextStep& step() const { return m_step; }
    [[nodiscard]] QPushButton& primary() const { return *m_primary; }
    /// Null where this cannot be done now.
    [[nodiscard]] QPushButton* button(Act act) const;

Q_SIGNALS:
    void acted(vlmo::ui::Act act);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showIcon();
    void fillFurther();

    NextStep m_step;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_sentence = nullptr;
    QPushButton* m_primary = nullptr;
    QVBoxLayout* m_further = nullptr;
    std::vector<QPushButton*> m_buttons; ///< As in m_step.further.
};

} // namespace vlmo::ui
