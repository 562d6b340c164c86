#pragma once

// Private to core/train.

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo {

/// A place in a JSON document that knows its name, so that what is wrong there can be said. Everything throws
/// Error(BadInput): "test.json: 'splits[0].accuracy.low' is missing".
class ReportField {
public:
    /// `json` must outlive this. `source` is the document, `name` the place in it; empty for the whole.
    ReportField(const nlohmann::ordered_json& json, std::string source, std::string name)
        : m_json(&json), m_source(std::move(source)), m_name(std::move(name))
    {}

    [[nodiscard]] ReportField operator[](const char* key) const;
    [[nodiscard]] bool has(const char* key) const;
    [[nodiscard]] bool isNull() const { return m_json->is_null(); }

    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::int64_t count() const; ///< Whole and not negative.
    [[nodiscard]] double share() const;       ///< In [0, 1].
    [[nodiscard]] double number() const;      ///< Not a number where it is null: JSON knows no other word for it.
    [[nodiscard]] std::vector<ReportField> items() const;
    /// Names and values of an object, in their order.
    [[nodiscard]] std::vector<std::pair<std::string, ReportField>> members() const;

    [[noreturn]] void refuse(const std::string& reason) const;

private:
    const nlohmann::ordered_json* m_json;
    std::string m_source;
    std::string m_name;
};

} // namespace vlmo
