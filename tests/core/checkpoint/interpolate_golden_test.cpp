#include "core/checkpoint/interpolate.h"

#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace vlmo;
using namespace vlmo::test;

namespace {

constexpr const char* relativeTable = "relative_position_bias_table";

struct Resize {
    int oldGrid = 0;
    int newGrid = 0;
};

/// The sizes of one case of set F ("up", "down", "alt", "real384"...), with the patch size of set A or B.
Resize resizeOf(const std::string& name, const std::string& set)
{
    const auto described = goldenJson("F_interpolate/meta.json").at(name);
    const int patch = goldenJson(set + "/config.json").at("arch").at("patch_size").get<int>();
    return {described.at("from_image_size").get<int>() / patch, described.at("to_image_size").get<int>() / patch};
}

std::int64_t distances(int grid)
{
    return std::int64_t{2 * grid - 1} * (2 * grid - 1);
}

/// The first rows of a table [rows, columns]: those that serve pairs of patches.
std::vector<float> patchRows(const TensorFile& file, const std::string& name, int grid)
{
    std::vector<float> values = file.floats(name);
    values.resize(static_cast<std::size_t>(distances(grid) * file.at(name).shape.at(1)));
    return values;
}

void expectInterpolated(const std::vector<float>& source, const std::string& target, const Resize& resize)
{
    const TensorFile file = goldenTensors("F_interpolate/interpolate.safetensors");
    const std::int64_t columns = file.at(target).shape.at(1);
    const std::vector<float> expected = patchRows(file, target, resize.newGrid);
    const std::vector<float> result = interpolateRelativeTable(source, resize.oldGrid, resize.newGrid, columns);
    ASSERT_EQ(result.size(), expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) // Exactly: the reference, too, computes in double and rounds once.
        ASSERT_EQ(result[i], expected[i]) << target << " row " << i / static_cast<std::size_t>(columns);
}

} // namespace

TEST(InterpolatingTheRelativeTable, EqualsTheReferenceOnALargerGrid)
{
    const Resize resize = resizeOf("up", "A_base_like");
    const TensorFile weights = goldenTensors("A_base_like/weights.safetensors");
    expectInterpolated(patchRows(weights, relativeTable, resize.oldGrid), relativeTable, resize);
}

TEST(InterpolatingTheRelativeTable, EqualsTheReferenceOnASmallerGrid)
{
    const Resize resize = resizeOf("down", "A_base_like");
    const TensorFile file = goldenTensors("F_interpolate/interpolate.safetensors");
    expectInterpolated(patchRows(file, relativeTable, resize.oldGrid), "down.relative_position_bias_table", resize);
}

TEST(InterpolatingTheRelativeTable, EqualsTheReferenceOnAThirdGrid)
{
    const Resize resize = resizeOf("alt", "A_base_like");
    const TensorFile weights = goldenTensors("A_base_like/weights.safetensors");
    expectInterpolated(patchRows(weights, relativeTable, resize.oldGrid), "alt.relative_position_bias_table", resize);
}

TEST(InterpolatingTheRelativeTable, EqualsTheReferenceAtTheSizesOfTheReleasedModels)
{
    const TensorFile file = goldenTensors("F_interpolate/interpolate.safetensors");
    for (const std::string name : {"real384", "real480"}) {
        const auto described = goldenJson("F_interpolate/meta.json").at(name);
        const std::string source =
            "real" + std::to_string(described.at("from_image_size").get<int>()) + "." + relativeTable;
        const Resize resize = resizeOf(name, "A_base_like");
        expectInterpolated(patchRows(file, source, resize.oldGrid), name + "." + relativeTable, resize);
    }
}

TEST(InterpolatingAbsolutePositions, EqualsTheReference)
{
    const Resize resize = resizeOf("B", "B_base_plus_like");
    const TensorFile weights = goldenTensors("B_base_plus_like/weights.safetensors");
    const TensorFile file = goldenTensors("F_interpolate/interpolate.safetensors");
    const std::int64_t width = file.at("B.pos_embed").shape.at(2);
    const std::vector<float> all = weights.floats("transformer.pos_embed");
    const std::vector<float> patches(all.begin() + width, all.end()); // The first row is the cls token's.
    const std::vector<float> expected = file.floats("B.pos_embed");
    const std::vector<float> result = interpolatePositions(patches, resize.oldGrid, resize.newGrid, width);
    ASSERT_EQ(result.size() + static_cast<std::size_t>(width), expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) // The reference adds sixteen products in float, in its own order.
        ASSERT_NEAR(result[i], expected[i + static_cast<std::size_t>(width)], 1e-6F);
}
