#include "core/data/folder_glimpse.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string_view>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t mostEntries = 2000;
constexpr std::size_t mostNamed = 64;

void count(FolderGlimpse& seen, const fs::path& file, bool atTheTop)
{
    ++seen.files;
    const std::string ending = endingOf(file);
    if (hasPictureName(file))
        ++seen.pictures;
    else if (ending == ".txt" && seen.texts.size() < mostNamed)
        seen.texts.push_back(file);
    else if (atTheTop && (ending == ".csv" || ending == ".tsv") && seen.tables.size() < mostNamed)
        seen.tables.push_back(file);
}

} // namespace

std::string endingOf(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return ending;
}

bool hasPictureName(const fs::path& file)
{
    constexpr std::array<std::string_view, 11> endings = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp",
                                                          ".bmp", ".dib",  ".tif", ".tiff", ".gif"};
    return std::find(endings.begin(), endings.end(), endingOf(file)) != endings.end();
}

FolderGlimpse glimpse(const fs::path& path)
{
    FolderGlimpse seen;
    std::error_code code;
    if (!fs::is_directory(path, code)) {
        seen.isFile = fs::is_regular_file(path, code);
        if (seen.isFile)
            count(seen, path, true);
        return seen;
    }
    std::deque<fs::path> folders{path};
    for (std::size_t entries = 0; !folders.empty(); folders.pop_front()) {
        fs::directory_iterator entry(folders.front(), code);
        for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
            if (++entries > mostEntries) {
                seen.complete = false;
                return seen;
            }
            std::error_code ignored;
            if (entry->path().filename().string().front() == '.')
                continue;
            if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
                folders.push_back(entry->path());
            else if (entry->is_regular_file(ignored))
                count(seen, entry->path(), folders.front() == path);
        }
    }
    std::sort(seen.texts.begin(), seen.texts.end());
    std::sort(seen.tables.begin(), seen.tables.end());
    return seen;
}

} // namespace vlmo
