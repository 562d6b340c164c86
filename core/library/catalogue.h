#pragma once

#include "core/library/catalogue_file.h"
#include "core/library/half.h"
#include "core/library/library.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace vlmo {

/// A folder whose pictures are in the library.
struct LibraryRoot {
    std::int64_t id = 0;
    std::filesystem::path path;
};

/// What the catalogue knows of a file when a folder is compared with it.
struct KnownPicture {
    PictureId id = 0;
    std::string path; ///< Relative to its root.
    std::int64_t bytes = 0;
    std::int64_t modified = 0; ///< Nanoseconds since 1970.
    std::string content;       ///< SHA-256; empty when it could not be read.
    std::string notes;         ///< Digest of the captions and tags read from files.
    std::string failure;       ///< Why it has no embedding; empty when there is no reason.
    bool retry = false;        ///< That reason may pass without the file changing.
    bool missing = false;
    bool embedded = false;
};

/// Which state of the library's vectors something was made from.
struct VectorRevision {
    std::int64_t number = 0;
    std::int64_t state = 0; ///< Random; tells apart two copies of a library that went different ways.

    friend bool operator==(const VectorRevision&, const VectorRevision&) = default;
};

using VectorVisitor = std::function<void(std::int64_t id, std::span<const Half> vector)>;

/// What can be asked of a library's SQLite file. Members throw SQLite::Exception; the callers guard them.
class Catalogue {
public:
    explicit Catalogue(CatalogueFile file);

    [[nodiscard]] const std::filesystem::path& path() const { return m_file.path(); }
    [[nodiscard]] const LibraryModel& model() const { return m_file.model(); }
    [[nodiscard]] const std::string& identity() const { return m_file.identity(); }
    [[nodiscard]] SQLite::Database& database() const { return m_file.database(); }

    [[nodiscard]] LibraryStats stats() const;
    [[nodiscard]] std::vector<LibraryRoot> roots() const;
    [[nodiscard]] std::vector<KnownPicture> picturesOf(std::int64_t root) const;
    [[nodiscard]] std::vector<PictureId> pictures() const;
    [[nodiscard]] std::vector<SkippedItem> failures() const;
    [[nodiscard]] std::optional<PictureRecord> record(PictureId id) const;
    [[nodiscard]] std::optional<PictureId> find(std::int64_t root, const std::string& path) const;
    [[nodiscard]] std::optional<std::vector<Half>> vectorOf(PictureId id) const;

    /// Contents of embedded pictures whose size is among `sizes`: what need not be decoded again.
    [[nodiscard]] std::unordered_set<std::string> embeddedContents(const std::unordered_set<std::int64_t>& sizes) const;
    /// Pictures with this content and where they lie.
    struct Placed {
        PictureId id = 0;
        std::filesystem::path file;
        int width = 0;
        int height = 0;
        bool embedded = false;
    };
    [[nodiscard]] std::vector<Placed> picturesWithContent(const std::string& content) const;

    /// File and first caption of each of `hits`, which have their id.
    void describe(std::span<SearchHit> hits) const;

    [[nodiscard]] VectorRevision vectorRevision() const;
    /// Pictures that a search may find: embedded, and not missing in a root that is there.
    [[nodiscard]] std::int64_t searchableCount() const;
    /// Visits the searchable vectors that changed after `revision` (-1: all). What is no vector of the right size is
    /// left out; verify() tells of them.
    void forEachVector(std::int64_t revision, const VectorVisitor& visit) const;

    [[nodiscard]] std::int64_t textRevision() const;
    struct Text {
        std::int64_t id = 0;
        std::string text;
    };
    /// Captions in use that have not been given to the model yet, at most `limit`.
    [[nodiscard]] std::vector<Text> textsWithoutVector(std::int64_t limit) const;
    void forEachTextVector(const VectorVisitor& visit) const;
    [[nodiscard]] std::string textOf(std::int64_t id) const;

private:
    [[nodiscard]] std::int64_t count(const char* query) const;
    [[nodiscard]] std::vector<std::string> strings(const char* query, PictureId id) const;
    void visitVectors(SQLite::Statement& query, const VectorVisitor& visit) const;

    CatalogueFile m_file;
};

} // namespace vlmo
