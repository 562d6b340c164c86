#include "core/library/catalogue_file.h"

#include "core/base/error.h"
#include "core/library/schema.h"

#include <sqlite3.h>

#include <unistd.h>

#include <chrono>
#include <ctime>
#include <new>
#include <random>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr int busyMilliseconds = 10'000;
constexpr std::int64_t largestDimension = 65'536;

Error errorOf(const fs::path& library, const SQLite::Exception& failure)
{
    const std::string name = library.string();
    switch (failure.getErrorCode()) {
    case SQLITE_NOTADB:
        return {ErrorKind::BadInput, name + " is not a VLMo library"};
    case SQLITE_CORRUPT:
        return {ErrorKind::BadInput, name + " is damaged: " + failure.what()};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Internal, name + " is being written by another program; try again when that has finished"};
    case SQLITE_FULL:
        return {ErrorKind::Internal, name + " cannot be written: the disk is full"};
    case SQLITE_IOERR:
        return {ErrorKind::Internal, name + " cannot be read or written: the disk is full or failing"};
    case SQLITE_READONLY:
        return {ErrorKind::Internal, name + " cannot be written: it is read-only"};
    case SQLITE_CANTOPEN:
        return {ErrorKind::Internal, name + " cannot be opened: permission denied"};
    case SQLITE_NOMEM:
        return {ErrorKind::OutOfMemory, name + " cannot be read: not enough memory"};
    default:
        return {ErrorKind::Internal, "a request to " + name + " failed: " + failure.what()};
    }
}

/// A library's neighbours in its folder.
fs::path beside(const fs::path& file, const char* ending)
{
    fs::path neighbour = file;
    neighbour += ending;
    return neighbour;
}

/// A file is hostile until it is known to be ours: nothing in it may run, nothing may be written through its schema.
void distrust(SQLite::Database& database)
{
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    database.exec("PRAGMA cell_size_check = ON");
}

void prepare(SQLite::Database& database)
{
    database.exec("PRAGMA foreign_keys = ON");
    // With a write-ahead log this loses no consistency, and at a power cut only the last batches.
    database.exec("PRAGMA synchronous = NORMAL");
}

std::unique_ptr<SQLite::Database> connect(const fs::path& file)
{
    auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, busyMilliseconds);
    distrust(*database);
    return database;
}

/// A library on a disk that takes no lock file can still be read as long as nobody writes it.
std::unique_ptr<SQLite::Database> connectUnchanging(const fs::path& file)
{
    std::string address = "file:";
    for (const char letter : file.string()) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '%' || letter == '?' || letter == '#')
            address += {'%', digits[byte >> 4U], digits[byte & 15U]};
        else
            address += letter;
    }
    auto database = std::make_unique<SQLite::Database>(address + "?immutable=1",
                                                       SQLite::OPEN_READONLY | SQLite::OPEN_URI, busyMilliseconds);
    distrust(*database);
    return database;
}

int applicationId(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA application_id").getInt();
}

bool nothingPending(const fs::path& file)
{
    std::error_code code;
    const fs::path log = beside(file, "-wal");
    return !fs::exists(log, code) || fs::file_size(log, code) == 0;
}

/// Connects and reads the first page, which is where a file that cannot be opened or is no database shows.
std::unique_ptr<SQLite::Database> connectAndLook(const fs::path& file)
{
    try {
        auto database = connect(file);
        (void)applicationId(*database);
        return database;
    } catch (const SQLite::Exception& failure) {
        const bool cannotLock = failure.getErrorCode() == SQLITE_CANTOPEN || failure.getErrorCode() == SQLITE_READONLY;
        if (!cannotLock || !nothingPending(file))
            throw;
    }
    return connectUnchanging(file);
}

/// SQLite rounds a cut last page up to a whole one, and would find rows in it that are gone.
void checkIsWhole(SQLite::Database& database, const fs::path& file)
{
    const auto page = static_cast<std::uintmax_t>(database.execAndGet("PRAGMA page_size").getInt64());
    if (nothingPending(file) && fs::file_size(file) % page != 0)
        throw Error(ErrorKind::BadInput, file.string() + " is damaged: its end is missing");
}

/// Refuses what is not a library of a version this program reads, and brings an older one up to date.
void checkIsLibrary(SQLite::Database& database, const fs::path& file)
{
    if (applicationId(database) != libraryApplicationId)
        throw Error(ErrorKind::BadInput, file.string() + " is not a VLMo library");
    const int version = schemaVersion(database);
    const auto newest = static_cast<int>(schemaSteps().size());
    if (version > newest)
        throw Error(ErrorKind::Incompatible, file.string() + " was made by a newer version of this program (format " +
                                                 std::to_string(version) + ", this one reads up to " +
                                                 std::to_string(newest) + ")");
    if (version < 1 || !hasSchema(database, schemaSteps().first(static_cast<std::size_t>(version))))
        throw Error(ErrorKind::BadInput, file.string() + " is damaged: its tables are not those of a VLMo library");
    if (version < newest)
        migrate(database, file, schemaSteps());
}

void checkModel(const LibraryModel& model)
{
    if (model.fingerprint.empty())
        throw Error(ErrorKind::InvalidArgument, "a library needs the fingerprint of its model");
    if (model.dimension < 1 || model.dimension > largestDimension)
        throw Error(ErrorKind::InvalidArgument,
                    "a library cannot hold vectors of " + std::to_string(model.dimension) + " numbers");
}

void fillNewLibrary(SQLite::Database& database, const LibraryModel& model)
{
    // Until it has its name the file is nobody's: it needs no journal, and is flushed once, at the end.
    database.exec("PRAGMA journal_mode = OFF");
    database.exec("PRAGMA synchronous = OFF");
    applySchema(database, schemaSteps());
    database.exec("PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database);
    SQLite::Statement insertModel(database,
                                  "INSERT INTO models (id, name, fingerprint, branch, dimension) VALUES (1,?,?,?,?)");
    insertModel.bind(1, model.name);
    insertModel.bind(2, model.fingerprint);
    insertModel.bind(3, branchName(model.branch));
    insertModel.bind(4, model.dimension);
    insertModel.exec();
    SQLite::Statement insertLibrary(database,
                                    "INSERT INTO library VALUES (1, lower(hex(randomblob(16))), ?, 1, 0, ?, 0)");
    insertLibrary.bind(1, isoTimeNow());
    insertLibrary.bind(2, randomNumber());
    insertLibrary.exec();
    transaction.commit();
}

} // namespace

void rethrowAsError(const fs::path& library)
{
    try {
        throw;
    } catch (const Error&) {
        throw;
    } catch (const SQLite::Exception& failure) {
        throw errorOf(library, failure);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "not enough memory for " + library.string());
    } catch (const std::exception& failure) {
        throw Error(ErrorKind::Internal, "a request to " + library.string() + " failed: " + failure.what());
    }
}

CatalogueFile::CatalogueFile(fs::path path, std::unique_ptr<SQLite::Database> database)
    : m_path(std::move(path)), m_database(std::move(database))
{}

CatalogueFile CatalogueFile::create(const fs::path& name, const LibraryModel& model)
{
    return guarded(name, [&] {
        checkModel(model);
        const fs::path file = fs::absolute(name).lexically_normal();
        if (fs::exists(fs::symlink_status(file)))
            throw Error(ErrorKind::InvalidArgument, file.string() + " exists already");
        if (!fs::is_directory(file.parent_path()))
            throw Error(ErrorKind::NotFound, file.string() + " cannot be made: its folder does not exist");
        const fs::path temporary = beside(file, (".tmp." + std::to_string(::getpid())).c_str());
        std::error_code ignored;
        try {
            fs::remove(temporary, ignored);
            {
                SQLite::Database database(temporary.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
                fillNewLibrary(database, model);
            }
            // What a library of this name, removed by hand, may have left would be taken for the new one's.
            for (const char* ending : {"-wal", "-shm", "-journal", ".index"})
                fs::remove(beside(file, ending), ignored);
            fs::rename(temporary, file);
        } catch (...) {
            fs::remove(temporary, ignored);
            fs::remove(beside(temporary, "-journal"), ignored);
            throw;
        }
        CatalogueFile catalogue = open(file);
        catalogue.database().exec("PRAGMA journal_mode = WAL");
        return catalogue;
    });
}

CatalogueFile CatalogueFile::open(const fs::path& name)
{
    return guarded(name, [&] {
        const fs::path file = fs::absolute(name).lexically_normal();
        const fs::file_status status = fs::status(file);
        if (!fs::exists(status))
            throw Error(ErrorKind::NotFound, file.string() + " does not exist");
        if (!fs::is_regular_file(status))
            throw Error(ErrorKind::BadInput, file.string() + " is not a VLMo library but a folder or a device");
        CatalogueFile catalogue(file, connectAndLook(file));
        checkIsLibrary(catalogue.database(), file);
        checkIsWhole(catalogue.database(), file);
        prepare(catalogue.database());
        catalogue.readModel();
        return catalogue;
    });
}

void CatalogueFile::readModel()
{
    SQLite::Statement query(*m_database, "SELECT m.id, m.name, m.fingerprint, m.branch, m.dimension, l.identity "
                                         "FROM library l JOIN models m ON m.id = l.model_id");
    if (!query.executeStep())
        throw Error(ErrorKind::BadInput, m_path.string() + " is damaged: it does not say which model it is of");
    m_model.id = query.getColumn(0).getInt64();
    m_model.name = query.getColumn(1).getString();
    m_model.fingerprint = query.getColumn(2).getString();
    m_model.branch = query.getColumn(3).getString() == branchName(Branch::Vl) ? Branch::Vl : Branch::Own;
    m_model.dimension = query.getColumn(4).getInt64();
    m_identity = query.getColumn(5).getString();
    if (m_model.dimension < 1 || m_model.dimension > largestDimension)
        throw Error(ErrorKind::BadInput, m_path.string() + " is damaged: it claims vectors of " +
                                             std::to_string(m_model.dimension) + " numbers");
}

std::string isoTime(std::int64_t nanosecondsSince1970)
{
    const auto seconds = static_cast<std::time_t>(nanosecondsSince1970 / 1'000'000'000 -
                                                  (nanosecondsSince1970 % 1'000'000'000 < 0 ? 1 : 0));
    std::tm moment{};
    char text[32] = "";
    if (::gmtime_r(&seconds, &moment) == nullptr ||
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &moment) == 0)
        return {};
    return text;
}

std::string isoTimeNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return isoTime(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

std::int64_t randomNumber()
{
    std::random_device device;
    return static_cast<std::int64_t>((static_cast<std::uint64_t>(device()) << 32U) ^ device());
}

} // namespace vlmo
