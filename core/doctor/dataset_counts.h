#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <map>
#include <string>

namespace vlmo {

/// What a split holds.
struct SplitCounts {
    std::int64_t pictures = 0; ///< Records; a picture with several counts as often.
    std::int64_t captions = 0;
    std::int64_t questions = 0;
    std::int64_t answers = 0;
    std::int64_t statements = 0;
    std::int64_t trueStatements = 0;
    std::int64_t texts = 0;
    std::map<std::string, std::int64_t> classes; ///< Pictures by class; those without one are not in it.
};

/// By split; one of which nothing is left is not in it.
[[nodiscard]] std::map<std::string, SplitCounts> countBySplit(const Dataset& dataset);

/// How a file of a data set is called in lists: relative to the data set where it lies in it, else in full.
[[nodiscard]] std::string shownPath(const Dataset& dataset, const std::filesystem::path& file);

} // namespace vlmo
