#include "core/library/catalogue_writer.h"

#include <algorithm>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr int readFromFiles = 1; // The origin of texts and tags, see schema.cpp.

/// The way from `parent` down to `child`; "." when they are the same, empty when the one does not hold the other.
std::string wayDown(const fs::path& parent, const fs::path& child)
{
    const auto [end, rest] = std::mismatch(parent.begin(), parent.end(), child.begin(), child.end());
    if (end != parent.end())
        return {};
    return child.lexically_relative(parent).string();
}

/// Its seven columns, in the order of PictureFile.
void bindFile(SQLite::Statement& statement, const PictureFile& file)
{
    statement.bind(1, file.root);
    statement.bind(2, file.path);
    statement.bind(3, file.bytes);
    statement.bind(4, file.modified);
    statement.bind(5, file.width);
    statement.bind(6, file.height);
    if (file.content.empty())
        statement.bind(7);
    else
        statement.bind(7, file.content);
}

} // namespace

CatalogueWriter::CatalogueWriter(const Catalogue& catalogue)
    : m_catalogue(catalogue), m_transaction(catalogue.database(), SQLite::TransactionBehavior::IMMEDIATE),
      m_revision(catalogue.vectorRevision().number + 1)
{}

SQLite::Statement& CatalogueWriter::statement(const char* query)
{
    std::unique_ptr<SQLite::Statement>& known = m_statements[query];
    if (!known)
        known = std::make_unique<SQLite::Statement>(m_catalogue.database(), query);
    known->reset();
    return *known;
}

void CatalogueWriter::run(const char* query, PictureId id)
{
    SQLite::Statement& prepared = statement(query);
    prepared.bind(1, id);
    prepared.exec();
}

std::int64_t CatalogueWriter::idOf(const char* insert, const char* select, const std::string& name)
{
    SQLite::Statement& addition = statement(insert);
    addition.bind(1, name);
    addition.exec();
    SQLite::Statement& query = statement(select);
    query.bind(1, name);
    query.executeStep();
    return query.getColumn(0).getInt64();
}

LibraryRoot CatalogueWriter::rootFor(const fs::path& folder)
{
    const std::vector<LibraryRoot> roots = m_catalogue.roots();
    for (const LibraryRoot& root : roots) {
        if (!wayDown(root.path, folder).empty())
            return root;
    }
    SQLite::Statement& insert = statement("INSERT INTO roots (path, added) VALUES (?, ?)");
    insert.bind(1, folder.string());
    insert.bind(2, isoTimeNow());
    insert.exec();
    const LibraryRoot added{m_catalogue.database().getLastInsertRowid(), folder};
    for (const LibraryRoot& root : roots) {
        const std::string way = wayDown(folder, root.path);
        if (way.empty())
            continue;
        SQLite::Statement& take =
            statement("UPDATE pictures SET root_id = ?, path = ? || '/' || path WHERE root_id = ?");
        take.bind(1, added.id);
        take.bind(2, way);
        take.bind(3, root.id);
        take.exec();
        removeRoot(root.id);
    }
    return added;
}

void CatalogueWriter::removeRoot(std::int64_t root)
{
    run("DELETE FROM roots WHERE id = ?", root);
}

PictureId CatalogueWriter::put(const PictureFile& file)
{
    SQLite::Statement& upsert =
        statement("INSERT INTO pictures (root_id, path, bytes, modified, width, height, content, added) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (root_id, path) DO UPDATE SET bytes = excluded.bytes, "
                  "modified = excluded.modified, width = excluded.width, height = excluded.height, "
                  "content = excluded.content, missing = 0 RETURNING id");
    bindFile(upsert, file);
    upsert.bind(8, isoTimeNow());
    upsert.executeStep();
    const PictureId id = upsert.getColumn(0).getInt64();
    upsert.reset();
    m_vectorsChanged = true;
    return id;
}

void CatalogueWriter::move(PictureId id, const PictureFile& file)
{
    SQLite::Statement& update = statement("UPDATE pictures SET root_id = ?, path = ?, bytes = ?, modified = ?, "
                                          "width = ?, height = ?, content = ? WHERE id = ?");
    bindFile(update, file);
    update.bind(8, id);
    update.exec();
    setMissing(id, false);
}

void CatalogueWriter::setMissing(PictureId id, bool missing)
{
    SQLite::Statement& update = statement("UPDATE pictures SET missing = ?1 WHERE id = ?2 AND missing <> ?1");
    update.bind(1, missing ? 1 : 0);
    update.bind(2, id);
    if (update.exec() == 0)
        return;
    // A picture that is back has to be found by those who ask for the changes since a revision.
    SQLite::Statement& renew = statement("UPDATE embeddings SET revision = ? WHERE picture_id = ?");
    renew.bind(1, m_revision);
    renew.bind(2, id);
    renew.exec();
    m_vectorsChanged = true;
    m_textsChanged = true;
}

void CatalogueWriter::setVector(PictureId id, const std::vector<Half>& vector)
{
    SQLite::Statement& upsert =
        statement("INSERT INTO embeddings (model_id, picture_id, revision, vector) VALUES (?, ?, ?, ?) "
                  "ON CONFLICT (model_id, picture_id) DO UPDATE SET revision = excluded.revision, "
                  "vector = excluded.vector");
    upsert.bind(1, m_catalogue.model().id);
    upsert.bind(2, id);
    upsert.bind(3, m_revision);
    upsert.bind(4, vector.data(), static_cast<int>(vector.size() * sizeof(Half)));
    upsert.exec();
    run("DELETE FROM failures WHERE picture_id = ?", id);
    m_vectorsChanged = true;
}

void CatalogueWriter::setFailure(PictureId id, const std::string& reason, bool retry)
{
    SQLite::Statement& upsert =
        statement("INSERT INTO failures (picture_id, reason, retry) VALUES (?, ?, ?) ON CONFLICT "
                  "(picture_id) DO UPDATE SET reason = excluded.reason, retry = excluded.retry");
    upsert.bind(1, id);
    upsert.bind(2, reason);
    upsert.bind(3, retry ? 1 : 0);
    upsert.exec();
    run("DELETE FROM embeddings WHERE picture_id = ?", id);
    m_vectorsChanged = true;
}

void CatalogueWriter::setNotes(PictureId id, const PictureNotes& notes, const std::string& digest)
{
    run("DELETE FROM picture_texts WHERE picture_id = ? AND origin = 1", id);
    run("DELETE FROM picture_tags WHERE picture_id = ? AND origin = 1", id);
    SQLite::Statement& addText =
        statement("INSERT INTO picture_texts (picture_id, origin, position, text_id) VALUES (?, ?, ?, ?)");
    for (std::size_t position = 0; position < notes.captions.size(); ++position) {
        const std::int64_t text = idOf("INSERT OR IGNORE INTO texts (text) VALUES (?)",
                                       "SELECT id FROM texts WHERE text = ?", notes.captions[position]);
        addText.reset();
        addText.bind(1, id);
        addText.bind(2, readFromFiles);
        addText.bind(3, static_cast<std::int64_t>(position));
        addText.bind(4, text);
        addText.exec();
    }
    SQLite::Statement& addTag =
        statement("INSERT OR IGNORE INTO picture_tags (picture_id, tag_id, origin) VALUES (?, ?, ?)");
    for (const std::string& name : notes.tags) {
        const std::int64_t tag =
            idOf("INSERT OR IGNORE INTO tags (name) VALUES (?)", "SELECT id FROM tags WHERE name = ?", name);
        addTag.reset();
        addTag.bind(1, id);
        addTag.bind(2, tag);
        addTag.bind(3, readFromFiles);
        addTag.exec();
    }
    SQLite::Statement& update = statement("UPDATE pictures SET notes = ? WHERE id = ?");
    update.bind(1, digest);
    update.bind(2, id);
    update.exec();
    m_textsChanged = true;
}

void CatalogueWriter::keepNotes(PictureId id)
{
    run("UPDATE pictures SET notes = '' WHERE id = ?", id);
}

void CatalogueWriter::setTextVector(std::int64_t text, const std::vector<Half>& vector)
{
    SQLite::Statement& insert =
        statement("INSERT OR REPLACE INTO text_embeddings (model_id, text_id, vector) VALUES (?, ?, ?)");
    insert.bind(1, m_catalogue.model().id);
    insert.bind(2, text);
    // A null pointer would be bound as NULL, and an empty vector means something.
    insert.bind(3, vector.empty() ? "" : static_cast<const void*>(vector.data()),
                static_cast<int>(vector.size() * sizeof(Half)));
    insert.exec();
    m_textsChanged = true;
}

void CatalogueWriter::commit()
{
    if (m_vectorsChanged) {
        SQLite::Statement& update = statement("UPDATE library SET vector_revision = ?, vector_state = ?");
        update.bind(1, m_revision);
        update.bind(2, randomNumber());
        update.exec();
    }
    if (m_textsChanged)
        statement("UPDATE library SET text_revision = text_revision + 1").exec();
    m_statements.clear();
    m_transaction.commit();
}

} // namespace vlmo
