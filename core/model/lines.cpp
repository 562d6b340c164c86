#include "core/model/lines.h"

#include "core/base/files.h"

#include <algorithm>
#include <utility>

namespace vlmo {

std::vector<std::string> readLines(const std::filesystem::path& file)
{
    constexpr std::uintmax_t maximumSize = 64'000'000;
    const std::string text = readFile(file, maximumSize);
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (line.ends_with('\r'))
            line.pop_back();
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

} // namespace vlmo
