#pragma once

#include "core/train/run_record.h"
#include "ui/work/work_queue.h"

#include <QAbstractListModel>
#include <QListView>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <set>
#include <vector>

namespace vlmo::ui {

/// The runs of a folder, read again every two seconds in the queue's thread. Checked ones are compared. GUI thread.
class RunListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    RunListModel(WorkQueue& queue, QObject* parent = nullptr);

    /// A folder that does not exist yet holds no runs.
    void setFolder(const std::filesystem::path& folder);
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    /// Which of the runs are listed; all of them as long as nothing is said.
    void setBelongs(std::function<bool(const RunRecord& run)> belongs) { m_belongs = std::move(belongs); }
    void reload();
    /// Whether the folder has been read since it was set.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    [[nodiscard]] const std::vector<RunRecord>& runs() const { return m_runs; }
    /// Null when there is none in this folder.
    [[nodiscard]] const RunRecord* find(const std::filesystem::path& folder) const;
    [[nodiscard]] int rowOf(const std::filesystem::path& folder) const; ///< -1: not there.
    [[nodiscard]] std::vector<std::filesystem::path> checked() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// The folder was read again; rows and states may be others.
    void reloaded();
    void checkedChanged();
    void failed(const Failure& failure);

private:
    void take(std::vector<RunRecord> runs);

    WorkQueue& m_queue;
    std::filesystem::path m_folder;
    std::function<bool(const RunRecord& run)> m_belongs;
    std::vector<RunRecord> m_runs;
    std::set<std::filesystem::path> m_checked;
    QTimer m_timer;
    bool m_reading = false;
    bool m_loaded = false;
    bool m_again = false;
};

/// The list: a row with name and state, task and progress; the box at the right end lays a run over the shown one.
class RunListView final : public QListView {
    Q_OBJECT

public:
    explicit RunListView(RunListModel& model, QWidget* parent = nullptr);

    /// Empty when none is chosen.
    [[nodiscard]] std::filesystem::path current() const;
    void choose(const std::filesystem::path& run);

Q_SIGNALS:
    void chosen(const std::filesystem::path& run);

protected:
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QModelIndex boxAt(const QPoint& place) const; ///< The row whose box is there.

    QPersistentModelIndex m_pressedBox;
    RunListModel& m_runs;
};

} // namespace vlmo::ui
