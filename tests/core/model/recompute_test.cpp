#include "core/model/vlmo.h"

#include <gtest/gtest.h>

using namespace vlmo;
using torch::Tensor;

namespace {

ModelConfig tinyConfig()
{
    ModelConfig config;
    config.depth = 3;
    config.width = 16;
    config.heads = 2;
    config.imageSize = 32;
    config.vlStart = 2;
    config.maxTextLength = 8;
    config.tableTextLength = 8;
    config.vocabularySize = 30;
    config.visualCodes = 12;
    return config;
}

Vlmo tinyTrainingModel()
{
    torch::set_num_threads(1);
    torch::manual_seed(3);
    Vlmo model(tinyConfig());
    model->setDropPath(0.4);
    model->train();
    return model;
}

/// Loss and gradients of a fused pass, a picture pass and a text pass with their VL branches.
std::map<std::string, Tensor> gradients(Vlmo& model, const Pass& pass)
{
    model->zero_grad();
    torch::manual_seed(11);
    const Tensor pixels = torch::randn({4, 3, 32, 32});
    const TextBatch text{torch::randint(5, 30, {4, 6}, torch::kInt64),
                         torch::arange(6).unsqueeze(0).lt(torch::tensor({6, 3, 5, 4}).unsqueeze(1))};
    torch::manual_seed(12);
    const BranchStates images = model->encodeImage(pixels, pass, VlmoImpl::Branches::Both);
    const BranchStates texts = model->encodeText(text, pass, VlmoImpl::Branches::Both);
    const Tensor loss = model->encodeFused(text, pixels, pass).pooled.square().sum() + images.own.square().mean() +
                        images.vl.sum() + texts.own.square().mean() + texts.vl.sum();
    loss.backward();
    std::map<std::string, Tensor> result{{"loss", loss.detach()}};
    for (const auto& item : model->named_parameters())
        if (item.value().grad().defined())
            result[item.key()] = item.value().grad().clone();
    return result;
}

} // namespace

TEST(Recomputing, ChangesNeitherValuesNorGradientsThoughBranchesAreDroppedAtRandom)
{
    Vlmo model = tinyTrainingModel();
    Pass pass;
    const auto kept = gradients(model, pass);
    pass.recompute = true;
    const auto recomputed = gradients(model, pass);
    ASSERT_EQ(kept.size(), recomputed.size());
    EXPECT_TRUE(torch::equal(kept.at("loss"), recomputed.at("loss")));
    // Several passes share a block, so gradients add up in another order; the words' LayerNorm, at the start over
    // values near 0.02, makes fifty of one rounding. A real mistake would be of the size of the gradient.
    for (const auto& [name, gradient] : kept) {
        const double difference = (gradient - recomputed.at(name)).abs().max().item<double>();
        EXPECT_LE(difference, 5e-5 * std::max(1.0, gradient.abs().max().item<double>())) << name;
    }
}

TEST(Recomputing, HoldsForAbsolutePositionsAndForSentencesOfSeveralLengths)
{
    torch::set_num_threads(1);
    for (const PositionKind positions : {PositionKind::RelativeBias, PositionKind::Absolute}) {
        torch::manual_seed(3);
        ModelConfig config = tinyConfig();
        config.positions = positions;
        Vlmo model(config);
        model->setDropPath(0.4);
        model->train();
        const auto found = [&](bool recompute) {
            Pass pass;
            pass.recompute = recompute;
            model->zero_grad();
            torch::manual_seed(12);
            const BranchStates states =
                model->encodeSentences({torch::full({3, 4}, 7, torch::kInt64), torch::full({2, 6}, 9, torch::kInt64)},
                                       pass, VlmoImpl::Branches::Both);
            const Tensor loss =
                states.own.square().sum() + states.vl.sum() +
                model->encodeImage(torch::ones({2, 3, 32, 32}), pass, VlmoImpl::Branches::OwnOnly).own.square().mean();
            loss.backward();
            std::map<std::string, Tensor> result{{"loss", loss.detach()}};
            for (const auto& item : model->named_parameters())
                if (item.value().grad().defined())
                    result[item.key()] = item.value().grad().clone();
            return result;
        };
        const auto kept = found(false);
        const auto again = found(true);
        ASSERT_EQ(kept.size(), again.size());
        EXPECT_TRUE(torch::equal(kept.at("loss"), again.at("loss")));
        for (const auto& [name, gradient] : kept)
            EXPECT_TRUE(torch::allclose(gradient, again.at(name), 1e-4, 1e-5)) << name;
    }
}

TEST(Recomputing, LeavesTheRandomGeneratorWhereAPlainPassWould)
{
    Vlmo model = tinyTrainingModel();
    Pass pass;
    (void)gradients(model, pass);
    const Tensor next = torch::rand({4});
    pass.recompute = true;
    (void)gradients(model, pass);
    EXPECT_TRUE(torch::equal(torch::rand({4}), next));
}

TEST(Recomputing, ReachesNoFrozenParameter)
{
    Vlmo model = tinyTrainingModel();
    for (const auto& item : model->named_parameters())
        if (item.key().find(".attn.") != std::string::npos)
            Tensor(item.value()).set_requires_grad(false);
    Pass pass;
    pass.recompute = true;
    for (const auto& [name, gradient] : gradients(model, pass))
        EXPECT_EQ(name.find(".attn."), std::string::npos) << name;
}

TEST(HiddenPatches, AreNotSeen)
{
    Vlmo model = tinyTrainingModel();
    model->eval();
    torch::NoGradGuard noGradient;
    const Tensor masked = torch::tensor({{true, false, false, true}});
    Tensor pixels = torch::randn({1, 3, 32, 32});
    const Tensor before = model->mim(model->encodeMaskedImage(pixels, masked, {}), {});
    pixels.slice(2, 0, 16).slice(3, 0, 16).fill_(1.0); // the first patch
    EXPECT_TRUE(torch::equal(model->mim(model->encodeMaskedImage(pixels, masked, {}), {}), before));
    pixels.slice(2, 0, 16).slice(3, 16, 32).fill_(1.0); // the second, which is not hidden
    EXPECT_FALSE(torch::equal(model->mim(model->encodeMaskedImage(pixels, masked, {}), {}), before));
}

TEST(HiddenPatches, WithNothingHiddenGiveThePlainPass)
{
    Vlmo model = tinyTrainingModel();
    model->eval();
    torch::NoGradGuard noGradient;
    const Tensor pixels = torch::randn({2, 3, 32, 32});
    const Tensor states = model->encodeMaskedImage(pixels, torch::zeros({2, 4}, torch::kBool), {});
    EXPECT_TRUE(torch::equal(states, model->encodeImage(pixels, {}, VlmoImpl::Branches::OwnOnly).own));
}

TEST(HiddenPatches, NeedAModelThatWasMadeForThem)
{
    ModelConfig config = tinyConfig();
    config.visualCodes = 0;
    Vlmo model(config);
    EXPECT_THROW((void)model->encodeMaskedImage(torch::zeros({1, 3, 32, 32}), torch::zeros({1, 4}, torch::kBool), {}),
                 std::exception);
}
