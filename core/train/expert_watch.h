#pragma once

// Private to core/train.

#include "core/train/events.h"

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vlmo {

/// Follows how far each expert and each block's attention moves, so that one that stalls is seen while it happens.
/// Costs a copy of the blocks' weights, and a second one during a measured step.
class ExpertWatch final {
public:
    /// Watches nothing and costs nothing.
    ExpertWatch() = default;
    /// Remembers the weights as the run's start. Modules without blocks have nothing to watch.
    explicit ExpertWatch(const torch::nn::Module& model);

    /// Before a step that is to be measured; the gradients may be there or not.
    void beforeStep();
    /// After it, while the gradients are still there.
    [[nodiscard]] std::vector<ExpertStatistics> afterStep();

private:
    struct Watched {
        torch::Tensor value, start, before;
    };
    std::map<std::pair<std::int64_t, std::string>, std::vector<Watched>> m_parts; ///< By block and part.
};

} // namespace vlmo
