#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace vlmo {

/// What one would answer who reads the words and sees no picture: the line by which a number about both is judged.
///
/// The label worth most over the training items of the same wording, else of the same kind, else of all; the lowest of
/// equal ones. Without a text: the most frequent label of the kind.
class TextOnlyLine {
public:
    void add(const std::string& text, const std::string& kind, std::int64_t label, double worth);
    /// Nothing where there was nothing to learn from.
    [[nodiscard]] std::optional<std::int64_t> labelFor(const std::string& text, const std::string& kind) const;

private:
    using Worth = std::map<std::int64_t, double>;
    std::unordered_map<std::string, Worth> m_byText;
    std::unordered_map<std::string, Worth> m_byKind;
    Worth m_all;
};

} // namespace vlmo
