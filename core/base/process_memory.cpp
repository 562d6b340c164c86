#include "core/base/process_memory.h"

#include <unistd.h>

#include <fstream>
#include <limits>
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
    std::ofstream stream("/proc/self/clear_refs");
    return static_cast<bool>(stream << "5" << std::flush); // 5: the peak alone; nothing else is touched.
}

std::int64_t availableBytes()
{
    return kibibytes("/proc/meminfo", "MemAvailable:");
}

} // namespace vlmo
