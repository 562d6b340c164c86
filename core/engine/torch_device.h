#pragma once

// Private to core: speaks torch.

#include <torch/torch.h>

#include <string>

namespace vlmo {

/// "cpu", "cuda", "cuda:N", "auto" (CUDA when there is one). Throws Error(InvalidArgument) for anything else and for a
/// device that is not there.
[[nodiscard]] torch::Device deviceFromName(const std::string& name);

/// Sets LibTorch's threads for this process (its default may be one). 0: as many as the process may use.
/// Returns the number set.
int useThreads(int threads);

/// Runs `body`, turning torch's own failures into Error: memory into OutOfMemory, the rest into Internal.
template <typename Body>
auto guarded(const char* step, Body body) -> decltype(body());

} // namespace vlmo

#include "core/base/error.h"

#include <new>

namespace vlmo {

template <typename Body>
auto guarded(const char* step, Body body) -> decltype(body())
{
    try {
        return body();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("out of memory") != std::string::npos || text.find("alloc") != std::string::npos;
        throw Error(memory ? ErrorKind::OutOfMemory : ErrorKind::Internal, std::string(step) + ": " + text);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, std::string(step) + ": the memory does not suffice");
    }
}

} // namespace vlmo
