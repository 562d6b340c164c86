#pragma once

#include "core/data/import_work.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace vlmo {

/// The bytes of a file one after the other, read in pieces, with their line numbers; tells `work` of every mebibyte.
class ByteSource final {
public:
    static constexpr std::int64_t bytesPerStep = std::int64_t{1} << 20U;

    /// Throws Error: NotFound, Internal (it cannot be read).
    ByteSource(const std::filesystem::path& file, ImportWork& work);
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    // Each may throw Error(Cancelled). Defined here, as they are called for every byte.
    [[nodiscard]] bool atEnd()
    {
        if (m_next == m_filled && !m_ended)
            refill();
        return m_next == m_filled;
    }
    /// The next byte; NUL at the end.
    [[nodiscard]] char peek() { return atEnd() ? '\0' : m_buffer[m_next]; }
    /// Goes on behind the next byte.
    void take()
    {
        if (atEnd())
            return;
        m_line += m_lineEnded ? 1 : 0;
        m_lineEnded = m_buffer[m_next++] == '\n';
        if (++m_position % bytesPerStep == 0)
            m_work.advance(m_name);
    }

    [[nodiscard]] std::int64_t position() const noexcept { return m_position; } ///< How many bytes were taken.
    [[nodiscard]] std::int64_t line() const noexcept { return m_line; }         ///< Of the last byte taken, from 1.

private:
    void refill();

    std::ifstream m_stream;
    std::string m_name;
    ImportWork& m_work;
    std::array<char, std::size_t{1} << 16U> m_buffer{};
    std::size_t m_filled = 0;
    std::size_t m_next = 0;
    std::int64_t m_position = 0;
    std::int64_t m_line = 1;
    bool m_lineEnded = false;
    bool m_ended = false;
};

} // namespace vlmo
