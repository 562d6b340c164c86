#pragma once

#include "core/data/import_work.h"

#include <filesystem>
#include <map>
#include <string>

namespace vlmo {

/// The unit a word names: "auto", "lines", "sentences", "wrapped". Throws Error(InvalidArgument) for another.
[[nodiscard]] TextUnit textUnitFromName(const std::string& name);

/// Reads a text file, or every `*.txt` of a folder and of those below it in the order of their paths, into one corpus a
/// split. `split` is that of all files; when it is empty the split is what a file's or one of its folders' name stands
/// for (splitOfName()), else "train". Files of other kinds in the folder are skipped.
///
/// Throws Error: BadInput when there is no text in it, Cancelled.
[[nodiscard]] std::map<std::string, TextCorpus> readTextFolder(const std::filesystem::path& path, TextUnit unit,
                                                               const std::string& split, ImportWork& work);

} // namespace vlmo
