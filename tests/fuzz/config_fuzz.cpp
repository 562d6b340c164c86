#include "tests/fuzz/refuse_or_read.h"

#include "core/model/config.h"
#include "core/model/config_hints.h"
#include "core/model/vqa_answers.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/memory_file.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace vlmo;

/// A text is a sound configuration that comes back as it was written, or it is refused; so with the files of the
/// released code and with annotations.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const test::MemoryFile file(text);
    test::resetLargestAllocation();
    test::refuseOrRead([&] {
        const ModelConfig config = configFromJson(text, "input");
        test::require(config.problems().empty(), "a configuration that is read is sound");
        test::require(configFromJson(configToJson(config), "again") == config, "a configuration comes back as written");
    });
    test::refuseOrRead([&] { (void)readConfigHints(file.path()); });
    test::refuseOrRead([&] { (void)answersFromAnnotations({file.path()}, 1); });
    constexpr std::size_t always = 1'000'000;
    constexpr std::size_t perByte = 64;
    test::require(test::largestAllocation() <= always + perByte * size, "memory stays in proportion to the text");
    return 0;
}
