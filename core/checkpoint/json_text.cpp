#include "core/checkpoint/json_text.h"

#include "core/base/error.h"

#include <set>
#include <vector>

namespace vlmo {
namespace {

/// Looks at a document without building it.
class JsonGuard final : public nlohmann::json_sax<nlohmann::json> {
public:
    JsonGuard(std::string source, std::size_t maximumDepth) : m_source(std::move(source)), m_maximumDepth(maximumDepth)
    {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return enter(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        if (!m_keys.back().insert(name).second)
            throw Error(ErrorKind::BadInput, m_source + " has the key \"" + name + "\" twice");
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override
    {
        throw Error(ErrorKind::BadInput, m_source + " is not valid JSON at byte " + std::to_string(position));
    }

private:
    bool enter()
    {
        if (m_keys.size() >= m_maximumDepth)
            throw Error(ErrorKind::BadInput,
                        m_source + " is nested deeper than " + std::to_string(m_maximumDepth) + " levels");
        m_keys.emplace_back();
        return true;
    }

    bool leave()
    {
        m_keys.pop_back();
        return true;
    }

    std::string m_source;
    std::size_t m_maximumDepth;
    std::vector<std::set<std::string>> m_keys;
};

} // namespace

nlohmann::json parseJson(std::string_view text, const std::string& source, std::size_t maximumDepth)
{
    JsonGuard guard(source, maximumDepth);
    nlohmann::json::sax_parse(text, &guard);
    return nlohmann::json::parse(text);
}

} // namespace vlmo
