#include "tests/structure/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string_view>

namespace vlmo::structure {
namespace {

constexpr std::size_t longestFile = 600;

/// The first two folders of a path: {"core", "text"} of "core/text/tokenizer.h".
struct Place {
    std::string layer;
    std::string folder;
};

Place placeOf(const std::string& path)
{
    const std::size_t first = path.find('/');
    if (first == std::string::npos)
        return {};
    const std::size_t second = path.find('/', first + 1);
    return {path.substr(0, first), second == std::string::npos ? "" : path.substr(first + 1, second - first - 1)};
}

bool begins(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

const std::map<std::string, int>& layers()
{
    static const std::map<std::string, int> levels = {{"core", 0}, {"ui", 1}, {"plugins", 2}, {"app", 3}, {"tests", 4}};
    return levels;
}

const std::map<std::string, int>& coreFolders()
{
    static const std::map<std::string, int> levels = {{"base", 0},  {"text", 1},    {"vision", 1},  {"checkpoint", 1},
                                                      {"model", 2}, {"data", 3},    {"doctor", 4},  {"engine", 3},
                                                      {"train", 4}, {"library", 4}, {"inspect", 4}, {"bench", 5}};
    return levels;
}

std::string at(const std::string& path, const Include& include)
{
    return path + ":" + std::to_string(include.line) + ": ";
}

/// Why `from` may not include `to`; empty when it may.
std::string arrowProblem(const Place& from, const Place& to)
{
    if (to.layer == "tests")
        return from.layer == "tests" ? "" : "nothing but a test may include a test's header";
    // A test stands where the part stands that it tests: tests/core/text where core is, tests/structure above all.
    const std::string layer = from.layer == "tests" && layers().count(from.folder) != 0 ? from.folder : from.layer;
    if (layers().at(layer) < layers().at(to.layer))
        return layer + " may not include " + to.layer + " (the arrows run app -> plugins -> ui -> core)";
    if (from.layer == "core") {
        if (coreFolders().count(from.folder) == 0 || coreFolders().count(to.folder) == 0)
            return "core/" + (coreFolders().count(from.folder) == 0 ? from.folder : to.folder) +
                   " is no folder that the arrows of core know";
        if (from.folder != to.folder && coreFolders().at(from.folder) <= coreFolders().at(to.folder))
            return "core/" + from.folder + " may not include core/" + to.folder +
                   " (base <- text, vision, checkpoint <- model <- data, engine <- doctor, train, library, inspect <- "
                   "bench)";
    }
    if (from.layer == "app" && to.layer == "plugins")
        return "app may not include plugins/" + to.folder + ", which is loaded at run time";
    const bool separate = from.layer == "plugins" || from.layer == "app";
    if (separate && from.layer == to.layer && from.folder != to.folder)
        return from.layer + "/" + from.folder + " may not include its neighbour " + to.layer + "/" + to.folder;
    return "";
}

bool isLibraryEngine(std::string_view target)
{
    constexpr std::array<std::string_view, 4> prefixes = {"faiss/", "SQLiteCpp/", "sqlite3.h", "sqlite3ext.h"};
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return begins(target, prefix); });
}

bool isEngine(std::string_view target)
{
    constexpr std::array<std::string_view, 4> prefixes = {"torch/", "ATen/", "c10/", "caffe2/"};
    return isLibraryEngine(target) || std::any_of(prefixes.begin(), prefixes.end(),
                                                  [&](std::string_view prefix) { return begins(target, prefix); });
}

/// "QString", "QtCore/QString", "qglobal.h".
bool isQt(std::string_view target)
{
    if (target.size() < 2)
        return false;
    const auto second = static_cast<unsigned char>(target[1]);
    if (target.front() == 'Q')
        return std::isupper(second) != 0 || begins(target, "Qt");
    return target.front() == 'q' && target.find('/') == std::string_view::npos && target.size() > 2 &&
           target.substr(target.size() - 2) == ".h";
}

/// Finds out which files reach an engine's header, and by which way.
class Reach {
public:
    explicit Reach(const SourceTree& tree) : m_tree(tree) {}

    /// The way from `path` to an engine's header, "core/model/block.h -> torch/torch.h"; empty when there is none.
    const std::string& of(const std::string& path)
    {
        const auto [known, isNew] = m_ways.try_emplace(path);
        if (!isNew) // Also ends a circle of includes: a file on its own way adds nothing.
            return known->second;
        std::string way;
        if (const auto file = m_tree.find(path); file != m_tree.end()) {
            for (const Include& include : file->second.includes) {
                const std::string rest = isEngine(include.target) ? include.target : of(include.target);
                if (!rest.empty()) {
                    way = path + " -> " + rest;
                    break;
                }
            }
        }
        return m_ways[path] = way;
    }

private:
    const SourceTree& m_tree;
    std::map<std::string, std::string> m_ways;
};

bool mayUseEngines(const Place& place)
{
    return place.layer == "core" || (place.layer == "tests" && place.folder == "core");
}

bool isAboutLibrary(const std::string& path)
{
    return begins(path, "core/library/") || begins(path, "tests/core/library/");
}

Problems forEachInclude(const SourceTree& tree,
                        const std::function<std::string(const std::string& path, const Include& include)>& rule)
{
    Problems problems;
    for (const auto& [path, file] : tree) {
        for (const Include& include : file.includes) {
            if (const std::string problem = rule(path, include); !problem.empty())
                problems.push_back(at(path, include) + problem);
        }
    }
    return problems;
}

} // namespace

Problems wrongArrows(const SourceTree& tree)
{
    return forEachInclude(tree, [](const std::string& path, const Include& include) -> std::string {
        const Place from = placeOf(path);
        const Place to = placeOf(include.target);
        if (layers().count(from.layer) == 0 || layers().count(to.layer) == 0)
            return "";
        return arrowProblem(from, to);
    });
}

Problems pathsNotFromTheRoot(const SourceTree& tree)
{
    return forEachInclude(tree, [](const std::string& path, const Include& include) -> std::string {
        const bool generated = include.target.size() > 4 && include.target.substr(include.target.size() - 4) == ".moc";
        if (!include.quoted || generated || layers().count(placeOf(include.target).layer) != 0)
            return "";
        return "\"" + include.target + "\" is not a path from the root (\"" + placeOf(path).layer + "/...\")";
    });
}

Problems leakedEngines(const SourceTree& tree)
{
    Reach reach(tree);
    return forEachInclude(tree, [&](const std::string& path, const Include& include) -> std::string {
        if (isLibraryEngine(include.target) && mayUseEngines(placeOf(path)) && !isAboutLibrary(path))
            return "<" + include.target + "> belongs inside core/library";
        if (mayUseEngines(placeOf(path)))
            return "";
        if (isEngine(include.target))
            return "<" + include.target + "> may not be included outside core";
        const std::string& way = reach.of(include.target);
        return way.empty() ? "" : "reaches an engine's header outside core: " + way;
    });
}

Problems leakedQt(const SourceTree& tree)
{
    return forEachInclude(tree, [](const std::string& path, const Include& include) -> std::string {
        const bool withoutQt = begins(path, "core/") || begins(path, "app/cli/") || begins(path, "tests/core/") ||
                               begins(path, "tests/app/");
        return withoutQt && isQt(include.target) ? "<" + include.target + "> is Qt, which this folder does without"
                                                 : "";
    });
}

Problems longFiles(const SourceTree& tree)
{
    Problems problems;
    for (const auto& [path, file] : tree) {
        if (file.lines > longestFile)
            problems.push_back(path + ":" + std::to_string(file.lines) + ": more than " + std::to_string(longestFile) +
                               " lines");
    }
    return problems;
}

Problems unguardedHeaders(const SourceTree& tree)
{
    Problems problems;
    for (const auto& [path, file] : tree) {
        if (path.ends_with(".h") && !file.pragmaOnce)
            problems.push_back(path + ":1: the line \"#pragma once\" is missing");
    }
    return problems;
}

} // namespace vlmo::structure
