#include "plugins/webdataset/picture_store.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"

#include <unistd.h>

#include <fstream>
#include <system_error>

namespace vlmo::webdataset {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t nameLength = 40; ///< Of the 64 digits of a SHA-256.

/// Written beside and renamed, so that nobody sees half a picture. Unlike other files it is not flushed to the disk,
/// which would take longer than all the rest: after a crash its size tells that it is not whole, and it is made again.
void writeQuickly(const fs::path& file, std::string_view content)
{
    const fs::path temporary = file.string() + ".tmp." + std::to_string(::getpid());
    std::error_code code;
    fs::create_directories(file.parent_path(), code);
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (stream)
        fs::rename(temporary, file, code);
    if (stream && !code)
        return;
    fs::remove(temporary, code);
    throw Error(ErrorKind::Internal,
                "the picture " + file.string() + " cannot be written: the disk is full, or the folder is not writable");
}

} // namespace

PictureStore::PictureStore(const fs::path& tar)
    : m_folder(cacheFolder() / "shards" / sha256(tar.string()).substr(0, nameLength))
{}

bool PictureStore::isThere() const
{
    std::error_code code;
    return fs::is_directory(m_folder, code);
}

fs::path PictureStore::keep(std::string_view content, const std::string& ending)
{
    const std::string name = sha256(content).substr(0, nameLength) + ending;
    const fs::path file = m_folder / name.substr(0, 2) / name;
    m_kept.insert(name);
    std::error_code code;
    if (!fs::is_regular_file(file, code) || fs::file_size(file, code) != content.size())
        writeQuickly(file, content);
    return file;
}

void PictureStore::removeOthers() const
{
    std::error_code code;
    for (fs::recursive_directory_iterator entry(m_folder, code), end; !code && entry != end; entry.increment(code)) {
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && m_kept.count(name) == 0 && name.find(".tmp.") == std::string::npos)
            fs::remove(entry->path(), ignored);
    }
}

} // namespace vlmo::webdataset
