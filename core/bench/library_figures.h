#pragma once

// Private to core/bench.

#include "core/bench/bench_run.h"

namespace vlmo {

/// A folder of JPEGs from the disk into a library, against embedding the same pictures from memory.
void measureIndexing(BenchRun& run, Engine& engine, Precision precision);

/// Best pictures for a query among made-up vectors of the model's width: time and memory.
void measureSearch(BenchRun& run);

} // namespace vlmo
