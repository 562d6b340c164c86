#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vlmo {

/// Reads little-endian numbers and texts from a part of a file, and never past its end. Every reading function throws
/// Error(BadInput) that names the file and the byte when the part ends too early.
class ByteReader {
public:
    /// `firstByte` is where `bytes` begins in the file called `source`.
    ByteReader(std::span<const std::byte> bytes, std::uint64_t firstByte, std::string source)
        : m_bytes(bytes), m_firstByte(firstByte), m_source(std::move(source))
    {}

    [[nodiscard]] std::uint64_t number(std::size_t size)
    {
        const std::span<const std::byte> read = take(size);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= std::to_integer<std::uint64_t>(read[i]) << (8 * i);
        return value;
    }

    [[nodiscard]] std::span<const std::byte> take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_position)
            refuse("ends before the " + std::to_string(size) + " bytes that must follow");
        const std::span<const std::byte> read = m_bytes.subspan(m_position, size);
        m_position += size;
        return read;
    }

    [[nodiscard]] std::string_view text(std::uint64_t size)
    {
        const std::span<const std::byte> read = take(size);
        return {reinterpret_cast<const char*>(read.data()), read.size()};
    }

    /// Up to the next line feed, which is consumed and not returned.
    [[nodiscard]] std::string_view line()
    {
        const std::string_view rest(reinterpret_cast<const char*>(m_bytes.data()) + m_position,
                                    m_bytes.size() - m_position);
        const std::size_t length = rest.find('\n');
        if (length == std::string_view::npos)
            refuse("ends within a line");
        m_position += length + 1;
        return rest.substr(0, length);
    }

    void skip(std::uint64_t size) { (void)take(size); }
    [[nodiscard]] std::size_t position() const noexcept { return m_position; }
    [[nodiscard]] std::uint64_t byteInFile() const noexcept { return m_firstByte + m_position; }
    [[nodiscard]] const std::string& source() const noexcept { return m_source; }

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Error(ErrorKind::BadInput, m_source + " " + what + " (byte " + std::to_string(byteInFile()) + ")");
    }

private:
    std::span<const std::byte> m_bytes;
    std::uint64_t m_firstByte;
    std::string m_source;
    std::size_t m_position = 0;
};

} // namespace vlmo
