#include "core/train/judged_share.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

namespace vlmo {
namespace {

constexpr std::size_t draws = 1000;
constexpr double tail = 0.025;

/// Uniform in [0, count). The standard distributions may differ between libraries, and the same run must give the same
/// interval everywhere; the generator itself is fixed by the standard.
std::size_t drawBelow(std::mt19937& generator, std::size_t count)
{
    return static_cast<std::size_t>((std::uint64_t{generator()} * count) >> 32U);
}

double meanOf(std::span<const double> outcomes)
{
    double sum = 0.0;
    for (const double outcome : outcomes)
        sum += outcome;
    return sum / static_cast<double>(outcomes.size());
}

double meanOfDraw(std::mt19937& generator, std::span<const double> outcomes)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        sum += outcomes[drawBelow(generator, outcomes.size())];
    return sum / static_cast<double>(outcomes.size());
}

} // namespace

JudgedShare judge(std::span<const double> outcomes, double chance)
{
    if (outcomes.empty())
        return {0.0, 0.0, 0.0, chance};
    const double value = meanOf(outcomes);
    const double exactBound = std::pow(tail, 1.0 / static_cast<double>(outcomes.size()));
    const auto allAre = [&](double what) {
        return std::all_of(outcomes.begin(), outcomes.end(), [what](double outcome) { return outcome == what; });
    };
    if (allAre(0.0))
        return {0.0, 0.0, 1.0 - exactBound, chance};
    if (allAre(1.0))
        return {1.0, exactBound, 1.0, chance};

    std::mt19937 generator(20240U);
    std::array<double, draws> means{};
    for (double& mean : means)
        mean = meanOfDraw(generator, outcomes);
    std::sort(means.begin(), means.end());
    const auto quantile = [&](double share) {
        return means[static_cast<std::size_t>(std::ceil(share * static_cast<double>(draws))) - 1];
    };
    return {value, quantile(tail), quantile(1.0 - tail), chance};
}

} // namespace vlmo
