#pragma once

#include "ui/ask/ask_reply.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QImage>

#include <filesystem>
#include <vector>

namespace vlmo::ui {

/// Something that was asked, with its first answer.
struct AskedEntry {
    QDateTime time;
    AskRequest request;
    QString model;
    QString answer; ///< The first one.
    QString value;  ///< "91.2 %"
    QImage thumbnail;
};

/// What was asked, newest first, kept in one file over restarts. GUI thread.
///
/// Of pasted pictures only the thumbnail is kept over a restart. A file that cannot be read is put aside under another
/// name, and problem() says so.
class AskedHistory final : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int mostEntries = 200;

    /// Reads the file where there is one.
    explicit AskedHistory(std::filesystem::path file, QObject* parent = nullptr);

    /// Asking the same again replaces the older entry.
    void add(const AskedEntry& entry);
    void clear();
    void remove(int row);
    /// How many entries the last clear() or remove() took that was not undone; 0: there is nothing to undo. Until the
    /// window is closed.
    [[nodiscard]] int undoable() const;
    /// Puts them back where they were, behind what was asked since; not what was asked again meanwhile.
    void undo();
    [[nodiscard]] const AskedEntry& entry(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }
    /// Why something could not be read or written; empty when nothing went wrong.
    [[nodiscard]] const QString& problem() const { return m_problem; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole: what was asked; ToolTipRole and AccessibleTextRole: everything.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// The entry whose text, answer, picture and model hold all these words, in any case.
    [[nodiscard]] bool holds(int row, const QString& words) const;

Q_SIGNALS:
    void problemChanged();

private:
    void read();
    void write();

    struct Removal {
        int row = 0; ///< Of the first, counted from the newest of that time.
        std::vector<AskedEntry> entries;
    };

    std::filesystem::path m_file;
    std::vector<AskedEntry> m_entries;
    std::vector<Removal> m_removals; ///< Last one last.
    QString m_problem;
};

/// Where the window keeps it.
[[nodiscard]] std::filesystem::path askedFile();

} // namespace vlmo::ui
