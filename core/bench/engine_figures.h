#pragma once

// Private to core/bench.

#include "core/bench/bench_run.h"

namespace vlmo {

/// Everything that the engine's front door does, in one precision: memory, pictures, sentences, fused pairs; where
/// `isFirst`, also indexing a folder, and memory, which a second engine would find spoilt by the first.
void measureEngine(BenchRun& run, Precision precision, bool isFirst);

} // namespace vlmo
