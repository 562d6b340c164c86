#pragma once

// Private to core/model: the loops of addScaled().

#include "core/model/hot_loops.h"

#include <cstddef>

namespace vlmo {

/// out = x + update * gamma * paths, row by row, where gamma is a number for each column and paths one for each row;
/// both may be null and are 1 then. In this order, every product and sum rounded.
void addScaledRows(const float* x, const float* update, const float* gamma, const float* paths, float* out,
                   std::size_t rows, std::size_t columns);
void addScaledRows(const float* x, const Bf16* update, const float* gamma, const float* paths, float* out,
                   std::size_t rows, std::size_t columns);

/// From the gradients of `out` those of `update`, and added to `sums` [columns], over the rows, those of gamma;
/// `update` is only looked at for these, and `sums` may be null.
void addScaledRowsBackward(const float* gradients, const float* update, const float* gamma, const float* paths,
                           float* ofUpdate, float* sums, std::size_t rows, std::size_t columns);
void addScaledRowsBackward(const float* gradients, const Bf16* update, const float* gamma, const float* paths,
                           Bf16* ofUpdate, float* sums, std::size_t rows, std::size_t columns);

} // namespace vlmo
