#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>

namespace vlmo {

/// The bytes of a file from its beginning to its end, unpacked where it is compressed. Places never go back.
class ForwardBytes {
public:
    ForwardBytes() = default;
    virtual ~ForwardBytes() = default;
    ForwardBytes(const ForwardBytes&) = delete;
    ForwardBytes& operator=(const ForwardBytes&) = delete;

    /// Reads up to `count` bytes from a place that is not before what was read last; fewer at the end. Throws
    /// Error(BadInput) when what is compressed is damaged, cut short or larger than allowed.
    [[nodiscard]] virtual std::size_t readAt(std::uint64_t place, char* bytes, std::size_t count) = 0;
    /// How many bytes there are; where they are compressed nobody knows, and it is more than can be.
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Behind the last byte that was read or passed over: less than the place asked for when the end came before it.
    [[nodiscard]] virtual std::uint64_t place() const = 0;
    /// How many bytes of the file were needed so far.
    [[nodiscard]] virtual std::uint64_t consumed() const = 0;
    /// Reads what is left and holds it against its checksum, where there is one. Throws as readAt() does.
    virtual void finish() = 0;
};

/// Opens a file, and unpacks it when it begins as gzip does; `mostUnpacked` bytes of it at most. Throws Error:
/// NotFound, Internal (it cannot be read).
[[nodiscard]] std::unique_ptr<ForwardBytes>
openForward(const std::filesystem::path& file,
            std::uint64_t mostUnpacked = std::numeric_limits<std::uint64_t>::max() / 4);

} // namespace vlmo
