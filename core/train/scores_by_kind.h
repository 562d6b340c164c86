#pragma once

// Private to core/train.

#include "core/train/events.h"

#include <cstdint>
#include <map>
#include <string>

namespace vlmo {

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
