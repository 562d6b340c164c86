#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace vlmo {

/// Keeps small pieces of bytes in a folder, at most so many in all: what can be made again, only slower.
///
/// One file an entry, named by the hash of its key and sealed by the hash of its content, so that a file that was cut
/// short or tampered with counts as not there. What was used longest ago goes first. Members may be called from several
/// threads, and several programs may share the folder.
class DiskCache {
public:
    /// Touches nothing. `folder` belongs to the cache alone: whatever lies in it may be removed.
    DiskCache(std::filesystem::path folder, std::uintmax_t limitBytes);

    /// What was put under this key; nothing when it is not there, not whole, or cannot be read.
    [[nodiscard]] std::optional<std::string> find(std::string_view key) const;
    /// Keeps `content`, in place of what was there; one that is larger than an eighth of the limit is not kept. Throws
    /// Error(Internal) when the folder cannot be written.
    void put(std::string_view key, std::string_view content);

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    [[nodiscard]] std::filesystem::path fileOf(std::string_view key) const;
    void makeRoom(std::uintmax_t bytes);

    const std::filesystem::path m_folder;
    const std::uintmax_t m_limit;
    std::mutex m_mutex;
    std::optional<std::uintmax_t> m_used; ///< Guarded; as of the last count, and what was put since.
};

} // namespace vlmo
