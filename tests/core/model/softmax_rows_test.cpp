#include "core/model/softmax_rows.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

using namespace vlmo;
using torch::Tensor;

namespace {

Bf16* bits(Tensor& values)
{
    return reinterpret_cast<Bf16*>(values.data_ptr<at::BFloat16>());
}

/// Rounded to 8 bits of mantissa, once: half of the last one.
double roundingOf(double value)
{
    return value / 256.0 + 1e-6;
}

void expectRounded(const Tensor& values, const Tensor& exact)
{
    const Tensor difference = (values.to(torch::kFloat64) - exact).abs() - exact / 256.0;
    EXPECT_LE(difference.max().item<double>(), roundingOf(0.0));
}

} // namespace

class SoftmaxOfRows : public ::testing::TestWithParam<std::int64_t> {};

INSTANTIATE_TEST_SUITE_P(Lengths, SoftmaxOfRows, ::testing::Values(1, 2, 15, 16, 17, 197, 617));

TEST_P(SoftmaxOfRows, RoundsTheExactOneOnce)
{
    torch::manual_seed(1);
    const std::int64_t columns = GetParam();
    Tensor values = (torch::randn({7, columns}) * 8.0).to(torch::kBFloat16);
    const Tensor bias = torch::randn({7, columns}) * 3.0;
    const Tensor exact = torch::softmax(values.to(torch::kFloat64) + bias.to(torch::kFloat64), 1);
    softmaxRows(bits(values), bias.data_ptr<float>(), nullptr, 7, static_cast<std::size_t>(columns));
    expectRounded(values, exact);
}

TEST_P(SoftmaxOfRows, GivesNothingToAKeyThatIsMasked)
{
    torch::manual_seed(2);
    const std::int64_t columns = GetParam();
    Tensor values = torch::randn({3, columns}).to(torch::kBFloat16);
    Tensor keys = torch::rand({columns}).gt(0.5);
    keys[0] = true;
    const Tensor exact =
        torch::softmax(values.to(torch::kFloat64).masked_fill(keys.logical_not().unsqueeze(0), -INFINITY), 1);
    softmaxRows(bits(values), nullptr, keys.data_ptr<bool>(), 3, static_cast<std::size_t>(columns));
    expectRounded(values, exact);
    EXPECT_EQ(values.to(torch::kFloat32).masked_select(keys.logical_not().unsqueeze(0)).abs().sum().item<float>(),
              0.0F);
}

TEST(SoftmaxOfARow, StandsLogitsOfAnySize)
{
    Tensor values =
        torch::tensor({{3e38F, -3e38F, 3e38F, 0.0F}, {-1e30F, -1e30F, -1e30F, -1e30F}}).to(torch::kBFloat16);
    softmaxRows(bits(values), nullptr, nullptr, 2, 4);
    EXPECT_TRUE(
        values.to(torch::kFloat32).equal(torch::tensor({{0.5F, 0.0F, 0.5F, 0.0F}, {0.25F, 0.25F, 0.25F, 0.25F}})));
}

TEST_P(SoftmaxOfRows, TakesGradientsBackThroughItselfAndAddsThemUp)
{
    torch::manual_seed(4);
    const std::int64_t columns = GetParam();
    const Tensor shares = torch::softmax(torch::randn({5, columns}) * 2.0, 1).to(torch::kBFloat16);
    Tensor gradients = torch::randn({5, columns}).to(torch::kBFloat16);
    const Tensor p = shares.to(torch::kFloat64);
    const Tensor g = gradients.to(torch::kFloat64);
    const Tensor exact = p * (g - (p * g).sum(1, /*keepdim=*/true));
    Tensor sums = torch::ones({5, columns});
    Tensor given = shares.clone();
    softmaxRowsBackward(bits(gradients), bits(given), sums.data_ptr<float>(), 5, static_cast<std::size_t>(columns));
    EXPECT_LE(((gradients.to(torch::kFloat64) - exact).abs() - exact.abs() / 256.0).max().item<double>(), 1e-6);
    EXPECT_LE((sums.to(torch::kFloat64) - 1.0 - exact).abs().max().item<double>(), 1e-5);
    EXPECT_TRUE(torch::equal(given, shares));

    Tensor alone = g.to(torch::kBFloat16);
    softmaxRowsBackward(bits(alone), bits(given), nullptr, 5, static_cast<std::size_t>(columns));
    EXPECT_TRUE(torch::equal(alone, gradients));
}
