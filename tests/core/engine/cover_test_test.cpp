#include "core/engine/cover_test.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <set>

using namespace vlmo;
using namespace vlmo::test;

namespace {

RgbImage white(int side)
{
    return {side, side,
            std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3, 255)};
}

/// Sees the upper left quarter alone.
double seesUpperLeft(const RgbImage& picture)
{
    return picture.pixels[0] == 255 ? 0.9 : 0.1;
}

} // namespace

TEST(TheStrongestPatches, HoldTheShareThatIsAskedFor)
{
    EXPECT_EQ(strongestPatches({0.1F, 0.5F, 0.3F, 0.1F}, 0.7), (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(strongestPatches({-0.5F, 0.5F, 0.0F, -1.0F}, 0.7), (std::vector<std::size_t>{1}));
    EXPECT_TRUE(strongestPatches({0.0F, -1.0F}, 0.7).empty());
}

TEST(CoveringPatches, GreysThemAlone)
{
    const RgbImage covered = withPatchesCovered(white(4), 2, {1});
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x)
            EXPECT_EQ(covered.row(y)[x * 3], y < 2 && x >= 2 ? 128 : 255) << x << ", " << y;
}

TEST(TheCoverTest, FindsOutWhetherTheEvidenceMatters)
{
    std::vector<float> patches(16, 0.01F);
    patches[0] = 1.0F;
    const CoverTest good = testByCovering(white(8), 4, patches, 0.7, 10, 3, seesUpperLeft);
    EXPECT_EQ(good.covered, 1U);
    EXPECT_DOUBLE_EQ(good.before, 0.9);
    EXPECT_DOUBLE_EQ(good.after, 0.1);
    EXPECT_GT(good.controlMean, 0.5);
    patches[0] = 0.01F;
    patches[5] = 1.0F;
    const CoverTest bad = testByCovering(white(8), 4, patches, 0.7, 10, 3, seesUpperLeft);
    EXPECT_DOUBLE_EQ(bad.after, 0.9);
    EXPECT_FALSE(bad.evidenceMatters());
}

TEST(TheCoverTest, DrawsAsManyPatchesAndTheSameOnesForASeed)
{
    std::vector<float> patches(16, 0.0F);
    patches[2] = patches[7] = 1.0F;
    std::set<std::size_t> greys;
    const auto score = [&](const RgbImage& picture) {
        std::size_t grey = 0;
        for (std::size_t patch = 0; patch < 16; ++patch)
            grey += picture.row(static_cast<int>(patch / 4) * 2)[patch % 4 * 6] == 128;
        if (grey > 0)
            greys.insert(grey);
        return 0.5;
    };
    const CoverTest one = testByCovering(white(8), 4, patches, 1.0, 5, 7, score);
    const CoverTest two = testByCovering(white(8), 4, patches, 1.0, 5, 7, score);
    EXPECT_EQ(greys, (std::set<std::size_t>{2}));
    EXPECT_EQ(one.controlPicture.pixels, two.controlPicture.pixels);
    EXPECT_DOUBLE_EQ(one.controlDeviation, 0.0);
    EXPECT_FALSE(one.evidenceMatters()) << "nothing changed";
}

TEST(TheCoverTest, RefusesWhatItCannotTestAndStops)
{
    const auto test = [](const std::vector<float>& patches, const std::stop_token& stop = {}) {
        (void)testByCovering(white(4), 2, patches, 0.7, 3, 1, seesUpperLeft, stop);
    };
    EXPECT_THAT([&] { test({0.0F, 0.0F, -1.0F, 0.0F}); }, throwsError(ErrorKind::InvalidArgument, "evidence"));
    EXPECT_THAT(
        [&] {
            (void)testByCovering(white(4), 2, {1.0F, 1.0F, 1.0F, 1.0F}, 1.0, 3, 1, seesUpperLeft);
        },
        throwsError(ErrorKind::InvalidArgument, "every patch"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { test({1.0F, 0.0F, 0.0F, 0.0F}, stop.get_token()); }, throwsError(ErrorKind::Cancelled, "test"));
}
