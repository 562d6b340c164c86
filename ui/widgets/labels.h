#pragma once

#include "ui/theme.h"

#include <QColor>
#include <QFrame>
#include <QLabel>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QWidget>

class QGridLayout;
class QLayout;
class QPushButton;

namespace vlmo::ui {

/// One line of plain text that ends in an ellipsis where it does not fit; the whole text is then its tool tip.
class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    void setElideMode(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();

    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

/// A label of plain text in a size of the type scale; its colour follows the theme.
[[nodiscard]] QLabel* makeLabel(const QString& text, TextSize size, bool weight600 = false, QWidget* parent = nullptr);
/// The same in the colour of second text.
[[nodiscard]] QLabel* makeMutedLabel(const QString& text, TextSize size = TextSize::Body, QWidget* parent = nullptr);

/// The icon that goes with a meaning, which is never told by colour alone.
[[nodiscard]] QString toneIcon(Tone tone);

/// A sentence with an icon on a toned ground: a hint, a warning, an error. May hold links.
class Note final : public QFrame {
    Q_OBJECT

public:
    explicit Note(Tone tone, const QString& text = {}, QWidget* parent = nullptr);

    void setTone(Tone tone);
    /// Plain text; use setRichText() for links.
    void setText(const QString& text);
    void setRichText(const QString& html);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void linkActivated(const QString& link);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void writeLinks(const QString& html);

    Tone m_tone;
    QLabel* m_label = nullptr;
    QColor m_linkColour; ///< With which links were written.
};

/// Takes out and deletes the widgets that stand in a layout, to fill it anew.
void clearLayout(QLayout& layout);

/// Names at the left, values right-aligned: a file's facts, a token's measures.
class FactList final : public QWidget {
    Q_OBJECT

public:
    explicit FactList(QWidget* parent = nullptr);

    struct Fact {
        QString name;
        QString value;
        bool strong = false;
    };
    /// Keeps its labels where the names are the same as before: numbers that move do not flicker.
    void setFacts(const QList<Fact>& facts);

private:
    [[nodiscard]] bool hasNames(const QList<Fact>& facts) const;
    static void fill(ElidedLabel& label, const Fact& fact);

    QStringList m_names;
    QList<ElidedLabel*> m_values;
    QGridLayout* m_grid = nullptr;
};

/// What an empty panel shows: one sentence and one button.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    /// Without `buttonText` there is no button.
    explicit EmptyState(const QString& sentence, const QString& buttonText = {}, QWidget* parent = nullptr);

    void setSentence(const QString& sentence);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QPushButton* button() const { return m_button; }

Q_SIGNALS:
    void activated();

private:
    QLabel* m_sentence = nullptr;
    QPushButton* m_button = nullptr;
};

} // namespace vlmo::ui
