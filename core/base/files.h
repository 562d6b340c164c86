#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace vlmo {

/// Reads a whole file of at most `limit` bytes. Throws Error: NotFound, BadInput (too large, a folder), Internal.
[[nodiscard]] std::string readFile(const std::filesystem::path& file, std::uintmax_t limit);

/// Writes a file so that it is either the old one or the whole new one, whatever happens: `write` fills a temporary
/// file in the same folder, which is flushed to the disk and renamed over `file`. Throws Error(Internal) naming `file`
/// when the disk is full or the folder cannot be written; the temporary file is removed then.
void writeFileAtomically(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write);
void writeFileAtomically(const std::filesystem::path& file, std::string_view content);

/// "birds/" names the folder "birds": a temporary name beside it, or its last name, needs the latter.
[[nodiscard]] std::filesystem::path withoutTrailingSlash(const std::filesystem::path& folder);
/// What a folder is called: "birds" of "/pictures/birds/", of "birds/." and of "." in the folder birds.
[[nodiscard]] std::string folderName(const std::filesystem::path& folder);

/// Lower-case hexadecimal SHA-256 of a file, or of bytes. Throws Error: NotFound, Internal.
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& file);
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace vlmo
