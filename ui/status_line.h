#pragma once

#include <QList>
#include <QStatusBar>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace vlmo::ui {

class ElidedLabel;
class Workbench;

/// The line at the window's foot: model, its experts, device, precision, what just happened, running jobs, memory.
class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(Workbench& bench, QWidget* parent);

    /// Shows a sentence for a few seconds, beside the facts and not over them as QStatusBar::showMessage() does.
    void tell(const QString& message);
    /// The sentence that is shown; empty most of the time.
    [[nodiscard]] const ElidedLabel& message() const { return *m_message; }

    /// What this process holds in memory, in bytes; 0 where the system does not tell.
    [[nodiscard]] static qint64 residentBytes();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeFacts();
    void showModel();
    void showJobs();
    void showMemory();
    void openJobs();

    Workbench& m_bench;
    QLabel* m_model = nullptr;
    QLabel* m_shape = nullptr;
    QLabel* m_device = nullptr;
    QLabel* m_precision = nullptr;
    QList<QWidget*> m_factLines;      ///< Between them.
    QWidget* m_messageLine = nullptr; ///< Between the facts and the message.
    ElidedLabel* m_message = nullptr;
    QTimer m_messageTime{this};
    QToolButton* m_jobs = nullptr;
    QLabel* m_memory = nullptr;
    QTimer m_clock;
};

} // namespace vlmo::ui
