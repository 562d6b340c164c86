#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace vlmo {

/// The first half of the SHA-256 of a file's bytes: equal only when the files are.
using ContentDigest = std::array<std::uint8_t, 16>;

/// Lower-case hexadecimal.
[[nodiscard]] std::string digestText(const ContentDigest& digest);

/// How a file is recognised as unchanged without reading it.
struct FileStamp {
    std::int64_t bytes = 0;
    std::int64_t modified = 0; ///< Nanoseconds since 1970.

    bool operator==(const FileStamp&) const = default;
};

/// Nothing when there is no such file, or it is a folder, a pipe or a device. Throws nothing.
[[nodiscard]] std::optional<FileStamp> stampOf(const std::filesystem::path& file) noexcept;

/// What is wanted to be known of a picture besides its size, which its header tells.
struct PictureWish {
    bool digest = false;
    bool decode = false; ///< Whether it can be decoded to its end.
    bool look = false;   ///< A number that nearly equal pictures nearly share; decodes.
};

/// What is known of a picture file.
struct PictureFacts {
    enum class State : std::uint8_t { Missing, Unreadable, Readable };

    State state = State::Missing;
    std::string problem; ///< Why it is unreadable, without its name.
    std::int32_t width = 0;
    std::int32_t height = 0;
    bool decoded = false; ///< To its end, without a problem.
    /// False for a problem that may be gone next time, such as a permission.
    bool lasting = true;
    std::optional<ContentDigest> digest;
    std::optional<std::uint64_t> look;

    [[nodiscard]] bool readable() const noexcept { return state == State::Readable; }
    /// Whether everything wished for is known. A picture that cannot be read stays so, whatever is wished.
    [[nodiscard]] bool fulfils(const PictureWish& wish) const noexcept;
};

/// Looks at a file that was there a moment ago. Reads its first 64 KiB, all of it for a digest, and decodes it only
/// when that is wished. Every problem is in the result; throws nothing. May be called from several threads at once.
[[nodiscard]] PictureFacts examinePicture(const std::filesystem::path& file, const PictureWish& wish);

} // namespace vlmo
