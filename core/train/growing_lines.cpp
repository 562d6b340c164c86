#include "core/train/growing_lines.h"

namespace vlmo {

GrowingLines::Look GrowingLines::read(const std::function<void(const Line&)>& take)
{
    const GrowingFile::Part part = m_file.read(kLook);
    if (part.restarted) {
        m_lines = 0;
        m_offset = 0;
        m_insideLongLine = false;
    }
    const std::string_view bytes = part.bytes;
    std::int64_t lines = m_lines;
    bool insideLongLine = m_insideLongLine;
    std::size_t done = 0;
    for (std::size_t end = 0; (end = bytes.find('\n', done)) != std::string_view::npos; done = end + 1) {
        ++lines;
        if (!insideLongLine)
            take({bytes.substr(done, end - done), lines, m_offset + end + 1, false});
        insideLongLine = false;
    }
    if (done == 0 && bytes.size() == kLook) {
        if (!insideLongLine)
            take({bytes, lines + 1, 0, true});
        insideLongLine = true;
        done = bytes.size();
    }
    m_file.consume(part, done);
    m_lines = lines;
    m_offset += done;
    m_insideLongLine = insideLongLine;
    return {part.restarted, part.more};
}

void forEachLine(const std::filesystem::path& file, const std::function<void(const GrowingLines::Line&)>& take)
{
    GrowingLines lines(file);
    while (lines.read(take).more) {
    }
}

} // namespace vlmo
