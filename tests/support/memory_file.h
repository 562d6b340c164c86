#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace vlmo::test {

/// Bytes under a path, as the readers want them, without a disk: for thousands of files in a moment.
class MemoryFile {
public:
    MemoryFile(const void* data, std::size_t size) : m_descriptor(::memfd_create("bytes", MFD_CLOEXEC))
    {
        if (m_descriptor < 0 || ::write(m_descriptor, data, size) != static_cast<ssize_t>(size))
            std::abort();
    }
    explicit MemoryFile(std::string_view bytes) : MemoryFile(bytes.data(), bytes.size()) {}
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

} // namespace vlmo::test
