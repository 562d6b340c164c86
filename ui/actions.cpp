#include "ui/actions.h"

#include "ui/icons.h"

#include <QSettings>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString settingsKey(const QString& id)
{
    return u"shortcuts/"_s + id;
}

QString plainTitle(const QAction& action)
{
    return action.text().remove(u'&').remove(u"…"_s);
}

} // namespace

QAction* Actions::add(const QString& id, const QString& group, const QString& text, const QKeySequence& shortcut,
                      std::function<void()> triggered, const QString& iconName)
{
    Q_ASSERT(find(id) == nullptr);
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    const QSettings settings;
    action->setShortcut(settings.contains(settingsKey(id))
                            ? QKeySequence(settings.value(settingsKey(id)).toString(), QKeySequence::PortableText)
                            : shortcut);
    connect(action, &QAction::triggered, this, [triggered = std::move(triggered)] { triggered(); });
    m_entries.push_back({id, group, action, shortcut});
    return action;
}

QAction* Actions::find(const QString& id) const
{
    const auto found = std::ranges::find(m_entries, id, &Entry::id);
    return found == m_entries.end() ? nullptr : found->action;
}

QString Actions::setShortcut(const QString& id, const QKeySequence& shortcut)
{
    QAction* action = find(id);
    if (action == nullptr)
        return {};
    if (!shortcut.isEmpty()) {
        for (const Entry& entry : m_entries) {
            if (entry.action != action && entry.action->shortcut() == shortcut)
                return plainTitle(*entry.action);
        }
    }
    action->setShortcut(shortcut);
    QSettings().setValue(settingsKey(id), shortcut.toString(QKeySequence::PortableText));
    return {};
}

void Actions::resetShortcuts()
{
    QSettings().remove(u"shortcuts"_s);
    for (const Entry& entry : m_entries)
        entry.action->setShortcut(entry.standard);
}

} // namespace vlmo::ui
