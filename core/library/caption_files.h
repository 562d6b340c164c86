#pragma once

#include "core/base/folder_walk.h"
#include "core/base/progress.h"
#include "core/library/catalogue_writer.h"

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What was read: captions and tags of each file, in the order asked for.
struct FolderNotes {
    std::vector<PictureNotes> notes;
    std::vector<bool> read; ///< Of each file, in the same order: whether it was read for what it says of others.
    bool complete = true;   ///< False when a file could not be opened: what it says is not known, rather than nothing.
};

/// Reads what the files of a folder say of its pictures: captions and tags for each of `files`.
///
/// Understood, in this order: `records.jsonl` and `metadata.jsonl` (an object a line: the picture as "image" or
/// "file_name"; "captions", "caption" or "text"; "tags", "category" and "source" become tags), `captions.csv` and
/// `captions.txt` (a table whose first line names the columns), and `NAME.txt` beside a picture (a caption a line).
/// A picture's path is relative to the folder of the file that names it. Lines that cannot be used are listed with
/// their number; nothing here keeps a picture from being indexed. Memory is bounded by the pictures that are there,
/// time by the size a caption file may have (1 GiB; a line that goes on for 16 MiB ends it): larger ones are listed.
[[nodiscard]] FolderNotes readNotes(const std::filesystem::path& root, std::span<const FoundFile> files,
                                    std::vector<SkippedItem>& skipped, const std::stop_token& stop);

/// Tells whether notes changed: empty for empty notes.
[[nodiscard]] std::string digestOf(const PictureNotes& notes);

} // namespace vlmo
