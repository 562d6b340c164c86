#include "core/train/ranking.h"

#include <algorithm>

namespace vlmo {
namespace {

double shareWithin(std::span<const std::int64_t> ranks, std::int64_t depth)
{
    if (ranks.empty())
        return 0.0;
    const auto hits = std::count_if(ranks.begin(), ranks.end(), [depth](std::int64_t rank) { return rank <= depth; });
    return static_cast<double>(hits) / static_cast<double>(ranks.size());
}

} // namespace

Recall recallOf(std::span<const std::int64_t> ranks)
{
    return {shareWithin(ranks, 1), shareWithin(ranks, 5), shareWithin(ranks, 10)};
}

double chanceOfHit(std::int64_t candidates, std::int64_t right, std::int64_t depth)
{
    double miss = 1.0;
    for (std::int64_t place = 0; place < std::min(depth, candidates); ++place) {
        const std::int64_t wrongLeft = std::max<std::int64_t>(candidates - right - place, 0);
        miss *= static_cast<double>(wrongLeft) / static_cast<double>(candidates - place);
    }
    return 1.0 - miss;
}

} // namespace vlmo
