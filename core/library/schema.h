#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vlmo {

/// "VLMO" in a SQLite file's header: what tells a library from any other database.
inline constexpr int libraryApplicationId = 0x564C'4D4F;

/// The steps that lead from an empty file to the present schema. Step N makes version N + 1; a released step is never
/// changed, a new one is added behind it.
[[nodiscard]] std::span<const char* const> schemaSteps();

/// Takes an open file from its version to that of the last step, in one transaction.
void applySchema(SQLite::Database& database, std::span<const char* const> steps);

/// The same for a library that exists, which is copied to "NAME.vlmolib.vN.backup" first.
/// Throws SQLite::Exception; the library is untouched then.
void migrate(SQLite::Database& database, const std::filesystem::path& file, std::span<const char* const> steps);

[[nodiscard]] int schemaVersion(SQLite::Database& database);

/// True when the file holds exactly the tables, indexes and nothing else that the steps make. A foreign trigger or view
/// would run inside our own requests.
[[nodiscard]] bool hasSchema(SQLite::Database& database, std::span<const char* const> steps);

} // namespace vlmo
