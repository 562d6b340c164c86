#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// The fields of one small JSON object, read strictly: a missing key, a wrong type and an unknown key are errors that
/// name the source and the key. Every function throws Error(BadInput).
class JsonFields {
public:
    /// `source` is what messages call the document, a path for instance. A key outside `known` is refused, with the
    /// nearest known one as a help.
    JsonFields(std::string_view json, std::string source, const std::vector<std::string>& known);

    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::int64_t integer(const std::string& key) const;
    [[nodiscard]] bool boolean(const std::string& key) const;
    [[nodiscard]] std::string text(const std::string& key) const;
    /// A number, or nothing for `null`.
    [[nodiscard]] std::optional<double> numberOrNull(const std::string& key) const;

    [[noreturn]] void refuse(const std::string& key, const std::string& reason) const;

private:
    [[nodiscard]] const nlohmann::json& field(const std::string& key) const;

    std::string m_source;
    nlohmann::json m_document;
};

} // namespace vlmo
