#include "tests/structure/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace vlmo::structure {
namespace fs = std::filesystem;
namespace {

bool isSource(const fs::path& file)
{
    constexpr std::array<std::string_view, 8> endings = {".h", ".hpp", ".cpp", ".cc", ".cmake", ".sh", ".py", ".js"};
    return file.filename() == "CMakeLists.txt" ||
           std::find(endings.begin(), endings.end(), file.extension().string()) != endings.end();
}

std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// Cuts `word` off the front of `text`; false when it is not there.
bool take(std::string_view& text, std::string_view word)
{
    text = withoutBlanks(text);
    if (text.substr(0, word.size()) != word)
        return false;
    text.remove_prefix(word.size());
    return true;
}

/// Fills `include` when the line is an `#include`; `__has_include` and the like are none.
bool readInclude(std::string_view line, Include& include)
{
    if (!take(line, "#") || !take(line, "include"))
        return false;
    line = withoutBlanks(line);
    if (line.empty() || (line.front() != '"' && line.front() != '<'))
        return false;
    include.quoted = line.front() == '"';
    line.remove_prefix(1);
    include.target = line.substr(0, line.find(include.quoted ? '"' : '>'));
    return true;
}

SourceFile readSourceFile(const fs::path& file)
{
    std::ifstream stream(file);
    if (!stream)
        throw std::runtime_error(file.string() + " cannot be read");
    SourceFile source;
    std::string line;
    while (std::getline(stream, line)) {
        Include include;
        include.line = ++source.lines;
        if (readInclude(line, include))
            source.includes.push_back(include);
        source.pragmaOnce = source.pragmaOnce || line == "#pragma once";
    }
    return source;
}

} // namespace

SourceTree readSourceTree(const fs::path& root)
{
    SourceTree tree;
    for (const char* folder : {"app", "core", "packaging", "plugins", "resources", "tests", "ui"}) {
        if (!fs::is_directory(root / folder))
            continue;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
            if (entry.is_regular_file() && isSource(entry.path()))
                tree[fs::relative(entry.path(), root).generic_string()] = readSourceFile(entry.path());
        }
    }
    return tree;
}

} // namespace vlmo::structure
