#pragma once

#include "core/base/progress.h"
#include "core/engine/embedder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

using PictureId = std::int64_t;

/// A picture of a library as the catalogue knows it.
struct PictureRecord {
    PictureId id = 0;
    std::filesystem::path file; ///< Absolute; may be missing at the moment (offline root).
    std::int64_t bytes = 0;
    int width = 0;
    int height = 0;
    std::string modified; ///< ISO 8601, UTC.
    std::vector<std::string> captions;
    std::vector<std::string> tags;
    bool embedded = false; ///< Has an embedding of the library's model.
    std::string whyNot;    ///< The recorded reason when it has none.
};

struct SearchHit {
    PictureId id = 0;
    std::filesystem::path file;
    std::string caption; ///< UTF-8; empty when the picture has none.
    float score = 0.0F;  ///< Cosine similarity, in [-1, 1].
    float zScore = 0.0F; ///< The score against this query's distribution over the whole library.
};

/// How a query's scores lie over the whole library: what a relevance line is drawn on.
struct ScoreDistribution {
    double mean = 0.0;
    double deviation = 0.0;
    float lowest = 0.0F;
    float highest = 0.0F;
    std::vector<std::int64_t> histogram; ///< 64 equal bins from lowest to highest.
};

struct SearchResult {
    std::vector<SearchHit> hits; ///< Best first.
    ScoreDistribution scores;
    double seconds = 0.0; ///< Of the vector search alone.
};

struct CaptionHit {
    std::string caption;
    float score = 0.0F;
};

/// What an indexing found. Each picture of the folder is counted once: with an embedding in one of the first four, else
/// in `failed`. Progress counts pictures, too.
struct IndexReport {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0; ///< Also: only touched, or back after having been missing.
    std::int64_t moved = 0;     ///< Found at another place; id, captions and tags went with them.
    std::int64_t missing = 0;   ///< Known, and gone while the folder is there: remembered, but not shown any more.
    std::int64_t failed = 0;    ///< Without an embedding after this, and with a reason.
    /// The reasons of the failed; also caption lines that cannot be used, folders and files that cannot be looked at,
    /// and roots that are not there.
    std::vector<SkippedItem> skipped;
    std::int64_t captionFiles = 0; ///< Files that were read for what they say of pictures.
    std::int64_t otherFiles = 0;   ///< Other files that are no pictures and do not claim to be: passed over.
    bool cancelled = false;        ///< What is done is kept; the same call goes on from there.
};

/// Missing pictures count nowhere here, those of an offline root do.
struct LibraryStats {
    std::int64_t pictures = 0;
    std::int64_t embedded = 0;
    std::int64_t failed = 0;   ///< Without an embedding, and with a reason.
    std::int64_t captions = 0; ///< Different sentences.
    std::int64_t roots = 0;
    std::string modelFingerprint;
    std::string modelName;
    Branch branch = Branch::Own;
    std::int64_t dimension = 0;
    int schemaVersion = 0;
};

/// A collection of pictures that answers sentences: one SQLite file (the truth) and a FAISS index (a cache beside it,
/// rebuilt whenever it is missing, stale, corrupt or of another model).
///
/// Vectors are stored as float16. Search is exact. Use an object from one thread at a time; two objects (or programs)
/// on one file are fine: one writes, others read. Killing the program at any moment loses at most the pictures of the
/// running batch.
class Library final {
public:
    /// `file`: a new "NAME.vlmolib" file; its folder must exist. Throws Error: InvalidArgument (exists, no fingerprint,
    /// a dimension below 1 or above 65536), NotFound (no such folder), Internal.
    [[nodiscard]] static Library create(const std::filesystem::path& file, const std::string& modelName,
                                        const std::string& modelFingerprint, Branch branch, std::int64_t dimension);
    /// Throws Error: NotFound; BadInput (not a library, damaged); Incompatible (of a newer program).
    [[nodiscard]] static Library open(const std::filesystem::path& file);
    ~Library();
    Library(Library&&) noexcept;
    Library& operator=(Library&&) noexcept;

    [[nodiscard]] const std::filesystem::path& file() const;
    [[nodiscard]] LibraryStats stats() const;

    /// Adds a folder (recursively) or brings it up to date: new, changed, moved (same content) and missing files.
    /// Captions and tags come from `records.jsonl`, `metadata.jsonl`, `captions.csv`, `captions.txt` in any of its
    /// folders and from sidecar `.txt` files; they are compared each time, also for pictures that did not change.
    /// Hidden files and libraries are left out, links followed once. A folder inside a root belongs to that root; roots
    /// inside the folder become part of it. Decoding runs in threads beside the embedding. Throws Error: NotFound (no
    /// such folder, and nothing changed), InvalidArgument (a file instead of a folder), Incompatible (the embedder is
    /// of another model), Internal (read-only, disk full, another program writes), and what the embedder throws; what
    /// was done is kept.
    IndexReport addFolder(const std::filesystem::path& folder, Embedder& embedder, ProgressObserver* observer = nullptr,
                          std::stop_token stop = {});
    /// addFolder for every root of the library. A root that is not there is offline: its pictures stay as they are.
    IndexReport rescan(Embedder& embedder, ProgressObserver* observer = nullptr, std::stop_token stop = {});

    /// Nearest pictures to a unit vector of the library's model and branch. `limit` >= 1. Sees what other programs have
    /// added since. Throws Error: InvalidArgument (another size, not of unit length, no limit), BadInput (damaged).
    [[nodiscard]] SearchResult search(std::span<const float> query, std::size_t limit) const;
    /// Best captions of the library for a picture's unit vector. Caption vectors are computed on first use and kept,
    /// for which the library must be writable. Throws Error as search() does, and Incompatible (another model).
    [[nodiscard]] std::vector<CaptionHit> captionsFor(std::span<const float> query, std::size_t limit,
                                                      Embedder& embedder);
    /// The stored vector of a picture; nothing when it has none.
    [[nodiscard]] std::optional<std::vector<float>> vectorOf(PictureId id) const;

    /// Throws Error(NotFound).
    [[nodiscard]] PictureRecord picture(PictureId id) const;
    [[nodiscard]] std::optional<PictureId> find(const std::filesystem::path& file) const;
    /// All pictures in the order of their path, also those without an embedding; for the grid without a query.
    [[nodiscard]] std::vector<PictureId> pictures() const;
    [[nodiscard]] std::vector<SkippedItem> failures() const;

    /// Proves what must hold: every picture has an embedding or a reason, vectors are of the right size and length, and
    /// the index answers like a linear scan on samples. One sentence per problem; empty when all is well.
    [[nodiscard]] std::vector<std::string> verify() const;

private:
    struct Impl;
    explicit Library(std::unique_ptr<Impl> impl) noexcept;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vlmo
