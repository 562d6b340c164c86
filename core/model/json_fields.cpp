#include "core/model/json_fields.h"

#include "core/base/error.h"
#include "core/checkpoint/json_text.h"
#include "core/model/nearest_name.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace vlmo {

JsonFields::JsonFields(std::string_view json, std::string source, const std::vector<std::string>& known)
    : m_source(std::move(source)), m_document(parseJson(json, m_source))
{
    if (!m_document.is_object())
        throw Error(ErrorKind::BadInput, m_source + " is not a JSON object");
    for (const auto& [key, value] : m_document.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            continue;
        const std::string nearest = nearestName(key, known);
        refuse(key, nearest.empty() ? "is not known" : "is not known; did you mean \"" + nearest + "\"?");
    }
}

bool JsonFields::has(const std::string& key) const
{
    return m_document.contains(key);
}

std::int64_t JsonFields::integer(const std::string& key) const
{
    const nlohmann::json& value = field(key);
    if (!value.is_number_integer())
        refuse(key, "is not a whole number");
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        refuse(key, "is too large");
    return value.get<std::int64_t>();
}

bool JsonFields::boolean(const std::string& key) const
{
    const nlohmann::json& value = field(key);
    if (!value.is_boolean())
        refuse(key, "is neither true nor false");
    return value.get<bool>();
}

std::string JsonFields::text(const std::string& key) const
{
    const nlohmann::json& value = field(key);
    if (!value.is_string())
        refuse(key, "is not a text");
    return value.get<std::string>();
}

std::optional<double> JsonFields::numberOrNull(const std::string& key) const
{
    const nlohmann::json& value = field(key);
    if (value.is_null())
        return std::nullopt;
    if (!value.is_number())
        refuse(key, "is neither a number nor null");
    return value.get<double>();
}

void JsonFields::refuse(const std::string& key, const std::string& reason) const
{
    constexpr std::size_t shown = 80; // A key of a megabyte would make a poor sentence.
    const std::string name = key.size() > shown ? key.substr(0, shown) + "..." : key;
    throw Error(ErrorKind::BadInput, m_source + ": the key \"" + name + "\" " + reason);
}

const nlohmann::json& JsonFields::field(const std::string& key) const
{
    const auto found = m_document.find(key);
    if (found == m_document.end())
        refuse(key, "is missing");
    return *found;
}

} // namespace vlmo
