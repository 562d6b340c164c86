#pragma once

#include <filesystem>
#include <string>

namespace vlmo {

// Files name other files; none may lead out of the folder that it stands in.

/// Whether a path names something in a folder that it is relative to, or the folder itself: "images/a.png",
/// "images/../a.png"; not "", "/a.png" and "../a.png".
[[nodiscard]] bool staysInside(const std::filesystem::path& relative);

/// Whether a text is the name of something directly in a folder: "records.jsonl"; not "", "..", "a/b" and "a/".
[[nodiscard]] bool isPlainName(const std::string& name);

} // namespace vlmo
