#include "core/library/schema.h"

#include <array>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

// Version 1. Origin: 0 given by hand, 1 read from files beside the pictures (replaced whenever those change).
// Paths are the bytes of the file system, relative to their root. Vectors are float16, little-endian.
constexpr const char* versionOne = R"sql(
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    branch TEXT NOT NULL CHECK (branch IN ('own', 'vl')),
    dimension INTEGER NOT NULL CHECK (dimension BETWEEN 1 AND 65536),
    UNIQUE (fingerprint, branch)
) STRICT;

-- vector_revision grows with every change of the set of searchable vectors, text_revision with the set of captions;
-- vector_state is a new random number at each such change, so that two copies that went different ways differ.
CREATE TABLE library (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL,
    created TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES models (id),
    vector_revision INTEGER NOT NULL,
    vector_state INTEGER NOT NULL,
    text_revision INTEGER NOT NULL
) STRICT;

CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    added TEXT NOT NULL
) STRICT;

-- modified: nanoseconds since 1970. content: SHA-256, nothing when the file could not be read.
-- notes: digest of the captions and tags read from files. missing: the root is there, the file is not.
CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    root_id INTEGER NOT NULL REFERENCES roots (id),
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    content TEXT,
    notes TEXT NOT NULL DEFAULT '',
    missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),
    added TEXT NOT NULL,
    UNIQUE (root_id, path)
) STRICT;
CREATE INDEX pictures_by_content ON pictures (content);

-- retry: the reason may pass without the file changing (no permission, no memory).
CREATE TABLE failures (
    picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    retry INTEGER NOT NULL CHECK (retry IN (0, 1))
) STRICT;

CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (model_id, picture_id)
) STRICT;
CREATE INDEX embeddings_by_revision ON embeddings (model_id, revision);

CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE picture_texts (
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    origin INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text_id INTEGER NOT NULL REFERENCES texts (id),
    PRIMARY KEY (picture_id, origin, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_texts_by_text ON picture_texts (text_id);

-- An empty vector: the model cannot embed this sentence.
CREATE TABLE text_embeddings (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    text_id INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    UNIQUE (model_id, text_id)
) STRICT;

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE picture_tags (
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    origin INTEGER NOT NULL,
    PRIMARY KEY (picture_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_tags_by_tag ON picture_tags (tag_id);

CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL
) STRICT;

CREATE TABLE collection_pictures (
    collection_id INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (collection_id, picture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_pictures_by_picture ON collection_pictures (picture_id);
)sql";

constexpr std::array<const char*, 1> allSteps = {versionOne};

std::vector<std::string> schemaOf(SQLite::Database& database)
{
    std::vector<std::string> objects;
    SQLite::Statement query(database, "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') "
                                      "FROM sqlite_schema ORDER BY 1");
    while (query.executeStep())
        objects.push_back(query.getColumn(0).getString());
    return objects;
}

} // namespace

std::span<const char* const> schemaSteps()
{
    return allSteps;
}

int schemaVersion(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

void applySchema(SQLite::Database& database, std::span<const char* const> steps)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read inside the transaction: another program may have taken the same steps while this one waited.
    for (auto step = static_cast<std::size_t>(schemaVersion(database)); step < steps.size(); ++step)
        database.exec(steps[step]);
    database.exec("PRAGMA application_id = " + std::to_string(libraryApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(steps.size()));
    transaction.commit();
}

void migrate(SQLite::Database& database, const fs::path& file, std::span<const char* const> steps)
{
    fs::path backup = file;
    backup += ".v" + std::to_string(schemaVersion(database)) + ".backup";
    fs::path temporary = backup;
    temporary += ".tmp";
    std::error_code ignored;
    fs::remove(temporary, ignored);
    SQLite::Statement copy(database, "VACUUM INTO ?");
    copy.bind(1, temporary.string());
    copy.exec();
    fs::rename(temporary, backup);
    applySchema(database, steps);
}

bool hasSchema(SQLite::Database& database, std::span<const char* const> steps)
{
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    applySchema(fresh, steps);
    return schemaOf(database) == schemaOf(fresh);
}

} // namespace vlmo
