#include "core/train/run_watch.h"

#include "core/base/error.h"

#include <algorithm>

namespace vlmo {

namespace {

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
    if (!m_logFailed)
        try {
            pollLog(update);
        } catch (const Error& error) { // A run can be watched without its log.
            m_logFailed = true;
            update.skipped.push_back({"log.txt", error.what()});
        }
    return update;
}

void RunWatcher::pollEvents(RunUpdate& update)
{
    const auto skip = [&](const GrowingLines::Line& line, const std::string& reason) {
        update.skipped.push_back({"events.jsonl, line " + std::to_string(line.number), reason});
    };
    const GrowingLines::Look look = m_events.read([&](const GrowingLines::Line& line) {
        if (line.number == 1) {
            checkEventSchema(line.text, m_events.path().string());
        } else if (line.tooLong) {
            skip(line, "is longer than " + std::to_string(GrowingLines::kLook) + " bytes");
        } else {
            try {
                update.events.push_back(eventFromJson(line.text));
            } catch (const Error& error) {
                skip(line, error.what());
            }
        }
    });
    update.restarted = look.restarted;
    update.more = look.more;
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
