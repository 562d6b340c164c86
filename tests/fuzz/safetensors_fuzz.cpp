#include "tests/fuzz/tensor_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    vlmo::test::refuseOrReadTensors(data, size, vlmo::readSafetensors);
    return 0;
}
