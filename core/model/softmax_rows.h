#pragma once

// Private to core: attention weights in one pass over the logits.

#include "core/model/hot_loops.h"

#include <cstddef>

namespace vlmo {

/// Row by row, `values` becomes softmax(values + bias), summed in float32 and rounded once at the end. `bias`, of the
/// same shape, and `keys`, `columns` numbers of which a 0 takes its column out, may be null.
///
/// Written out as separate operations on float32 the same takes four times the time, all of it spent on memory: at
/// base size and 16 pictures a block's logits are 30 MB as floats.
void softmaxRows(Bf16* values, const float* bias, const bool* keys, std::size_t rows, std::size_t columns);

/// Row by row, `gradients` of the probabilities p become those of the logits, p (g - sum(p g)), computed in float32 and
/// rounded once at the end. They are added before that to `sums`, of the same shape, which may be null.
void softmaxRowsBackward(Bf16* gradients, const Bf16* probabilities, float* sums, std::size_t rows,
                         std::size_t columns);

} // namespace vlmo
