#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What an importer thinks of a path after a short look.
struct Detection {
    double confidence = 0.0; ///< From 0, it cannot read this, to 1, it is made for this.
    std::string reason;      ///< "418 pictures, 12 texts", or why not: "no picture in it". Never empty.
};

/// Something a person can set about how a data set is read.
struct ImporterOption {
    std::string key;                       ///< "caption_column"
    std::string description;               ///< One sentence, without a full stop.
    std::string defaultValue;              ///< May be empty.
    std::vector<std::string> choices = {}; ///< Empty when any text will do.
};

using ImportOptions = std::map<std::string, std::string>;

/// One data set to be read.
struct ImportJob {
    std::filesystem::path path;           ///< Absolute; exists.
    ImportOptions options;                ///< A value for every option of the importer.
    ProgressObserver* observer = nullptr; ///< May be null.
    std::stop_token stop;
};

/// What an importer read.
struct ImportedData {
    std::string name;                        ///< What the data set calls itself; empty: as its path ends.
    std::vector<Record> records;             ///< Image paths are absolute.
    std::vector<Statement> statements;       ///< So are these.
    std::map<std::string, TextCorpus> texts; ///< Text without pictures, by split.
    std::vector<SkippedItem> skipped;        ///< Everything that was left out, with its reason.
    std::string fingerprint; ///< For a format that has its own; empty: openDataset() makes it of what was read.
};

/// Reads one kind of data set: looks at a file or folder, says how sure it is that it can read it, and reads it.
///
/// Never writes. Built in or a plugin (core/data/plugin.h). Has no state that changes: may be used by several threads
/// at once. Its functions may throw vlmo::Error; whoever calls through Importers never sees anything else.
class Importer {
public:
    Importer() = default;
    virtual ~Importer() = default;
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;

    /// "csv-pairs": small letters, digits and hyphens; told apart from others by it, so never changed.
    [[nodiscard]] virtual std::string name() const = 0;
    /// What it reads, in one sentence.
    [[nodiscard]] virtual std::string description() const = 0;
    [[nodiscard]] virtual std::vector<ImporterOption> options() const = 0;

    /// A short look: some milliseconds however large the data set is, so it opens a few files at most and walks no
    /// large tree to its end (core/data/folder_glimpse.h). `path` exists.
    [[nodiscard]] virtual Detection look(const std::filesystem::path& path) const = 0;

    /// Reads all of it (core/data/import_work.h helps). An item that cannot be used is skipped and told of.
    /// Throws Error: InvalidArgument (an option), NotFound, BadInput (nothing in it can be used), Cancelled.
    [[nodiscard]] virtual ImportedData read(const ImportJob& job) const = 0;
};

} // namespace vlmo
