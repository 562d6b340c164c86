#include "plugins/csv_pairs/token_file.h"

#include "core/base/error.h"
#include "core/base/text_check.h"

#include <algorithm>
#include <string>
#include <vector>

namespace vlmo::csv_pairs {
namespace fs = std::filesystem;
namespace {

/// Where the number of the caption begins in "name#0"; npos where there is none.
std::size_t placeOfNumber(const std::string& name)
{
    const std::size_t place = name.rfind('#');
    const bool isNumber = place != std::string::npos && place > 0 && place + 1 < name.size() &&
                          std::all_of(name.begin() + static_cast<std::ptrdiff_t>(place) + 1, name.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
    return isNumber ? place : std::string::npos;
}

std::ifstream open(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || fs::is_directory(file))
        throw Error(ErrorKind::Internal, file.string() + " cannot be read");
    skipByteOrderMark(stream);
    return stream;
}

} // namespace

bool isTokenFile(const fs::path& file)
{
    try {
        TokenFile tokens(file);
        Pair pair;
        return tokens.next(pair);
    } catch (const Error&) {
        return false;
    }
}

TokenFile::TokenFile(const fs::path& file) : m_stream(open(file)), m_reader(m_stream, {'\t', false}) {}

bool TokenFile::next(Pair& pair)
{
    std::vector<std::string> fields;
    do {
        if (!m_reader.next(fields))
            return false;
    } while (fields.size() == 1 && onOneLine(fields.front()).empty());
    const std::size_t place = placeOfNumber(fields.front());
    if (fields.size() != 2 || place == std::string::npos)
        throw Error(ErrorKind::BadInput, "it is not a picture's name, '#', a number, a tab and a caption");
    pair = {fields.front().substr(0, place), fields.back(), ""};
    return true;
}

} // namespace vlmo::csv_pairs
