#pragma once

#include "core/checkpoint/tensor_file.h"
#include "tests/fuzz/refuse_or_read.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/memory_file.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace vlmo::test {

/// Reads a file of tensors: refused as bad input, with its name, or readable to the last number; and no single
/// allocation out of proportion to the file.
template <typename Read>
void refuseOrReadTensors(const std::uint8_t* data, std::size_t size, Read read)
{
    const MemoryFile file(data, size);
    resetLargestAllocation();
    try {
        const TensorFile tensors = read(file.path());
        for (const auto& [name, tensor] : tensors.tensors)
            require(static_cast<std::int64_t>(tensors.floats(name).size()) == tensor.elements(),
                    "a tensor has as many numbers as its shape says");
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::BadInput, error.what());
        require(std::string(error.what()).find(file.path().string()) != std::string::npos, "an error names the file");
    }
    constexpr std::size_t always = 1'000'000;
    constexpr std::size_t perByte = 64;
    require(largestAllocation() <= always + perByte * size, "memory stays in proportion to the file");
}

} // namespace vlmo::test
