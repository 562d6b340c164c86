#pragma once

// Private to core/bench.

#include "core/bench/figure.h"
#include "core/engine/engine.h"
#include "core/model/config.h"

#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// Measures the fastest that this machine does what a model asks of it. Remembers every measurement for the report.
class CeilingMeter final {
public:
    /// Products are measured with the matrices of `model` and the tokens of 16 of its pictures. `device` is a name.
    /// Throws Error(InvalidArgument) for a device that is not there.
    CeilingMeter(const ModelConfig& model, const std::string& device, int threads);

    /// GFLOP/s of the fastest of the model's four kinds of products (qkv, projection, the expert's two), each its best
    /// of a few.
    double products(Precision precision);
    /// GB/s at which a table far larger than any cache is read.
    double memoryRead();

    [[nodiscard]] const std::string& device() const noexcept { return m_device; }
    [[nodiscard]] int threads() const noexcept { return m_threads; }
    /// What was measured, so far.
    [[nodiscard]] std::vector<Ceiling> ceilings() const;

    [[nodiscard]] static std::string nameOfProducts(Precision precision);
    static constexpr const char* kMemoryName = "reading memory";

private:
    struct Samples {
        std::string unit, note;
        std::vector<double> speeds;
    };
    double keep(const std::string& name, const char* unit, const std::string& note, double speed);

    ModelConfig m_model;
    std::string m_device;
    int m_threads;
    std::map<std::string, Samples> m_samples;
};

} // namespace vlmo
