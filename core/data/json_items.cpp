#include "core/data/json_items.h"

#include "core/base/error.h"
#include "core/data/byte_source.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::int64_t longestToken = std::int64_t{1} << 20U;
constexpr std::size_t longestLine = std::size_t{1} << 20U;
constexpr std::size_t mostValues = 100'000; ///< Of an item.
constexpr std::size_t deepest = 64;

/// The bytes of a file for the parser, which would collect a text, a number or blanks without end.
class GuardedSource {
public:
    GuardedSource(const fs::path& file, ImportWork& work) : m_source(file, work), m_file(file) {}

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Error(ErrorKind::BadInput, m_file.string() + ", line " + std::to_string(m_source.line()) + ", byte " +
                                             std::to_string(m_source.position()) + ": " + what);
    }

    void tokenEnds() { m_tokenBegin = m_source.position(); }
    [[nodiscard]] bool atEnd() { return m_source.atEnd(); }
    [[nodiscard]] char peek() { return m_source.peek(); }
    void take()
    {
        if (m_source.position() - m_tokenBegin > longestToken)
            refuse("a text or a gap is longer than " + std::to_string(longestToken) + " bytes");
        m_source.take();
    }

private:
    ByteSource m_source;
    const fs::path& m_file;
    std::int64_t m_tokenBegin = 0;
};

/// The parser likes iterators. All of a source stand at the same place; the one of none is the end.
class SourceIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    SourceIterator() = default;
    explicit SourceIterator(GuardedSource& source) : m_source(&source) {}
    char operator*() const { return m_source->peek(); }
    SourceIterator& operator++()
    {
        m_source->take();
        return *this;
    }
    bool operator==(const SourceIterator& other) const { return isAtEnd() == other.isAtEnd(); }

private:
    [[nodiscard]] bool isAtEnd() const { return m_source == nullptr || m_source->atEnd(); }

    GuardedSource* m_source = nullptr;
};

bool isAbout(const nlohmann::json::exception& error, std::string_view what)
{
    return std::string_view(error.what()).find(what) != std::string_view::npos;
}

/// Builds one value from the parser's events.
class ItemBuilder {
public:
    [[nodiscard]] bool isOpen() const noexcept { return !m_open.empty(); }
    [[nodiscard]] std::size_t depth() const noexcept { return m_open.size(); }
    [[nodiscard]] std::size_t values() const noexcept { return m_values; }
    json& item() noexcept { return m_item; }
    void key(std::string& name) { m_key = std::move(name); }

    void open(json container)
    {
        if (m_open.empty())
            m_values = 0;
        json* const place = put(std::move(container));
        m_open.push_back(place);
    }
    void close() { m_open.pop_back(); }

    json* put(json value)
    {
        ++m_values;
        if (m_open.empty()) {
            m_item = std::move(value);
            return &m_item;
        }
        json& parent = *m_open.back();
        json& place = parent.is_array() ? parent.emplace_back() : parent[m_key];
        place = std::move(value);
        return &place;
    }

private:
    json m_item;
    std::vector<json*> m_open; // None of them grows while one inside it is open, so they stay where they are.
    std::string m_key;
    std::size_t m_values = 0;
};

class ListParser final : public nlohmann::json_sax<json> {
public:
    ListParser(const fs::path& file, const std::map<std::string, JsonItemReader>& lists, ImportWork& work,
               SkippedList& problems)
        : m_file(file), m_lists(lists), m_problems(problems), m_source(file, work)
    {}

    void parse()
    {
        json::sax_parse(SourceIterator(m_source), SourceIterator(), this);
        for (const auto& [name, reader] : m_lists) {
            if (m_seen.count(name) == 0)
                throw Error(ErrorKind::BadInput,
                            m_file.string() + (name.empty() ? " is not a JSON list" : " has no list '" + name + "'"));
        }
    }

    bool null() override { return value(nullptr); }
    bool boolean(bool truth) override { return value(truth); }
    bool number_integer(number_integer_t number) override { return value(number); }
    bool number_unsigned(number_unsigned_t number) override { return value(number); }
    bool number_float(number_float_t number, const string_t&) override { return value(number); }
    bool string(string_t& text) override { return value(std::move(text)); }
    bool binary(binary_t&) override { return true; } // Not in JSON's text form.
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        m_source.tokenEnds();
        if (m_builder.isOpen())
            m_builder.key(name);
        else if (m_depth == 1)
            m_member = std::move(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override
    {
        if (isAbout(error, "unexpected end of input") || isAbout(error, "missing closing quote"))
            m_source.refuse("the file ends in the middle of its JSON");
        if (isAbout(error, "number overflow"))
            m_source.refuse("a number is too large");
        if (isAbout(error, "UTF-8"))
            m_source.refuse("a text is not UTF-8");
        m_source.refuse("not JSON");
    }

private:
    [[nodiscard]] bool isInList() const { return m_list != m_lists.end() && m_depth == m_listDepth; }

    bool value(json&& one)
    {
        m_source.tokenEnds();
        if (m_builder.isOpen()) {
            m_builder.put(std::move(one));
            if (m_builder.values() > mostValues)
                m_source.refuse("an item of a list has more than " + std::to_string(mostValues) + " values");
        } else if (isInList()) {
            m_builder.put(std::move(one));
            give();
        }
        return true;
    }

    bool open(json&& container)
    {
        m_source.tokenEnds();
        if (m_depth + m_builder.depth() >= deepest)
            m_source.refuse("lists and objects are nested too deeply");
        if (m_builder.isOpen() || isInList()) {
            m_builder.open(std::move(container));
            return true;
        }
        ++m_depth;
        const bool isList = container.is_array();
        if (isList && (m_depth == 1 || (m_depth == 2 && !m_documentIsList)) && m_list == m_lists.end())
            enterList(m_depth == 1 ? std::string() : m_member);
        m_documentIsList = m_depth == 1 ? isList : m_documentIsList;
        return true;
    }

    void enterList(const std::string& name)
    {
        m_list = m_lists.find(name);
        if (m_list == m_lists.end())
            return;
        if (!m_seen.insert(name).second)
            m_source.refuse("there is a second list '" + name + "'");
        m_listDepth = m_depth;
        m_number = 0;
    }

    bool close()
    {
        m_source.tokenEnds();
        if (m_builder.isOpen()) {
            m_builder.close();
            if (!m_builder.isOpen())
                give();
            return true;
        }
        if (isInList())
            m_list = m_lists.end();
        --m_depth;
        return true;
    }

    void give()
    {
        const JsonItem item{m_builder.item(), m_file, m_list->first, ++m_number};
        try {
            m_list->second(item);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::BadInput)
                throw;
            m_problems.add(item.where(), error.what());
        }
    }

    const fs::path& m_file;
    const std::map<std::string, JsonItemReader>& m_lists;
    SkippedList& m_problems;
    GuardedSource m_source;
    ItemBuilder m_builder;
    std::string m_member; ///< Of the document, the one at hand.
    std::set<std::string> m_seen;
    std::map<std::string, JsonItemReader>::const_iterator m_list = m_lists.end();
    std::size_t m_listDepth = 0;
    std::size_t m_depth = 0; ///< Lists and objects that are open outside of items.
    bool m_documentIsList = false;
    std::int64_t m_number = 0;
};

/// The next line without its end. False: it is longer than lines may be, and was passed over.
bool takeLine(ByteSource& source, std::string& line)
{
    line.clear();
    bool fits = true;
    for (char letter = 0; !source.atEnd(); source.take()) {
        letter = source.peek();
        if (letter == '\n') {
            source.take();
            break;
        }
        fits = fits && line.size() < longestLine;
        if (fits)
            line += letter;
    }
    return fits;
}

json parseLine(const std::string& line)
{
    try {
        return json::parse(line);
    } catch (const json::parse_error& error) {
        const std::string what = isAbout(error, "UTF-8") ? "a text is not UTF-8, at byte " : "not JSON: wrong at byte ";
        throw Error(ErrorKind::BadInput, what + std::to_string(error.byte));
    } catch (const json::exception&) {
        throw Error(ErrorKind::BadInput, "not JSON: a number is too large");
    }
}

void readLines(const fs::path& file, const JsonItemReader& read, ImportWork& work, SkippedList& problems)
{
    static const std::string noList;
    ByteSource source(file, work);
    std::string line;
    for (std::int64_t number = 1; !source.atEnd(); ++number) {
        json value;
        const JsonItem item{value, file, noList, number, true};
        try {
            if (!takeLine(source, line))
                throw Error(ErrorKind::BadInput, "longer than " + std::to_string(longestLine) + " bytes");
            if (line.find_first_not_of(" \t\r") == std::string::npos)
                continue;
            value = parseLine(line);
            read(item);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::BadInput)
                throw;
            problems.add(item.where(), error.what());
        }
    }
}

/// The first byte of the file that is neither a blank nor of a byte order mark.
char firstLetter(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    for (char letter = 0; stream.get(letter);) {
        if (std::string_view(" \t\r\n\xEF\xBB\xBF").find(letter) == std::string_view::npos)
            return letter;
    }
    return '\0';
}

} // namespace

std::string JsonItem::where() const
{
    const std::string place = isLine ? "line " : "item ";
    return file.string() + ", " + (list.empty() ? "" : list + ", ") + place + std::to_string(number);
}

void readJsonLists(const fs::path& file, const std::map<std::string, JsonItemReader>& lists, ImportWork& work,
                   SkippedList& problems)
{
    ListParser(file, lists, work, problems).parse();
}

void readJsonObjects(const fs::path& file, const JsonItemReader& read, ImportWork& work, SkippedList& problems)
{
    const JsonItemReader readObject = [&](const JsonItem& item) {
        if (!item.value.is_object())
            throw Error(ErrorKind::BadInput, "it is not an object");
        read(item);
    };
    const char first = firstLetter(file);
    if (first == '[')
        readJsonLists(file, {{"", readObject}}, work, problems);
    else if (first == '{')
        readLines(file, readObject, work, problems);
    else
        throw Error(ErrorKind::BadInput, file.string() + (first == '\0' ? " is empty or holds a NUL byte"
                                                                        : " is neither a JSON list nor JSON lines"));
}

std::int64_t stepsToRead(const std::vector<fs::path>& files)
{
    std::int64_t steps = 0;
    for (const fs::path& file : files) {
        std::error_code code;
        const std::uintmax_t bytes = fs::file_size(file, code);
        steps += (code ? 0 : static_cast<std::int64_t>(bytes) / ByteSource::bytesPerStep) + 1;
    }
    return steps;
}

} // namespace vlmo
