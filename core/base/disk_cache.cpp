#include "core/base/disk_cache.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <system_error>
#include <utility>
#include <vector>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view magic = "vlmo cache 1\n";
constexpr std::size_t sealLength = 64;
constexpr std::size_t overhead = magic.size() + sealLength + 1;
constexpr std::chrono::minutes longestWrite{10};

struct KeptFile {
    fs::path path;
    std::uintmax_t bytes = 0;
    fs::file_time_type used;
};

/// Whether somebody may be writing it at this moment: under a temporary name, and not for long. Taken away, its rename
/// would fail.
bool isBeingWritten(const KeptFile& file)
{
    return file.path.filename().string().find(".tmp.") != std::string::npos &&
           file.used > fs::file_time_type::clock::now() - longestWrite;
}

/// All that lies in the folder, also what a program left behind that ended while it wrote.
std::vector<KeptFile> filesIn(const fs::path& folder)
{
    std::vector<KeptFile> files;
    std::error_code code;
    for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
        // Each may vanish meanwhile, as another program makes room.
        std::error_code gone;
        KeptFile file{entry->path(), entry->file_size(gone), {}};
        if (gone || !entry->is_regular_file(gone))
            continue;
        file.used = entry->last_write_time(gone);
        if (!gone)
            files.push_back(std::move(file));
    }
    return files;
}

} // namespace

DiskCache::DiskCache(fs::path folder, std::uintmax_t limitBytes) : m_folder(std::move(folder)), m_limit(limitBytes) {}

std::optional<std::string> DiskCache::find(std::string_view key) const
{
    const fs::path file = fileOf(key);
    std::string bytes;
    try {
        bytes = readFile(file, m_limit / 8 + overhead);
    } catch (const Error&) {
        return std::nullopt; // Not there, or as good as that.
    }
    const std::string_view whole = bytes;
    if (whole.size() < overhead || !whole.starts_with(magic) || whole[overhead - 1] != '\n')
        return std::nullopt;
    const std::string_view content = whole.substr(overhead);
    if (whole.substr(magic.size(), sealLength) != sha256(content))
        return std::nullopt;
    // The time of the last change says when it was last used.
    std::error_code ignored;
    fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
    return std::string(content);
}

void DiskCache::put(std::string_view key, std::string_view content)
{
    if (content.size() > m_limit / 8)
        return;
    const fs::path file = fileOf(key);
    std::error_code code;
    fs::create_directories(file.parent_path(), code);
    if (code)
        throw Error(ErrorKind::Internal, file.parent_path().string() + " cannot be made: " + code.message());
    makeRoom(content.size() + overhead);
    writeFileAtomically(file, [content](std::ostream& stream) {
        stream << magic << sha256(content) << '\n';
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    });
}

/// Folders of their own for the first two digits: many file systems are slow in folders of many thousands.
fs::path DiskCache::fileOf(std::string_view key) const
{
    const std::string name = sha256(key);
    return m_folder / name.substr(0, 2) / name.substr(2);
}

void DiskCache::makeRoom(std::uintmax_t bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_used && *m_used + bytes <= m_limit) {
        *m_used += bytes;
        return;
    }
    // Counted afresh, as entries are replaced and other programs write, too.
    std::vector<KeptFile> files = filesIn(m_folder);
    std::uintmax_t used = bytes;
    for (const KeptFile& file : files)
        used += file.bytes;
    if (used > m_limit) {
        std::ranges::sort(files, {}, &KeptFile::used);
        // A tenth more than needed, so that not every new entry looks through the folder.
        for (const KeptFile& file : files) {
            if (used <= m_limit - m_limit / 10)
                break;
            if (isBeingWritten(file))
                continue;
            std::error_code ignored;
            fs::remove(file.path, ignored);
            used -= file.bytes;
        }
    }
    m_used = used;
}

} // namespace vlmo
