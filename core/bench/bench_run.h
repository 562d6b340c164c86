#pragma once

// Private to core/bench: what all measurements of one call share.

#include "core/bench/bench.h"
#include "core/bench/ceilings.h"
#include "core/bench/made_up.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace vlmo {

/// How often a measurement is repeated: at least so many times, and on until so much time has passed or `most` are
/// done.
struct Repetition {
    std::size_t least = 7;
    std::size_t most = 200;
    double seconds = 4.0;
};

/// Work that is nothing but a forward pass.
struct Forward {
    std::string name; ///< Of benchFigures().
    std::string unit; ///< "ms": the time of one call, else items a second.
    double items = 1.0;
    double operations = 0.0; ///< Of one call.
    std::string note;
    std::function<void()> work;
};

class BenchRun final {
public:
    /// `folder`: a model's. Throws as runBench() does.
    BenchRun(const BenchOptions& options, std::filesystem::path model, ProgressObserver* observer,
             std::stop_token stop);

    [[nodiscard]] const BenchOptions& options() const noexcept { return m_options; }
    [[nodiscard]] const std::filesystem::path& model() const noexcept { return m_model; }
    [[nodiscard]] const ModelConfig& config() const noexcept { return m_config; }
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder.path(); }
    [[nodiscard]] CeilingMeter& ceilings() noexcept { return m_ceilings; }
    [[nodiscard]] BenchReport& report() noexcept { return m_report; }
    [[nodiscard]] const std::stop_token& stop() const noexcept { return m_stop; }
    [[nodiscard]] Repetition repetition() const;
    [[nodiscard]] EngineOptions engineOptions(Precision precision) const;
    /// Fp32 and bf16 where both are possible, the faster to be expected first.
    [[nodiscard]] const std::vector<Precision>& precisions() const noexcept { return m_precisions; }

    [[nodiscard]] bool wants(const std::string& name) const;
    [[nodiscard]] bool wantsAny(const std::vector<std::string>& names) const;

    /// Announces a figure, measures it, and lists it as left out where `measure` throws Incompatible, OutOfMemory or
    /// Cancelled, or the stop came before. Nothing where nobody wants it.
    void attempt(const std::string& name, const std::string& precision, const std::function<void()>& measure);
    /// attempt() for a forward pass: its time, its share of the ceiling, its bar and its reference.
    void measure(const Forward& forward, Precision precision);
    void leaveOut(const std::string& name, const std::string& precision, const std::string& reason);

    /// Seconds of each repetition; the first call, which prepares kernels, does not count. Ends early at a stop. Throws
    /// Error(Cancelled) when that came before the first.
    [[nodiscard]] std::vector<double> secondsOf(const std::function<void()>& work, const Repetition& repetition) const;

    /// A figure with its title.
    [[nodiscard]] static Figure figure(const std::string& name, const std::string& precision, const std::string& unit);
    /// Adds the reference, where it was measured with a model of this size.
    void addReference(Figure& figure, bool isTime) const;

private:
    BenchOptions m_options;
    std::filesystem::path m_model;
    ModelConfig m_config;
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    std::vector<Precision> m_precisions;
    ScratchFolder m_folder;
    CeilingMeter m_ceilings;
    BenchReport m_report;
    std::int64_t m_done = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// "MB", as the bars count them.
[[nodiscard]] double megabytes(std::int64_t bytes);
/// "12.3"
[[nodiscard]] std::string decimal(double value, int decimals);

} // namespace vlmo
