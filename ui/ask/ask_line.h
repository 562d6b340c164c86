#pragma once

#include "ui/ask/ask_kind.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace vlmo::ui {

class FlowLayout;

/// The line in which one asks, its button, and a few examples to press. A second button stops what takes long.
class AskLine final : public QWidget {
    Q_OBJECT

public:
    explicit AskLine(QWidget* parent = nullptr);

    void setKind(AskKind kind);
    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QLineEdit& line() const { return *m_line; }
    void focusLine();
    /// Whether it can be asked, and why not.
    void setAskable(bool askable, const QString& why);
    void setAsking(bool asking);

Q_SIGNALS:
    void asked();
    void stopRequested();
    /// A picture is pasted, even while the line has the focus.
    void picturePasted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_line = nullptr;
    QPushButton* m_ask = nullptr;
    QPushButton* m_stop = nullptr;
    QWidget* m_examples = nullptr;
    FlowLayout* m_flow = nullptr;
    QTimer m_slow;
};

} // namespace vlmo::ui
