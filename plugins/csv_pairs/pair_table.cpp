#include "plugins/csv_pairs/pair_table.h"

#include "core/base/error.h"
#include "core/base/relative_path.h"
#include "core/base/text_check.h"
#include "core/data/caption_text.h"
#include "core/data/folder_glimpse.h"

#include <algorithm>
#include <system_error>

namespace vlmo::csv_pairs {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longestPath = 4096;
constexpr std::size_t longestSplit = 64;

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

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(ErrorKind::BadInput, reason);
}

} // namespace

OpenTable::OpenTable(const fs::path& file, char delimiter, bool quotes, const WantedColumns& wanted)
    : m_stream(open(file)), m_reader(m_stream, begin(m_stream, file, delimiter, quotes))
{
    std::vector<std::string> fields;
    if (!m_reader.next(fields))
        refuse("the file is empty");
    m_columns = findColumns(fields, wanted);
    if (!wanted.hasHeader)
        m_first = std::move(fields);
}

bool OpenTable::next(std::vector<std::string>& fields)
{
    if (m_first.empty())
        return m_reader.next(fields);
    fields = std::move(m_first);
    m_first.clear();
    return true;
}

void PairCollector::add(OpenTable& table, const fs::path& file, const std::string& split)
{
    SkippedList problems(m_work, file.string(), "rows");
    std::vector<std::string> fields;
    for (bool more = true; more;) {
        try {
            more = table.next(fields);
            const bool blank = fields.size() == 1 && onOneLine(fields.front()).empty();
            if (more && !blank)
                addRow(fields, table.columns(), file.parent_path(), split);
        } catch (const Error& error) {
            problems.add(file.string() + ", line " + std::to_string(table.line()), error.what());
        }
        m_work.advance(fields.empty() ? "" : fields.front());
    }
    problems.finish();
}

void PairCollector::addRow(const std::vector<std::string>& fields, const TableColumns& columns, const fs::path& folder,
                           const std::string& split)
{
    if (fields.size() != columns.count)
        refuse("it has " + std::to_string(fields.size()) + " fields instead of " + std::to_string(columns.count));
    const std::string caption = usableText(fields[columns.caption]);
    if (caption.empty())
        refuse("the caption is empty");
    std::string ownSplit = columns.split ? usableText(fields[*columns.split], longestSplit, "split") : "";
    if (ownSplit.empty())
        ownSplit = split;

    const fs::path& image = find(usableText(fields[columns.image], longestPath, "picture's name"), folder);
    const auto [place, isNew] = m_places.try_emplace(ownSplit + '\0' + image.string(), m_records.size());
    if (isNew) {
        Record record;
        record.image = image;
        record.split = ownSplit;
        m_records.push_back(std::move(record));
    }
    std::vector<std::string>& captions = m_records[place->second].captions;
    if (std::find(captions.begin(), captions.end(), caption) != captions.end())
        refuse("the picture has this caption already");
    if (captions.size() == mostCaptions)
        refuse("the picture has " + std::to_string(mostCaptions) + " captions already");
    captions.push_back(caption);
}

const fs::path& PairCollector::find(const std::string& image, const fs::path& folder)
{
    if (image.empty())
        refuse("it names no picture");
    const auto [known, isNew] = m_found.try_emplace((m_imageFolder.empty() ? folder : m_imageFolder) / image);
    if (isNew) {
        const fs::path normal = fs::path(image).lexically_normal();
        if (!staysInside(normal))
            refuse("the picture '" + image + "' is not inside the folder of the pictures");
        std::error_code code;
        if (!m_imageFolder.empty()) {
            if (fs::is_regular_file(m_imageFolder / normal, code))
                known->second = m_imageFolder / normal;
        } else {
            // The captions of Flickr8k lie beside the folder of its pictures.
            for (const char* below : {"", "Images", "images"}) {
                if (known->second.empty() && fs::is_regular_file(folder / below / normal, code))
                    known->second = folder / below / normal;
            }
        }
    }
    if (known->second.empty())
        refuse("there is no picture '" + image + "'");
    return known->second;
}

} // namespace vlmo::csv_pairs
