#include "core/data/byte_source.h"

#include "core/base/error.h"

#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

ByteSource::ByteSource(const fs::path& file, ImportWork& work)
    : m_stream(file, std::ios::binary), m_name(file.filename().string()), m_work(work)
{
    std::error_code code;
    if (!fs::exists(file, code))
        throw Error(ErrorKind::NotFound, "there is no file " + file.string());
    if (!m_stream || fs::is_directory(file, code))
        throw Error(ErrorKind::Internal, file.string() + " cannot be read");
}

void ByteSource::refill()
{
    m_work.checkCancelled();
    m_stream.read(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
    m_filled = static_cast<std::size_t>(m_stream.gcount());
    m_next = 0;
    if (m_filled > 0)
        return;
    m_ended = true;
    m_work.advance(m_name); // The last step, which is not a whole one.
}

} // namespace vlmo
