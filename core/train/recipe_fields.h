#pragma once

// Private to core/train: reads and writes the fields of a recipe from and to TOML, one walk for both.

#include "core/base/error.h"
#include "core/model/config.h"
#include "core/model/nearest_name.h"

#include <toml++/toml.h>

#include <algorithm>
#include <concepts>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vlmo {

class RecipeReader {
public:
    RecipeReader(const toml::table& table, std::string source, std::string prefix, std::filesystem::path folder)
        : m_table(table), m_source(std::move(source)), m_prefix(std::move(prefix)), m_folder(std::move(folder))
    {}

    template <std::integral T>
    requires(!std::same_as<T, bool>) void value(const char* key, T& target, std::type_identity_t<T> low = 0,
                                                std::type_identity_t<T> high = std::numeric_limits<T>::max())
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return;
        const auto number = node->value_exact<std::int64_t>();
        if (!number)
            refuse(*node, key, "must be a whole number");
        if (*number < 0 || std::cmp_less(*number, low) || std::cmp_greater(*number, high))
            refuse(*node, key, "must lie between " + std::to_string(low) + " and " + std::to_string(high));
        target = static_cast<T>(*number);
    }

    void value(const char* key, double& target, double low = 0.0, double high = 1e300)
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return;
        const auto number = node->is_number() ? node->value<double>() : std::nullopt;
        if (!number)
            refuse(*node, key, "must be a number");
        if (!(*number >= low && *number <= high))
            refuse(*node, key, "must lie between " + shortText(low) + " and " + shortText(high));
        target = *number;
    }

    void value(const char* key, bool& target)
    {
        if (const toml::node* node = find(key))
            target = exact<bool>(*node, key, "must be true or false");
    }

    /// Not said is not the same as false.
    void value(const char* key, std::optional<bool>& target)
    {
        if (const toml::node* node = find(key))
            target = exact<bool>(*node, key, "must be true or false");
    }

    void value(const char* key, std::string& target)
    {
        if (const toml::node* node = find(key))
            target = exact<std::string>(*node, key, "must be a string");
    }

    void value(const char* key, std::vector<std::string>& target)
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return;
        const toml::array* array = node->as_array();
        if (array == nullptr)
            refuse(*node, key, "must be a list of strings");
        target.clear();
        for (const toml::node& each : *array)
            target.push_back(exact<std::string>(each, key, "must be a list of strings"));
    }

    void value(const char* key, PositionKind& target)
    {
        bool absolute = target == PositionKind::Absolute;
        value(key, absolute);
        target = absolute ? PositionKind::Absolute : PositionKind::RelativeBias;
    }

    /// 0 stands for "no layer scale".
    void value(const char* key, std::optional<double>& target)
    {
        double number = target.value_or(0.0);
        value(key, number, 0.0, 10.0);
        target = number > 0.0 ? std::optional(number) : std::nullopt;
    }

    void path(const char* key, std::filesystem::path& target)
    {
        std::string text;
        value(key, text);
        if (!text.empty())
            target = std::filesystem::absolute(m_folder / text).lexically_normal();
    }

    template <typename Body>
    void table(const char* key, Body body)
    {
        static const toml::table empty;
        const toml::node* node = find(key);
        if (node != nullptr && node->as_table() == nullptr)
            refuse(*node, key, "must be a table");
        RecipeReader inner(node != nullptr ? *node->as_table() : empty, m_source, m_prefix + key + ".", m_folder);
        body(inner);
        inner.refuseUnknownKeys();
    }

    /// Which of a table's keys the recipe names.
    void noteNamedKeys(const RecipeReader& inner, std::set<std::string>& named) const
    {
        for (const auto& [key, node] : inner.m_table)
            named.insert(std::string(key.str()));
    }

    void refuseUnknownKeys() const
    {
        for (const auto& [key, node] : m_table) {
            const std::string name(key.str());
            if (std::find(m_known.begin(), m_known.end(), name) != m_known.end())
                continue;
            const std::string nearest = nearestName(name, m_known);
            refuse(node, name, "is not known here" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
        }
    }

private:
    const toml::node* find(const char* key)
    {
        m_known.emplace_back(key);
        return m_table.get(key);
    }

    template <typename T>
    T exact(const toml::node& node, const std::string& key, const std::string& problem) const
    {
        const auto result = node.value_exact<T>();
        if (!result)
            refuse(node, key, problem);
        return *result;
    }

    static std::string shortText(double number)
    {
        std::ostringstream stream;
        stream << number;
        return stream.str();
    }

    [[noreturn]] void refuse(const toml::node& node, const std::string& key, const std::string& problem) const
    {
        throw Error(ErrorKind::BadInput, m_source + ", line " + std::to_string(node.source().begin.line) + ": '" +
                                             m_prefix + key + "' " + problem);
    }

    const toml::table& m_table;
    std::string m_source;
    std::string m_prefix;
    std::filesystem::path m_folder;
    std::vector<std::string> m_known;
};

class RecipeWriter {
public:
    explicit RecipeWriter(toml::table& table) : m_table(table) {}

    template <std::integral T>
    requires(!std::same_as<T, bool>) void value(const char* key, const T& source, std::type_identity_t<T> = 0,
                                                std::type_identity_t<T> = 0)
    {
        m_table.insert_or_assign(key, static_cast<std::int64_t>(source));
    }
    void value(const char* key, const double& source, double = 0.0, double = 0.0)
    {
        m_table.insert_or_assign(key, source);
    }
    void value(const char* key, const bool& source) { m_table.insert_or_assign(key, source); }
    void value(const char* key, const std::optional<bool>& source)
    {
        if (source)
            m_table.insert_or_assign(key, *source);
    }
    void value(const char* key, const std::string& source) { m_table.insert_or_assign(key, source); }
    void value(const char* key, const PositionKind& source)
    {
        m_table.insert_or_assign(key, source == PositionKind::Absolute);
    }
    void value(const char* key, const std::optional<double>& source)
    {
        m_table.insert_or_assign(key, source.value_or(0.0));
    }
    void value(const char* key, const std::vector<std::string>& source)
    {
        toml::array array;
        for (const std::string& each : source)
            array.push_back(each);
        m_table.insert_or_assign(key, std::move(array));
    }
    void path(const char* key, const std::filesystem::path& source)
    {
        if (!source.empty())
            m_table.insert_or_assign(key, source.string());
    }
    void noteNamedKeys(const RecipeWriter&, const std::set<std::string>&) const {}
    template <typename Body>
    void table(const char* key, Body body)
    {
        toml::table inner;
        RecipeWriter writer(inner);
        body(writer);
        m_table.insert_or_assign(key, std::move(inner));
    }

private:
    toml::table& m_table;
};

} // namespace vlmo
