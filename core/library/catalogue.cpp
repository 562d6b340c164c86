#include "core/library/catalogue.h"

#include <algorithm>
#include <cstring>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

// A picture whose file is gone from a root that is there keeps its tags for a later return, but is no longer shown.
constexpr const char* embeddedHere = " FROM embeddings e JOIN pictures p ON p.id = e.picture_id "
                                     "WHERE e.model_id = (SELECT model_id FROM library) AND p.missing = 0";

constexpr const char* usedText =
    " IN (SELECT pt.text_id FROM picture_texts pt JOIN pictures p ON p.id = pt.picture_id WHERE p.missing = 0)";

/// Nothing for what is no vector of this size: such a row may not take part in a search.
std::optional<std::vector<Half>> halvesOf(const SQLite::Column& column, std::int64_t dimension)
{
    const auto size = static_cast<std::size_t>(dimension) * sizeof(Half);
    if (column.getBytes() < 0 || static_cast<std::size_t>(column.getBytes()) != size)
        return std::nullopt;
    std::vector<Half> halves(static_cast<std::size_t>(dimension));
    std::memcpy(halves.data(), column.getBlob(), size);
    if (!std::all_of(halves.begin(), halves.end(), isFinite))
        return std::nullopt;
    return halves;
}

} // namespace

Catalogue::Catalogue(CatalogueFile file) : m_file(std::move(file)) {}

std::int64_t Catalogue::count(const char* query) const
{
    return database().execAndGet(query).getInt64();
}

std::vector<std::string> Catalogue::strings(const char* query, PictureId id) const
{
    SQLite::Statement statement(database(), query);
    statement.bind(1, id);
    std::vector<std::string> all;
    while (statement.executeStep())
        all.push_back(statement.getColumn(0).getString());
    return all;
}

LibraryStats Catalogue::stats() const
{
    LibraryStats stats;
    stats.pictures = count("SELECT count(*) FROM pictures WHERE missing = 0");
    stats.embedded = searchableCount();
    stats.failed = count("SELECT count(*) FROM failures f JOIN pictures p ON p.id = f.picture_id WHERE p.missing = 0");
    stats.captions = count("SELECT count(DISTINCT pt.text_id) FROM picture_texts pt JOIN pictures p "
                           "ON p.id = pt.picture_id WHERE p.missing = 0");
    stats.roots = count("SELECT count(*) FROM roots");
    stats.modelFingerprint = model().fingerprint;
    stats.modelName = model().name;
    stats.branch = model().branch;
    stats.dimension = model().dimension;
    stats.schemaVersion = static_cast<int>(count("PRAGMA user_version"));
    return stats;
}

std::vector<LibraryRoot> Catalogue::roots() const
{
    SQLite::Statement query(database(), "SELECT id, path FROM roots ORDER BY path");
    std::vector<LibraryRoot> roots;
    while (query.executeStep())
        roots.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString()});
    return roots;
}

std::vector<KnownPicture> Catalogue::picturesOf(std::int64_t root) const
{
    SQLite::Statement query(database(), "SELECT p.id, p.path, p.bytes, p.modified, p.content, p.notes, p.missing, "
                                        "f.reason, f.retry, e.id IS NOT NULL FROM pictures p "
                                        "LEFT JOIN failures f ON f.picture_id = p.id LEFT JOIN embeddings e "
                                        "ON e.picture_id = p.id AND e.model_id = (SELECT model_id FROM library) "
                                        "WHERE p.root_id = ?");
    query.bind(1, root);
    std::vector<KnownPicture> pictures;
    while (query.executeStep()) {
        KnownPicture picture;
        picture.id = query.getColumn(0).getInt64();
        picture.path = query.getColumn(1).getString();
        picture.bytes = query.getColumn(2).getInt64();
        picture.modified = query.getColumn(3).getInt64();
        picture.content = query.getColumn(4).getString();
        picture.notes = query.getColumn(5).getString();
        picture.missing = query.getColumn(6).getInt() != 0;
        picture.failure = query.getColumn(7).getString();
        picture.retry = query.getColumn(8).getInt() != 0;
        picture.embedded = query.getColumn(9).getInt() != 0;
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

std::vector<PictureId> Catalogue::pictures() const
{
    // The order of whole paths: "a/b" of the root "/x" may come after a picture of the root "/x/a".
    SQLite::Statement query(database(), "SELECT p.id FROM pictures p JOIN roots r ON r.id = p.root_id "
                                        "WHERE p.missing = 0 ORDER BY r.path || '/' || p.path");
    std::vector<PictureId> ids;
    while (query.executeStep())
        ids.push_back(query.getColumn(0).getInt64());
    return ids;
}

std::vector<SkippedItem> Catalogue::failures() const
{
    SQLite::Statement query(database(), "SELECT r.path || '/' || p.path AS file, f.reason FROM failures f "
                                        "JOIN pictures p ON p.id = f.picture_id JOIN roots r ON r.id = p.root_id "
                                        "WHERE p.missing = 0 ORDER BY file");
    std::vector<SkippedItem> items;
    while (query.executeStep())
        items.push_back({query.getColumn(0).getString(), query.getColumn(1).getString()});
    return items;
}

std::optional<PictureRecord> Catalogue::record(PictureId id) const
{
    SQLite::Statement query(database(),
                            "SELECT r.path, p.path, p.bytes, p.width, p.height, p.modified, f.reason, "
                            "e.id IS NOT NULL FROM pictures p JOIN roots r ON r.id = p.root_id "
                            "LEFT JOIN failures f ON f.picture_id = p.id LEFT JOIN embeddings e "
                            "ON e.picture_id = p.id AND e.model_id = (SELECT model_id FROM library) WHERE p.id = ?");
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    PictureRecord record;
    record.id = id;
    record.file = fs::path(query.getColumn(0).getString()) / query.getColumn(1).getString();
    record.bytes = query.getColumn(2).getInt64();
    record.width = query.getColumn(3).getInt();
    record.height = query.getColumn(4).getInt();
    record.modified = isoTime(query.getColumn(5).getInt64());
    record.whyNot = query.getColumn(6).getString();
    record.embedded = query.getColumn(7).getInt() != 0;
    record.captions = strings("SELECT t.text FROM picture_texts pt JOIN texts t ON t.id = pt.text_id "
                              "WHERE pt.picture_id = ? ORDER BY pt.origin, pt.position",
                              id);
    record.tags = strings("SELECT t.name FROM picture_tags pt JOIN tags t ON t.id = pt.tag_id "
                          "WHERE pt.picture_id = ? ORDER BY t.name",
                          id);
    return record;
}

std::optional<PictureId> Catalogue::find(std::int64_t root, const std::string& path) const
{
    SQLite::Statement query(database(), "SELECT id FROM pictures WHERE root_id = ? AND path = ?");
    query.bind(1, root);
    query.bind(2, path);
    if (!query.executeStep())
        return std::nullopt;
    return query.getColumn(0).getInt64();
}

std::optional<std::vector<Half>> Catalogue::vectorOf(PictureId id) const
{
    SQLite::Statement query(database(), "SELECT vector FROM embeddings WHERE picture_id = ? AND "
                                        "model_id = (SELECT model_id FROM library)");
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    return halvesOf(query.getColumn(0), model().dimension);
}

std::unordered_set<std::string> Catalogue::embeddedContents(const std::unordered_set<std::int64_t>& sizes) const
{
    SQLite::Statement query(database(), "SELECT p.bytes, p.content FROM embeddings e JOIN pictures p "
                                        "ON p.id = e.picture_id WHERE e.model_id = (SELECT model_id FROM library)");
    std::unordered_set<std::string> contents;
    while (!sizes.empty() && query.executeStep()) {
        if (sizes.count(query.getColumn(0).getInt64()) != 0)
            contents.insert(query.getColumn(1).getString());
    }
    return contents;
}

std::vector<Catalogue::Placed> Catalogue::picturesWithContent(const std::string& content) const
{
    SQLite::Statement query(database(),
                            "SELECT p.id, r.path, p.path, p.width, p.height, e.id IS NOT NULL FROM pictures p "
                            "JOIN roots r ON r.id = p.root_id LEFT JOIN embeddings e ON "
                            "e.picture_id = p.id AND e.model_id = (SELECT model_id FROM library) "
                            "WHERE p.content = ? ORDER BY p.id");
    query.bind(1, content);
    std::vector<Placed> placed;
    while (query.executeStep())
        placed.push_back({query.getColumn(0).getInt64(),
                          fs::path(query.getColumn(1).getString()) / query.getColumn(2).getString(),
                          query.getColumn(3).getInt(), query.getColumn(4).getInt(), query.getColumn(5).getInt() != 0});
    return placed;
}

void Catalogue::describe(std::span<SearchHit> hits) const
{
    SQLite::Statement query(database(),
                            "SELECT r.path, p.path, (SELECT t.text FROM picture_texts pt JOIN texts t "
                            "ON t.id = pt.text_id WHERE pt.picture_id = p.id ORDER BY pt.origin, pt.position LIMIT 1) "
                            "FROM pictures p JOIN roots r ON r.id = p.root_id WHERE p.id = ?");
    for (SearchHit& hit : hits) {
        query.reset();
        query.bind(1, hit.id);
        if (!query.executeStep())
            continue;
        hit.file = fs::path(query.getColumn(0).getString()) / query.getColumn(1).getString();
        hit.caption = query.getColumn(2).getString();
    }
}

VectorRevision Catalogue::vectorRevision() const
{
    SQLite::Statement query(database(), "SELECT vector_revision, vector_state FROM library");
    query.executeStep();
    return {query.getColumn(0).getInt64(), query.getColumn(1).getInt64()};
}

std::int64_t Catalogue::searchableCount() const
{
    return count((std::string("SELECT count(*)") + embeddedHere).c_str());
}

void Catalogue::visitVectors(SQLite::Statement& query, const VectorVisitor& visit) const
{
    while (query.executeStep()) {
        if (const auto halves = halvesOf(query.getColumn(1), model().dimension))
            visit(query.getColumn(0).getInt64(), *halves);
    }
}

void Catalogue::forEachVector(std::int64_t revision, const VectorVisitor& visit) const
{
    SQLite::Statement query(database(),
                            std::string("SELECT e.picture_id, e.vector") + embeddedHere + " AND e.revision > ?");
    query.bind(1, revision);
    visitVectors(query, visit);
}

std::int64_t Catalogue::textRevision() const
{
    return count("SELECT text_revision FROM library");
}

std::vector<Catalogue::Text> Catalogue::textsWithoutVector(std::int64_t limit) const
{
    SQLite::Statement query(database(), std::string("SELECT t.id, t.text FROM texts t WHERE t.id") + usedText +
                                            " AND NOT EXISTS (SELECT 1 FROM text_embeddings te WHERE te.text_id = t.id "
                                            "AND te.model_id = (SELECT model_id FROM library)) ORDER BY t.id LIMIT ?");
    query.bind(1, limit);
    std::vector<Text> texts;
    while (query.executeStep())
        texts.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString()});
    return texts;
}

void Catalogue::forEachTextVector(const VectorVisitor& visit) const
{
    SQLite::Statement query(database(), std::string("SELECT te.text_id, te.vector FROM text_embeddings te WHERE "
                                                    "te.model_id = (SELECT model_id FROM library) AND te.text_id") +
                                            usedText + " ORDER BY te.text_id");
    visitVectors(query, visit);
}

std::string Catalogue::textOf(std::int64_t id) const
{
    SQLite::Statement query(database(), "SELECT text FROM texts WHERE id = ?");
    query.bind(1, id);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

} // namespace vlmo
