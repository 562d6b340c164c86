#pragma once

// Private to core/bench.

#include "core/bench/bench_run.h"

namespace vlmo {

/// Steps of stage 3 through the trainer itself, on made-up pairs: forward, backward, optimiser. Eight pairs at once, or
/// as many as fit. `isFirst`: also the peak of memory against the forecast, which a second run in one process would
/// find spoilt.
void measureTraining(BenchRun& run, Precision precision, bool isFirst);

} // namespace vlmo
