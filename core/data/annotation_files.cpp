#include "core/data/annotation_files.h"

#include "core/base/error.h"
#include "core/data/folder_glimpse.h"

#include <algorithm>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t mostLookedAt = 16;

std::vector<fs::path> candidates(const fs::path& path, const AnnotationKind& kind)
{
    std::error_code code;
    if (!fs::is_directory(path, code))
        return {path};
    std::vector<fs::path> files = filesEnding(path, kind.endings);
    for (const std::string& folder : kind.folders) {
        const std::vector<fs::path> more = filesEnding(path / folder, kind.endings);
        files.insert(files.end(), more.begin(), more.end());
    }
    return files;
}

} // namespace

std::vector<fs::path> filesEnding(const fs::path& folder, const std::vector<std::string>& endings)
{
    std::vector<fs::path> files;
    std::error_code code;
    fs::directory_iterator entry(folder, code);
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        std::error_code ignored;
        const fs::path& file = entry->path();
        if (std::find(endings.begin(), endings.end(), endingOf(file)) != endings.end() &&
            file.filename().string().front() != '.' && entry->is_regular_file(ignored))
            files.push_back(file);
    }
    std::sort(files.begin(), files.end());
    return files;
}

Detection lookForAnnotations(const fs::path& path, const AnnotationKind& kind, double confidence)
{
    std::vector<fs::path> files = candidates(path, kind);
    if (files.size() > mostLookedAt)
        files.resize(mostLookedAt);
    for (const fs::path& file : files) {
        if (kind.fits(file))
            return {confidence, file.filename().string() + " holds " + kind.what};
    }
    std::error_code code;
    return {0.0, fs::is_directory(path, code) ? "there is no file with " + kind.what + " in it"
                                              : "it does not hold " + kind.what};
}

std::vector<fs::path> annotationsToRead(ImportWork& work, const AnnotationKind& kind)
{
    std::error_code code;
    if (!fs::is_directory(work.path(), code))
        return {work.path()};
    std::vector<fs::path> files;
    for (const fs::path& file : candidates(work.path(), kind)) {
        if (kind.fits(file))
            files.push_back(file);
        else
            work.skip(file.string(), "it does not hold " + kind.what);
    }
    if (files.empty())
        throw Error(ErrorKind::BadInput, "there is no file with " + kind.what + " in " + work.path().string());
    return files;
}

} // namespace vlmo
