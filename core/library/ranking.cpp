#include "core/library/ranking.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace vlmo {
namespace {

constexpr std::size_t binCount = 64;

} // namespace

std::vector<std::size_t> bestRows(std::span<const float> scores, std::span<const std::int64_t> ids, std::size_t limit)
{
    const auto better = [&](std::size_t left, std::size_t right) {
        return scores[left] != scores[right] ? scores[left] > scores[right] : ids[left] < ids[right];
    };
    // A heap of the best so far: nearly every score is dismissed by one comparison.
    std::vector<std::size_t> rows(std::min(limit, scores.size()));
    std::ranges::partial_sort_copy(std::views::iota(std::size_t{0}, scores.size()), rows, better);
    return rows;
}

ScoreDistribution distributionOf(std::span<const float> scores)
{
    ScoreDistribution distribution;
    distribution.histogram.assign(binCount, 0);
    if (scores.empty())
        return distribution;
    double sum = 0.0;
    double squares = 0.0;
    for (const float score : scores)
        sum += score;
    distribution.mean = sum / static_cast<double>(scores.size());
    // Around the mean: the squares themselves would lose the digits in which close scores differ.
    for (const float score : scores)
        squares += (score - distribution.mean) * (score - distribution.mean);
    distribution.deviation = std::sqrt(squares / static_cast<double>(scores.size()));
    const auto [lowest, highest] = std::minmax_element(scores.begin(), scores.end());
    distribution.lowest = *lowest;
    distribution.highest = *highest;
    const double range = static_cast<double>(*highest) - *lowest;
    const double binsPerUnit = range > 0.0 ? binCount / range : 0.0;
    for (const float score : scores) {
        const auto bin = static_cast<std::size_t>((score - static_cast<double>(*lowest)) * binsPerUnit);
        ++distribution.histogram[std::min(bin, binCount - 1)];
    }
    return distribution;
}

} // namespace vlmo
