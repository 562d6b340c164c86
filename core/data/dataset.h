#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// One picture of a data set with everything that is known of it.
struct Record {
    std::filesystem::path image; ///< Absolute.
    std::vector<std::string> captions; ///< The first is the main one; never empty.
    std::string split;
    std::string source;
    std::string family;   ///< Art sources that share drawings count as one family.
    std::string concept_; ///< Canonical name of what is shown.
    std::string category;
    bool object = false;      ///< Plain objects, animals, food, places: what identity is measured on.
    bool heldConcept = false; ///< A concept word that no training picture carries.
    double weight = 1.0;      ///< Relative chance of being drawn in training.
};

/// A folder with `dataset.json` and `records.jsonl` (one JSON object a line; image paths relative to the folder).
struct Dataset {
    std::filesystem::path folder;
    std::string name;
    std::vector<Record> records;
    std::string fingerprint; ///< SHA-256 of records.jsonl: what a recipe and a run refer to.

    [[nodiscard]] std::vector<std::size_t> split(const std::string& name) const;
};

/// Reads a data set; `extraRecords` names further record files of the same folder ("scenes.jsonl").
/// Throws Error: NotFound; BadInput that names file, line and reason (not JSON, a missing field, a path that leaves the
/// folder, no record at all).
[[nodiscard]] Dataset readDataset(const std::filesystem::path& folder, const std::vector<std::string>& extraRecords = {});

} // namespace vlmo
