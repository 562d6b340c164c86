#include "core/train/curve.h"

#include <algorithm>
#include <cmath>

namespace vlmo {

namespace {

/// Collects the extremes of one place of the plot after the other.
class Thinning {
public:
    explicit Thinning(std::size_t most) { m_kept.reserve(most); }

    void add(const CurvePoint& point, std::size_t bucket)
    {
        if (!m_any || bucket != m_bucket) {
            closeBucket();
            m_bucket = bucket;
            m_any = true;
            m_low = m_high = &point;
            return;
        }
        if (point.value < m_low->value)
            m_low = &point;
        if (point.value > m_high->value)
            m_high = &point;
    }

    /// A point that stays whatever stands beside it.
    void keep(const CurvePoint& point)
    {
        closeBucket();
        m_kept.push_back(point);
    }

    Curve finish()
    {
        closeBucket();
        return std::move(m_kept);
    }

private:
    void closeBucket()
    {
        if (!m_any)
            return;
        // Pointers into one array: the smaller one comes first.
        m_kept.push_back(*std::min(m_low, m_high));
        if (m_low != m_high)
            m_kept.push_back(*std::max(m_low, m_high));
        m_any = false;
    }

    Curve m_kept;
    bool m_any = false;
    std::size_t m_bucket = 0;
    const CurvePoint* m_low = nullptr;
    const CurvePoint* m_high = nullptr;
};

bool isFinite(const CurvePoint& point)
{
    return std::isfinite(point.value);
}

} // namespace

Curve thinned(const Curve& curve, CurveAxis axis, double from, double to, std::size_t buckets)
{
    if (curve.empty() || buckets == 0 || !(from <= to))
        return {};
    auto first = std::partition_point(curve.begin(), curve.end(),
                                      [&](const CurvePoint& point) { return along(point, axis) < from; });
    auto last =
        std::partition_point(first, curve.end(), [&](const CurvePoint& point) { return along(point, axis) <= to; });
    // A neighbour outside on either side.
    while (first != curve.begin() && !isFinite(*--first)) {
    }
    while (last != curve.end() && !isFinite(*last++)) {
    }
    if (static_cast<std::size_t>(last - first) / 2 <= buckets) {
        Curve all;
        std::copy_if(first, last, std::back_inserter(all), isFinite);
        return all;
    }
    first = std::find_if(first, last, isFinite);
    while (last != first && !isFinite(*(last - 1)))
        --last;
    if (first == last)
        return {};

    Thinning thinning(2 * buckets + 2);
    thinning.keep(*first);
    const double begin = std::max(from, along(*first, axis));
    const double width = std::min(to, along(*(last - 1), axis)) - begin;
    const double scale = width > 0.0 ? static_cast<double>(buckets) / width : 0.0;
    for (auto point = first + 1; point < last - 1; ++point) {
        if (!isFinite(*point))
            continue;
        const double place = std::max(0.0, (along(*point, axis) - begin) * scale);
        thinning.add(*point, static_cast<std::size_t>(std::min(place, static_cast<double>(buckets - 1))));
    }
    if (last - first > 1)
        thinning.keep(*(last - 1));
    return thinning.finish();
}

Curve thinned(const Curve& curve, CurveAxis axis, std::size_t buckets)
{
    if (curve.empty())
        return {};
    return thinned(curve, axis, along(curve.front(), axis), along(curve.back(), axis), buckets);
}

Curve smoothed(const Curve& curve, double weight)
{
    Curve result = curve;
    double average = 0.0;
    double rest = 1.0; // The share of the average that is still the nothing it began with.
    for (CurvePoint& point : result) {
        if (!std::isfinite(point.value))
            continue;
        average = weight * average + (1.0 - weight) * point.value;
        rest *= weight;
        point.value = average / (1.0 - rest);
    }
    return result;
}

} // namespace vlmo
