#pragma once

#include "core/engine/evidence.h"
#include "ui/widgets/card.h"

#include <QImage>

class QComboBox;
class QLabel;
class QToolButton;

namespace vlmo::ui {

class EvidenceStrip;

/// Evidence for the answer and for each word, by one of two methods, with what the map is and is not.
class EvidenceCard final : public Card {
    Q_OBJECT

public:
    explicit EvidenceCard(QWidget* parent = nullptr);

    [[nodiscard]] EvidenceMethod method() const;
    void setMethod(EvidenceMethod method);
    [[nodiscard]] EvidenceStrip& strip() const { return *m_strip; }

    /// `whole`: what the first cell is called.
    void showEvidence(const Evidence& evidence, const QString& whole, const QImage& picture);
    /// Takes the evidence away and says why there is none.
    void showWords(const QString& words);
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    /// A person chose another method.
    void methodChosen(vlmo::EvidenceMethod method);
    void saveRequested();

private:
    QComboBox* m_method = nullptr;
    QToolButton* m_save = nullptr;
    EvidenceStrip* m_strip = nullptr;
    QLabel* m_words = nullptr;
};

} // namespace vlmo::ui
