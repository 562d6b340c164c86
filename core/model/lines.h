#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// The lines of a list file (vocabulary, answers), without their ends, Windows' ends included. Throws Error: NotFound,
/// BadInput (over 64 MB).
[[nodiscard]] std::vector<std::string> readLines(const std::filesystem::path& file);

} // namespace vlmo
