#include "core/data/import_work.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vlmo {

const std::string& ImportWork::option(const std::string& key) const
{
    const auto found = m_job.options.find(key);
    if (found == m_job.options.end())
        throw Error(ErrorKind::InvalidArgument, "there is no option '" + key + "'");
    return found->second;
}

void ImportWork::advance(const std::string& current)
{
    checkCancelled();
    ++m_progress.done;
    if (m_job.observer == nullptr)
        return;
    m_progress.current = current;
    m_progress.secondsElapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    m_job.observer->onProgress(m_progress);
}

void ImportWork::checkCancelled() const
{
    if (m_job.stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "reading " + m_job.path.string() + " was cancelled");
}

void ImportWork::skip(const std::string& item, const std::string& reason)
{
    m_skipped.push_back({item, reason});
    if (m_job.observer != nullptr)
        m_job.observer->onSkipped(m_skipped.back());
}

void SkippedList::add(const std::string& item, const std::string& reason)
{
    if (m_count++ < mostListed)
        m_work.skip(item, reason);
}

void SkippedList::finish()
{
    if (m_count > mostListed)
        m_work.skip(m_file, std::to_string(m_count - mostListed) + " more " + m_items + " were left out");
}

std::string splitOfName(const std::string& name)
{
    constexpr std::array<std::pair<const char*, const char*>, 8> names = {{{"train", "train"},
                                                                           {"training", "train"},
                                                                           {"val", "val"},
                                                                           {"valid", "val"},
                                                                           {"validation", "val"},
                                                                           {"dev", "val"},
                                                                           {"test", "test"},
                                                                           {"testing", "test"}}};
    std::string word;
    for (const char letter : name) {
        const bool isCapital = letter >= 'A' && letter <= 'Z';
        if (!isCapital && (letter < 'a' || letter > 'z')) {
            const bool ends = letter == '.' || letter == '-' || letter == '_' || (letter >= '0' && letter <= '9');
            if (!ends)
                return {};
            break;
        }
        word += isCapital ? static_cast<char>(letter + 32) : letter;
    }
    const auto* const found =
        std::find_if(names.begin(), names.end(), [&](const auto& entry) { return word == entry.first; });
    return found == names.end() ? "" : found->second;
}

std::string splitWordIn(const std::string& name)
{
    const auto isWord = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    };
    for (auto begin = name.begin(); begin != name.end();) {
        begin = std::find_if(begin, name.end(), isWord);
        const auto end = std::find_if_not(begin, name.end(), isWord);
        std::string word(begin, end);
        if (!splitOfName(word).empty())
            return word;
        begin = end;
    }
    return {};
}

std::string splitInName(const std::string& name)
{
    return splitOfName(splitWordIn(name));
}

} // namespace vlmo
