#include "plugins/csv_pairs/pair_table.h"

#include "core/base/error.h"
#include "core/base/text_check.h"
#include "core/data/folder_glimpse.h"

namespace vlmo::csv_pairs {
namespace fs = std::filesystem;
namespace {

std::ifstream open(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || fs::is_directory(file))
        throw Error(ErrorKind::Internal, file.string() + " cannot be read");
    return stream;
}

/// Finds out the delimiter when it is not given, and leaves the stream behind a byte order mark.
CsvFormat begin(std::ifstream& stream, const fs::path& file, char delimiter, bool quotes)
{
    if (delimiter == '\0') {
        std::string start(std::size_t{1} << 12U, '\0');
        stream.read(start.data(), static_cast<std::streamsize>(start.size()));
        start.resize(static_cast<std::size_t>(stream.gcount()));
        delimiter = guessDelimiter(start.substr(0, start.find('\n')), endingOf(file));
        stream.clear();
        stream.seekg(0);
    }
    skipByteOrderMark(stream);
    return {delimiter, quotes};
}

} // namespace

PairTable::PairTable(const fs::path& file, char delimiter, bool quotes, const WantedColumns& wanted)
    : m_stream(open(file)), m_reader(m_stream, begin(m_stream, file, delimiter, quotes))
{
    std::vector<std::string> fields;
    if (!m_reader.next(fields))
        throw Error(ErrorKind::BadInput, "the file is empty");
    m_columns = findColumns(fields, wanted);
    if (!wanted.hasHeader)
        m_first = std::move(fields);
}

bool PairTable::next(Pair& pair)
{
    std::vector<std::string> fields;
    do {
        if (!nextRecord(fields))
            return false;
    } while (fields.size() == 1 && onOneLine(fields.front()).empty());
    if (fields.size() != m_columns.count)
        throw Error(ErrorKind::BadInput, "it has " + std::to_string(fields.size()) + " fields instead of " +
                                             std::to_string(m_columns.count));
    pair = {fields[m_columns.image], fields[m_columns.caption], m_columns.split ? fields[*m_columns.split] : ""};
    return true;
}

bool PairTable::nextRecord(std::vector<std::string>& fields)
{
    if (m_first.empty())
        return m_reader.next(fields);
    fields = std::move(m_first);
    m_first.clear();
    return true;
}

} // namespace vlmo::csv_pairs
