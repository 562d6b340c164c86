#pragma once

#include "core/library/catalogue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vlmo {

/// What files beside a picture say of it.
struct PictureNotes {
    std::vector<std::string> captions;
    std::vector<std::string> tags;
};

/// Where a picture lies and what its file is like.
struct PictureFile {
    std::int64_t root = 0;
    std::string path; ///< Relative to the root.
    std::int64_t bytes = 0;
    std::int64_t modified = 0;
    int width = 0;
    int height = 0;
    std::string content; ///< SHA-256; empty when it could not be read.
};

/// One short transaction. Unless commit() is called nothing of it stays.
///
/// Members throw SQLite::Exception; the callers guard them.
class CatalogueWriter {
public:
    explicit CatalogueWriter(const Catalogue& catalogue);

    /// The root that holds `folder`: one that is there, or a new one, into which roots below it are taken.
    LibraryRoot rootFor(const std::filesystem::path& folder);
    void removeRoot(std::int64_t root);

    /// Adds the picture, or brings up to date what is known of this path.
    PictureId put(const PictureFile& file);
    /// Gives a picture another place; it keeps all that is attached to it.
    void move(PictureId id, const PictureFile& file);
    void setMissing(PictureId id, bool missing);

    /// A picture has either a vector or a failure: each of these takes the other away.
    void setVector(PictureId id, const std::vector<Half>& vector);
    void setFailure(PictureId id, const std::string& reason, bool retry);

    /// Replaces what was read from files; what was given by hand stays.
    void setNotes(PictureId id, const PictureNotes& notes, const std::string& digest);
    /// What was read from files stays although no file says it any more.
    void keepNotes(PictureId id);

    void setTextVector(std::int64_t text, const std::vector<Half>& vector);

    void commit();

private:
    /// The statement, compiled once and ready to be bound.
    SQLite::Statement& statement(const char* query);
    void run(const char* query, PictureId id);
    std::int64_t idOf(const char* insert, const char* select, const std::string& name);

    const Catalogue& m_catalogue;
    SQLite::Transaction m_transaction;
    std::map<const char*, std::unique_ptr<SQLite::Statement>> m_statements;
    std::int64_t m_revision = 0; ///< Of the vectors that this transaction writes.
    bool m_vectorsChanged = false;
    bool m_textsChanged = false;
};

} // namespace vlmo
