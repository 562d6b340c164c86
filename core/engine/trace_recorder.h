#pragma once

// Private to core: speaks torch.

#include "core/engine/trace.h"
#include "core/model/block.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace vlmo {

/// Keeps what each block did in a pass of one input and turns it into a trace's cells.
class TraceRecorder final : public BlockObserver {
public:
    void onBlock(const BlockRecord& record) override;

    /// `expertOf(block, token)` names the expert that served a place.
    template <typename ExpertOf>
    void fill(Trace& trace, ExpertOf expertOf) const
    {
        const std::vector<TraceCell> measured = cells();
        trace.cells = measured;
        for (std::size_t block = 0; block < m_blocks.size(); ++block)
            for (std::size_t token = 0; token < trace.tokens.size(); ++token)
                trace.cells[block * trace.tokens.size() + token].expert = expertOf(block, token);
    }

private:
    struct Measures {
        torch::Tensor residual, attention, expert, attentionRelative, expertRelative, expertCosine; // each [N]
        torch::Tensor after;                                                                        // [N, d]
    };
    [[nodiscard]] std::vector<TraceCell> cells() const;

    std::vector<Measures> m_blocks;
};

} // namespace vlmo
