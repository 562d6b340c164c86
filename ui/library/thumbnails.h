#pragma once

#include "ui/library/thumbnail_store.h"

#include <QCache>
#include <QColor>
#include <QHash>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QString>
#include <QThreadPool>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vlmo::ui {

/// A small form of a picture.
struct Thumbnail {
    QPixmap pixmap;  ///< Null when the file cannot be shown.
    QColor surround; ///< The colour of most corners; invalid when they all differ.
    QString problem; ///< Why there is no pixmap.
};

/// Makes thumbnails away from the GUI thread; keeps as many as fit in memory, and more of them on the disk.
class Thumbnails final : public QObject {
    Q_OBJECT

public:
    static constexpr int edge = 256; ///< Longest side, in pixels.

    /// `folder`: where they are kept on the disk, see DiskCache.
    explicit Thumbnails(const std::filesystem::path& folder, QObject* parent = nullptr);
    /// Waits for what is being decoded or written.
    ~Thumbnails() override;

    /// What is known; null while it is being decoded, which this call starts. The newest requests are served first,
    /// as they are what is in view; very old ones are forgotten and asked for again when they are painted.
    [[nodiscard]] const Thumbnail* find(const std::filesystem::path& file);
    [[nodiscard]] bool isBusy() const { return !m_wanted.empty() || m_running > 0; }

Q_SIGNALS:
    void loaded(const QString& file);
    /// Thumbnails cannot be kept on the disk, and why. Said once; they are shown nevertheless.
    void notKept(const QString& reason);

private:
    struct Made;

    void startNext();
    /// In a thread of the pool.
    void work(const std::filesystem::path& file, const QString& key);
    void keep(const std::string& storeKey, const QImage& thumbnail);
    void show(const QString& key, const Made& made);
    void tellNotKept(const QString& reason);

    ThumbnailStore m_store;
    bool m_saidNotKept = false;
    QCache<QString, Thumbnail> m_cache; ///< Cost in bytes.
    std::vector<std::string> m_wanted;  ///< Newest last.
    QSet<QString> m_inWork;
    int m_running = 0;
    QThreadPool m_pool;
};

} // namespace vlmo::ui
