#include "core/model/import.h"
#include "core/model/vlmo.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

// The paper's ablations: a model without experts, and one whose words and patches have attentions of their own. Given
// equal weights, both must compute what the model with experts and shared attention computes.

using namespace vlmo;
using torch::Tensor;

namespace {

ModelConfig tinyConfig(std::int64_t vlStart)
{
    ModelConfig config;
    config.depth = 3;
    config.width = 16;
    config.heads = 2;
    config.imageSize = 32;
    config.vlStart = vlStart;
    config.maxTextLength = 8;
    config.tableTextLength = 8;
    config.vocabularySize = 30;
    config.hasItcVl = vlStart < config.depth;
    return config;
}

Vlmo made(const ModelConfig& config)
{
    torch::set_num_threads(1);
    torch::manual_seed(3);
    Vlmo model(config);
    torch::NoGradGuard noGradient;
    for (const auto& item : model->named_parameters()) // zeros and ones would hide mistakes
        Tensor(item.value()).add_(torch::randn_like(item.value()), 0.1);
    model->eval();
    return model;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    if (const auto place = text.find(from); place != std::string::npos)
        text.replace(place, from.size(), to);
    return text;
}

/// Copies each parameter of `model` from the one of `source` that `nameIn` tells.
template <typename NameIn>
void copyWeights(const Vlmo& source, Vlmo& model, NameIn nameIn)
{
    torch::NoGradGuard noGradient;
    const auto parameters = source->named_parameters();
    for (const auto& item : model->named_parameters()) {
        const Tensor* found = parameters.find(nameIn(item.key()));
        ASSERT_NE(found, nullptr) << item.key();
        Tensor(item.value()).copy_(*found);
    }
}

/// All that a model makes of four pictures and sentences, padding among them.
std::vector<Tensor> outputs(Vlmo& model)
{
    torch::NoGradGuard noGradient;
    torch::manual_seed(11);
    const Tensor pixels = torch::randn({4, 3, 32, 32});
    const TextBatch text{torch::randint(5, 30, {4, 6}, torch::kInt64),
                         torch::arange(6).unsqueeze(0).lt(torch::tensor({6, 3, 5, 4}).unsqueeze(1))};
    const BranchStates images = model->encodeImage(pixels, {}, VlmoImpl::Branches::Both);
    const BranchStates texts = model->encodeText(text, {}, VlmoImpl::Branches::Both);
    const FusedStates fused = model->encodeFused(text, pixels, {});
    std::vector<Tensor> result{images.own, texts.own, fused.text, fused.image, fused.pooled};
    for (const BranchStates& each : {images, texts})
        if (each.vl.defined())
            result.push_back(each.vl);
    const std::vector<Tensor> tables{text.ids.narrow(1, 0, 4), text.ids};
    result.push_back(model->encodeSentences(tables, {}, VlmoImpl::Branches::OwnOnly).own);
    return result;
}

void expectEqual(const std::vector<Tensor>& left, const std::vector<Tensor>& right)
{
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i)
        EXPECT_LT((left[i] - right[i]).abs().max().item<double>(), 1e-5) << i;
}

ModelConfig withoutExperts()
{
    ModelConfig config = tinyConfig(3);
    config.sharedExpert = true;
    return config;
}

ModelConfig withTwoAttentions()
{
    ModelConfig config = tinyConfig(2);
    config.separateAttention = true;
    return config;
}

} // namespace

TEST(AModelWithoutExperts, EqualsOneWhoseExpertsAreAlike)
{
    Vlmo shared = made(withoutExperts());
    Vlmo experts = made(tinyConfig(3));
    copyWeights(shared, experts, [](const std::string& name) {
        std::string counterpart = name;
        for (const char* part : {"mlp_", "norm2_"})
            for (const char* own : {"text.", "imag."})
                counterpart = replaced(counterpart, std::string(part) + own, std::string(part) + "shared.");
        return counterpart;
    });
    expectEqual(outputs(shared), outputs(experts));
}

TEST(AModelWithTwoAttentions, EqualsOneThatSharesWhenBothAreAlike)
{
    Vlmo one = made(tinyConfig(2));
    Vlmo two = made(withTwoAttentions());
    copyWeights(one, two, [](const std::string& name) {
        return replaced(replaced(name, ".attn_text.", ".attn."), ".attn_imag.", ".attn.");
    });
    expectEqual(outputs(two), outputs(one));
}

TEST(AModelWithTwoAttentions, SendsWordsAndPatchesThroughTheirOwn)
{
    Vlmo model = made(withTwoAttentions());
    const std::vector<Tensor> before = outputs(model);
    {
        torch::NoGradGuard noGradient;
        for (const auto& item : model->named_parameters())
            if (item.key().find(".attn_imag.") != std::string::npos)
                Tensor(item.value()).add_(1.0);
    }
    const std::vector<Tensor> after = outputs(model);
    const auto differs = [&](std::size_t i) { return (after[i] - before[i]).abs().max().item<double>() > 1e-3; };
    EXPECT_TRUE(differs(0));  // pictures
    EXPECT_FALSE(differs(1)); // sentences
    EXPECT_TRUE(differs(2));  // words beside a picture, which they see
    EXPECT_TRUE(differs(5));  // the VL branch of pictures
    EXPECT_FALSE(differs(6)); // and of sentences
}

TEST(AnAblatedModel, HasTheTensorsThatItsConfigurationPromises)
{
    for (const ModelConfig& config : {withoutExperts(), withTwoAttentions()}) {
        Vlmo model = made(config);
        std::set<std::string> names;
        const auto expected = expectedTensors(config);
        for (const auto& item : model->named_parameters()) {
            names.insert(item.key());
            const auto found = expected.find(item.key());
            ASSERT_NE(found, expected.end()) << item.key();
            EXPECT_EQ(item.value().sizes(), c10::ArrayRef<std::int64_t>(found->second)) << item.key();
        }
        EXPECT_EQ(names.size(), expected.size());
    }
}

TEST(AnAblatedModel, IsComputedAgainInPlaceOfKeptAsAnyOther)
{
    for (const ModelConfig& config : {withoutExperts(), withTwoAttentions()}) {
        Vlmo model = made(config);
        const auto loss = [&](bool recompute) {
            Pass pass;
            pass.recompute = recompute;
            model->zero_grad();
            torch::manual_seed(5);
            const Tensor pixels = torch::randn({2, 3, 32, 32});
            const TextBatch text{torch::randint(5, 30, {2, 6}, torch::kInt64), {}};
            model->encodeFused(text, pixels, pass).pooled.square().sum().backward();
            std::vector<Tensor> gradients;
            for (const auto& item : model->named_parameters())
                if (item.value().grad().defined())
                    gradients.push_back(item.value().grad().clone());
            return gradients;
        };
        expectEqual(loss(true), loss(false));
    }
}
