#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace vlmo::ui {

class Workbench;

/// The line at the window's foot: model, its experts, device, precision, running jobs, memory.
class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(Workbench& bench, QWidget* parent);

    /// What this process holds in memory, in bytes; 0 where the system does not tell.
    [[nodiscard]] static qint64 residentBytes();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showModel();
    void showJobs();
    void showMemory();
    void openJobs();

    Workbench& m_bench;
    QLabel* m_model = nullptr;
    QLabel* m_shape = nullptr;
    QLabel* m_device = nullptr;
    QLabel* m_precision = nullptr;
    QToolButton* m_jobs = nullptr;
    QLabel* m_memory = nullptr;
    QTimer m_clock;
};

} // namespace vlmo::ui
