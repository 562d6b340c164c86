#include "core/base/library_settings.h"

#include <climits>
#include <cstddef>

#include <sys/auxv.h>
#include <unistd.h>

namespace vlmo {

namespace {

// Some ten microseconds: longer than the gaps between a model's own loops, shorter than its products.
constexpr const char* kSpins = "GOMP_SPINCOUNT=10000";
// Pieces below a gibibyte come from the heap, of which a step's worth is kept.
constexpr const char* kHeap = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824:"
                              "glibc.malloc.trim_threshold=8589934592";
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

VLMO_PLAIN void setLibraries(int, char** arguments, char** environment) noexcept
{
    if (getauxval(AT_SECURE) != 0)
        return; // The C library takes its tunables out of such a program's environment: it would start again forever.
    static char* variables[kMostVariables + 3];
    bool spins = false;
    bool heap = false;
    std::size_t count = 0;
    for (; environment[count] != nullptr; ++count) {
        if (count == kMostVariables)
            return;
        const char* variable = environment[count];
        spins = spins || beginsWith(variable, "GOMP_SPINCOUNT=") || beginsWith(variable, "OMP_WAIT_POLICY=");
        heap = heap || beginsWith(variable, "GLIBC_TUNABLES=");
        variables[count] = environment[count];
    }
    if (spins && heap)
        return;
    // execve() does not write to them.
    if (!spins)
        variables[count++] = const_cast<char*>(kSpins);
    if (!heap)
        variables[count++] = const_cast<char*>(kHeap);

    static char program[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return;
    program[length] = '\0';
    execve(program, arguments, variables);
}

} // namespace vlmo
