#include "core/train/report_fields.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <utility>

namespace vlmo {

void ReportField::refuse(const std::string& reason) const
{
    throw Error(ErrorKind::BadInput, m_source + ": " + (m_name.empty() ? "it" : "'" + m_name + "'") + " " + reason);
}

bool ReportField::has(const char* key) const
{
    return m_json->is_object() && m_json->contains(key);
}

ReportField ReportField::operator[](const char* key) const
{
    if (!m_json->is_object())
        refuse("is no object");
    const auto found = m_json->find(key);
    const std::string name = (m_name.empty() ? "" : m_name + ".") + key;
    if (found == m_json->end())
        throw Error(ErrorKind::BadInput, m_source + ": '" + name + "' is missing");
    return {*found, m_source, name};
}

std::string ReportField::text() const
{
    if (!m_json->is_string())
        refuse("is no text");
    return m_json->get<std::string>();
}

bool ReportField::flag() const
{
    if (!m_json->is_boolean())
        refuse("is neither true nor false");
    return m_json->get<bool>();
}

std::int64_t ReportField::count() const
{
    if (m_json->is_number_unsigned() && m_json->get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max())
        return m_json->get<std::int64_t>();
    if (!m_json->is_number_integer() || m_json->get<std::int64_t>() < 0)
        refuse("is no count");
    return m_json->get<std::int64_t>();
}

double ReportField::share() const
{
    const double value = m_json->is_number() ? m_json->get<double>() : -1.0;
    if (!(value >= 0.0 && value <= 1.0))
        refuse("is no share between 0 and 1");
    return value;
}

double ReportField::number() const
{
    if (m_json->is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!m_json->is_number())
        refuse("is no number");
    return m_json->get<double>();
}

std::vector<ReportField> ReportField::items() const
{
    if (!m_json->is_array())
        refuse("is no list");
    std::vector<ReportField> fields;
    fields.reserve(m_json->size());
    for (std::size_t i = 0; i < m_json->size(); ++i)
        fields.emplace_back((*m_json)[i], m_source, m_name + "[" + std::to_string(i) + "]");
    return fields;
}

std::vector<std::pair<std::string, ReportField>> ReportField::members() const
{
    if (!m_json->is_object())
        refuse("is no object");
    std::vector<std::pair<std::string, ReportField>> fields;
    for (const auto& [key, value] : m_json->items())
        fields.emplace_back(key, ReportField(value, m_source, m_name + "." + key));
    return fields;
}

} // namespace vlmo
