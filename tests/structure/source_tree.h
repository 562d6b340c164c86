#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vlmo::structure {

/// One `#include` line.
struct Include {
    std::size_t line = 0; ///< From 1.
    std::string target;   ///< What stands between the quotes or brackets.
    bool quoted = false;
};

/// A source file as far as the rules look at it.
struct SourceFile {
    std::vector<Include> includes;
    std::size_t lines = 0;
    bool pragmaOnce = false; ///< Has a line `#pragma once`.
};

/// Every source and build file by its path from the root ("core/text/tokenizer.h").
using SourceTree = std::map<std::string, SourceFile>;

/// Reads the source folders below `root`: app, core, packaging, plugins, resources, tests, ui.
[[nodiscard]] SourceTree readSourceTree(const std::filesystem::path& root);

} // namespace vlmo::structure
