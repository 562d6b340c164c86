#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace vlmo::ui {

/// Every action of the window with its shortcut, in one place: menus, buttons and the shortcut list are filled from it.
///
/// A person's own shortcuts are kept in the settings under "shortcuts/ID" and win over the ones given here. GUI thread.
class Actions final : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString id;    ///< "library.search"; never shown.
        QString group; ///< Heading in the shortcut list, translated.
        QAction* action = nullptr;
        QKeySequence standard;
    };

    using QObject::QObject;

    /// Makes an action and remembers it. `id` must be new. The action works in the whole window once it is in a menu.
    QAction* add(const QString& id, const QString& group, const QString& text, const QKeySequence& shortcut,
                 std::function<void()> triggered, const QString& iconName = {});
    /// Null when there is none of this name.
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }

    /// Gives an action another shortcut and remembers it; an empty one takes it away. Returns the title of the action
    /// that has this shortcut already, and changes nothing then.
    [[nodiscard]] QString setShortcut(const QString& id, const QKeySequence& shortcut);
    /// All shortcuts as they were.
    void resetShortcuts();

private:
    std::vector<Entry> m_entries;
};

} // namespace vlmo::ui
