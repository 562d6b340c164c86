#pragma once

#include "core/engine/embedder.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

namespace vlmo {

/// The model whose vectors a library holds.
struct LibraryModel {
    std::int64_t id = 0;
    std::string name;
    std::string fingerprint;
    Branch branch = Branch::Own;
    std::int64_t dimension = 0;
};

/// Throws what is being handled again, as an Error that names the library. Only to be called in a catch block.
[[noreturn]] void rethrowAsError(const std::filesystem::path& library);

/// Runs `work`; whatever SQLite, FAISS or the standard library throws leaves as an Error that names the library.
template <typename Work>
auto guarded(const std::filesystem::path& library, Work&& work) -> decltype(work())
{
    try {
        return std::forward<Work>(work)();
    } catch (...) {
        rethrowAsError(library);
    }
}

/// The SQLite file of a library: found to be one, of this program's schema, and open.
///
/// Nothing here opens the file beside SQLite: closing such a second descriptor would drop the locks that SQLite holds
/// for every connection of this process.
class CatalogueFile {
public:
    /// Throws Error: InvalidArgument (exists, sizes out of range), NotFound (no such folder), Internal.
    static CatalogueFile create(const std::filesystem::path& file, const LibraryModel& model);
    /// Throws Error: NotFound; BadInput (no library, damaged); Incompatible (of a newer program); Internal.
    static CatalogueFile open(const std::filesystem::path& file);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] SQLite::Database& database() const { return *m_database; }
    [[nodiscard]] const LibraryModel& model() const { return m_model; }
    /// Differs between any two libraries.
    [[nodiscard]] const std::string& identity() const { return m_identity; }

private:
    CatalogueFile(std::filesystem::path path, std::unique_ptr<SQLite::Database> database);
    void readModel();

    std::filesystem::path m_path;
    std::unique_ptr<SQLite::Database> m_database;
    LibraryModel m_model;
    std::string m_identity;
};

/// The moment as ISO 8601 in UTC, to the second; empty when it lies outside the calendar.
[[nodiscard]] std::string isoTime(std::int64_t nanosecondsSince1970);
[[nodiscard]] std::string isoTimeNow();

/// For numbers that only have to differ from all others.
[[nodiscard]] std::int64_t randomNumber();

} // namespace vlmo
