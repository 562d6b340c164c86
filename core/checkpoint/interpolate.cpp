#include "core/checkpoint/interpolate.h"

#include "core/base/error.h"
#include "core/checkpoint/spline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

namespace vlmo {
namespace {

/// Distances -(size/2) .. size/2 of the old grid, spread over those of the new one: dense in the middle, where
/// neighbours are, and wider by a constant ratio outwards. From the released code (BEiT, `load_pretrained_weight` of
/// VLMo).
std::vector<double> geometricSources(int oldSize, int newSize)
{
    const int half = oldSize / 2;
    const int newHalf = newSize / 2;
    const auto reach = [&](double ratio) { return (1.0 - std::pow(ratio, half)) / (1.0 - ratio); };
    double least = 1.01;
    double most = 1.5;
    double ratio = least;
    constexpr double precision = 1e-6;
    while (most - least > precision) {
        ratio = (least + most) / 2.0;
        (reach(ratio) > newHalf ? most : least) = ratio;
    }
    std::vector<double> outwards;
    double distance = 1.0;
    for (int i = 0; i < half; ++i) {
        outwards.push_back(distance);
        distance += std::pow(ratio, i + 1);
    }
    std::vector<double> sources;
    for (auto outer = outwards.rbegin(); outer != outwards.rend(); ++outer)
        sources.push_back(-*outer);
    sources.push_back(0.0);
    sources.insert(sources.end(), outwards.begin(), outwards.end());
    return sources;
}

void checkSizes(std::size_t given, int oldGrid, int newGrid, std::int64_t rows, std::int64_t columns)
{
    constexpr int largestGrid = 1'000;
    if (oldGrid < 1 || newGrid < 1 || oldGrid > largestGrid || newGrid > largestGrid || columns < 0 ||
        given != static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns))
        throw Error(ErrorKind::InvalidArgument, "positions of " + std::to_string(given) + " numbers are no grid of " +
                                                    std::to_string(oldGrid) + " x " + std::to_string(oldGrid) +
                                                    " patches with " + std::to_string(columns) + " columns");
}

/// Source places and weights of one target place for torch's bicubic interpolation.
struct CubicTap {
    std::array<int, 4> places{};
    std::array<float, 4> weights{};
};

std::array<float, 4> cubicWeights(float t)
{
    constexpr float a = -0.75F;
    const auto near = [](float x) { return ((a + 2) * x - (a + 3)) * x * x + 1; };
    const auto far = [](float x) { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a; };
    return {far(t + 1), near(t), near(1 - t), far(2 - t)};
}

std::vector<CubicTap> cubicTaps(int oldGrid, int newGrid)
{
    const float scale = static_cast<float>(oldGrid) / static_cast<float>(newGrid);
    std::vector<CubicTap> taps(static_cast<std::size_t>(newGrid));
    for (int i = 0; i < newGrid; ++i) {
        const float place = scale * (static_cast<float>(i) + 0.5F) - 0.5F;
        const float below = std::floor(place);
        CubicTap& tap = taps[static_cast<std::size_t>(i)];
        tap.weights = cubicWeights(place - below);
        for (int k = 0; k < 4; ++k) // Beyond the border, the border's value counts.
            tap.places[static_cast<std::size_t>(k)] = std::clamp(static_cast<int>(below) - 1 + k, 0, oldGrid - 1);
    }
    return taps;
}

} // namespace

std::vector<float> interpolateRelativeTable(const std::vector<float>& table, int oldGrid, int newGrid,
                                            std::int64_t columns)
{
    const int oldSize = 2 * oldGrid - 1;
    const int newSize = 2 * newGrid - 1;
    checkSizes(table.size(), oldGrid, newGrid, std::int64_t{oldSize} * oldSize, columns);
    if (oldGrid == newGrid)
        return table;
    std::vector<double> targets(static_cast<std::size_t>(newSize));
    std::iota(targets.begin(), targets.end(), -static_cast<double>(newGrid - 1));
    const Matrix weights = splineWeights(geometricSources(oldSize, newSize), targets);

    const std::size_t from = weights.columns;
    const std::size_t to = weights.rows;
    const auto width = static_cast<std::size_t>(columns);
    std::vector<float> result(to * to * width);
    std::vector<double> half(to * from); // One direction done: [new y][old x].
    for (std::size_t column = 0; column < width; ++column) {
        for (std::size_t y = 0; y < to; ++y)
            for (std::size_t x = 0; x < from; ++x) {
                double sum = 0.0;
                for (std::size_t k = 0; k < from; ++k)
                    sum += weights.at(y, k) * static_cast<double>(table[(k * from + x) * width + column]);
                half[y * from + x] = sum;
            }
        for (std::size_t y = 0; y < to; ++y)
            for (std::size_t x = 0; x < to; ++x) {
                double sum = 0.0;
                for (std::size_t k = 0; k < from; ++k)
                    sum += weights.at(x, k) * half[y * from + k];
                result[(y * to + x) * width + column] = static_cast<float>(sum);
            }
    }
    return result;
}

std::vector<float> interpolatePositions(const std::vector<float>& grid, int oldGrid, int newGrid, std::int64_t width)
{
    checkSizes(grid.size(), oldGrid, newGrid, std::int64_t{oldGrid} * oldGrid, width);
    if (oldGrid == newGrid)
        return grid;
    const std::vector<CubicTap> taps = cubicTaps(oldGrid, newGrid);
    const auto channels = static_cast<std::size_t>(width);
    std::vector<float> result;
    result.reserve(taps.size() * taps.size() * channels);
    for (const CubicTap& y : taps)
        for (const CubicTap& x : taps)
            for (std::size_t channel = 0; channel < channels; ++channel) {
                float sum = 0.0F;
                for (std::size_t j = 0; j < 4; ++j) {
                    float row = 0.0F;
                    for (std::size_t i = 0; i < 4; ++i)
                        row += x.weights[i] *
                               grid[static_cast<std::size_t>(y.places[j] * oldGrid + x.places[i]) * channels + channel];
                    sum += y.weights[j] * row;
                }
                result.push_back(sum);
            }
    return result;
}

} // namespace vlmo
