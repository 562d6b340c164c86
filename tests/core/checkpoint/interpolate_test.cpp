#include "core/checkpoint/interpolate.h"

#include "core/checkpoint/spline.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace vlmo;
using vlmo::test::throwsError;

namespace {

/// What the weights make of a function's values.
std::vector<double> interpolated(const std::vector<double>& sources, const std::vector<double>& targets,
                                 double (*function)(double))
{
    const Matrix weights = splineWeights(sources, targets);
    std::vector<double> results;
    for (std::size_t row = 0; row < targets.size(); ++row) {
        double sum = 0.0;
        for (std::size_t i = 0; i < sources.size(); ++i)
            sum += weights.at(row, i) * function(sources[i]);
        results.push_back(sum);
    }
    return results;
}

double cubic(double x)
{
    return ((0.5 * x - 2.0) * x + 1.0) * x - 3.0;
}

} // namespace

TEST(ANotAKnotSpline, FollowsACubicExactly)
{
    const std::vector<double> targets = {-2.9, -1.0, 0.3, 1.7, 4.0};
    const std::vector<double> results = interpolated({-3.0, -1.0, 0.0, 0.5, 2.0, 4.0}, targets, cubic);
    for (std::size_t i = 0; i < targets.size(); ++i)
        EXPECT_NEAR(results[i], cubic(targets[i]), 1e-12) << targets[i];
}

TEST(ANotAKnotSpline, PassesThroughItsSources)
{
    const std::vector<double> sources = {-4, -2.3, -1, 0, 1, 2.3, 4};
    const std::vector<double> results = interpolated(sources, sources, [](double x) { return std::sin(3 * x); });
    for (std::size_t i = 0; i < sources.size(); ++i)
        EXPECT_NEAR(results[i], std::sin(3 * sources[i]), 1e-12) << sources[i];
}

TEST(ANotAKnotSpline, StaysAtTheEndsOutsideItsSources)
{
    const std::vector<double> results = interpolated({0, 1, 2, 3, 4}, {-10, 10}, cubic);
    EXPECT_NEAR(results[0], cubic(0), 1e-12);
    EXPECT_NEAR(results[1], cubic(4), 1e-12);
}

TEST(ANotAKnotSpline, IsAPolynomialThroughFewSources)
{
    const auto parabola = [](double x) { return x * x - x + 2; };
    EXPECT_NEAR(interpolated({-1, 0, 1}, {0.5}, parabola).front(), parabola(0.5), 1e-12);
    EXPECT_NEAR(interpolated({0}, {0.5}, parabola).front(), parabola(0), 1e-12);
}

TEST(ARelativeTable, StaysAsItIsOnTheSameGrid)
{
    const std::vector<float> table = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    EXPECT_EQ(interpolateRelativeTable(table, 2, 2, 1), table);
}

TEST(ARelativeTable, StaysConstantWhenItIs)
{
    const std::vector<float> larger = interpolateRelativeTable(std::vector<float>(7 * 7 * 2, 0.5F), 4, 9, 2);
    ASSERT_EQ(larger.size(), 17U * 17U * 2U);
    for (const float value : larger)
        EXPECT_NEAR(value, 0.5F, 1e-6F);
}

TEST(ARelativeTable, MayGrowFromTheSmallestGrids)
{
    EXPECT_EQ(interpolateRelativeTable({2.0F}, 1, 3, 1), std::vector<float>(25, 2.0F));
    EXPECT_EQ(interpolateRelativeTable(std::vector<float>(9, 1.0F), 2, 1, 1).size(), 1U);
}

TEST(ARelativeTable, RefusesSizesThatDoNotFit)
{
    for (const auto& [oldGrid, newGrid, columns] :
         {std::tuple{2, 3, 2}, {0, 3, 1}, {2, 0, 1}, {2, 1'000'000, 1}, {2, 3, -1}})
        EXPECT_THAT([&] { (void)interpolateRelativeTable(std::vector<float>(9), oldGrid, newGrid, columns); },
                    throwsError(ErrorKind::InvalidArgument, "are no grid of"));
}

TEST(AbsolutePositions, StayAsTheyAreOnTheSameGrid)
{
    const std::vector<float> grid = {1, 2, 3, 4};
    EXPECT_EQ(interpolatePositions(grid, 2, 2, 1), grid);
}

TEST(AbsolutePositions, StayConstantWhenTheyAre)
{
    for (const float value : interpolatePositions(std::vector<float>(3 * 3 * 2, 2.0F), 3, 7, 2))
        EXPECT_NEAR(value, 2.0F, 1e-6F);
}

TEST(AbsolutePositions, RefuseSizesThatDoNotFit)
{
    EXPECT_THAT([] { (void)interpolatePositions(std::vector<float>(5), 2, 3, 1); },
                throwsError(ErrorKind::InvalidArgument, "are no grid of"));
}
