#pragma once

#include <QWidget>

class QTimer;

namespace vlmo::ui {

class ElidedLabel;

/// A line that tells how far a piece of work is, with a button to stop it. Shows itself when the work takes longer than
/// a moment.
class BusyLine final : public QWidget {
    Q_OBJECT

public:
    explicit BusyLine(QWidget* parent = nullptr);

    /// `what`: "Reading birds". `howFar`: "312 of 600, 40 s left".
    void showWork(const QString& what, const QString& howFar);
    void hideWork();

Q_SIGNALS:
    void cancelled();

private:
    ElidedLabel* m_text = nullptr;
    QTimer* m_moment = nullptr;
};

} // namespace vlmo::ui
