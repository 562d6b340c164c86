#pragma once

#include <filesystem>
#include <functional>

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

    /// What a person put beside the old content (a licence, notes) stays: copies what `isOurs` does not call the
    /// program's own, by its name. Throws Error(Internal).
    void keepForeignFiles(const std::function<bool(const std::filesystem::path& name)>& isOurs) const;

    /// Replaces what is there. Throws Error(Internal).
    void takePlace();

private:
    std::filesystem::path m_final;
    std::filesystem::path m_path;
};

} // namespace vlmo
