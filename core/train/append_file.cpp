#include "core/train/append_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vlmo {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, int reason)
{
    throw Error(ErrorKind::Internal, file.string() + " cannot be written: " + std::strerror(reason));
}

/// 0, or why it could not be written.
int writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

void appendToFile(const std::filesystem::path& file, std::string_view bytes)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);
    if (descriptor < 0)
        refuse(file, errno);
    struct stat before {};
    ::fstat(descriptor, &before);
    const int problem = writeAll(descriptor, bytes);
    if (problem != 0 && S_ISREG(before.st_mode) && ::ftruncate(descriptor, before.st_size) != 0) {
        // The rest stays; readers skip a half line and say so.
    }
    // Some file systems tell only now that the room did not suffice.
    if (::close(descriptor) != 0 && problem == 0)
        refuse(file, errno);
    if (problem != 0)
        refuse(file, problem);
}

} // namespace vlmo
