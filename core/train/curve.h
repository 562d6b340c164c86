#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vlmo {

/// One number of a run as it went, for a chart. Steps rise, seconds do not fall.
struct CurvePoint {
    std::int64_t step = 0;
    double seconds = 0.0; ///< Time trained until then, all sittings together.
    double value = 0.0;   ///< NaN where the run had none.

    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};
using Curve = std::vector<CurvePoint>;

enum class CurveAxis { Steps, Seconds };

[[nodiscard]] inline double along(const CurvePoint& point, CurveAxis axis) noexcept
{
    return axis == CurveAxis::Steps ? static_cast<double>(point.step) : point.seconds;
}

/// The part of a curve between `from` and `to` on its axis, thinned for a plot that is `buckets` places wide: of each
/// place's points the lowest and the highest remain, in their order, so that no spike is lost; so do the first and the
/// last point, and the neighbours outside, so that lines run to the plot's edge. All points remain where there are no
/// more than twice the buckets; points that are not finite are left out. One pass: a million points take milliseconds.
[[nodiscard]] Curve thinned(const Curve& curve, CurveAxis axis, double from, double to, std::size_t buckets);
/// The whole curve.
[[nodiscard]] Curve thinned(const Curve& curve, CurveAxis axis, std::size_t buckets);

/// The curve's running average: each point is `weight` times the average before it and 1 - weight times itself,
/// corrected for having begun with nothing (so the first point stays where it is). `weight` lies in [0, 1); 0 changes
/// nothing. A point that is not finite stays so and does not count. Smooth before thinning.
[[nodiscard]] Curve smoothed(const Curve& curve, double weight);

} // namespace vlmo
