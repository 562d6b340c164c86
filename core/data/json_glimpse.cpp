#include "core/data/json_glimpse.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <fstream>
#include <utility>
#include <vector>

namespace vlmo {
namespace {

using nlohmann::json;

constexpr std::size_t bytesLookedAt = std::size_t{1} << 16U;
constexpr std::streamoff bytesAtTheEnd = std::streamoff{1} << 12U;
constexpr std::size_t deepest = 8;
constexpr std::size_t mostFields = 256;
constexpr std::size_t longestName = 64;

/// Writes down the paths of members until something is odd or the bytes end.
class Looker final : public nlohmann::json_sax<json> {
public:
    JsonGlimpse seen;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }

    bool string(string_t& text) override
    {
        if (m_open.size() == 1 && m_open.front().second == '{' && text.size() <= longestName)
            seen.texts[m_member] = text;
        return true;
    }

    bool start_object(std::size_t) override { return open('{'); }
    bool start_array(std::size_t) override { return open('['); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        if (name.size() > longestName || seen.fields.size() >= mostFields)
            return false;
        m_member = name;
        const std::string& path = m_open.back().first;
        seen.fields.insert(path.empty() ? name : path + '.' + name);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    bool open(char kind)
    {
        if (m_open.size() >= deepest)
            return false;
        std::string path;
        if (!m_open.empty()) {
            const auto& [parent, parentKind] = m_open.back();
            path = parentKind == '[' ? parent : parent + (parent.empty() ? "" : ".") + m_member;
        }
        m_open.emplace_back(path + (kind == '[' ? "[]" : ""), kind);
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::vector<std::pair<std::string, char>> m_open; ///< Path and kind of what is open.
    std::string m_member;
};

} // namespace

JsonGlimpse glimpseJson(const std::filesystem::path& file)
{
    std::string start(bytesLookedAt, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(stream.gcount()));
    Looker looker;
    // Not strict: behind the first of several lines there are others.
    json::sax_parse(start, &looker, json::input_format_t::json, false);
    return std::move(looker.seen);
}

bool endsWithMention(const std::filesystem::path& file, const std::string& text)
{
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(0, std::ios::end);
    const std::streamoff size = stream.tellg();
    if (size <= 0)
        return false;
    const std::streamoff bytes = size < bytesAtTheEnd ? size : bytesAtTheEnd;
    std::string end(static_cast<std::size_t>(bytes), '\0');
    stream.seekg(size - bytes);
    stream.read(end.data(), bytes);
    return stream && end.find(text) != std::string::npos;
}

} // namespace vlmo
