#include "core/model/attend.h"

#include <gtest/gtest.h>

using namespace vlmo;
using torch::Tensor;

// Attention in as few passes as it takes against attention operation by operation.

namespace {

constexpr std::int64_t kHeads = 3;

struct AttentionCase {
    torch::ScalarType type = torch::kFloat32;
    bool hasBias = false;
    bool hasMask = false;
};

struct Found {
    Tensor mixed, weights, ofQkv, ofBias;
};

class AttendingAtOnce : public ::testing::TestWithParam<AttentionCase> {
protected:
    AttendingAtOnce()
    {
        torch::set_num_threads(2);
        torch::manual_seed(7);
        qkv = torch::randn({4, 19, 3 * 24}).to(GetParam().type);
        if (GetParam().hasBias)
            bias = torch::randn({kHeads, 19, 19});
        if (GetParam().hasMask) {
            keys = torch::ones({4, 19}, torch::kBool);
            keys[1].narrow(0, 5, 14).fill_(false);
            keys[3].narrow(0, 18, 1).fill_(false);
        }
        wanted = torch::randn({4, 19, 24}).to(GetParam().type);
    }

    template <typename Attend>
    Found by(Attend attend) const
    {
        Found found;
        const Tensor input = qkv.clone().requires_grad_(true);
        const Tensor positions = bias.defined() ? bias.clone().requires_grad_(true) : Tensor();
        const Attended result = attend(input, kHeads, positions, keys);
        result.mixed.backward(wanted);
        return {result.mixed.detach(), result.weights.detach(), input.grad(),
                positions.defined() ? positions.grad() : Tensor()};
    }

    /// Rounding of the type, relative to the largest number there is.
    [[nodiscard]] double tolerance(const Tensor& values) const
    {
        const double share = GetParam().type == torch::kBFloat16 ? 1.0 / 64.0 : 1e-5;
        return share * values.abs().max().item<double>();
    }

    void expectLike(const Tensor& value, const Tensor& exact) const
    {
        ASSERT_EQ(value.sizes(), exact.sizes());
        EXPECT_EQ(value.scalar_type(), exact.scalar_type());
        EXPECT_LE((value - exact).to(torch::kFloat32).abs().max().item<double>(), tolerance(exact));
    }

    Tensor qkv, bias, keys, wanted;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(
    Cases, AttendingAtOnce,
    ::testing::Values(AttentionCase{torch::kFloat32, false, false}, AttentionCase{torch::kFloat32, true, true},
                      AttentionCase{torch::kFloat32, true, false}, AttentionCase{torch::kBFloat16, false, true},
                      AttentionCase{torch::kBFloat16, true, true}, AttentionCase{torch::kBFloat16, true, false}));

TEST_P(AttendingAtOnce, HasTheValuesAndTheGradientsOfItsSteps)
{
    const Found once = by(attendAtOnce);
    const Found steps = by(attend);
    expectLike(once.mixed, steps.mixed);
    expectLike(once.weights, steps.weights);
    expectLike(once.ofQkv, steps.ofQkv);
    ASSERT_EQ(once.ofBias.defined(), steps.ofBias.defined());
    if (steps.ofBias.defined())
        expectLike(once.ofBias, steps.ofBias);
}

TEST_P(AttendingAtOnce, IsTheSameWithAndWithoutGradientsToTheLastBit)
{
    const Found with = by(attendAtOnce);
    const torch::NoGradGuard noGradient;
    const Attended without = attendAtOnce(qkv, kHeads, bias, keys);
    EXPECT_TRUE(torch::equal(with.mixed, without.mixed));
    EXPECT_TRUE(torch::equal(with.weights, without.weights));
}

TEST_P(AttendingAtOnce, LeavesWhatItIsGivenAlone)
{
    for (const std::int64_t samples : {1, 4}) {
        const Tensor given = qkv.narrow(0, 0, samples).narrow(1, 0, 1).contiguous(); // one place: in any order the same
        const Tensor before = given.clone();
        const torch::NoGradGuard noGradient;
        (void)attendAtOnce(given, kHeads, {}, {});
        EXPECT_TRUE(torch::equal(given, before));
    }
}

TEST_P(AttendingAtOnce, GivesAFrozenBiasNoGradient)
{
    if (!bias.defined())
        bias = torch::zeros({kHeads, 19, 19});
    const Tensor input = qkv.clone().requires_grad_(true);
    attendAtOnce(input, kHeads, bias, keys).mixed.backward(wanted);
    EXPECT_TRUE(input.grad().defined());
    EXPECT_FALSE(bias.grad().defined());
}

TEST_P(AttendingAtOnce, DoesNotDependOnTheNumberOfThreads)
{
    const Found two = by(attendAtOnce);
    torch::set_num_threads(1);
    const Found one = by(attendAtOnce);
    EXPECT_TRUE(torch::equal(one.weights, two.weights));
    if (one.ofBias.defined())
        expectLike(one.ofBias, two.ofBias);
}
