#pragma once

#include "core/base/progress.h"
#include "core/bench/figure.h"
#include "core/engine/engine.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

struct BenchOptions {
    /// A model folder. Empty: a model of `config` with made-up weights, which is as fast as a trained one.
    std::filesystem::path model;
    ModelConfig config;               ///< Of a made-up model; its vocabulary's size is that of `vocabulary`.
    std::string name = "base";        ///< What the report calls the model.
    std::filesystem::path vocabulary; ///< Of a made-up model.

    std::vector<std::string> only;    ///< Names of benchFigures(); empty: all.
    EngineOptions engine;             ///< Precision Auto: fp32 and, where the processor has units for it, bf16.
    bool quick = false;               ///< Fewer repetitions: for a look, not for a record.
    std::int64_t vectors = 1'000'000; ///< To search among.
    std::filesystem::path pictures;   ///< A data set whose pictures are made into the JPEGs to index.
};

/// A figure's name and what it measures.
struct BenchFigureName {
    std::string name;
    std::string title;
};
/// All there are, in the order in which they are reported.
[[nodiscard]] const std::vector<BenchFigureName>& benchFigures();

struct BenchReport {
    SystemInfo system;
    std::string device;
    int threads = 1;
    double loadAverage = 0.0; ///< What the machine did in the minute before: other work makes every figure worse.
    std::string model;
    std::int64_t numbers = 0; ///< That the model is made of.
    std::vector<Ceiling> ceilings;
    std::vector<Figure> figures;
    std::vector<SkippedItem> leftOut; ///< Asked for and not measured, each with the reason.
    bool cancelled = false;
};

/// Measures what the engine, the trainer and the library do on this machine, beside the fastest this machine can do,
/// and judges it by the bars of the project.
///
/// Everything is measured in this call: the ceilings anew before and after each figure. Pictures, sentences, vectors
/// and weights are made up, and written to a temporary folder that is removed at the end. Repeats each measurement and
/// gives the median with its spread. A stop request ends it after the repetition at hand with what was measured so far.
/// Progress counts figures. Uses the calling thread and those of LibTorch.
///
/// Throws Error: InvalidArgument (no such figure, device or precision, an unsound configuration, fewer than 1 vector),
/// NotFound (no such model, no pictures), BadInput, Incompatible (a model without what it must have), OutOfMemory,
/// Internal (no room for temporary files). A figure that this model or this memory does not allow is left out.
[[nodiscard]] BenchReport runBench(const BenchOptions& options, ProgressObserver* observer = nullptr,
                                   std::stop_token stop = {});

} // namespace vlmo
