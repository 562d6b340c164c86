#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace vlmo {

/// What the beginning of a JSON file shows, be it a document or lines of JSON (of which the first is looked at).
struct JsonGlimpse {
    /// The members that were seen: "images", "images[].file_name"; "[].image" of a document that is a list; "image" of
    /// lines of objects. "[]" is an item, whatever its number.
    std::set<std::string> fields;
    std::map<std::string, std::string> texts; ///< The document's own members that are texts.

    [[nodiscard]] bool has(const std::string& field) const { return fields.count(field) > 0; }
};

/// Looks at the first 64 KiB. Never throws: what is not JSON, or not to be read, has no fields.
[[nodiscard]] JsonGlimpse glimpseJson(const std::filesystem::path& file);

/// Whether the last 4 KiB of a file hold this text: what is in the last list of a document is not seen from its
/// beginning. Never throws.
[[nodiscard]] bool endsWithMention(const std::filesystem::path& file, const std::string& text);

} // namespace vlmo
