#include "core/doctor/picture_names.h"

#include "core/base/text_check.h"
#include "core/doctor/dataset_counts.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

std::string inSmallLetters(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); });
    return name;
}

/// JSON holds UTF-8 alone. A name that is not keeps its plain letters.
std::string asUtf8(std::string name)
{
    if (!isUtf8(name))
        std::replace_if(
            name.begin(), name.end(), [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; }, '_');
    return name;
}

/// "images/birds/a.png"
fs::path wishedName(const Dataset& dataset, const fs::path& file)
{
    const fs::path shown = shownPath(dataset, file.lexically_normal());
    fs::path below = shown.is_absolute() ? shown.filename() : shown;
    if (const std::string first = below.begin()->string();
        std::next(below.begin()) != below.end() && (first == "images" || first == "Images"))
        below = below.lexically_relative(first);
    return fs::path("images") / asUtf8(below.string());
}

} // namespace

std::vector<std::string> namePictures(const Dataset& dataset, const std::vector<fs::path>& files)
{
    std::unordered_set<std::string> taken;
    std::vector<std::string> names;
    for (const fs::path& file : files) {
        const fs::path wished = wishedName(dataset, file);
        std::string name = wished.string();
        for (int number = 2; !taken.insert(inSmallLetters(name)).second; ++number)
            name = (wished.parent_path() /
                    (wished.stem().string() + "-" + std::to_string(number) + wished.extension().string()))
                       .string();
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace vlmo
