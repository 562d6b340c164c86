#pragma once

#include "core/model/import.h"
#include "core/model/vlmo.h"
#include "core/model/weights.h"
#include "tests/support/golden.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>

namespace vlmo::test {

/// Tolerances that tests/golden/README.md justifies: rounding of float32 stays below, any real mistake above.
inline constexpr double kOutputTolerance = 5e-5;
inline constexpr double kLossTolerance = 2e-6;
inline constexpr double kGradientTolerance = 2e-6;

/// A set's tensor, floating point as float32.
inline torch::Tensor goldenTensor(const TensorFile& file, const std::string& name)
{
    return toTorch(file.at(name));
}

inline double largestDifference(const torch::Tensor& left, const torch::Tensor& right)
{
    if (left.sizes() != right.sizes())
        return INFINITY;
    return (left.to(torch::kFloat64) - right.to(torch::kFloat64)).abs().max().item<double>();
}

/// Prints, at the end of the program, the largest difference met under each tolerance: the parity table's source.
class LargestDifferences final : public ::testing::Environment {
public:
    static double note(double difference, double tolerance)
    {
        double& largest = table()[tolerance];
        largest = std::max(largest, difference);
        return difference;
    }
    void TearDown() override
    {
        for (const auto& [tolerance, largest] : table())
            std::cout << "largest difference under the tolerance " << tolerance << ": " << largest << '\n';
    }

private:
    static std::map<double, double>& table()
    {
        static std::map<double, double> differences;
        return differences;
    }
};
inline ::testing::Environment* const largestDifferences =
    ::testing::AddGlobalTestEnvironment(new LargestDifferences); // owned by GoogleTest

#define EXPECT_NEAR_TENSOR(actual, expected, tolerance)                                                                \
    EXPECT_LE(                                                                                                         \
        ::vlmo::test::LargestDifferences::note(::vlmo::test::largestDifference((actual), (expected)), (tolerance)),    \
        (tolerance))                                                                                                   \
        << #actual << " " << (actual).sizes() << " against " << (expected).sizes()

/// The configuration the reference built a set with, from the set's own `config.json`.
inline ModelConfig goldenConfig(const std::string& set)
{
    const nlohmann::json json = goldenJson(set + "/config.json");
    const nlohmann::json& arch = json.at("arch");
    const nlohmann::json& config = json.at("config");
    ModelConfig result;
    result.depth = arch.at("depth");
    result.width = arch.at("embed_dim");
    result.heads = arch.at("num_heads");
    result.ffnRatio = arch.at("mlp_ratio");
    result.patchSize = arch.at("patch_size");
    result.vlStart = arch.at("vlffn_start_layer_index");
    result.imageSize = config.at("image_size");
    result.maxTextLength = config.at("max_text_len");
    result.tableTextLength = config.at("max_text_len_of_initckpt");
    result.vocabularySize = config.at("vocab_size");
    result.positions =
        arch.at("need_relative_position_embed").get<bool>() ? PositionKind::RelativeBias : PositionKind::Absolute;
    const auto scale = arch.find("layer_scale_init_values");
    result.layerScaleInit =
        scale != arch.end() && scale->is_number() ? std::optional(scale->get<double>()) : std::nullopt;
    result.hasItc = result.hasItcVl = result.hasItm = result.hasMlm = true;
    return result;
}

/// A model with the weights of a checkpoint, in evaluation mode.
inline Vlmo modelFrom(const TensorFile& checkpoint, const ModelConfig& config)
{
    Vlmo model(config);
    loadWeights(model, fitWeights(checkpoint, config).file);
    model->eval();
    return model;
}

/// A checkpoint with tensors of another file added or put over its own.
inline TensorFile withTensors(TensorFile base, const TensorFile& more)
{
    for (const auto& [name, view] : more.tensors)
        base.tensors[name] = view;
    base.storage = std::make_shared<std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>>(base.storage,
                                                                                                         more.storage);
    return base;
}

inline TextBatch textBatch(const torch::Tensor& ids, const torch::Tensor& mask)
{
    return {ids, mask.to(torch::kBool)};
}

/// Keeps the states after every block.
class StateKeeper final : public BlockObserver {
public:
    void onBlock(const BlockRecord& record) override
    {
        (record.vlBranch ? vl : own)[record.block] = record.after;
        if (record.block == 0)
            input = record.before;
    }
    torch::Tensor input;
    std::map<std::int64_t, torch::Tensor> own, vl;
};

} // namespace vlmo::test
