#pragma once

#include "core/base/folder_walk.h"
#include "core/data/dataset.h"
#include "core/data/import_work.h"
#include "core/data/json_record.h"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace vlmo::image_folder {

/// Whether a file is a table of what pictures show: "metadata.csv" or "metadata.jsonl".
[[nodiscard]] bool isMetadata(const std::filesystem::path& file);

/// The metadata file of a folder, or of a folder of a split in it, whose beginning has a "file_name"; empty when there
/// is none. A short look.
[[nodiscard]] std::filesystem::path metadataIn(const std::filesystem::path& folder);

/// What metadata.csv and metadata.jsonl say of the pictures of their folder and of those below it. A row names its
/// picture in "file_name"; the other columns are those of readRecordFields().
class Metadata final {
public:
    /// Reads every such file of the walk. Rows that cannot be used are listed with their line. Throws Error(BadInput)
    /// for a file that cannot be read as what it claims to be.
    Metadata(const FolderWalk& walk, ImportWork& work);

    /// Adds to a record what is said of its picture, by its path in the walk.
    void describe(const std::string& picture, Record& record) const;

private:
    void readTable(const std::string& file, SkippedList& problems);
    void add(const std::filesystem::path& folder, RecordFields fields);

    ImportWork& m_work;
    std::unordered_set<std::string> m_pictures;
    std::unordered_map<std::string, RecordFields> m_fields;
};

} // namespace vlmo::image_folder
