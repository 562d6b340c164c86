#include "core/library/schema.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <array>

using namespace vlmo;
using vlmo::test::TemporaryFolder;

namespace {

constexpr std::array<const char*, 3> steps = {"CREATE TABLE a (x INTEGER)", "ALTER TABLE a ADD COLUMN y INTEGER",
                                              "CREATE TABLE b (z INTEGER)"};
constexpr std::array<const char*, 2> brokenSteps = {"CREATE TABLE a (x INTEGER)", "CREATE TABLE c (z); nonsense"};

SQLite::Database madeBy(const std::filesystem::path& file, std::size_t count)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    applySchema(database, std::span<const char* const>(steps).first(count));
    database.exec("INSERT INTO a (x) VALUES (7)");
    return database;
}

} // namespace

TEST(Migrating, TakesTheStepsThatAreMissingAndKeepsTheRows)
{
    const TemporaryFolder folder;
    SQLite::Database database = madeBy(folder / "a.vlmolib", 1);
    migrate(database, folder / "a.vlmolib", steps);
    EXPECT_EQ(schemaVersion(database), 3);
    EXPECT_TRUE(hasSchema(database, steps));
    EXPECT_EQ(database.execAndGet("SELECT x FROM a").getInt(), 7);
}

TEST(Migrating, CopiesTheLibraryFirst)
{
    const TemporaryFolder folder;
    SQLite::Database database = madeBy(folder / "a.vlmolib", 2);
    migrate(database, folder / "a.vlmolib", steps);
    SQLite::Database backup((folder / "a.vlmolib.v2.backup").string());
    EXPECT_EQ(schemaVersion(backup), 2);
    EXPECT_EQ(backup.execAndGet("SELECT x FROM a").getInt(), 7);
}

TEST(Migrating, LeavesTheLibraryAsItWasWhenAStepFails)
{
    const TemporaryFolder folder;
    SQLite::Database database = madeBy(folder / "a.vlmolib", 1);
    EXPECT_THROW(migrate(database, folder / "a.vlmolib", brokenSteps), SQLite::Exception);
    EXPECT_EQ(schemaVersion(database), 1);
    EXPECT_TRUE(hasSchema(database, std::span<const char* const>(steps).first(1)));
}

TEST(ASchema, IsNotThereWhenAnythingIsMoreOrLess)
{
    const TemporaryFolder folder;
    SQLite::Database database = madeBy(folder / "a.vlmolib", 3);
    EXPECT_FALSE(hasSchema(database, std::span<const char* const>(steps).first(2)));
    database.exec("CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END");
    EXPECT_FALSE(hasSchema(database, steps));
}
