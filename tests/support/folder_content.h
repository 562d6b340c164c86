#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <set>

namespace vlmo::test {

/// How many files and folders lie directly in a folder: whether something temporary was left behind.
inline std::ptrdiff_t entriesIn(const std::filesystem::path& folder)
{
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

/// All files below a folder, sorted; none where there is no folder.
inline std::set<std::filesystem::path> filesBelow(const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> files;
    if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                files.insert(entry.path());
    return files;
}

} // namespace vlmo::test
