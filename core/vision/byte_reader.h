#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace vlmo {

/// Numbers out of a picture file's bytes; throws Error(BadInput) instead of reading past the end.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::uint8_t u8(std::size_t at) const { return part(at, 1)[0]; }
    [[nodiscard]] std::uint32_t big16(std::size_t at) const { return bigEndian(at, 2); }
    [[nodiscard]] std::uint32_t big32(std::size_t at) const { return bigEndian(at, 4); }
    [[nodiscard]] std::uint32_t little16(std::size_t at) const { return littleEndian(at, 2); }
    [[nodiscard]] std::uint32_t little24(std::size_t at) const { return littleEndian(at, 3); }
    [[nodiscard]] std::uint32_t little32(std::size_t at) const { return littleEndian(at, 4); }

    [[nodiscard]] std::span<const std::uint8_t> part(std::size_t at, std::size_t count) const
    {
        if (at > m_bytes.size() || count > m_bytes.size() - at)
            throw Error(ErrorKind::BadInput, "it is cut short");
        return m_bytes.subspan(at, count);
    }

    /// Whether `word` stands at `at`; false past the end.
    [[nodiscard]] bool has(std::size_t at, std::string_view word) const
    {
        return at <= m_bytes.size() && word.size() <= m_bytes.size() - at &&
               std::string_view(reinterpret_cast<const char*>(m_bytes.data()) + at, word.size()) == word;
    }

private:
    [[nodiscard]] std::uint32_t bigEndian(std::size_t at, std::size_t count) const
    {
        std::uint32_t value = 0;
        for (const std::uint8_t byte : part(at, count))
            value = (value << 8U) | byte;
        return value;
    }
    [[nodiscard]] std::uint32_t littleEndian(std::size_t at, std::size_t count) const
    {
        const auto bytes = part(at, count);
        std::uint32_t value = 0;
        for (std::size_t index = count; index > 0; --index)
            value = (value << 8U) | bytes[index - 1];
        return value;
    }

    std::span<const std::uint8_t> m_bytes;
};

} // namespace vlmo
