#include "core/model/relative_position.h"

namespace vlmo {

using torch::Tensor;
using torch::indexing::Slice;

Tensor imagePositionIndex(const ModelConfig& config)
{
    const std::int64_t grid = config.grid();
    const std::int64_t span = 2 * grid - 1;
    const std::int64_t rows = config.imageDistances();
    const Tensor place = torch::arange(grid, torch::kInt64);
    const Tensor y = place.repeat_interleave(grid);               // [P]
    const Tensor x = place.repeat({grid});                        // [P]
    const Tensor dy = y.unsqueeze(1) - y.unsqueeze(0) + grid - 1; // [P, P], from 0
    const Tensor dx = x.unsqueeze(1) - x.unsqueeze(0) + grid - 1;

    Tensor index = torch::empty({config.imageTokens(), config.imageTokens()}, torch::kInt64);
    index.index_put_({Slice(1), Slice(1)}, dy * span + dx);
    index.index_put_({0, Slice()}, rows - 3);
    index.index_put_({Slice(), 0}, rows - 2);
    index.index_put_({0, 0}, rows - 1);
    return index;
}

Tensor textPositionIndex(const ModelConfig& config, std::int64_t length)
{
    const std::int64_t last = config.tableRows();
    const Tensor place = torch::arange(length, torch::kInt64);
    // The smallest distance between two words is 2 - tableTextLength: `[CLS]` has rows of its own.
    Tensor index = place.unsqueeze(0) - place.unsqueeze(1) + (config.tableTextLength - 2) + config.imageDistances() + 2;
    index.index_put_({0, Slice()}, last - 3);
    index.index_put_({Slice(), 0}, last - 2);
    index.index_put_({0, 0}, last - 1);
    return index;
}

Tensor fusedPositionIndex(const ModelConfig& config, std::int64_t length)
{
    const Tensor textToImage = torch::full({length, config.imageTokens()}, config.imageDistances(), torch::kInt64);
    const Tensor imageToText = torch::full({config.imageTokens(), length}, config.imageDistances() + 1, torch::kInt64);
    return torch::cat({torch::cat({textPositionIndex(config, length), textToImage}, 1),
                       torch::cat({imageToText, imagePositionIndex(config)}, 1)},
                      0);
}

} // namespace vlmo
