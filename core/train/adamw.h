#pragma once

#include "core/train/recipe.h"

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// Whether weight decay applies to a parameter (MODEL.md section 5): not to any name with "bias" in it (so also not to
/// the position table), `norm1.weight`, `transformer.norm.weight`, `LayerNorm.weight`.
[[nodiscard]] bool decays(const std::string& parameter);

/// Whether a parameter belongs to a task head, whose rate is `head_rate` times the others' (VQA, NLVR2, classes).
[[nodiscard]] bool isTaskHead(const std::string& parameter);

/// By what the rate of a parameter is multiplied so that each layer learns `layerDecay` times as fast as the one above
/// it (BEiT): embeddings lie below the first of `depth` blocks; the final norm, the pooler, heads and the table of
/// positions, which serves all blocks, above the last.
[[nodiscard]] double layerRate(const std::string& parameter, std::int64_t depth, double layerDecay);

/// Linear warm-up, then polynomial decay to `endRate`, or half a cosine down to 0; `step` counts from 0 (the first step
/// of a warm-up has rate 0).
[[nodiscard]] double learningRateAt(std::int64_t step, double peak, const Recipe::Schedule& schedule);

/// AdamW as the reference's library has it: eps is added to sqrt(v) before the bias correction, and decay follows the
/// update (golden set H). Parameters without a gradient are skipped whole, decay too.
class AdamW final {
public:
    /// For the parameters that require a gradient at this moment; frozen ones cost nothing.
    AdamW(const torch::nn::Module& model, const Recipe::Optimiser& options);

    /// One step at the given rate. Returns the gradients' norm before clipping.
    double step(double rate);
    void zeroGradients();

    /// Moments by parameter name ("m.NAME", "v.NAME") and the average ("a.NAME") where one is kept; for checkpoints.
    [[nodiscard]] std::map<std::string, torch::Tensor> state() const;
    /// States of other parameters are passed over. Throws Error(BadInput).
    void restore(const std::map<std::string, torch::Tensor>& state, std::int64_t steps);
    [[nodiscard]] std::int64_t steps() const noexcept { return m_steps; }
    [[nodiscard]] bool keepsAverage() const noexcept { return m_options.averageDecay > 0.0; }

    /// Exchanges weights and their average: once before an evaluation or export, once after.
    void swapAverage();

private:
    struct Slot {
        std::string name;
        torch::Tensor value;
        torch::Tensor mean;
        torch::Tensor square;
        torch::Tensor average; // Undefined without one.
        std::int64_t steps = 0;
        bool decay = false;
        double rateFactor = 1.0;
    };
    Recipe::Optimiser m_options;
    std::vector<Slot> m_slots;
    std::int64_t m_steps = 0;
};

} // namespace vlmo
