#include "core/library/caption_files.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/reason.h"
#include "core/base/text_check.h"
#include "core/data/caption_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longestLine = 1U << 20U;
constexpr std::size_t mostSkipped = 1U << 24U; // Of a line that is too long: then its end is not looked for.
constexpr std::int64_t largestFile = 1LL << 30;
constexpr std::size_t longestTag = 256;
constexpr std::size_t mostOfAPicture = mostCaptions; // And as many tags.
constexpr std::int64_t mostListed = 100;             // Lines of one file.

void addTo(std::vector<std::string>& list, const std::string& text)
{
    if (!text.empty() && list.size() < mostOfAPicture && std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

void add(PictureNotes& notes, const PictureNotes& more)
{
    for (const std::string& caption : more.captions)
        addTo(notes.captions, caption);
    for (const std::string& tag : more.tags)
        addTo(notes.tags, tag);
}

/// What one line says: of which picture, and what.
struct LineNotes {
    std::string image;
    PictureNotes notes;
};

using Json = nlohmann::json;

std::string textOf(const Json& value, const char* name)
{
    if (!value.is_string())
        throw Error(ErrorKind::BadInput, std::string("\"") + name + "\" is not text");
    return value.get<std::string>();
}

/// The text, or the texts of the list, under `name`; none when there is no such member.
std::vector<std::string> textsOf(const Json& object, const char* name)
{
    const auto member = object.find(name);
    if (member == object.end() || member->is_null())
        return {};
    if (!member->is_array())
        return {textOf(*member, name)};
    std::vector<std::string> texts;
    for (const Json& element : *member)
        texts.push_back(textOf(element, name));
    return texts;
}

LineNotes readJsonLine(const std::string& line)
{
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object())
        throw Error(ErrorKind::BadInput, object.is_discarded() ? "it is not JSON" : "it is not a JSON object");
    LineNotes result;
    for (const char* name : {"file_name", "image"}) {
        if (const auto member = object.find(name); member != object.end())
            result.image = textOf(*member, name);
    }
    if (result.image.empty())
        throw Error(ErrorKind::BadInput, "it names no picture (\"image\" or \"file_name\")");
    for (const char* name : {"captions", "caption", "text"}) {
        for (const std::string& text : textsOf(object, name))
            addTo(result.notes.captions, usableText(text));
    }
    for (const char* name : {"tags", "category", "source"}) {
        for (const std::string& text : textsOf(object, name))
            addTo(result.notes.tags, usableText(text, longestTag, "tag"));
    }
    return result;
}

/// Where the columns of a captions table are.
struct Columns {
    std::size_t count = 0;
    std::optional<std::size_t> image;
    std::optional<std::size_t> caption;
    std::vector<std::size_t> tags;
};

Columns readHeader(const std::vector<std::string>& names)
{
    const auto isOneOf = [](const std::string& name, std::initializer_list<std::string_view> known) {
        return std::find(known.begin(), known.end(), name) != known.end();
    };
    Columns columns;
    columns.count = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name = onOneLine(names[i]);
        if (isOneOf(name, {"image", "file_name", "filename", "file", "path"}))
            columns.image = i;
        else if (isOneOf(name, {"caption", "text"}))
            columns.caption = i;
        else if (isOneOf(name, {"tags", "category", "source"}))
            columns.tags.push_back(i);
    }
    if (!columns.image || !columns.caption)
        throw Error(ErrorKind::BadInput, "it names no columns \"image\" and \"caption\"; the file was not read");
    return columns;
}

LineNotes readRow(const std::vector<std::string>& fields, const Columns& columns)
{
    if (fields.size() != columns.count)
        throw Error(ErrorKind::BadInput,
                    "it has " + std::to_string(fields.size()) + " fields instead of " + std::to_string(columns.count));
    LineNotes result;
    result.image = fields[*columns.image];
    addTo(result.notes.captions, usableText(fields[*columns.caption]));
    for (const std::size_t column : columns.tags)
        addTo(result.notes.tags, usableText(fields[column], longestTag, "tag"));
    return result;
}

struct Line {
    std::string text;     ///< Cut just above `longestLine`.
    bool endless = false; ///< It has no end within `mostSkipped`: nothing after it is read.
};

/// Takes the next line; nothing at the end.
std::optional<Line> takeLine(std::istream& stream)
{
    Line line;
    int letter = stream.get();
    if (letter == std::char_traits<char>::eof())
        return std::nullopt;
    for (std::size_t taken = 0; letter != '\n' && letter != std::char_traits<char>::eof(); letter = stream.get()) {
        if (line.text.size() <= longestLine)
            line.text += static_cast<char>(letter);
        if (++taken == mostSkipped) {
            line.endless = true;
            break;
        }
    }
    return line;
}

/// Collects the notes of one folder's files, and what could not be used of each.
class NotesReader {
public:
    NotesReader(const fs::path& root, std::span<const FoundFile> files, std::vector<SkippedItem>& skipped,
                const std::stop_token& stop)
        : m_root(root), m_files(files), m_skipped(skipped), m_stop(stop)
    {
        m_result.notes.resize(files.size());
        m_result.read.resize(files.size());
        m_places.reserve(files.size());
        for (std::size_t i = 0; i < files.size(); ++i)
            m_places.emplace(files[i].path, i);
    }

    FolderNotes read()
    {
        readAll("records.jsonl", &NotesReader::readJsonLines);
        readAll("metadata.jsonl", &NotesReader::readJsonLines);
        readAll("captions.csv", &NotesReader::readTable);
        readAll("captions.txt", &NotesReader::readTable);
        readSidecars();
        return std::move(m_result);
    }

private:
    void readAll(std::string_view name, void (NotesReader::*reader)(std::istream&))
    {
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            const fs::path path(m_files[i].path);
            if (path.filename() != name || m_stop.stop_requested())
                continue;
            m_file = m_root / path;
            m_folder = path.parent_path();
            m_problems = 0;
            m_strangers = 0;
            m_result.read[i] = true;
            if (m_files[i].bytes > largestFile) {
                leaveFile("it has " + std::to_string(m_files[i].bytes) + " bytes, more than the " +
                          std::to_string(largestFile) + " that a file of captions may have");
                continue;
            }
            try {
                std::ifstream stream = openForReading(m_file);
                (this->*reader)(stream);
                finishFile();
            } catch (const Error& problem) {
                leaveFile(reasonWithoutName(m_file, problem.what()));
            }
        }
    }

    /// What such a file says is not known, rather than nothing.
    void leaveFile(const std::string& reason)
    {
        m_skipped.push_back({m_file.string(), reason + "; its captions were not read"});
        m_result.complete = false;
    }

    void readJsonLines(std::istream& stream)
    {
        std::int64_t number = 0;
        while (const std::optional<Line> line = m_stop.stop_requested() ? std::nullopt : takeLine(stream)) {
            ++number;
            if (line->endless)
                return note(number, "it goes on for more than 16 mebibytes; nothing after it was read");
            try {
                if (line->text.size() > longestLine)
                    throw Error(ErrorKind::BadInput, "it is longer than a mebibyte");
                if (!onOneLine(line->text).empty())
                    apply(readJsonLine(line->text), number);
            } catch (const Error& problem) {
                note(number, problem.what());
            }
        }
    }

    void readTable(std::istream& stream)
    {
        skipByteOrderMark(stream);
        CsvReader reader(stream);
        std::vector<std::string> fields;
        Columns columns;
        try {
            if (reader.next(fields))
                columns = readHeader(fields);
        } catch (const Error& problem) {
            return note(1, problem.what());
        }
        for (bool more = true; more && !m_stop.stop_requested();) {
            try {
                more = reader.next(fields);
                const bool blank = fields.size() == 1 && fields.front().empty();
                if (more && !blank)
                    apply(readRow(fields, columns), reader.line());
            } catch (const Error& problem) {
                note(reader.line(), problem.what());
            }
        }
    }

    void apply(const LineNotes& line, std::int64_t number)
    {
        const std::optional<std::size_t> place = placeOf(line.image);
        if (place)
            return add(m_result.notes[*place], line.notes);
        if (m_strangers++ == 0)
            m_firstStranger = "line " + std::to_string(number) + ", " + onOneLine(line.image.substr(0, 200));
    }

    /// A name that leads out of the folder is a stranger like any that is not there: only found files are looked up.
    [[nodiscard]] std::optional<std::size_t> placeOf(const std::string& image) const
    {
        // The captions of Flickr8k lie beside the folder of its pictures.
        for (const char* below : {"", "Images", "images"}) {
            const auto place = m_places.find((m_folder / below / image).lexically_normal().string());
            if (place != m_places.end())
                return place->second;
        }
        return std::nullopt;
    }

    void note(std::int64_t line, const std::string& reason)
    {
        if (m_problems++ < mostListed)
            m_skipped.push_back({m_file.string(), "line " + std::to_string(line) + ": " + reason});
    }

    void finishFile()
    {
        if (m_problems > mostListed)
            m_skipped.push_back(
                {m_file.string(), std::to_string(m_problems - mostListed) + " more lines could not be used"});
        if (m_strangers > 0)
            m_skipped.push_back(
                {m_file.string(), "captions of pictures that are not there: " + std::to_string(m_strangers) +
                                      " (first " + m_firstStranger + ")"});
    }

    void readSidecars()
    {
        std::unordered_multimap<std::string, std::size_t> byStem;
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            if (claimsPicture(m_files[i].path)) {
                byStem.emplace(fs::path(m_files[i].path).replace_extension().string(), i);
                byStem.emplace(m_files[i].path, i);
            }
        }
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            const FoundFile& file = m_files[i];
            fs::path path(file.path);
            if (path.extension() != ".txt" || path.filename() == "captions.txt" || m_stop.stop_requested())
                continue;
            const auto [first, last] = byStem.equal_range(path.replace_extension().string());
            if (first == last)
                continue;
            try {
                const PictureNotes notes{readSidecar(m_root / file.path), {}};
                std::for_each(first, last, [&](const auto& picture) { add(m_result.notes[picture.second], notes); });
                m_result.read[i] = true;
            } catch (const Error& problem) {
                const fs::path sidecar = m_root / file.path;
                m_skipped.push_back({sidecar.string(), reasonWithoutName(sidecar, problem.what())});
                m_result.complete = m_result.complete && problem.kind() == ErrorKind::BadInput;
            }
        }
    }

    const fs::path& m_root;
    std::span<const FoundFile> m_files;
    std::vector<SkippedItem>& m_skipped;
    const std::stop_token& m_stop;
    FolderNotes m_result;
    std::unordered_map<std::string_view, std::size_t> m_places;

    fs::path m_file;   ///< The caption file at hand,
    fs::path m_folder; ///< and its folder, relative to the root.
    std::int64_t m_problems = 0;
    std::int64_t m_strangers = 0;
    std::string m_firstStranger;
};

} // namespace

FolderNotes readNotes(const fs::path& root, std::span<const FoundFile> files, std::vector<SkippedItem>& skipped,
                      const std::stop_token& stop)
{
    return NotesReader(root, files, skipped, stop).read();
}

std::string digestOf(const PictureNotes& notes)
{
    if (notes.captions.empty() && notes.tags.empty())
        return {};
    std::string all;
    for (const std::string& caption : notes.captions)
        all += caption + '\n';
    all += '\n';
    for (const std::string& tag : notes.tags)
        all += tag + '\n';
    return sha256(all);
}

} // namespace vlmo
