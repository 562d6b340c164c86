#pragma once

#include "core/data/import_work.h"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace vlmo {

/// Finds the pictures that a file of captions or questions names.
class PictureFinder final {
public:
    /// `folders`: where to look, the first that has the picture counts.
    explicit PictureFinder(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}

    /// The path of a picture by its name relative to one of the folders. Throws Error(BadInput): it is empty, no path,
    /// leads out of the folder, or there is no such file. Each name is looked up once.
    const std::filesystem::path& find(const std::string& name);

    /// The same with other names for the picture, of which the first that is there counts; at least one.
    const std::filesystem::path& findAny(const std::vector<std::string>& names);

private:
    [[nodiscard]] std::filesystem::path lookUp(const std::string& name) const;

    std::vector<std::filesystem::path> m_folders;
    std::unordered_map<std::string, std::filesystem::path> m_found; ///< Empty when not there.
};

/// The option by which a person says where pictures are.
[[nodiscard]] ImporterOption imageFolderOption();

/// The folders in which the pictures of a file of captions or questions may lie: what imageFolderOption() says
/// (absolute, or relative to the data set's folder); else beside the file and beside its folder, each directly, in
/// folders of `names`, and in those inside "images" or "Images". Only folders that are there. Throws Error(NotFound)
/// when the option's is not.
[[nodiscard]] std::vector<std::filesystem::path>
pictureFolders(const ImportWork& work, const std::filesystem::path& file, const std::vector<std::string>& names);

} // namespace vlmo
