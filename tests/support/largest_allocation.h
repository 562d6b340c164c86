#pragma once

#include <cstddef>

namespace vlmo::test {

/// The largest block that was asked for since the last reset, by operator new. Only in programs that link
/// largest_allocation.cpp, which replaces the operator.
[[nodiscard]] std::size_t largestAllocation() noexcept;
void resetLargestAllocation() noexcept;

} // namespace vlmo::test
