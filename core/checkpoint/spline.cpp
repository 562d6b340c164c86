#include "core/checkpoint/spline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vlmo {
namespace {

/// Solves A X = B for X by Gauss's elimination with row exchange; A is square and regular.
Matrix solve(Matrix a, Matrix b)
{
    const std::size_t n = a.rows;
    const auto swapRows = [](Matrix& matrix, std::size_t one, std::size_t other) {
        for (std::size_t column = 0; column < matrix.columns; ++column)
            std::swap(matrix.at(one, column), matrix.at(other, column));
    };
    const auto subtract = [](Matrix& matrix, std::size_t from, std::size_t row, double factor) {
        for (std::size_t column = 0; column < matrix.columns; ++column)
            matrix.at(from, column) -= factor * matrix.at(row, column);
    };
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t row = i + 1; row < n; ++row)
            if (std::abs(a.at(row, i)) > std::abs(a.at(pivot, i)))
                pivot = row;
        swapRows(a, i, pivot);
        swapRows(b, i, pivot);
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = row == i ? 0.0 : a.at(row, i) / a.at(i, i);
            if (factor == 0.0)
                continue;
            subtract(a, row, i, factor);
            subtract(b, row, i, factor);
        }
    }
    for (std::size_t row = 0; row < n; ++row)
        for (std::size_t column = 0; column < b.columns; ++column)
            b.at(row, column) /= a.at(row, row);
    return b;
}

/// The second derivatives at the sources, as a matrix over the values there.
Matrix curvatures(const std::vector<double>& x)
{
    const std::size_t n = x.size();
    const auto step = [&](std::size_t i) { return x[i + 1] - x[i]; };
    Matrix system(n, n);
    Matrix slopes(n, n);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        system.at(i, i - 1) = step(i - 1);
        system.at(i, i) = 2 * (step(i - 1) + step(i));
        system.at(i, i + 1) = step(i);
        slopes.at(i, i - 1) = 6 / step(i - 1);
        slopes.at(i, i) = -6 / step(i) - 6 / step(i - 1);
        slopes.at(i, i + 1) = 6 / step(i);
    }
    // Not a knot: the third derivative does not jump at the second and at the last but one source.
    const auto smoothAround = [&](std::size_t row, std::size_t first) {
        system.at(row, first) = step(first + 1);
        system.at(row, first + 1) = -(step(first) + step(first + 1));
        system.at(row, first + 2) = step(first);
    };
    smoothAround(0, 0);
    smoothAround(n - 1, n - 3);
    return solve(std::move(system), std::move(slopes));
}

void addPolynomial(Matrix& weights, std::size_t row, const std::vector<double>& x, double target)
{
    for (std::size_t i = 0; i < x.size(); ++i) { // Lagrange's form.
        double weight = 1.0;
        for (std::size_t j = 0; j < x.size(); ++j)
            weight *= i == j ? 1.0 : (target - x[j]) / (x[i] - x[j]);
        weights.at(row, i) = weight;
    }
}

void addCubic(Matrix& weights, std::size_t row, const std::vector<double>& x, const Matrix& curvature, double target)
{
    const auto after = std::upper_bound(x.begin() + 1, x.end() - 1, target);
    const auto right = static_cast<std::size_t>(after - x.begin());
    const std::size_t left = right - 1;
    const double width = x[right] - x[left];
    const double b = (target - x[left]) / width;
    const double a = 1.0 - b;
    weights.at(row, left) += a;
    weights.at(row, right) += b;
    const double leftBend = (a * a * a - a) * width * width / 6;
    const double rightBend = (b * b * b - b) * width * width / 6;
    for (std::size_t i = 0; i < x.size(); ++i)
        weights.at(row, i) += leftBend * curvature.at(left, i) + rightBend * curvature.at(right, i);
}

} // namespace

Matrix splineWeights(const std::vector<double>& sources, const std::vector<double>& targets)
{
    constexpr std::size_t fewestForCubic = 4;
    Matrix weights(targets.size(), sources.size());
    const bool cubic = sources.size() >= fewestForCubic;
    const Matrix curvature = cubic ? curvatures(sources) : Matrix(0, 0);
    for (std::size_t row = 0; row < targets.size(); ++row) {
        const double target = std::clamp(targets[row], sources.front(), sources.back());
        if (cubic)
            addCubic(weights, row, sources, curvature, target);
        else
            addPolynomial(weights, row, sources, target);
    }
    return weights;
}

} // namespace vlmo
