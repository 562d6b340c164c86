#include "core/model/vlmo.h"

#include <gtest/gtest.h>

using namespace vlmo;
using torch::Tensor;

namespace {

class SentencesOfSeveralLengths : public ::testing::TestWithParam<PositionKind> {
protected:
    SentencesOfSeveralLengths()
    {
        torch::manual_seed(5);
        ModelConfig config;
        config.depth = 3;
        config.width = 32;
        config.heads = 4;
        config.imageSize = 32;
        config.vlStart = 2;
        config.maxTextLength = 12;
        config.tableTextLength = 12;
        config.vocabularySize = 50;
        config.positions = GetParam();
        model = Vlmo(config);
        model->eval();
        for (const auto& item : model->named_parameters()) // Positions start as zeros, which would hide a mistake.
            if (item.key() == "relative_position_bias_table")
                Tensor(item.value()).normal_();
        tables = {torch::randint(5, 50, {3, 4}, torch::kInt64), torch::randint(5, 50, {1, 7}, torch::kInt64),
                  torch::randint(5, 50, {2, 12}, torch::kInt64)};
    }

    const torch::NoGradGuard noGradient;
    Vlmo model{nullptr};
    std::vector<Tensor> tables;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Positions, SentencesOfSeveralLengths,
                         ::testing::Values(PositionKind::RelativeBias, PositionKind::Absolute));

TEST_P(SentencesOfSeveralLengths, AreWhatTheyAreByThemselves)
{
    const Pass pass;
    const BranchStates together = model->encodeSentences(tables, pass, VlmoImpl::Branches::Both);
    std::vector<Tensor> own, vl;
    for (const Tensor& ids : tables) {
        const BranchStates alone = model->encodeText({ids, {}}, pass, VlmoImpl::Branches::Both);
        own.push_back(alone.own.narrow(1, 0, 1));
        vl.push_back(alone.vl.narrow(1, 0, 1));
    }
    EXPECT_EQ(together.own.sizes(), (torch::IntArrayRef{6, 1, 32}));
    EXPECT_LE((together.own - torch::cat(own)).abs().max().item<double>(), 1e-5);
    EXPECT_LE((together.vl - torch::cat(vl)).abs().max().item<double>(), 1e-5);
}

TEST_P(SentencesOfSeveralLengths, GiveVectorsInTheirOrder)
{
    const Pass pass;
    const Tensor vectors = model->itcText(model->encodeSentences(tables, pass, VlmoImpl::Branches::OwnOnly).own, pass);
    const Tensor last = model->itcText(model->encodeText({tables[2], {}}, pass, VlmoImpl::Branches::OwnOnly).own, pass);
    EXPECT_LE((vectors.narrow(0, 4, 2) - last).abs().max().item<double>(), 1e-5);
}

TEST_P(SentencesOfSeveralLengths, PassOnTheGradientsOfEachByItself)
{
    const torch::AutoGradMode withGradient(true);
    const Pass pass;
    const auto gradientsOf = [&](auto loss) {
        model->zero_grad();
        loss().backward();
        std::map<std::string, Tensor> found;
        for (const auto& item : model->named_parameters())
            if (item.value().grad().defined())
                found[item.key()] = item.value().grad().clone();
        return found;
    };
    const auto together = gradientsOf([&] {
        const BranchStates states = model->encodeSentences(tables, pass, VlmoImpl::Branches::Both);
        return states.own.square().sum() + states.vl.pow(3).sum();
    });
    const auto alone = gradientsOf([&] {
        Tensor sum = torch::zeros({});
        for (const Tensor& ids : tables) {
            const BranchStates states = model->encodeText({ids, {}}, pass, VlmoImpl::Branches::Both);
            sum = sum + states.own.narrow(1, 0, 1).square().sum() + states.vl.narrow(1, 0, 1).pow(3).sum();
        }
        return sum;
    });
    ASSERT_EQ(together.size(), alone.size());
    for (const auto& [name, gradient] : alone)
        EXPECT_LE((together.at(name) - gradient).abs().max().item<double>(),
                  1e-4 * std::max(1.0, gradient.abs().max().item<double>()))
            << name;
}

TEST_P(SentencesOfSeveralLengths, AreDroppedFromABranchEachForItself)
{
    model->setDropPath(0.9);
    model->train();
    const Pass pass;
    const std::vector<Tensor> equal{torch::full({40, 4}, 7, torch::kInt64), torch::full({40, 6}, 7, torch::kInt64)};
    torch::manual_seed(1);
    const Tensor states = model->encodeSentences(equal, pass, VlmoImpl::Branches::OwnOnly).own;
    // The same sentence again and again: it comes out differently, and not in two ways alone, one for each length.
    const Tensor first = states.select(1, 0).narrow(0, 0, 40);
    EXPECT_GT((first - first[0]).abs().amax(1).gt(1e-6).sum().item<std::int64_t>(), 3);
}
