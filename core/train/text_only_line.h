#pragma once

// Private to core/train: what a number about pictures and words is judged by.

#include "core/train/events.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace vlmo {

/// What one would answer who reads the words and sees no picture: the label worth most over the training items of the
/// same wording, else of the same kind, else of all. Without
/// a text: the most frequent label of the kind.
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

/// Means of scores, over all items and over each kind of them.
class ScoresByKind {
public:
    void add(const std::string& kind, double score);
    /// `name`, and where there are few kinds but more than one, `name` + "/" + kind for each. Nothing without items.
    void writeTo(Measures& measures, const std::string& name) const;

private:
    struct Mean {
        double sum = 0.0;
        std::int64_t count = 0;
    };
    Mean m_all;
    std::map<std::string, Mean> m_kinds;
};

} // namespace vlmo
