#include "core/base/folder_walk.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

using FileIdentity = std::pair<dev_t, ino_t>;

FileIdentity identityOf(const struct stat& status)
{
    return {status.st_dev, status.st_ino};
}

bool isLeftOut(const std::string& name)
{
    return name.front() == '.' || name.find(".vlmolib") != std::string::npos;
}

std::string below(const std::string& folder, const std::string& name)
{
    return folder.empty() ? name : folder + '/' + name;
}

class Walker {
public:
    Walker(fs::path root, const std::function<bool(std::int64_t)>& onFolder)
        : m_root(std::move(root)), m_onFolder(onFolder)
    {}

    FolderWalk walk(const std::string& start)
    {
        m_folders.push_back(start);
        // What is really here comes first, so that a file has its own path and not that of a link to it.
        while (!m_folders.empty() || !m_linkedFolders.empty()) {
            std::vector<std::string>& next = m_folders.empty() ? m_linkedFolders : m_folders;
            const std::string folder = std::move(next.back());
            next.pop_back();
            if (!m_onFolder(m_pictures)) {
                m_walk.cancelled = true;
                return std::move(m_walk);
            }
            enter(folder);
        }
        addLinkedFiles();
        std::sort(m_walk.files.begin(), m_walk.files.end(),
                  [](const FoundFile& left, const FoundFile& right) { return left.path < right.path; });
        return std::move(m_walk);
    }

private:
    void enter(const std::string& folder)
    {
        struct stat status {};
        if (::stat((m_root / folder).c_str(), &status) != 0)
            return leaveFolder(folder, std::strerror(errno));
        if (!m_entered.insert(identityOf(status)).second)
            return;
        std::error_code code;
        fs::directory_iterator entry(m_root / folder, code);
        for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
            const std::string name = entry->path().filename().string();
            if (!isLeftOut(name))
                look(below(folder, name));
        }
        if (code)
            leaveFolder(folder, code.message());
    }

    void look(const std::string& path)
    {
        const fs::path file = m_root / path;
        struct stat status {};
        if (::lstat(file.c_str(), &status) != 0)
            return errno == ENOENT ? void() : leaveFile(path, std::strerror(errno)); // Gone meanwhile.
        const bool isLink = S_ISLNK(status.st_mode);
        if (isLink && ::stat(file.c_str(), &status) != 0) {
            if (claimsPicture(file))
                leaveFile(path, std::string("the link leads nowhere: ") + std::strerror(errno));
            return;
        }
        if (S_ISDIR(status.st_mode))
            (isLink ? m_linkedFolders : m_folders).push_back(path);
        else if (S_ISREG(status.st_mode))
            addFile(path, status, isLink);
        else if (claimsPicture(file))
            leaveFile(path, "it is a pipe or a device, not a file");
    }

    void addFile(const std::string& path, const struct stat& status, bool isLink)
    {
        const FoundFile file{path, status.st_size,
                             static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
        if (isLink) {
            m_linkedFiles.emplace_back(file, identityOf(status));
        } else {
            m_walk.files.push_back(file);
            m_pictures += claimsPicture(path) ? 1 : 0;
            m_identities.push_back(identityOf(status));
        }
    }

    void addLinkedFiles()
    {
        if (m_linkedFiles.empty())
            return;
        std::set<FileIdentity> known(m_identities.begin(), m_identities.end());
        std::sort(m_linkedFiles.begin(), m_linkedFiles.end(),
                  [](const auto& left, const auto& right) { return left.first.path < right.first.path; });
        for (const auto& [file, identity] : m_linkedFiles) {
            if (known.insert(identity).second)
                m_walk.files.push_back(file);
        }
    }

    void leaveFile(const std::string& path, const std::string& reason)
    {
        m_walk.skipped.push_back({(m_root / path).string(), reason});
    }

    void leaveFolder(const std::string& folder, const std::string& reason)
    {
        m_walk.skipped.push_back({(m_root / folder).string(), "the folder cannot be read: " + reason});
        m_walk.unreadable.push_back(folder);
    }

    fs::path m_root;
    const std::function<bool(std::int64_t)>& m_onFolder;
    FolderWalk m_walk;
    std::int64_t m_pictures = 0;            ///< Of m_walk.files, by their names.
    std::vector<FileIdentity> m_identities; ///< Of m_walk.files.
    std::vector<std::string> m_folders;
    std::vector<std::string> m_linkedFolders;
    std::vector<std::pair<FoundFile, FileIdentity>> m_linkedFiles;
    std::set<FileIdentity> m_entered;
};

} // namespace

FolderWalk walkFolder(const fs::path& root, const std::string& below,
                      const std::function<bool(std::int64_t pictures)>& onFolder)
{
    return Walker(root, onFolder).walk(below);
}

bool claimsPicture(const fs::path& file)
{
    constexpr std::array<std::string_view, 16> endings = {".jpg",  ".jpeg", ".jpe", ".jfif", ".png", ".webp",
                                                          ".bmp",  ".dib",  ".tif", ".tiff", ".gif", ".avif",
                                                          ".heic", ".heif", ".jxl", ".svg"};
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

} // namespace vlmo
