#pragma once

#include "core/model/import.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace vlmo::test {

/// A configuration small enough for a test to write its model in a moment.
inline ModelConfig tinyConfig()
{
    ModelConfig config;
    config.depth = 2;
    config.width = 4;
    config.heads = 2;
    config.patchSize = 2;
    config.imageSize = 4;
    config.vlStart = 1;
    config.maxTextLength = 6;
    config.tableTextLength = 8;
    config.vocabularySize = 10;
    return config;
}

/// Every tensor of such a model, each number different from its neighbours.
inline TensorMaker tinyWeights(const ModelConfig& config)
{
    TensorMaker maker;
    float value = 0.0F;
    for (const auto& [name, shape] : expectedTensors(config)) {
        const std::int64_t count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
        std::vector<float> values(static_cast<std::size_t>(count));
        std::generate(values.begin(), values.end(), [&] { return value += 0.25F; });
        maker.floats(name, shape, values);
    }
    return maker;
}

/// The tensors without a file, as if they had been read.
inline TensorFile fileOf(const TensorMaker& maker)
{
    TensorFile file;
    file.tensors = maker.tensors();
    file.source = "tiny.pt";
    return file;
}

} // namespace vlmo::test
