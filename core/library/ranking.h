#pragma once

#include "core/library/library.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vlmo {

/// Where the best scores are: rows, best first; among equal scores the smaller id comes first.
[[nodiscard]] std::vector<std::size_t> bestRows(std::span<const float> scores, std::span<const std::int64_t> ids,
                                                std::size_t limit);

/// How the scores lie. All zero and 64 empty bins when there is none.
[[nodiscard]] ScoreDistribution distributionOf(std::span<const float> scores);

} // namespace vlmo
