#pragma once

#include "core/library/half.h"

#include <cstddef>

namespace vlmo {

/// True when this processor has the instructions that halfScan() is written with (AVX2, FMA, F16C).
[[nodiscard]] bool hasHalfScan() noexcept;

/// Dot product of `query` with each of `count` rows of `dimension` halves. Only where hasHalfScan().
///
/// The distribution's FAISS is built for any x86-64 and decodes float16 in software: this is 16 times as fast (1.8 ms
/// against 29 ms for 100,000 vectors of 256 on one core).
void halfScan(const Half* rows, std::size_t count, std::size_t dimension, const float* query, float* products);

} // namespace vlmo
