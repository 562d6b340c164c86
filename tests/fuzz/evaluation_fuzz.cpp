#include "tests/fuzz/refuse_or_read.h"

#include "core/train/evaluation_file.h"
#include "tests/support/largest_allocation.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace vlmo;

/// A text is the report of an evaluation that comes back as it was written, or it is refused, as is one of a newer
/// version.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    test::resetLargestAllocation();
    test::refuseOrRead([&] {
        try {
            const std::string written = toJson(evaluationFromJson(text, "input")).dump();
            test::require(toJson(evaluationFromJson(written, "again")).dump() == written,
                          "a report comes back as written");
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Incompatible)
                throw;
        }
    });
    constexpr std::size_t always = 1'000'000;
    constexpr std::size_t perByte = 64;
    test::require(test::largestAllocation() <= always + perByte * size, "memory stays in proportion to the text");
    return 0;
}
