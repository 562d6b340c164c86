#include "core/library/library.h"

#include "core/base/files.h"
#include "tests/core/library/tiny_library.h"
#include "tests/support/throws.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

using namespace vlmo;
using namespace vlmo::test;
namespace fs = std::filesystem;

namespace {

/// Does something to the file of a library that has two pictures.
void change(const TinyLibrary& tiny, const char* request)
{
    SQLite::Database database(tiny.file().string(), SQLite::OPEN_READWRITE);
    database.exec(request);
}

void fill(TinyLibrary& tiny)
{
    tiny.addPicture("red.bmp", red);
    tiny.addPicture("blue.bmp", blue);
    Library library = tiny.create();
    (void)library.addFolder(tiny.pictures(), tiny.embedder);
}

} // namespace

TEST(CreatingALibrary, RemembersItsModel)
{
    const TinyLibrary tiny;
    (void)Library::create(tiny.file(), "a model", "abc", Branch::Vl, 12);
    const LibraryStats stats = tiny.open().stats();
    EXPECT_EQ(stats.modelName, "a model");
    EXPECT_EQ(stats.modelFingerprint, "abc");
    EXPECT_EQ(stats.branch, Branch::Vl);
    EXPECT_EQ(stats.dimension, 12);
    EXPECT_EQ(stats.schemaVersion, 1);
    EXPECT_EQ(stats.pictures, 0);
}

TEST(CreatingALibrary, KeepsItsHandsOffAFileThatExists)
{
    const TinyLibrary tiny;
    tiny.folder.write("test.vlmolib", "my diary");
    EXPECT_THAT([&] { (void)tiny.create(); }, throwsError(ErrorKind::InvalidArgument, "test.vlmolib exists already"));
    EXPECT_EQ(readFile(tiny.file(), 100), "my diary");
}

TEST(CreatingALibrary, NamesTheFolderThatIsMissing)
{
    const TinyLibrary tiny;
    EXPECT_THAT([&] { (void)Library::create(tiny.folder / "nowhere/a.vlmolib", "m", "f", Branch::Own, 8); },
                throwsError(ErrorKind::NotFound, "nowhere/a.vlmolib"));
}

TEST(CreatingALibrary, RefusesVectorsOfNoSizeAndAModelOfNoFingerprint)
{
    const TinyLibrary tiny;
    for (const std::int64_t dimension : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40})
        EXPECT_THAT([&] { (void)Library::create(tiny.file(), "m", "f", Branch::Own, dimension); },
                    throwsError(ErrorKind::InvalidArgument, "vectors of"));
    EXPECT_THAT([&] { (void)Library::create(tiny.file(), "m", "", Branch::Own, 8); },
                throwsError(ErrorKind::InvalidArgument, "fingerprint"));
    EXPECT_FALSE(fs::exists(tiny.file()));
}

TEST(CreatingALibrary, IsNotMisledByWhatARemovedOneLeft)
{
    TinyLibrary tiny;
    fill(tiny);
    fs::remove(tiny.file());
    tiny.folder.write("test.vlmolib-wal", std::string(5000, 'x'));
    EXPECT_EQ(tiny.create().stats().pictures, 0);
    EXPECT_TRUE(tiny.open().verify().empty());
}

TEST(OpeningALibrary, NamesTheFileThatIsMissing)
{
    const TinyLibrary tiny;
    EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::NotFound, "test.vlmolib does not exist"));
}

TEST(OpeningALibrary, RefusesAFolder)
{
    const TinyLibrary tiny;
    EXPECT_THAT([&] { (void)Library::open(tiny.pictures()); }, throwsError(ErrorKind::BadInput, "not a VLMo library"));
}

TEST(OpeningALibrary, RefusesWhatIsNoDatabase)
{
    const TinyLibrary tiny;
    for (const std::string& content : {std::string(), std::string("hello"), std::string(100'000, 'x')}) {
        tiny.folder.write("test.vlmolib", content);
        EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "test.vlmolib is not a VLMo library"));
        EXPECT_EQ(readFile(tiny.file(), 1'000'000), content);
    }
}

TEST(OpeningALibrary, RefusesTheDatabaseOfAnotherProgram)
{
    const TinyLibrary tiny;
    SQLite::Database(tiny.file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE a (b)");
    EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "is not a VLMo library"));
}

TEST(OpeningALibrary, RefusesOneOfANewerProgram)
{
    TinyLibrary tiny;
    fill(tiny);
    change(tiny, "PRAGMA user_version = 999");
    EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::Incompatible, "newer version"));
}

TEST(OpeningALibrary, RefusesForeignTablesTriggersAndViews)
{
    for (const char* request : {"CREATE TABLE more (x)", "DROP TABLE failures",
                                "CREATE TRIGGER t AFTER INSERT ON pictures BEGIN DELETE FROM pictures; END",
                                "ALTER TABLE tags RENAME TO old; CREATE VIEW tags AS SELECT 1 AS id, 'x' AS name"}) {
        TinyLibrary tiny;
        fill(tiny);
        change(tiny, request);
        EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "its tables are not those"))
            << request;
    }
}

TEST(OpeningALibrary, RefusesOneThatDoesNotSayItsModel)
{
    TinyLibrary tiny;
    fill(tiny);
    change(tiny, "DELETE FROM library");
    EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "which model"));
}

TEST(OpeningALibrary, RefusesOneThatClaimsGiganticVectors)
{
    TinyLibrary tiny;
    fill(tiny);
    change(tiny, "PRAGMA ignore_check_constraints = ON; UPDATE models SET dimension = 1000000000000");
    EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "claims vectors of 1000000000000"));
}

TEST(OpeningALibrary, ComesThroughAnyTruncation)
{
    TinyLibrary tiny;
    fill(tiny);
    const std::string whole = readFile(tiny.file(), 10'000'000);
    for (std::size_t size = 0; size < whole.size(); size += 1021) {
        tiny.folder.write("test.vlmolib", whole.substr(0, size));
        EXPECT_THAT([&] { (void)tiny.open(); }, throwsError(ErrorKind::BadInput, "test.vlmolib")) << size;
    }
}

TEST(ALibraryWithDamagedPages, AnswersOrSaysThatItIsDamaged)
{
    TinyLibrary tiny;
    fill(tiny);
    const std::string whole = readFile(tiny.file(), 10'000'000);
    // Every page in turn is overwritten: nothing may crash, and what is thrown names the file.
    for (std::size_t page = 0; page < whole.size(); page += 4096) {
        std::string damaged = whole;
        for (std::size_t i = page + 100; i < page + 1100; ++i)
            damaged[i] = static_cast<char>(i * 31);
        tiny.folder.write("test.vlmolib", damaged);
        fs::remove(tiny.file().string() + ".index");
        try {
            const Library library = tiny.open();
            (void)library.verify();
            for (const PictureId id : library.pictures())
                (void)library.picture(id);
            (void)library.search(query(red), 5);
        } catch (const Error& problem) {
            EXPECT_EQ(problem.kind(), ErrorKind::BadInput) << problem.what();
            EXPECT_THAT(problem.what(), ::testing::HasSubstr("test.vlmolib"));
        }
    }
}

TEST(ALibraryWithHostileRows, SearchesWithoutThem)
{
    TinyLibrary tiny;
    fill(tiny);
    // A vector of a wrong size, and one of infinities.
    change(tiny, "UPDATE embeddings SET vector = x'0102' WHERE picture_id = 1; UPDATE library SET vector_state = 1");
    EXPECT_EQ(names(tiny.open().search(query(red), 5)).size(), 1U);
    change(tiny, "UPDATE embeddings SET vector = x'007C007C007C007C007C007C007C007C'; "
                 "UPDATE library SET vector_state = 2");
    EXPECT_TRUE(names(tiny.open().search(query(red), 5)).empty());
    EXPECT_FALSE(tiny.open().verify().empty());
}

TEST(ALibrary, MayLieUnderAnyName)
{
    const TinyLibrary tiny;
    for (const char* name :
         {"a b.vlmolib", "100%?#.vlmolib", "\xD0\xBA.vlmolib", "new\nline.vlmolib", "file:x.vlmolib"}) {
        (void)Library::create(tiny.folder / name, "m", "f", Branch::Own, 8);
        EXPECT_EQ(Library::open(tiny.folder / name).file(), tiny.folder / name);
    }
}
