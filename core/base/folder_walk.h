#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vlmo {

/// A regular file as the walk saw it.
struct FoundFile {
    std::string path; ///< Relative to the walk's root, in the bytes of the file system.
    std::int64_t bytes = 0;
    std::int64_t modified = 0; ///< Nanoseconds since 1970.
};

struct FolderWalk {
    std::vector<FoundFile> files;        ///< In the order of their path; each file once, however many links lead to it.
    std::vector<SkippedItem> skipped;    ///< Folders and files that could not be looked at.
    std::vector<std::string> unreadable; ///< The same folders, relative to the root: what lies in them is not known.
    bool cancelled = false;
};

/// Lists the files below `root`/`below` ("" for all of it) whose paths are then relative to `root`.
///
/// Leaves out hidden files and folders and the files of libraries. Follows links, to each folder once, so that links in
/// a circle come to an end. Opens no file. `onFolder` hears the number of files so far that are
/// named like pictures; it answers false to stop.
[[nodiscard]] FolderWalk walkFolder(const std::filesystem::path& root, const std::string& below,
                                    const std::function<bool(std::int64_t pictures)>& onFolder);

/// True when the name ends as pictures do: such a file that is none is worth telling about.
[[nodiscard]] bool claimsPicture(const std::filesystem::path& file);

} // namespace vlmo
