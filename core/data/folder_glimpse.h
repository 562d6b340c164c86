#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// What a short look at a path shows.
struct FolderGlimpse {
    bool isFile = false; ///< The path is one file; it is counted below.
    std::size_t files = 0;
    std::size_t pictures = 0;                  ///< By the ends of their names, of the kinds that can be decoded.
    std::vector<std::filesystem::path> texts;  ///< `*.txt`; at most 64.
    std::vector<std::filesystem::path> tables; ///< `*.csv` and `*.tsv` at the top; at most 64.
    bool complete = true;                      ///< False when there was more than was looked at.
};

/// Looks at the first two thousand entries of a folder and of those below it, the top first. Hidden files are left
/// out. Never throws: what cannot be looked at is not there.
[[nodiscard]] FolderGlimpse glimpse(const std::filesystem::path& path);

/// Whether a name ends like that of a picture that can be decoded: not every kind of picture can.
[[nodiscard]] bool hasPictureName(const std::filesystem::path& file);

/// The ending in small letters, with its dot.
[[nodiscard]] std::string endingOf(const std::filesystem::path& file);

} // namespace vlmo
