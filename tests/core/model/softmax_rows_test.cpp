#include "core/model/softmax_rows.h"

#include "core/model/block.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <tuple>

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

TEST(Attention, IsTheSameInBf16WithAndWithoutGradients)
{
    torch::manual_seed(3);
    Attention attention(32, 4);
    attention->eval();
    const Tensor x = torch::randn({3, 9, 32});
    const Tensor bias = torch::randn({4, 9, 9});
    Tensor keys = torch::ones({3, 9}, torch::kBool);
    keys[1].narrow(0, 5, 4).fill_(false);
    Pass pass;
    pass.compute = torch::kBFloat16;
    for (const auto& [positions, places] : {std::tuple{bias, keys}, {bias, Tensor()}, {Tensor(), keys}}) {
        const Tensor with = attention->forward(x, positions, places, pass).detach().to(torch::kFloat32);
        const torch::NoGradGuard noGradient;
        const Tensor without = attention->forward(x, positions, places, pass).to(torch::kFloat32);
        EXPECT_LE((with - without).abs().max().item<double>(), with.abs().max().item<double>() / 64.0);
    }
}
