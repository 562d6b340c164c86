#include "core/train/growing_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace vlmo {

namespace {

constexpr std::size_t kRemembered = 256;

class Descriptor {
public:
    /// Not blocking: opening a pipe would wait for its writer.
    explicit Descriptor(const std::filesystem::path& file)
        : m_number(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

    [[nodiscard]] struct stat status() const
    {
        struct stat status {};
        ::fstat(m_number, &status);
        return status;
    }

    /// Fewer bytes than asked for at the end of the file.
    [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count, const std::filesystem::path& file) const
    {
        std::string bytes(count, '\0');
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got = ::pread(m_number, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                throw Error(ErrorKind::Internal, file.string() + " cannot be read: " + std::strerror(errno));
            if (got == 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return bytes;
    }

private:
    int m_number;
};

} // namespace

GrowingFile::Part GrowingFile::read(std::size_t limit)
{
    Part part;
    const Descriptor descriptor(m_file);
    if (!descriptor.isOpen()) {
        if (errno != ENOENT && errno != ENOTDIR)
            throw Error(ErrorKind::Internal, m_file.string() + " cannot be read: " + std::strerror(errno));
        part.restarted = m_offset > 0;
        m_offset = 0;
        m_before.clear();
        return part;
    }
    const struct stat status = descriptor.status();
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::BadInput, m_file.string() + " is no ordinary file");
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (m_offset > 0 && (status.st_ino != m_inode || size < m_offset ||
                         descriptor.read(m_offset - m_before.size(), m_before.size(), m_file) != m_before)) {
        part.restarted = true;
        m_offset = 0;
        m_before.clear();
    }
    m_inode = status.st_ino;
    const std::uint64_t left = size > m_offset ? size - m_offset : 0;
    part.bytes = descriptor.read(m_offset, static_cast<std::size_t>(std::min<std::uint64_t>(left, limit)), m_file);
    part.more = left > part.bytes.size();
    return part;
}

void GrowingFile::consume(const Part& part, std::size_t count)
{
    m_offset += count;
    m_before.append(part.bytes, 0, count);
    if (m_before.size() > kRemembered)
        m_before.erase(0, m_before.size() - kRemembered);
}

bool GrowingFile::skipToLast(std::uint64_t size)
{
    struct stat status {};
    if (::stat(m_file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    const auto length = static_cast<std::uint64_t>(status.st_size);
    if (length <= size)
        return false;
    m_offset = length - size;
    m_inode = status.st_ino;
    return true;
}

} // namespace vlmo
