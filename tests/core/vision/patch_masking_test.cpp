#include "core/vision/patch_masking.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

using namespace vlmo;
using vlmo::test::throwsError;

namespace {

using Mask = std::vector<std::uint8_t>;

std::size_t masked(const Mask& mask)
{
    return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), 1));
}

/// Masked patches with a masked patch right or below, as a share of all masked ones: near 2 for a large block, near 0.8
/// for 40 % of patches drawn singly.
double neighboursPerMasked(const Mask& mask, int grid)
{
    int pairs = 0;
    const auto at = [&](int row, int column) { return mask[static_cast<std::size_t>(row * grid + column)]; };
    for (int row = 0; row < grid; ++row)
        for (int column = 0; column < grid; ++column) {
            pairs += row + 1 < grid && at(row, column) == 1 && at(row + 1, column) == 1 ? 1 : 0;
            pairs += column + 1 < grid && at(row, column) == 1 && at(row, column + 1) == 1 ? 1 : 0;
        }
    return static_cast<double>(pairs) / static_cast<double>(masked(mask));
}

class MaskingPatchesOf : public ::testing::TestWithParam<int> {};

} // namespace

TEST_P(MaskingPatchesOf, AGridMasksExactlyTheShareInEveryDraw)
{
    const int grid = GetParam();
    const PatchMaskingOptions options;
    const std::size_t expected = maskedPatchCount(grid, options);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Mask mask = maskPatches(grid, options, seed);
        ASSERT_EQ(mask.size(), static_cast<std::size_t>(grid * grid));
        EXPECT_EQ(masked(mask), expected);
        EXPECT_EQ(masked(mask) + static_cast<std::size_t>(std::count(mask.begin(), mask.end(), 0)), mask.size());
    }
}

TEST_P(MaskingPatchesOf, AGridNeverMasksMoreThanTheShareInTheReferencesWay)
{
    PatchMaskingOptions options;
    options.exactCount = false;
    std::size_t sum = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::size_t count = masked(maskPatches(GetParam(), options, seed));
        EXPECT_LE(count, maskedPatchCount(GetParam(), options));
        sum += count;
    }
    // Short in some draws, yet not by much on the whole; a single patch has no block smaller than the picture.
    if (GetParam() > 1) {
        const double wanted = static_cast<double>(maskedPatchCount(GetParam(), options));
        EXPECT_GE(static_cast<double>(sum) / 200.0, 0.9 * wanted);
    }
}

TEST_P(MaskingPatchesOf, AGridReachesEveryPatch)
{
    const int grid = GetParam();
    std::vector<int> hits(static_cast<std::size_t>(grid * grid), 0);
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const Mask mask = maskPatches(grid, {}, seed);
        for (std::size_t patch = 0; patch < mask.size(); ++patch)
            hits[patch] += mask[patch];
    }
    EXPECT_GT(*std::min_element(hits.begin(), hits.end()), 0); // Corners fit few blocks and come rarely.
}

INSTANTIATE_TEST_SUITE_P(Grids, MaskingPatchesOf, ::testing::Values(1, 2, 3, 4, 6, 7, 8, 14, 24, 30),
                         [](const auto& each) { return std::to_string(each.param); });

TEST(MaskingPatches, TakesFortyPercentRounded)
{
    EXPECT_EQ(maskedPatchCount(14, {}), 78U);
    EXPECT_EQ(maskedPatchCount(8, {}), 26U);
    EXPECT_EQ(maskedPatchCount(4, {}), 6U);
    EXPECT_EQ(maskedPatchCount(2, {}), 2U);
    EXPECT_EQ(maskedPatchCount(1, {}), 1U);
}

TEST(MaskingPatches, LeavesAPatchToSeeAndMasksAtLeastOne)
{
    PatchMaskingOptions options;
    options.share = 0.999;
    EXPECT_EQ(masked(maskPatches(4, options, 1)), 15U);
    options.share = 0.001;
    EXPECT_EQ(masked(maskPatches(4, options, 1)), 1U);
}

TEST(MaskingPatches, MasksBlocksRatherThanSinglePatches)
{
    double blocks = 0.0;
    double singles = 0.0;
    PatchMaskingOptions small;
    small.minimumPatches = 1.0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        blocks += neighboursPerMasked(maskPatches(14, {}, seed), 14) / 100.0;
        singles += neighboursPerMasked(maskPatches(14, small, seed), 14) / 100.0;
    }
    EXPECT_GT(blocks, 1.4); // 78 patches at random would have 0.74.
    EXPECT_GT(blocks, singles);
}

TEST(MaskingPatches, DrawsBlocksOfAtLeastTheMinimumWithinTheAspects)
{
    // With a share of 16 of 196 the first block is all there is: its area and aspect are those that were drawn.
    PatchMaskingOptions options;
    options.share = 16.0 / 196.0;
    options.exactCount = false;
    std::set<std::pair<int, int>> shapes;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Mask mask = maskPatches(14, options, seed);
        if (masked(mask) < 14) // A try whose rounded area was over 16 leaves nothing or a part.
            continue;
        int top = 14;
        int bottom = -1;
        int left = 14;
        int right = -1;
        for (int patch = 0; patch < 196; ++patch)
            if (mask[static_cast<std::size_t>(patch)] == 1) {
                top = std::min(top, patch / 14);
                bottom = std::max(bottom, patch / 14);
                left = std::min(left, patch % 14);
                right = std::max(right, patch % 14);
            }
        const int height = bottom - top + 1;
        const int width = right - left + 1;
        if (static_cast<std::size_t>(height * width) == masked(mask)) // one block
            shapes.emplace(height, width);
    }
    EXPECT_TRUE(shapes.contains({4, 4}));
    for (const auto& [height, width] : shapes) {
        EXPECT_GE(height, 2);
        EXPECT_LE(height, 8); // sqrt(16 * 3.33) = 7.3; a second block may have lengthened one of 2 x 7.
        EXPECT_GE(width, 2);
        EXPECT_LE(width, 8);
    }
    EXPECT_TRUE(shapes.contains({2, 7}));
    EXPECT_TRUE(shapes.contains({7, 2}));
}

TEST(MaskingPatches, IsTheSameForTheSameSeedAndAnotherForAnother)
{
    EXPECT_EQ(maskPatches(14, {}, 9), maskPatches(14, {}, 9));
    EXPECT_NE(maskPatches(14, {}, 9), maskPatches(14, {}, 10));
}

TEST(MaskingPatches, RefusesGridsThatAreNone)
{
    for (const int grid : {0, -3, 1'025, std::numeric_limits<int>::max()})
        EXPECT_THAT([&] { (void)maskPatches(grid, {}, 1); },
                    throwsError(ErrorKind::InvalidArgument, std::to_string(grid) + " patches a side"));
}

TEST(MaskingPatches, RefusesOptionsThatMakeNoSense)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto refuses = [](double PatchMaskingOptions::*field, std::initializer_list<double> values) {
        for (const double value : values) {
            PatchMaskingOptions options;
            options.*field = value;
            EXPECT_THAT([&] { (void)maskPatches(14, options, 1); },
                        throwsError(ErrorKind::InvalidArgument, std::to_string(value)));
            EXPECT_THAT([&] { (void)maskedPatchCount(14, options); },
                        throwsError(ErrorKind::InvalidArgument, std::to_string(value)));
        }
    };
    refuses(&PatchMaskingOptions::share, {0.0, 1.0, -0.4, nan});
    refuses(&PatchMaskingOptions::minimumPatches, {0.0, 197.0, nan});
    refuses(&PatchMaskingOptions::minimumAspect, {0.0, 1.5, -1.0, nan});
}
