#include "core/data/picture_finder.h"

#include "core/base/error.h"
#include "core/base/relative_path.h"

#include <algorithm>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longestName = 4096;

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(ErrorKind::BadInput, reason);
}

fs::path normalName(const std::string& name)
{
    if (name.empty())
        refuse("it names no picture");
    if (name.size() > longestName || name.find('\0') != std::string::npos)
        refuse("the picture's name is no path");
    fs::path normal = fs::path(name).lexically_normal();
    if (!staysInside(normal))
        refuse("the picture '" + name + "' is not inside the folder of the pictures");
    return normal;
}

} // namespace

const fs::path& PictureFinder::find(const std::string& name)
{
    return findAny({name});
}

const fs::path& PictureFinder::findAny(const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const auto [known, isNew] = m_found.try_emplace(name);
        if (isNew)
            known->second = lookUp(name);
        if (!known->second.empty())
            return known->second;
    }
    for (const std::string& name : names)
        (void)normalName(name); // A name that cannot be one is the better reason.
    refuse("there is no picture '" + names.front() + "'");
}

fs::path PictureFinder::lookUp(const std::string& name) const
{
    fs::path normal;
    try {
        normal = normalName(name);
    } catch (const Error&) {
        return {};
    }
    for (const fs::path& folder : m_folders) {
        std::error_code code;
        if (fs::is_regular_file(folder / normal, code))
            return folder / normal;
    }
    return {};
}

ImporterOption imageFolderOption()
{
    return {"image_folder", "Where the pictures are; empty: near the file, where such data sets have them", ""};
}

std::vector<fs::path> pictureFolders(const ImportWork& work, const fs::path& file,
                                     const std::vector<std::string>& names)
{
    std::error_code code;
    if (const std::string& chosen = work.option(imageFolderOption().key); !chosen.empty()) {
        const fs::path base = fs::is_directory(work.path(), code) ? work.path() : work.path().parent_path();
        const fs::path folder = (base / chosen).lexically_normal();
        if (!fs::is_directory(folder, code))
            throw Error(ErrorKind::NotFound, "there is no folder of pictures " + folder.string());
        return {folder};
    }
    std::vector<fs::path> folders;
    const auto addIfThere = [&](const fs::path& folder) {
        if (fs::is_directory(folder, code) && std::find(folders.begin(), folders.end(), folder) == folders.end())
            folders.push_back(folder);
    };
    for (const fs::path& base : {file.parent_path(), file.parent_path().parent_path()}) {
        for (const char* below : {"", "images", "Images"}) {
            const fs::path folder = *below == '\0' ? base : base / below;
            addIfThere(folder);
            for (const std::string& name : names)
                addIfThere(folder / name);
        }
    }
    return folders;
}

} // namespace vlmo
