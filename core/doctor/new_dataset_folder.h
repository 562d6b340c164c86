#pragma once

#include <filesystem>
#include <string>

namespace vlmo {

/// A data set's folder in the making: beside its final place under the name FOLDER.unfinished, where it stays when the
/// work is stopped, so that the same work goes on there. Whoever looks at the final place finds nothing or all of it.
class NewDatasetFolder final {
public:
    /// `work`: what is being made of what; only the same work goes on in a folder. `source`: the data set it is made
    /// of. Throws Error: InvalidArgument (`folder` exists and is not empty, lies inside the data set; the unfinished
    /// folder is that of other work), Internal (it cannot be made).
    NewDatasetFolder(const std::filesystem::path& folder, const std::filesystem::path& source, const std::string& work);

    /// Where to write.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

    /// Everything is on the disk, then at its place. Throws Error(Internal).
    void takePlace();
    /// For work that has come to nothing.
    void remove() const noexcept;

private:
    void continueOrBegin(const std::string& work) const;

    std::filesystem::path m_final;
    std::filesystem::path m_path;
};

/// Whether `path` is `folder` or something in it, links followed; of what does not exist, the part that does.
[[nodiscard]] bool liesInside(const std::filesystem::path& path, const std::filesystem::path& folder);

} // namespace vlmo
