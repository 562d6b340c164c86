#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>

namespace vlmo::webdataset {

/// Pictures of a tar as files, for whoever reads pictures reads them by their paths. Lies in the cache folder, a folder
/// a tar; a file is named by its content, so that nothing a tar says decides where is written, and what is there
/// already is not written again.
class PictureStore final {
public:
    /// Touches nothing. `tar` is absolute.
    explicit PictureStore(const std::filesystem::path& tar);

    /// Whether the tar's pictures, or some of them, were kept before.
    [[nodiscard]] bool isThere() const;

    /// Keeps a picture and returns its path. `ending`: ".jpg". Throws Error(Internal) when it cannot be written.
    std::filesystem::path keep(std::string_view content, const std::string& ending);

    /// Removes what was kept of the tar before and not now: it was another tar then.
    void removeOthers() const;

private:
    std::filesystem::path m_folder;
    std::unordered_set<std::string> m_kept; ///< Names of files.
};

} // namespace vlmo::webdataset
