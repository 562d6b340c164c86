#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/engine/engine.h"
#include "core/engine/torch_device.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <iomanip>
#include <sstream>

namespace vlmo {

using nlohmann::json;

namespace {

constexpr std::uintmax_t kLargestRecord = 1U << 20U;

/// Seconds of the fastest of a few products of the size that a block's experts have.
double secondsOfProducts(torch::ScalarType type, const torch::Device& device)
{
    torch::InferenceMode inference;
    const torch::Tensor x = torch::randn({1024, 768}, device).to(type);
    const torch::Tensor weight = torch::randn({3072, 768}, device).to(type);
    const auto run = [&] { return torch::linear(x, weight).sum().item<float>(); };
    (void)run(); // The first call prepares kernels.
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        (void)run();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::ostringstream text;
    text << std::put_time(&parts, "%Y-%m-%d");
    return text.str();
}

PrecisionChoice measure(const torch::Device& device)
{
    const double fp32 = secondsOfProducts(torch::kFloat32, device);
    const double bf16 = secondsOfProducts(torch::kBFloat16, device);
    PrecisionChoice choice;
    choice.precision = bf16 < fp32 ? Precision::Bf16 : Precision::Fp32;
    std::ostringstream text;
    text << "measured on " << today() << ": bf16 products take " << std::fixed << std::setprecision(2) << bf16 / fp32
         << " of the time of fp32";
    choice.reason = text.str();
    return choice;
}

} // namespace

Precision precisionFromName(std::string_view name)
{
    for (const Precision each : {Precision::Auto, Precision::Fp32, Precision::Bf16})
        if (name == precisionName(each))
            return each;
    throw Error(ErrorKind::InvalidArgument,
                "the precision '" + std::string(name) + "' is not known; there are auto, fp32, bf16");
}

const char* precisionName(Precision precision) noexcept
{
    switch (precision) {
    case Precision::Fp32:
        return "fp32";
    case Precision::Bf16:
        return "bf16";
    case Precision::Auto:
        break;
    }
    return "auto";
}

PrecisionChoice choosePrecision(const std::string& device, int threads)
{
    const torch::Device torchDevice = deviceFromName(device);
    const std::string key = systemInfo().cpu + ", LibTorch " + systemInfo().libtorch + ", " + torchDevice.str() + ", " +
                            std::to_string(threads) + " threads";
    const std::filesystem::path file = cacheFolder() / "precision.json";
    json record = json::object();
    try {
        record = json::parse(readFile(file, kLargestRecord));
        if (record.contains(key))
            return {precisionFromName(record.at(key).at("precision").get<std::string>()),
                    record.at(key).at("reason").get<std::string>()};
    } catch (const std::exception&) {
        // Missing, or not ours: it is a cache, and is measured again.
        if (!record.is_object())
            record = json::object();
    }
    const PrecisionChoice choice = measure(torchDevice);
    record[key] = {{"precision", precisionName(choice.precision)}, {"reason", choice.reason}};
    try {
        std::filesystem::create_directories(file.parent_path());
        writeFileAtomically(file, record.dump(2));
    } catch (const std::exception&) {
        // A cache folder that cannot be written costs a second at each start, nothing else.
    }
    return choice;
}

} // namespace vlmo
