#pragma once

#include "core/train/growing_file.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace vlmo {

/// The whole lines of a file that grows: a line that has no end yet waits for it.
class GrowingLines final {
public:
    /// What one look reads at most, and so the longest line.
    static constexpr std::size_t kLook = 1U << 20U;

    struct Line {
        std::string_view text;   ///< Without its line break. Only the beginning when it is too long.
        std::int64_t number = 0; ///< From 1.
        std::uint64_t end = 0;   ///< Where the next line begins in the file. Not yet known when it is too long.
        bool tooLong = false;
    };
    struct Look {
        bool restarted = false; ///< The file was cut or replaced: the lines are those from its start.
        bool more = false;      ///< The file holds more than one look reads.
    };

    explicit GrowingLines(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_file.path(); }

    /// Calls `take` for each new line in order. When it throws, the same lines come again at the next look. Throws as
    /// GrowingFile::read() does.
    Look read(const std::function<void(const Line&)>& take);

private:
    GrowingFile m_file;
    std::int64_t m_lines = 0;
    std::uint64_t m_offset = 0;
    bool m_insideLongLine = false; ///< The beginning of the line at hand was too long, and taken as such.
};

/// Every whole line of a file as it is now; none when it does not exist.
void forEachLine(const std::filesystem::path& file, const std::function<void(const GrowingLines::Line&)>& take);

} // namespace vlmo
