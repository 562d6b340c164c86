#include "core/train/missed_queries.h"

#include <algorithm>
#include <cmath>

namespace vlmo {
namespace {

/// How far the wrong candidate stands out; 0 where that is no number, so that any two can be compared.
float margin(const MissedQueries::Missed& missed)
{
    const float difference = missed.givenScore - missed.truthScore;
    return std::isnan(difference) ? 0.0F : difference;
}

} // namespace

void MissedQueries::add(std::size_t query, std::int64_t place, std::span<const float> scores,
                        std::span<const std::size_t> right)
{
    if (place <= 1 || right.empty())
        return;
    const std::size_t none = scores.size();
    Missed missed{query, none, none, 0.0F, 0.0F, place};
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const bool isRight = std::binary_search(right.begin(), right.end(), i);
        std::size_t& best = isRight ? missed.truth : missed.given;
        if (best == none || scores[i] > scores[best] || std::isnan(scores[isRight ? best : i]))
            best = i;
    }
    if (missed.given == none || missed.truth == none)
        return;
    missed.givenScore = scores[missed.given];
    missed.truthScore = scores[missed.truth];
    m_missed.push_back(missed);
}

std::vector<MissedQueries::Missed> MissedQueries::worst(std::size_t most) const
{
    std::vector<Missed> sorted = m_missed;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Missed& left, const Missed& right) {
        return left.place != right.place ? left.place > right.place : margin(left) > margin(right);
    });
    sorted.resize(std::min(sorted.size(), most));
    return sorted;
}

} // namespace vlmo
