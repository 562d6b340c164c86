#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace vlmo {

/// Refuses what is no regular file: opening a pipe waits for somebody to write, and a device never ends. Throws Error:
/// NotFound, BadInput (a folder, a pipe, a device), Internal (what is there cannot be looked at).
void refuseIrregularFile(const std::filesystem::path& file);

/// Opens a regular file at its first byte; the one door to files that are read as a stream. Throws Error as
/// refuseIrregularFile() does, and Internal (no permission).
[[nodiscard]] std::ifstream openForReading(const std::filesystem::path& file);

/// Reads a whole regular file of at most `limit` bytes. Throws Error as openForReading() does, and BadInput (too
/// large).
[[nodiscard]] std::string readFile(const std::filesystem::path& file, std::uintmax_t limit);

/// For work whose result goes to a file at its end: refuses a file whose folder is not there before the work begins.
/// Throws Error(NotFound) naming both.
void requireFolderOf(const std::filesystem::path& file);

/// Writes a file so that it is either the old one or the whole new one, whatever happens: `write` fills a temporary
/// file in the same folder, which is flushed to the disk and renamed over `file`. Throws Error(Internal) naming `file`
/// when the disk is full or the folder cannot be written; the temporary file is removed then.
void writeFileAtomically(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write);
void writeFileAtomically(const std::filesystem::path& file, std::string_view content);

/// "birds/" names the folder "birds": a temporary name beside it, or its last name, needs the latter.
[[nodiscard]] std::filesystem::path withoutTrailingSlash(const std::filesystem::path& folder);
/// What a folder is called: "birds" of "/pictures/birds/", of "birds/." and of "." in the folder birds.
[[nodiscard]] std::string folderName(const std::filesystem::path& folder);

/// Lower-case hexadecimal SHA-256 of a regular file, or of bytes. Throws Error as openForReading() does.
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& file);
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace vlmo
