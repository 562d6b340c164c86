#include "core/train/run_watch.h"

#include "core/base/error.h"

#include <algorithm>

namespace vlmo {

namespace {

constexpr std::size_t kEventBytes = 1U << 20U; ///< A look's share, and the longest line.
constexpr std::size_t kLogBytes = 1U << 16U;

} // namespace

RunWatcher::RunWatcher(std::filesystem::path folder)
    : m_folder(std::move(folder)), m_events(m_folder / "events.jsonl"), m_log(m_folder / "log.txt")
{
    m_insideLogLine = m_log.skipToLast(kLogBytes);
}

RunUpdate RunWatcher::poll()
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(m_folder, ignored))
        throw Error(ErrorKind::NotFound, "the run folder " + m_folder.string() + " is not there");
    RunUpdate update;
    pollEvents(update);
    pollLog(update);
    return update;
}

void RunWatcher::pollEvents(RunUpdate& update)
{
    const GrowingFile::Part part = m_events.read(kEventBytes);
    if (part.restarted) {
        update.restarted = true;
        m_line = 0;
        m_insideLongLine = false;
    }
    std::size_t done = 0;
    for (std::size_t end = 0; (end = part.bytes.find('\n', done)) != std::string::npos; done = end + 1) {
        if (m_insideLongLine)
            m_insideLongLine = false; // Its end; it was listed at its beginning.
        else
            takeLine(std::string_view(part.bytes).substr(done, end - done), update);
        ++m_line;
    }
    if (done == 0 && part.bytes.size() == kEventBytes) {
        if (!m_insideLongLine)
            skipLine("is longer than " + std::to_string(kEventBytes) + " bytes", update);
        m_insideLongLine = true;
        done = part.bytes.size();
    }
    m_events.consume(part, done);
    update.more = part.more;
}

void RunWatcher::takeLine(std::string_view line, RunUpdate& update)
{
    if (m_line == 0) {
        checkEventSchema(line, m_events.path().string());
        return;
    }
    try {
        update.events.push_back(eventFromJson(line));
    } catch (const Error& error) {
        skipLine(error.what(), update);
    }
}

void RunWatcher::skipLine(const std::string& reason, RunUpdate& update) const
{
    update.skipped.push_back({"events.jsonl, line " + std::to_string(m_line + 1), reason});
}

void RunWatcher::pollLog(RunUpdate& update)
{
    const GrowingFile::Part part = m_log.read(kLogBytes);
    const std::size_t end = part.bytes.rfind('\n');
    // A line longer than a look is given in pieces; whoever reads a log needs no exact lines.
    const std::size_t done = end != std::string::npos ? end + 1 : part.more ? part.bytes.size() : 0;
    std::size_t begin = 0;
    if (m_insideLogLine && done > 0) {
        begin = std::min(part.bytes.find('\n'), done - 1) + 1;
        m_insideLogLine = end == std::string::npos;
    }
    update.log.assign(part.bytes, begin, done - begin);
    m_log.consume(part, done);
    update.more = update.more || (part.more && done > 0);
}

} // namespace vlmo
