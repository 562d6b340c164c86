#include "plugins/csv_pairs/split_lists.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/text_check.h"
#include "core/data/annotation_files.h"
#include "core/data/import_work.h"

#include <algorithm>
#include <string_view>

namespace vlmo::csv_pairs {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largestList = std::uintmax_t{16} << 20U;
constexpr std::size_t longestName = 4096;

} // namespace

std::string splitOfList(const fs::path& file)
{
    constexpr std::string_view ending = "Images.txt";
    const std::string name = file.filename().string();
    return name.ends_with(ending) ? splitInName(name.substr(0, name.size() - ending.size())) : "";
}

SplitLists::SplitLists(const fs::path& folder)
{
    for (const fs::path& file : filesEnding(folder, {".txt"})) {
        if (const std::string split = splitOfList(file); !split.empty())
            read(file, split);
    }
}

std::string SplitLists::of(const std::string& picture) const
{
    const auto found = m_splits.find(picture);
    return found == m_splits.end() ? "" : found->second;
}

void SplitLists::read(const fs::path& file, const std::string& split)
{
    const std::string content = readFile(file, largestList);
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < content.size(); ++number) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string name = onOneLine(std::string_view(content).substr(begin, end - begin));
        begin = end + 1;
        if (name.empty())
            continue;
        const std::string where = file.string() + ", line " + std::to_string(number) + ": ";
        if (name.size() > longestName || !isUtf8(name))
            throw Error(ErrorKind::BadInput, where + "it is no picture's name");
        const auto [known, isNew] = m_splits.try_emplace(name, split);
        if (!isNew && known->second != split)
            throw Error(ErrorKind::BadInput, where + "'" + name + "' is in the list of " + known->second + " already");
    }
}

} // namespace vlmo::csv_pairs
