#include "core/train/curve.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

using namespace vlmo;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A wave of `count` points, one a step, two a second.
Curve wave(std::int64_t count)
{
    Curve curve;
    for (std::int64_t step = 1; step <= count; ++step)
        curve.push_back({step, 0.5 * static_cast<double>(step), std::sin(static_cast<double>(step) * 0.01)});
    return curve;
}

double highest(const Curve& curve)
{
    double value = curve.front().value;
    for (const CurvePoint& point : curve)
        value = std::max(value, point.value);
    return value;
}

bool risesInSteps(const Curve& curve)
{
    for (std::size_t i = 1; i < curve.size(); ++i)
        if (curve[i - 1].step >= curve[i].step)
            return false;
    return true;
}

Curve values(const std::vector<double>& numbers)
{
    Curve curve;
    for (const double each : numbers)
        curve.push_back({static_cast<std::int64_t>(curve.size()) + 1, 0.0, each});
    return curve;
}

} // namespace

TEST(AThinnedCurve, KeepsEverySpikeOfAMillionPoints)
{
    Curve curve = wave(1'000'000);
    curve[123'456].value = 50.0;
    curve[123'458].value = -50.0;
    curve[777'777].value = 40.0;
    for (const CurveAxis axis : {CurveAxis::Steps, CurveAxis::Seconds}) {
        const Curve thin = thinned(curve, axis, 800);
        EXPECT_LE(thin.size(), 2U * 800U + 2U);
        EXPECT_GE(thin.size(), 800U);
        EXPECT_TRUE(risesInSteps(thin));
        for (const std::size_t spike : {123'456, 123'458, 777'777})
            EXPECT_THAT(thin, Contains(curve[spike]));
        EXPECT_EQ(thin.front(), curve.front());
        EXPECT_EQ(thin.back(), curve.back());
    }
}

TEST(AThinnedCurve, IsTheCurveItselfWhereThereIsRoom)
{
    const Curve curve = wave(100);
    EXPECT_EQ(thinned(curve, CurveAxis::Steps, 50), curve);
    EXPECT_EQ(thinned(curve, CurveAxis::Steps, std::numeric_limits<std::size_t>::max()), curve);
    EXPECT_LT(thinned(curve, CurveAxis::Steps, 20).size(), 43U);
}

TEST(AThinnedCurve, ShowsAPartWithItsNeighboursSoThatLinesRunToTheEdge)
{
    const Curve curve = wave(100);
    const Curve part = thinned(curve, CurveAxis::Steps, 40.0, 42.0, 100);
    ASSERT_THAT(part, SizeIs(5));
    EXPECT_EQ(part.front().step, 39);
    EXPECT_EQ(part.back().step, 43);
    EXPECT_EQ(thinned(curve, CurveAxis::Seconds, 20.0, 21.0, 100), part);
    EXPECT_THAT(thinned(curve, CurveAxis::Steps, -5.0, 1'000.0, 100), SizeIs(100));
}

TEST(AThinnedCurve, LeavesOutWhatIsNoNumber)
{
    Curve curve = wave(1'000);
    curve.front().value = kNone;
    curve.back().value = std::numeric_limits<double>::infinity();
    curve[500].value = kNone;
    for (const std::size_t buckets : {10U, 1'000U})
        for (const CurvePoint& point : thinned(curve, CurveAxis::Steps, buckets))
            EXPECT_TRUE(std::isfinite(point.value)) << point.step;
    EXPECT_THAT(thinned(values({kNone, kNone, kNone, kNone}), CurveAxis::Steps, 1), IsEmpty());
}

TEST(AThinnedCurve, IsEmptyForNothing)
{
    EXPECT_THAT(thinned({}, CurveAxis::Steps, 100), IsEmpty());
    EXPECT_THAT(thinned(wave(10), CurveAxis::Steps, 0), IsEmpty());
    EXPECT_THAT(thinned(wave(10), CurveAxis::Steps, 5.0, 4.0, 10), IsEmpty());
    EXPECT_THAT(thinned(wave(10), CurveAxis::Steps, kNone, 4.0, 10), IsEmpty());
}

TEST(AThinnedCurve, StandsStillWhereTimeStandsStill)
{
    Curve curve = wave(1'000);
    for (CurvePoint& point : curve)
        point.seconds = 7.0;
    EXPECT_DOUBLE_EQ(highest(thinned(curve, CurveAxis::Seconds, 10)), highest(curve));
}

TEST(ASmoothedCurve, IsCorrectedForItsBeginning)
{
    const Curve curve = smoothed(values({4.0, 8.0, 0.0}), 0.5);
    EXPECT_DOUBLE_EQ(curve[0].value, 4.0);
    EXPECT_DOUBLE_EQ(curve[1].value, (0.25 * 4.0 + 0.5 * 8.0) / 0.75);
    EXPECT_DOUBLE_EQ(curve[2].value, (0.125 * 4.0 + 0.25 * 8.0 + 0.0) / 0.875);
}

TEST(ASmoothedCurve, LeavesAConstantAndAWeightOfNothingAlone)
{
    for (const CurvePoint& point : smoothed(values({3.0, 3.0, 3.0, 3.0}), 0.9))
        EXPECT_DOUBLE_EQ(point.value, 3.0);
    const Curve curve = wave(50);
    EXPECT_EQ(smoothed(curve, 0.0), curve);
}

TEST(ASmoothedCurve, PassesOverWhatIsNoNumber)
{
    const Curve curve = smoothed(values({2.0, kNone, 2.0}), 0.5);
    EXPECT_TRUE(std::isnan(curve[1].value));
    EXPECT_DOUBLE_EQ(curve[2].value, 2.0);
}
