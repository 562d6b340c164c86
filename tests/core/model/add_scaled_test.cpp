#include "core/model/add_scaled.h"

#include <gtest/gtest.h>

using namespace vlmo;
using torch::Tensor;

// A residual branch in one pass against its single operations.

namespace {

struct Case {
    torch::ScalarType type = torch::kFloat32;
    bool hasGamma = false;
    char paths = ' '; ///< 's' of samples, 'p' of places, none
};

class AddingAnUpdate : public ::testing::TestWithParam<Case> {
protected:
    AddingAnUpdate()
    {
        torch::set_num_threads(2);
        torch::manual_seed(5);
        const auto [type, hasGamma, kind] = GetParam();
        x = torch::randn({3, 50, 21});
        update = torch::randn({3, 50, 21}).to(type);
        if (hasGamma)
            gamma = torch::randn({21});
        if (kind == 's')
            paths = torch::tensor({0.0F, 1.25F, 1.25F}).view({3, 1, 1});
        else if (kind == 'p')
            paths = torch::randn({1, 50, 1});
        wanted = torch::randn({3, 50, 21});
    }

    struct Found {
        Tensor sum, ofX, ofUpdate, ofGamma;
    };

    template <typename Add>
    Found by(Add add) const
    {
        const Tensor stream = x.clone().requires_grad_(true);
        const Tensor given = update.clone().requires_grad_(true);
        const Tensor scale = gamma.defined() ? gamma.clone().requires_grad_(true) : Tensor();
        const Tensor sum = add(stream, given, scale, paths);
        sum.backward(wanted);
        return {sum.detach(), stream.grad(), given.grad(), scale.defined() ? scale.grad() : Tensor()};
    }

    Tensor x, update, gamma, paths, wanted;
};

Tensor bySteps(const Tensor& x, const Tensor& update, const Tensor& gamma, const Tensor& paths)
{
    return x + scaled(update, gamma, paths);
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Cases, AddingAnUpdate,
                         ::testing::Values(Case{torch::kFloat32, false, ' '}, Case{torch::kFloat32, true, 's'},
                                           Case{torch::kFloat32, false, 'p'}, Case{torch::kBFloat16, true, ' '},
                                           Case{torch::kBFloat16, false, 's'}, Case{torch::kBFloat16, true, 'p'}));

TEST_P(AddingAnUpdate, IsWhatItsStepsAreToTheLastBit)
{
    const Found once = by(addScaled);
    const Found steps = by(bySteps);
    EXPECT_TRUE(torch::equal(once.sum, steps.sum));
    EXPECT_TRUE(torch::equal(once.ofX, steps.ofX));
    EXPECT_TRUE(torch::equal(once.ofUpdate, steps.ofUpdate));
    EXPECT_EQ(once.ofUpdate.scalar_type(), GetParam().type);
    ASSERT_EQ(once.ofGamma.defined(), steps.ofGamma.defined());
    if (steps.ofGamma.defined()) { // A sum over 150 rows, in another order.
        EXPECT_TRUE(torch::allclose(once.ofGamma, steps.ofGamma, 1e-5, 1e-4));
    }
}

TEST_P(AddingAnUpdate, IsTheSameWithoutGradients)
{
    const Tensor with = by(addScaled).sum;
    const torch::NoGradGuard noGradient;
    EXPECT_TRUE(torch::equal(addScaled(x, update, gamma, paths), with));
}

TEST_P(AddingAnUpdate, TakesTensorsInAnyOrderOfMemory)
{
    const torch::NoGradGuard noGradient;
    const Tensor turned = x.transpose(1, 2).contiguous().transpose(1, 2);
    const Tensor other = update.transpose(0, 1).contiguous().transpose(0, 1);
    EXPECT_TRUE(torch::equal(addScaled(turned, other, gamma, paths), addScaled(x, update, gamma, paths)));
}

TEST_P(AddingAnUpdate, TakesGradientsInAnyOrderOfMemory)
{
    const Tensor stream = x.clone().requires_grad_(true);
    addScaled(stream, update, gamma, paths).sum().backward(); // one number, expanded
    EXPECT_TRUE(torch::equal(stream.grad(), torch::ones_like(x)));
}
