#pragma once

// Private to core/train: what the objectives need of the other processes of a data-parallel run.

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace vlmo {

/// The processes that train one model together, each on its part of every batch. One process alone is a group of one.
class Communicator {
public:
    Communicator() = default;
    virtual ~Communicator() = default;
    Communicator(const Communicator&) = delete;
    Communicator& operator=(const Communicator&) = delete;

    [[nodiscard]] virtual std::int64_t rank() const { return 0; }
    [[nodiscard]] virtual std::int64_t size() const { return 1; }

    /// The rows of all processes in the order of their ranks, [B, ...] -> [size * B, ...]; every process gives equally
    /// many. The gradient of a row comes back to its process, summed over all.
    [[nodiscard]] virtual torch::Tensor gather(const torch::Tensor& rows) { return rows; }

    /// Each tensor becomes its sum over all processes, in place.
    virtual void sum(std::vector<torch::Tensor>&) {}

    /// By what a mean over `count` local items is to be multiplied so that the mean over all processes of the result is
    /// the mean over all items: count * size / sum of counts. 0 where there is no item at all.
    [[nodiscard]] double share(std::int64_t count)
    {
        if (size() == 1)
            return count > 0 ? 1.0 : 0.0;
        std::vector<torch::Tensor> total{torch::tensor(static_cast<double>(count), torch::kFloat64)};
        sum(total);
        const double all = total.front().item<double>();
        return all > 0.0 ? static_cast<double>(count) * static_cast<double>(size()) / all : 0.0;
    }
};

} // namespace vlmo
