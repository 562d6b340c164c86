#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

constexpr std::size_t longestCaption = 4096; ///< Bytes. No model reads a tenth of it.
constexpr std::size_t mostCaptions = 64;     ///< Of one picture.
constexpr std::size_t longestSplit = 64;     ///< Bytes of a split's name.

/// A caption from a file, on one line; empty where there are blanks only. Throws Error(BadInput) when it is longer than
/// `longest` bytes or not UTF-8; `what` is what to call it.
[[nodiscard]] std::string usableText(std::string_view text, std::size_t longest = longestCaption,
                                     const char* what = "caption");

/// The same for a caption that must not be blank: throws Error(BadInput) for one that is.
[[nodiscard]] std::string usableCaption(std::string_view text);

/// Adds a caption to those of a picture. Throws Error(BadInput) when it is there already or there are too many.
void addCaption(std::vector<std::string>& captions, std::string caption);

/// The captions in a text, a line each, each once, at most mostCaptions. A byte order mark may lead it. Throws
/// Error(BadInput) for one that cannot be used.
[[nodiscard]] std::vector<std::string> captionsIn(std::string_view text);

/// The captions in a text file beside a picture. Throws Error: BadInput (not text, larger than 64 KiB, a caption that
/// cannot be used), Internal (it cannot be read).
[[nodiscard]] std::vector<std::string> readSidecar(const std::filesystem::path& file);

} // namespace vlmo
