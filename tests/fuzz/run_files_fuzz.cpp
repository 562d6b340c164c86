#include "tests/fuzz/refuse_or_read.h"

#include "core/train/events.h"
#include "core/train/run_state.h"
#include "tests/support/largest_allocation.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace vlmo;

/// A text is an event or a state that comes back as it was written, or it is refused: a run folder may be anybody's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    test::resetLargestAllocation();
    test::refuseOrRead([&] {
        const std::string written = eventToJson(eventFromJson(text));
        test::require(written.find('\n') == std::string::npos, "an event stands on one line");
        test::require(eventToJson(eventFromJson(written)) == written, "an event comes back as written");
    });
    test::refuseOrRead([&] {
        try {
            checkEventSchema(text, "input");
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Incompatible) // A newer version's is as good an answer.
                throw;
        }
    });
    test::refuseOrRead([&] {
        const RunStatus status = statusFromJson(text, "input");
        const std::string written = statusToJson(status);
        test::require(statusToJson(statusFromJson(written, "again")) == written, "a state comes back as written");
        (void)judged(status, 1'700'000'060, {"/user.slice", 3, 8});
    });
    constexpr std::size_t always = 100'000;
    constexpr std::size_t perByte = 64;
    test::require(test::largestAllocation() <= always + perByte * size, "memory stays in proportion to the text");
    return 0;
}
