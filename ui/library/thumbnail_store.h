#pragma once

#include "core/base/disk_cache.h"

#include <QImage>

#include <filesystem>
#include <optional>
#include <string>

namespace vlmo::ui {

/// Thumbnails on the disk, so that a picture is decoded once and not at every look. Thread-safe.
///
/// A file is known by its path, size and time of change: a changed one has another thumbnail.
class ThumbnailStore {
public:
    /// `folder`: see DiskCache. `edge`: longest side of the thumbnails, in pixels.
    ThumbnailStore(const std::filesystem::path& folder, int edge);

    /// What a thumbnail of this file, as it is now, is kept under; nothing when the file cannot be looked at.
    [[nodiscard]] std::optional<std::string> keyOf(const std::filesystem::path& file) const;
    /// Null when there is none, or no good one.
    [[nodiscard]] QImage find(const std::string& key) const;
    /// Throws Error(Internal) when the folder cannot be written.
    void put(const std::string& key, const QImage& thumbnail);

    static constexpr std::uintmax_t limitBytes = 512U << 20U;

private:
    const int m_edge;
    DiskCache m_cache;
};

} // namespace vlmo::ui
