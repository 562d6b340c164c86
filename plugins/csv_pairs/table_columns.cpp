#include "plugins/csv_pairs/table_columns.h"

#include "core/base/error.h"
#include "core/base/text_check.h"

#include <algorithm>

namespace vlmo::csv_pairs {
namespace {

constexpr std::size_t longestNumber = 3;

/// A column's place from its number; nothing when the text is no number.
std::optional<std::size_t> placeFromNumber(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() <= longestNumber &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const std::size_t number = isNumber ? std::stoul(text) : 0;
    return number > 0 ? std::optional(number - 1) : std::nullopt;
}

std::optional<std::size_t> find(const std::vector<std::string>& names, const std::string& wanted, bool hasHeader)
{
    for (std::size_t begin = 0; hasHeader && begin <= wanted.size();) {
        const std::size_t end = std::min(wanted.find('|', begin), wanted.size());
        const auto found = std::find(names.begin(), names.end(), wanted.substr(begin, end - begin));
        if (found != names.end())
            return static_cast<std::size_t>(found - names.begin());
        begin = end + 1;
    }
    const std::optional<std::size_t> place = placeFromNumber(wanted);
    return place && *place < names.size() ? place : std::nullopt;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names) {
        if (list.size() > 500)
            return list + ", ...";
        list += (list.empty() ? "'" : ", '") + name.substr(0, 60) + "'";
    }
    return list;
}

std::size_t required(const std::vector<std::string>& names, const std::string& wanted, const WantedColumns& options,
                     const char* what)
{
    if (const auto place = find(names, wanted, options.hasHeader))
        return *place;
    throw Error(ErrorKind::BadInput,
                options.hasHeader
                    ? std::string("it has no column of the ") + what + " (" + wanted + "); it has " + listed(names)
                    : std::string("without a header, the column of the ") + what + " must be a number from 1 to " +
                          std::to_string(names.size()) + ", not '" + wanted + "'");
}

} // namespace

TableColumns findColumns(const std::vector<std::string>& firstRecord, const WantedColumns& wanted)
{
    std::vector<std::string> names;
    for (const std::string& name : firstRecord)
        names.push_back(onOneLine(name));
    TableColumns columns;
    columns.count = names.size();
    columns.image = required(names, wanted.image, wanted, "pictures");
    columns.caption = required(names, wanted.caption, wanted, "captions");
    if (columns.image == columns.caption)
        throw Error(ErrorKind::BadInput, "pictures and captions cannot be the same column");
    columns.split = find(names, wanted.split, wanted.hasHeader);
    return columns;
}

char guessDelimiter(const std::string& firstLine, const std::string& ending)
{
    if (ending == ".tsv")
        return '\t';
    char best = ',';
    for (const char candidate : {'\t', '|', ';'}) {
        if (std::count(firstLine.begin(), firstLine.end(), candidate) >
            std::count(firstLine.begin(), firstLine.end(), best))
            best = candidate;
    }
    return best;
}

} // namespace vlmo::csv_pairs
