#include "core/base/process_memory.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace vlmo {

namespace {

/// The number of a line "VmHWM:   123 kB"; 0 when there is no such line.
std::int64_t kibibytes(const char* file, const std::string& key)
{
    std::ifstream stream(file);
    for (std::string word; stream >> word;) {
        std::int64_t number = 0;
        if (word == key && stream >> number)
            return number * 1024;
        stream.clear();
        stream.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

/// The first number of a file; nothing where there is none, as in "max".
std::optional<std::int64_t> numberIn(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::int64_t number = 0;
    return stream >> number ? std::optional(number) : std::nullopt;
}

/// Of a control group and those around it, the least that one of them has left. `limit`, `use`: names of its files;
/// pages of files that could be dropped do not count as used.
std::optional<std::int64_t> leftIn(const std::filesystem::path& root, const std::filesystem::path& group,
                                   const char* limit, const char* use)
{
    std::optional<std::int64_t> least;
    for (std::filesystem::path name = group;; name = name.parent_path()) {
        const std::filesystem::path folder = root / name.relative_path();
        const auto most = numberIn(folder / limit);
        const auto used = numberIn(folder / use);
        if (most && used) {
            std::int64_t files = 0;
            std::ifstream statistics(folder / "memory.stat");
            for (std::string word; files == 0 && statistics >> word;)
                if (word == "inactive_file")
                    statistics >> files;
            const std::int64_t left = std::max<std::int64_t>(0, *most - *used + files);
            least = std::min(least.value_or(left), left);
        }
        if (!name.has_relative_path())
            return least;
    }
}

} // namespace

std::int64_t residentBytes()
{
    std::ifstream stream("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    stream >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

std::int64_t peakResidentBytes()
{
    return kibibytes("/proc/self/status", "VmHWM:");
}

bool startPeak()
{
    returnFreedMemory();
    std::ofstream stream("/proc/self/clear_refs");
    return static_cast<bool>(stream << "5" << std::flush); // 5: the peak alone; nothing else is touched.
}

std::int64_t anonymousBytes()
{
    return kibibytes("/proc/self/status", "RssAnon:") + kibibytes("/proc/self/status", "RssShmem:");
}

void returnFreedMemory()
{
    ::malloc_trim(0);
}

std::int64_t availableBytes()
{
    std::int64_t left = kibibytes("/proc/meminfo", "MemAvailable:");
    const std::string group = memoryGroup();
    for (const auto& found : {leftIn("/sys/fs/cgroup", group, "memory.max", "memory.current"),
                              leftIn("/sys/fs/cgroup/memory", group, "memory.limit_in_bytes", "memory.usage_in_bytes")})
        if (found)
            left = std::min(left, *found);
    return left;
}

std::string memoryGroup()
{
    std::ifstream lines("/proc/self/cgroup");
    std::string group;
    for (std::string line; std::getline(lines, line);) {
        const auto memory = line.find(":memory:");
        if (memory != std::string::npos)
            return line.substr(memory + 8);
        if (line.starts_with("0::"))
            group = line.substr(3);
    }
    return group;
}

} // namespace vlmo
