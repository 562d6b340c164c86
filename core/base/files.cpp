#include "core/base/files.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <memory>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

std::ifstream openForReading(const fs::path& file)
{
    std::error_code code;
    const fs::file_status status = fs::status(file, code);
    if (!fs::exists(status))
        throw Error(ErrorKind::NotFound, file.string() + " does not exist");
    if (fs::is_directory(status))
        throw Error(ErrorKind::BadInput, file.string() + " is a folder, not a file");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::Internal, file.string() + " cannot be read: permission denied");
    return stream;
}

class Sha256 {
public:
    Sha256() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
            throw Error(ErrorKind::Internal, "SHA-256 is not available in this system's libcrypto");
    }

    void add(const char* data, std::size_t size) { EVP_DigestUpdate(m_context.get(), data, size); }

    std::string finish()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string hex;
        for (unsigned i = 0; i < size; ++i) {
            hex += digits[digest[i] >> 4U];
            hex += digits[digest[i] & 15U];
        }
        return hex;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

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

std::string readFile(const fs::path& file, std::uintmax_t limit)
{
    std::ifstream stream = openForReading(file);
    const auto refuseOver = [&](std::uintmax_t size) {
        if (size > limit)
            throw Error(ErrorKind::BadInput,
                        file.string() + " is larger than the " + std::to_string(limit) + " bytes allowed for it");
    };
    std::string content;
    std::error_code unknown; // A pipe has no size; it is measured as it comes.
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

std::string sha256OfFile(const fs::path& file)
{
    std::ifstream stream = openForReading(file);
    Sha256 digest;
    std::array<char, 1U << 16U> chunk{};
    while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0)
        digest.add(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    return digest.finish();
}

std::string sha256(std::string_view bytes)
{
    Sha256 digest;
    digest.add(bytes.data(), bytes.size());
    return digest.finish();
}

} // namespace vlmo
