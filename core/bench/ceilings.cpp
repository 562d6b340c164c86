#include "core/bench/ceilings.h"

#include "core/engine/torch_device.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace vlmo {

namespace {

constexpr std::int64_t kPictures = 16;
constexpr int kTries = 5;

/// Seconds of the fastest of a few tries; the first call, which prepares kernels, does not count. `work` returns a
/// tensor of which one number is read, so that a GPU has finished.
template <typename Work>
double fastest(Work work)
{
    double best = std::numeric_limits<double>::max();
    for (int attempt = 0; attempt <= kTries; ++attempt) {
        const auto start = std::chrono::steady_clock::now();
        (void)work().flatten()[0].template item<float>();
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (attempt > 0)
            best = std::min(best, elapsed.count());
    }
    return best;
}

} // namespace

CeilingMeter::CeilingMeter(const ModelConfig& model, const std::string& device, int threads)
    : m_model(model), m_device(deviceFromName(device).str()), m_threads(useThreads(threads))
{}

std::string CeilingMeter::nameOfProducts(Precision precision)
{
    return std::string("products in ") + precisionName(precision);
}

double CeilingMeter::keep(const std::string& name, const char* unit, const std::string& note, double speed)
{
    Samples& samples = m_samples[name];
    samples.unit = unit;
    samples.note = note;
    samples.speeds.push_back(speed);
    return speed;
}

double CeilingMeter::products(Precision precision)
{
    return guarded("measuring products", [&] {
        (void)useThreads(m_threads);
        const torch::InferenceMode inference;
        const torch::Device device(m_device);
        const auto type = precision == Precision::Bf16 ? torch::kBFloat16 : torch::kFloat32;
        const std::int64_t rows = kPictures * m_model.imageTokens();
        const std::int64_t width = m_model.width;
        double best = 0.0;
        for (const auto& [inputs, outputs] :
             {std::pair{width, 3 * width}, std::pair{width, width}, std::pair{width, m_model.ffnRatio * width},
              std::pair{m_model.ffnRatio * width, width}}) {
            const torch::Tensor x = torch::randn({rows, inputs}, device).to(type);
            const torch::Tensor weight = torch::randn({outputs, inputs}, device).to(type);
            const double seconds = fastest([&] { return torch::linear(x, weight); });
            best = std::max(best, 2.0 * static_cast<double>(rows * inputs * outputs) / seconds / 1e9);
        }
        return keep(nameOfProducts(precision), "GFLOP/s",
                    std::to_string(rows) + " rows with the matrices of width " + std::to_string(width), best);
    });
}

double CeilingMeter::memoryRead()
{
    return guarded("measuring memory", [&] {
        (void)useThreads(m_threads);
        constexpr std::int64_t bytes = std::int64_t{256} << 20U;
        const torch::InferenceMode inference;
        const torch::Tensor table = torch::ones({bytes / 4}, torch::TensorOptions(torch::Device(m_device)));
        const double seconds = fastest([&] { return table.sum(); });
        return keep(kMemoryName, "GB/s", std::to_string(bytes >> 20U) + " MiB, summed",
                    static_cast<double>(bytes) / seconds / 1e9);
    });
}

std::vector<Ceiling> CeilingMeter::ceilings() const
{
    std::vector<Ceiling> result;
    for (const auto& [name, samples] : m_samples)
        result.push_back({name, samples.unit, spreadOf(samples.speeds), samples.note});
    return result;
}

} // namespace vlmo
