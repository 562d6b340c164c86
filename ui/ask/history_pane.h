#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;
class QPushButton;
class QToolButton;

namespace vlmo::ui {

class AskedHistory;
class EmptyState;
class Note;

/// What was asked before, at the right of the Ask panel: a click or Return asks it again, Delete removes it, and what
/// was removed comes back by Undo or Ctrl+Z. The words in the field above choose what is listed.
class HistoryPane final : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPane(AskedHistory& history, QWidget* parent = nullptr);

    [[nodiscard]] QListView& list() const { return *m_list; }
    [[nodiscard]] QLineEdit& field() const { return *m_field; }

Q_SIGNALS:
    /// `row`: of the history.
    void entryChosen(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Filter;

    QWidget* makeHead();
    QWidget* makeUndo();
    void connectParts();
    void update();
    void undo();

    AskedHistory& m_history;
    Filter* m_filter = nullptr;
    QLineEdit* m_field = nullptr;
    QWidget* m_undo = nullptr;
    QLabel* m_removed = nullptr;
    QPushButton* m_undoButton = nullptr;
    bool m_justRemoved = false; ///< Nothing was asked since.
    QLabel* m_count = nullptr;
    QToolButton* m_clear = nullptr;
    Note* m_problem = nullptr;
    QListView* m_list = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace vlmo::ui
