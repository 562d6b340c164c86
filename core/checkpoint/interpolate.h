#pragma once

#include <cstdint>
#include <vector>

namespace vlmo {

/// Interpolates the image rows of a relative position bias table from a grid of `oldGrid` x `oldGrid` patches to
/// `newGrid` x `newGrid` (MODEL.md section 6, golden set F): geometric source positions found by bisection of the ratio
/// between 1.01 and 1.5, tensor-product not-a-knot cubic spline, targets outside the source range clamped to its ends.
///
/// `table`: [(2 * oldGrid - 1)^2, columns], row-major; columns = blocks * heads. Returns [(2 * newGrid - 1)^2,
/// columns]. The special rows (cls to any, any to cls, cls to cls, text, text-to-image) are not part of it.
[[nodiscard]] std::vector<float> interpolateRelativeTable(const std::vector<float>& table, int oldGrid, int newGrid,
                                                          std::int64_t columns);

/// Bicubic (a = -0.75, no align-corners) resize of absolute positions: `grid` [oldGrid * oldGrid, width] ->
/// [newGrid * newGrid, width]; the cls row is not part of it.
[[nodiscard]] std::vector<float> interpolatePositions(const std::vector<float>& grid, int oldGrid, int newGrid,
                                                      std::int64_t width);

} // namespace vlmo
