#pragma once

#include "core/base/folder_walk.h"
#include "core/library/catalogue.h"
#include "core/library/catalogue_writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// A file that has to be read: new, changed, or left without an embedding.
struct IndexTask {
    LibraryRoot root;
    FoundFile file;
    std::optional<KnownPicture> known; ///< What the catalogue says of this path.
    PictureNotes notes;
    std::string digest;        ///< Of the notes.
    bool notesComplete = true; ///< False: empty notes say nothing.
};

/// Captions and tags that changed of a picture that did not.
struct NotesChange {
    PictureId id = 0;
    PictureNotes notes;
    std::string digest;
};

/// What is to be done so that the catalogue tells of a folder what is there.
struct IndexPlan {
    std::vector<IndexTask> tasks;
    std::vector<NotesChange> notes;
    std::vector<PictureId> returned; ///< Unchanged, and no longer missing.
    std::vector<PictureId> unseen;   ///< In the catalogue, not in the folder: missing unless they turn up elsewhere.
    std::vector<SkippedItem> skipped;
    std::int64_t unchanged = 0;    ///< With an embedding.
    std::int64_t failed = 0;       ///< Unchanged as well, without one; their reasons are in `skipped`.
    std::int64_t captionFiles = 0; ///< Read for what they say of pictures; no tasks.
    bool cancelled = false;
};

/// Adds to `plan` what is to be done for the folder `below` ("" or relative) of a root. Changes nothing, and reads no
/// picture. `onFolder` hears how many files named like pictures
/// there are so far.
void planFolder(const Catalogue& catalogue, const LibraryRoot& root, const std::string& below, IndexPlan& plan,
                const std::stop_token& stop, const std::function<void(std::int64_t pictures)>& onFolder);

} // namespace vlmo
