#include "core/base/files.h"

#include "core/base/digest.h"
#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

/// Without this, a power cut after the rename could leave a renamed but empty file.
bool flushToDisk(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool ok = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return ok;
}

} // namespace

void refuseIrregularFile(const fs::path& file)
{
    std::error_code code;
    const fs::file_status status = fs::status(file, code);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorKind::NotFound, file.string() + " does not exist");
    if (status.type() == fs::file_type::none)
        throw Error(ErrorKind::Internal, file.string() + " cannot be read: " + code.message());
    if (fs::is_directory(status))
        throw Error(ErrorKind::BadInput, file.string() + " is a folder, not a file");
    if (!fs::is_regular_file(status))
        throw Error(ErrorKind::BadInput, file.string() + " is a pipe or a device, not a file");
}

std::ifstream openForReading(const fs::path& file)
{
    refuseIrregularFile(file);
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::Internal, file.string() + " cannot be read: permission denied");
    return stream;
}

std::string readFile(const fs::path& file, std::uintmax_t limit)
{
    std::ifstream stream = openForReading(file);
    const auto refuseOver = [&](std::uintmax_t size) {
        if (size > limit)
            throw Error(ErrorKind::BadInput,
                        file.string() + " is larger than the " + std::to_string(limit) + " bytes allowed for it");
    };
    std::string content;
    std::error_code unknown; // Files of the system have no size; they are measured as they come.
    if (const std::uintmax_t size = fs::file_size(file, unknown); !unknown) {
        refuseOver(size);
        content.reserve(size);
    }
    std::array<char, 1U << 16U> chunk{};
    while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0) {
        content.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
        refuseOver(content.size());
    }
    if (stream.bad())
        throw Error(ErrorKind::Internal, file.string() + " cannot be read to its end");
    return content;
}

void requireFolderOf(const fs::path& file)
{
    std::error_code code;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code))
        throw Error(ErrorKind::NotFound,
                    file.string() + " cannot be written: the folder " + folder.string() + " does not exist");
}

void writeFileAtomically(const fs::path& file, const std::function<void(std::ostream&)>& write)
{
    // Unique within the process as well: two threads may write neighbours at once.
    static std::atomic<unsigned> counter{0};
    fs::path temporary = file;
    temporary += ".tmp." + std::to_string(::getpid()) + "." + std::to_string(counter++);
    try {
        std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
        if (!stream)
            throw Error(ErrorKind::Internal, file.string() + " cannot be written: the folder is missing or read-only");
        write(stream);
        stream.close();
        if (!stream || !flushToDisk(temporary))
            throw Error(ErrorKind::Internal, file.string() + " cannot be written: the disk is full or failing");
        std::error_code code;
        fs::rename(temporary, file, code);
        if (code)
            throw Error(ErrorKind::Internal, file.string() + " cannot be written: " + code.message());
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
    (void)flushToDisk(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

void writeFileAtomically(const fs::path& file, std::string_view content)
{
    writeFileAtomically(file, [content](std::ostream& stream) {
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    });
}

fs::path withoutTrailingSlash(const fs::path& folder)
{
    return folder.has_filename() ? folder : folder.parent_path();
}

std::string folderName(const fs::path& folder)
{
    return withoutTrailingSlash(fs::absolute(folder).lexically_normal()).filename().string();
}

std::string sha256OfFile(const fs::path& file)
{
    std::ifstream stream = openForReading(file);
    Digest digest;
    std::array<char, 1U << 16U> chunk{};
    while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0)
        digest.add({chunk.data(), static_cast<std::size_t>(stream.gcount())});
    return digest.finish();
}

std::string sha256(std::string_view bytes)
{
    Digest digest;
    digest.add(bytes);
    return digest.finish();
}

} // namespace vlmo
