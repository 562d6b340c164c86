#include "core/bench/figure.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vlmo {

Spread spreadOf(std::span<const double> values)
{
    if (values.empty())
        return {};
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    const double median = sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    return {median, sorted.front(), sorted.back(), sorted.size()};
}

double quantileOf(std::span<const double> values, double share)
{
    if (values.empty())
        return 0.0;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

Spread rateOf(double amount, const Spread& seconds)
{
    if (seconds.repetitions == 0)
        return {};
    return {amount / seconds.value, amount / seconds.highest, amount / seconds.lowest, seconds.repetitions};
}

void addBar(Figure& figure, Bar bar)
{
    figure.bars.push_back(std::move(bar));
}

void addBar(Figure& figure, std::string text, bool reached)
{
    addBar(figure, Bar{std::move(text), reached});
}

} // namespace vlmo
