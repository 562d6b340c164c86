#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace vlmo::ui {

class ElidedLabel;
class Job;

/// A job with its progress, the time left, a button to cancel it and, at its end, the list of what it left out.
class JobRow final : public QFrame {
    Q_OBJECT

public:
    explicit JobRow(Job& job, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The row of a finished job was closed.
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    QPointer<Job> m_job;
    ElidedLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_skipped = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace vlmo::ui
