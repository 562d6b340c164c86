#include "core/checkpoint/mapped_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace vlmo {
namespace {

struct Descriptor {
    int number = -1;
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
};

[[noreturn]] void throwSystemError(const std::filesystem::path& file)
{
    const int code = errno;
    if (code == ENOENT || code == ENOTDIR)
        throw Error(ErrorKind::NotFound, file.string() + " does not exist");
    throw Error(ErrorKind::Internal,
                file.string() + " cannot be read: " + std::generic_category().default_error_condition(code).message());
}

} // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file)
{
    // Non-blocking, or opening a named pipe would wait for a writer.
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (descriptor.number < 0 || ::fstat(descriptor.number, &status) != 0)
        throwSystemError(file);
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::BadInput, file.string() + " is not a file but a folder or a device");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) // Nothing can be mapped then.
        return std::shared_ptr<const MappedFile>(new MappedFile({}));
    void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number, 0);
    if (address == MAP_FAILED)
        throwSystemError(file);
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const std::byte*>(address), size}));
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

} // namespace vlmo
