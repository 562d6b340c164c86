#include "core/engine/torch_device.h"

#include <ATen/Parallel.h>

#include <sched.h>

#include <thread>

namespace vlmo {

namespace {

bool isNumber(const std::string& text)
{
    return !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == std::string::npos;
}

/// Containers and task sets often allow fewer processors than the machine has.
int allowedProcessors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace

torch::Device deviceFromName(const std::string& name)
{
    const bool cuda = torch::cuda::is_available();
    if (name == "auto")
        return cuda ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
    if (name == "cpu")
        return {torch::kCPU};
    const bool named = name.starts_with("cuda:") && isNumber(name.substr(5));
    if (name != "cuda" && !named)
        throw Error(ErrorKind::InvalidArgument,
                    "the device '" + name + "' is not known; there are auto, cpu, cuda, cuda:N");
    if (!cuda)
        throw Error(ErrorKind::InvalidArgument,
                    "the device '" + name + "' was asked for, but this machine has no usable CUDA GPU");
    const int index = named ? std::stoi(name.substr(5)) : 0;
    if (index >= static_cast<int>(torch::cuda::device_count()))
        throw Error(ErrorKind::InvalidArgument, "there is no device '" + name + "'; this machine has " +
                                                    std::to_string(torch::cuda::device_count()) + " CUDA GPUs");
    return {torch::kCUDA, static_cast<torch::DeviceIndex>(index)};
}

int useThreads(int threads)
{
    if (threads < 0)
        throw Error(ErrorKind::InvalidArgument, "the number of threads must not be negative");
    const int wanted = threads > 0 ? threads : allowedProcessors();
    at::set_num_threads(wanted);
    return wanted;
}

} // namespace vlmo
