#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>

namespace vlmo::csv_pairs {

/// The lists of pictures by which Flickr8k is split: "Flickr_8k.trainImages.txt", "...devImages.txt",
/// "...testImages.txt", a name a line.
class SplitLists final {
public:
    /// Those that lie in a folder; there may be none. Throws Error(BadInput) for one that names a picture of another
    /// list or is no list of names.
    explicit SplitLists(const std::filesystem::path& folder);

    [[nodiscard]] bool empty() const noexcept { return m_splits.empty(); }
    /// The split of a picture; empty when no list names it.
    [[nodiscard]] std::string of(const std::string& picture) const;

private:
    void read(const std::filesystem::path& file, const std::string& split);

    std::unordered_map<std::string, std::string> m_splits;
};

/// The split of a list by its name; empty for another file.
[[nodiscard]] std::string splitOfList(const std::filesystem::path& file);

} // namespace vlmo::csv_pairs
