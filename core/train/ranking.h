#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace vlmo {

/// Shares of queries that find a right answer among the first 1, 5, 10 (in [0, 1]).
struct Recall {
    double at1 = 0.0;
    double at5 = 0.0;
    double at10 = 0.0;
};

/// The rank of a query none of whose candidates is right: it is found at no depth.
inline constexpr std::int64_t neverFound = std::numeric_limits<std::int64_t>::max();

/// Place, from 1, of the best right candidate of one query; `isRight(index)` says which are right.
///
/// Ties count against the query: a wrong candidate with the same score comes first, so that a model that gives every
/// candidate the same score earns nothing. For the same reason a score that is not a number ranks below every number
/// when its candidate is right, and above when it is wrong.
template <std::predicate<std::size_t> IsRight>
[[nodiscard]] std::int64_t rankOfFirstRight(std::span<const float> scores, IsRight isRight)
{
    bool any = false;
    float best = -std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!isRight(i))
            continue;
        any = true;
        if (scores[i] > best)
            best = scores[i];
    }
    if (!any)
        return neverFound;
    std::int64_t rank = 1;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!(scores[i] < best) && !isRight(i))
            ++rank;
    }
    return rank;
}

/// All zero for no rank at all.
[[nodiscard]] Recall recallOf(std::span<const std::int64_t> ranks);

/// Probability that a random order of `candidates`, `right` of which are right, has a right one among the first
/// `depth`.
[[nodiscard]] double chanceOfHit(std::int64_t candidates, std::int64_t right, std::int64_t depth);

} // namespace vlmo
