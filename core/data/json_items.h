#pragma once

#include "core/data/import_work.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// One item of a list in a JSON file, or one line of JSON lines.
struct JsonItem {
    nlohmann::json& value;
    const std::filesystem::path& file;
    const std::string& list; ///< "images"; empty where the document is the list.
    std::int64_t number = 0; ///< From 1: of the item, or of its line.
    bool isLine = false;

    /// "captions.json, images, item 7" or "train.json, line 7", with the whole path of the file.
    [[nodiscard]] std::string where() const;
};

/// What is done with an item. It may throw Error(BadInput) for one that cannot be used, which is listed then.
using JsonItemReader = std::function<void(const JsonItem& item)>;

// Annotation files have hundreds of megabytes. They are read from the disk piece by piece, and one item of a list at a
// time is in memory: at most a mebibyte a text and a hundred thousand values an item. A file that is not JSON, not
// UTF-8, cut short or larger than that in a place is refused as a whole: Error(BadInput) with file, line and byte,
// after some items may have been read. Error(Cancelled) as always.

/// Reads lists of a document: `lists` says what to do with the items of each member that is wanted, by its name; the
/// name "" stands for a document that is a list itself. Other members are passed over. Items that the reader refuses
/// go to `problems`. Throws Error(BadInput) also where a wanted list is not there or no list.
void readJsonLists(const std::filesystem::path& file, const std::map<std::string, JsonItemReader>& lists,
                   ImportWork& work, SkippedList& problems);

/// Reads a list of objects, or JSON lines (an object a line), whichever the file is. A line that is not JSON is one of
/// the problems; anything that is not an object, too.
void readJsonObjects(const std::filesystem::path& file, const JsonItemReader& read, ImportWork& work,
                     SkippedList& problems);

/// How many steps of `work` reading these files takes: one for each mebibyte that is begun.
[[nodiscard]] std::int64_t stepsToRead(const std::vector<std::filesystem::path>& files);

} // namespace vlmo
