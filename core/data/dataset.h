#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// One picture of a data set with everything that is known of it.
struct Record {
    std::filesystem::path image;       ///< Absolute.
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
    /// SHA-256 of records.jsonl: what a recipe and a run refer to. With further record files a SHA-256 over those of
    /// all.
    std::string fingerprint;

    /// Indices of the records of a split, in file order; empty for a split that nobody mentions.
    [[nodiscard]] std::vector<std::size_t> split(const std::string& splitName) const;
};

/// Reads a data set; `extraRecords` names further record files of the same folder ("scenes.jsonl"). Of a record only
/// "image" and "captions" must be there; "split" is "train" and "family" the source where they are not, unknown fields
/// are ignored. A folder without dataset.json has the folder's name. Whether the pictures exist is not looked at.
///
/// Throws Error: NotFound; BadInput that names file, line and reason (not JSON, a missing field, a path that leaves the
/// folder, no record at all).
[[nodiscard]] Dataset readDataset(const std::filesystem::path& folder,
                                  const std::vector<std::string>& extraRecords = {});

} // namespace vlmo
