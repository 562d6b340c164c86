#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// What dataset.json says of a data set in the program's own format: its name, and the files it is made of.
struct DatasetDescription {
    std::string name;
    std::vector<std::string> records = {"records.jsonl"}; ///< Names of files; of a set without pictures none.
    std::string statements;                               ///< The name of a file; empty: there are none.
    std::string texts;                                    ///< A folder below the data set's; empty: there are none.
};

/// Reads the dataset.json of a folder. Without one, the folder's name and records.jsonl; the latter also where no
/// "files" are named, as is so in older data sets. Throws Error(BadInput) naming the file (not JSON, another format or
/// version, a name that leads out of the folder).
[[nodiscard]] DatasetDescription readDatasetDescription(const std::filesystem::path& folder);

} // namespace vlmo
