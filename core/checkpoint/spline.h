#pragma once

#include <cstddef>
#include <vector>

namespace vlmo {

/// A matrix of doubles, row-major; small ones only.
struct Matrix {
    Matrix(std::size_t rowCount, std::size_t columnCount)
        : rows(rowCount), columns(columnCount), values(rowCount * columnCount, 0.0)
    {}

    [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }

    std::size_t rows;
    std::size_t columns;
    std::vector<double> values;
};

/// The cubic spline with not-a-knot ends, as the matrix that turns values at `sources` (ascending) into values at
/// `targets`: interpolation is linear in the values. Targets outside the sources are clamped to their ends. Fewer than
/// four sources give the polynomial through all of them, which is what such a spline degenerates to.
[[nodiscard]] Matrix splineWeights(const std::vector<double>& sources, const std::vector<double>& targets);

} // namespace vlmo
