#include "core/checkpoint/tensor_file.h"

#include "tests/support/golden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace vlmo;
using namespace vlmo::test;

namespace {

const std::set<std::string> indexTables = {"relative_position_index", "text_relative_position_index",
                                           "text_imag_relative_position_index"};

std::vector<std::byte> copyOf(const TensorView& tensor)
{
    return {tensor.bytes.begin(), tensor.bytes.end()};
}

/// The archives also hold the three index tables, which are no parameters.
void expectSameNames(const TensorFile& archive, const TensorFile& weights)
{
    for (const auto& [name, tensor] : archive.tensors)
        EXPECT_TRUE(weights.tensors.contains(name) || indexTables.contains(name)) << name;
    EXPECT_EQ(archive.tensors.size(), weights.tensors.size() + indexTables.size());
}

void expectSameBytes(const TensorFile& archive, const TensorFile& weights)
{
    expectSameNames(archive, weights);
    for (const auto& [name, tensor] : weights.tensors) {
        EXPECT_EQ(archive.at(name).dtype, tensor.dtype) << name;
        EXPECT_EQ(archive.at(name).shape, tensor.shape) << name;
        EXPECT_EQ(copyOf(archive.at(name)), copyOf(tensor)) << name;
    }
}

bool anySkipped(const TensorFile& file, const std::string& part)
{
    return std::any_of(file.skipped.begin(), file.skipped.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

} // namespace

TEST(TheTorchArchiveOfSetA, EqualsTheWeightsInZipFormat)
{
    const TensorFile archive = readTensorFile(goldenDir() / "A_base_like/checkpoint.ckpt");
    expectSameBytes(archive, goldenTensors("A_base_like/weights.safetensors"));
    EXPECT_TRUE(anySkipped(archive, "hyper_parameters: a dictionary"));
    EXPECT_TRUE(anySkipped(archive, "epoch: a number"));
}

TEST(TheTorchArchiveOfSetA, EqualsTheWeightsInTheOldFormat)
{
    expectSameBytes(readTensorFile(goldenDir() / "A_base_like/checkpoint_legacy.pth"),
                    goldenTensors("A_base_like/weights.safetensors"));
}

TEST(TheTorchArchiveOfSetA, EqualsTheWeightsUpToHalfPrecisionFromDeepSpeed)
{
    const TensorFile weights = goldenTensors("A_base_like/weights.safetensors");
    const TensorFile archive = readTensorFile(goldenDir() / "A_base_like/checkpoint_deepspeed_fp16.pt");
    expectSameNames(archive, weights);
    for (const auto& [name, tensor] : weights.tensors) {
        const bool floating = tensor.dtype == DType::F32;
        EXPECT_EQ(archive.at(name).dtype, floating ? DType::F16 : tensor.dtype) << name;
        EXPECT_EQ(archive.at(name).shape, tensor.shape) << name;
        const std::vector<float> expected = weights.floats(name);
        const std::vector<float> half = archive.floats(name);
        ASSERT_EQ(half.size(), expected.size()) << name;
        for (std::size_t i = 0; i < half.size(); ++i) // Half a unit in the last of eleven binary places.
            ASSERT_LE(std::abs(half[i] - expected[i]), std::max(std::abs(expected[i]) * 0x1p-11F, 0x1p-25F)) << name;
    }
    EXPECT_TRUE(anySkipped(archive, "nothing (None)"));
    EXPECT_TRUE(anySkipped(archive, "an empty set"));
}

TEST(TheBeitFileOfSetG, HasTheNamesAndShapesItsDescriptionLists)
{
    const TensorFile archive = readTensorFile(goldenDir() / "G_textmlm/beit_like.pth");
    const auto described = goldenJson("G_textmlm/meta.json").at("beit_keys");
    EXPECT_EQ(archive.tensors.size(), described.size());
    for (const auto& [name, shape] : described.items())
        EXPECT_EQ(archive.at(name).shape, shape.get<std::vector<std::int64_t>>()) << name;
}
