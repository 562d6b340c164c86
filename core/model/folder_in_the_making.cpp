#include "core/model/folder_in_the_making.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

FolderInTheMaking::FolderInTheMaking(const fs::path& folder) : m_final(folder)
{
    static std::atomic<unsigned> counter{0};
    m_path = folder;
    m_path += ".tmp." + std::to_string(::getpid()) + "." + std::to_string(counter++);
    std::error_code code;
    if (folder.has_parent_path())
        fs::create_directories(folder.parent_path(), code);
    if (!fs::create_directory(m_path, code))
        throw Error(ErrorKind::Internal, folder.string() + " cannot be written: " + code.message());
}

FolderInTheMaking::~FolderInTheMaking()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void FolderInTheMaking::keepForeignFiles(const std::function<bool(const fs::path& name)>& isOurs) const
{
    std::error_code code;
    if (!fs::exists(m_final, code))
        return;
    try {
        for (const fs::directory_entry& entry : fs::directory_iterator(m_final))
            if (!isOurs(entry.path().filename()))
                fs::copy(entry.path(), m_path / entry.path().filename(),
                         fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorKind::Internal, m_final.string() + " cannot be written: " + error.code().message());
    }
}

void FolderInTheMaking::takePlace()
{
    // Exchanged in one step: whoever opens the folder finds the old model or the new one. The destructor then
    // removes the old one, which now has the temporary name.
    if (::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, m_final.c_str(), RENAME_EXCHANGE) == 0)
        return;
    // A file system without exchange, or nothing to exchange with.
    std::error_code code;
    fs::path old = m_path;
    old += ".old";
    const bool replaces = fs::exists(m_final, code);
    if (replaces)
        fs::rename(m_final, old, code);
    if (!code)
        fs::rename(m_path, m_final, code);
    std::error_code ignored;
    if (code && replaces)
        fs::rename(old, m_final, ignored);
    if (code)
        throw Error(ErrorKind::Internal, m_final.string() + " cannot be written: " + code.message());
    fs::remove_all(old, ignored);
}

} // namespace vlmo
