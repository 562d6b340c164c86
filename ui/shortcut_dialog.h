#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTableView;

namespace vlmo::ui {

class Actions;

/// Every action with its shortcut, and a field to give the selected one another.
class ShortcutDialog final : public QDialog {
    Q_OBJECT

public:
    /// Deletes itself when it is closed.
    static ShortcutDialog* show(QWidget* parent, Actions& actions);

private:
    ShortcutDialog(QWidget* parent, Actions& actions);
    void fill();
    void showSelected();
    void change();

    Actions& m_actions;
    QTableView* m_table = nullptr;
    QKeySequenceEdit* m_edit = nullptr;
    QPushButton* m_set = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace vlmo::ui
