#pragma once

#include "core/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace vlmo::test {

/// What a fuzz target must find true of whatever it was given; a fuzzer notices only crashes.
inline void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

/// Runs a reader: it may refuse its input as bad, and must do nothing else out of the ordinary.
template <typename Read>
void refuseOrRead(Read read)
{
    try {
        read();
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::BadInput, error.what());
    }
}

} // namespace vlmo::test
