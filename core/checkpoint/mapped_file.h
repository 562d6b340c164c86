#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace vlmo {

/// A whole file mapped read-only into memory: pages are read when they are looked at, and cost nothing before.
class MappedFile {
public:
    /// Throws Error: NotFound, BadInput (a folder, a device), Internal (no permission).
    [[nodiscard]] static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }

private:
    explicit MappedFile(std::span<const std::byte> bytes) noexcept : m_bytes(bytes) {}

    std::span<const std::byte> m_bytes;
};

} // namespace vlmo
