#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace vlmo {

/// One entry of a zip archive, in place.
struct ZipEntry {
    std::uint64_t firstByte = 0; ///< Where its data begins in the file.
    std::span<const std::byte> data;
    bool plain =
        true; ///< Neither compressed nor encrypted: `data` is what was put in. Archives of torch.save are plain.
};

/// The entries of a zip archive by name, from its central directory (zip64 too), each checked against its local header
/// and the size of the file. Throws Error(BadInput) that names `source` and the byte. Allocates no more than the
/// directory's own size suggests.
[[nodiscard]] std::map<std::string, ZipEntry> readZipDirectory(std::span<const std::byte> file,
                                                               const std::string& source);

} // namespace vlmo
