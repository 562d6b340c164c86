#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QModelIndex;
class QToolButton;

namespace vlmo::ui {

class AskedHistory;
class EmptyState;
class Note;

/// What was asked before, at the right of the Ask panel: a click or Return asks it again, Delete removes it.
class HistoryPane final : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPane(AskedHistory& history, QWidget* parent = nullptr);

    [[nodiscard]] QListView& list() const { return *m_list; }

Q_SIGNALS:
    void entryChosen(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    AskedHistory& m_history;
    QLabel* m_count = nullptr;
    QToolButton* m_clear = nullptr;
    Note* m_problem = nullptr;
    QListView* m_list = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace vlmo::ui
