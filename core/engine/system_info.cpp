#include "core/engine/engine.h"

#include <ATen/Version.h>
#include <opencv2/core/version.hpp>
#include <torch/torch.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace vlmo {

namespace {

struct Processor {
    std::string name = "unknown processor";
    bool bf16 = false;
};

Processor readProcessor()
{
    Processor processor;
    std::ifstream stream("/proc/cpuinfo");
    for (std::string line; std::getline(stream, line) && !line.empty();) { // the first processor's paragraph
        const auto colon = line.find(": ");
        if (colon == std::string::npos)
            continue;
        if (line.starts_with("model name"))
            processor.name = line.substr(colon + 2);
        if (line.starts_with("flags") || line.starts_with("Features"))
            processor.bf16 = line.find("avx512_bf16") != std::string::npos ||
                             line.find("amx_bf16") != std::string::npos || line.find(" bf16") != std::string::npos;
    }
    return processor;
}

} // namespace

SystemInfo systemInfo()
{
    const Processor processor = readProcessor();
    SystemInfo info;
    info.version = VLMO_VERSION;
    info.libtorch = std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
                    std::to_string(TORCH_VERSION_PATCH);
    info.opencv = CV_VERSION;
    info.cpu = processor.name;
    info.processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    info.cpuHasBf16 = processor.bf16;
    for (std::size_t i = 0; torch::cuda::is_available() && i < torch::cuda::device_count(); ++i)
        info.cudaDevices.push_back("cuda:" + std::to_string(i));
    return info;
}

} // namespace vlmo
