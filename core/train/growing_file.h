#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace vlmo {

/// Follows a file that another process appends to, and sometimes cuts or replaces.
///
/// Holds no descriptor between calls, so that a removed file is noticed and its room is given back.
class GrowingFile final {
public:
    struct Part {
        bool restarted = false; ///< What was read before is no longer so: the file is read anew from its start.
        std::string bytes;      ///< From the first byte that was not consumed.
        bool more = false;      ///< There is more behind them.
    };

    explicit GrowingFile(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_file; }

    /// At most `limit` bytes. A file that does not exist (yet) is an empty one. Throws Error: BadInput (no ordinary
    /// file), Internal (it cannot be read).
    [[nodiscard]] Part read(std::size_t limit);
    /// The first `count` bytes of the newest part are done with; the rest comes again.
    void consume(const Part& part, std::size_t count);

    /// Begins with the last `size` bytes where the file is longer; false where it is not. To be called before the first
    /// read().
    bool skipToLast(std::uint64_t size);

private:
    std::filesystem::path m_file;
    std::uint64_t m_offset = 0;
    std::uint64_t m_inode = 0;
    std::string m_before; ///< The bytes that stood before m_offset: a cut file that grew again differs there.
};

} // namespace vlmo
