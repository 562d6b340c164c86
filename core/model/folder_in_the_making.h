#pragma once

#include <filesystem>

namespace vlmo {

/// A new folder beside the final one, which takes its place in one step when it is complete, and is removed otherwise:
/// whoever opens the final folder finds the old content or the new one.
class FolderInTheMaking {
public:
    /// Throws Error(Internal) when it cannot be made.
    explicit FolderInTheMaking(const std::filesystem::path& folder);
    ~FolderInTheMaking();
    FolderInTheMaking(const FolderInTheMaking&) = delete;
    FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Replaces what is there. Throws Error(Internal).
    void takePlace();

private:
    std::filesystem::path m_final;
    std::filesystem::path m_path;
};

/// "birds/" names the folder "birds": a temporary name beside it needs the latter.
[[nodiscard]] std::filesystem::path withoutTrailingSlash(const std::filesystem::path& folder);

} // namespace vlmo
