#include "core/base/csv.h"

#include "core/base/error.h"

#include <array>
#include <string_view>

namespace vlmo {
namespace {

constexpr std::size_t longestRecord = 1U << 20U;
constexpr std::size_t mostSkipped = 1U << 24U; // Of a line that cannot be used.
constexpr std::size_t mostFields = 256;
constexpr int endOfFile = std::char_traits<char>::eof();

} // namespace

int CsvReader::take()
{
    int letter = m_stream.get();
    if (letter == '\r' && m_stream.peek() == '\n')
        letter = m_stream.get();
    if (letter == '\n')
        ++m_line;
    return letter;
}

/// False when the line's end is too far away to be looked for.
bool CsvReader::skipLine()
{
    for (std::size_t skipped = 0; skipped < mostSkipped; ++skipped) {
        const int letter = take();
        if (letter == '\n' || letter == endOfFile)
            return true;
    }
    return false;
}

void CsvReader::refuseLine(const std::string& reason)
{
    if (skipLine())
        throw Error(ErrorKind::BadInput, reason);
    m_stream.setstate(std::ios::eofbit | std::ios::failbit);
    throw Error(ErrorKind::BadInput, "the line goes on for more than 16 mebibytes; nothing after it was read");
}

std::string CsvReader::takeQuoted(std::size_t& left)
{
    std::string field;
    for (;;) {
        const int letter = take();
        if (letter == '"') {
            if (m_stream.peek() != '"')
                return field;
            m_stream.get();
        }
        if (letter == endOfFile || left == 0) {
            m_stream.setstate(std::ios::eofbit | std::ios::failbit);
            throw Error(ErrorKind::BadInput, "a quote is opened and not closed; nothing after it was read");
        }
        --left;
        field += static_cast<char>(letter);
    }
}

std::string CsvReader::takePlain(std::size_t& left)
{
    std::string field;
    for (int next = m_stream.peek(); !isDelimiter(next) && next != '\n' && next != endOfFile; next = m_stream.peek()) {
        if (next == '\r') {
            m_stream.get();
            if (m_stream.peek() == '\n')
                return field;
            m_stream.unget();
        }
        if (left == 0)
            refuseLine("the line is longer than a mebibyte");
        --left;
        field += static_cast<char>(m_stream.get());
    }
    return field;
}

bool CsvReader::next(std::vector<std::string>& fields)
{
    fields.clear();
    m_recordLine = m_line;
    if (m_stream.peek() == endOfFile)
        return false;
    std::size_t left = longestRecord;
    for (;;) {
        const bool quoted = m_format.quotes && m_stream.peek() == '"';
        if (quoted)
            m_stream.get();
        fields.push_back(quoted ? takeQuoted(left) : takePlain(left));
        const int after = take();
        if (after == '\n' || after == endOfFile)
            return true;
        if (!isDelimiter(after))
            refuseLine("text follows a closing quote");
        if (fields.size() == mostFields)
            refuseLine("the line has more than " + std::to_string(mostFields) + " fields");
    }
}

std::string csvLine(const std::vector<std::string>& fields)
{
    std::string line;
    for (const std::string& field : fields) {
        if (&field != &fields.front())
            line += ',';
        if (field.find_first_of(",\"\r\n") == std::string::npos) {
            line += field;
            continue;
        }
        line += '"';
        for (const char letter : field)
            line.append(letter == '"' ? 2 : 1, letter);
        line += '"';
    }
    return line + '\n';
}

void skipByteOrderMark(std::istream& stream)
{
    std::array<char, 3> mark{};
    if (!stream.read(mark.data(), mark.size()) || std::string_view(mark.data(), mark.size()) != "\xEF\xBB\xBF") {
        stream.clear();
        stream.seekg(0);
    }
}

} // namespace vlmo
