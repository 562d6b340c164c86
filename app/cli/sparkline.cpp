#include "app/cli/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace vlmo::cli {
namespace {

constexpr std::array<const char*, 8> bars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// Means of equal parts of the steps.
std::vector<std::optional<double>> meansOf(const Curve& curve, std::size_t parts)
{
    std::vector<double> sums(parts, 0.0);
    std::vector<double> counts(parts, 0.0);
    const double begin = along(curve.front(), CurveAxis::Steps);
    const double width = along(curve.back(), CurveAxis::Steps) - begin;
    for (const CurvePoint& point : curve) {
        if (!std::isfinite(point.value))
            continue;
        const double place = width > 0.0 ? (along(point, CurveAxis::Steps) - begin) / width : 0.0;
        const double last = static_cast<double>(parts - 1);
        const auto part = static_cast<std::size_t>(std::clamp(place * static_cast<double>(parts), 0.0, last));
        sums[part] += point.value;
        counts[part] += 1.0;
    }
    std::vector<std::optional<double>> means(parts);
    for (std::size_t i = 0; i < parts; ++i)
        if (counts[i] > 0.0)
            means[i] = sums[i] / counts[i];
    return means;
}

} // namespace

std::string sparkline(const Curve& curve, std::size_t width)
{
    if (curve.empty() || width == 0)
        return {};
    const auto means = meansOf(curve, std::min(width, curve.size()));
    std::optional<double> low;
    std::optional<double> high;
    for (const auto& mean : means) {
        if (!mean)
            continue;
        low = low ? std::min(*low, *mean) : *mean;
        high = high ? std::max(*high, *mean) : *mean;
    }
    if (!low)
        return {};
    // Sums of equal numbers round differently; that is no rise.
    const bool flat = *high - *low <= 1e-9 * std::max(std::abs(*high), std::abs(*low));
    std::string text;
    for (const auto& mean : means) {
        if (!mean) {
            text += ' ';
            continue;
        }
        const double share = flat ? 0.0 : (*mean - *low) / (*high - *low);
        text += bars[std::min(bars.size() - 1, static_cast<std::size_t>(share * static_cast<double>(bars.size())))];
    }
    return text;
}

} // namespace vlmo::cli
