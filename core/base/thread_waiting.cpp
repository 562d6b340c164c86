#include "core/base/thread_waiting.h"

#include <climits>
#include <cstddef>

#include <unistd.h>

namespace vlmo {

namespace {

// Some ten microseconds: longer than the gaps between a model's own loops, shorter than its products.
constexpr const char* kSpins = "GOMP_SPINCOUNT=10000";
constexpr std::size_t kMostVariables = 4096;

// The sanitizers have not begun either.
#define VLMO_PLAIN __attribute__((no_sanitize("address", "undefined")))

VLMO_PLAIN bool beginsWith(const char* text, const char* start)
{
    while (*start != '\0') {
        if (*text++ != *start++)
            return false;
    }
    return true;
}

} // namespace

VLMO_PLAIN void waitBriefly(int, char** arguments, char** environment) noexcept
{
    static char* variables[kMostVariables + 2];
    std::size_t count = 0;
    for (; environment[count] != nullptr; ++count) {
        const char* variable = environment[count];
        if (count == kMostVariables || beginsWith(variable, "GOMP_SPINCOUNT=") ||
            beginsWith(variable, "OMP_WAIT_POLICY="))
            return;
        variables[count] = environment[count];
    }
    variables[count] = const_cast<char*>(kSpins); // execve() does not write to it.

    static char program[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return;
    program[length] = '\0';
    execve(program, arguments, variables);
}

} // namespace vlmo
