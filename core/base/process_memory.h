#pragma once

#include <cstdint>

namespace vlmo {

/// Memory of this process and of the machine, in bytes, as /proc tells; 0 where the system does not say. Thread-safe.

/// Resident now.
[[nodiscard]] std::int64_t residentBytes();
/// The most that was resident at once since the start, or since the last startPeak() that succeeded.
[[nodiscard]] std::int64_t peakResidentBytes();
/// Begins a new peak at what is resident now. False where the system does not allow it: the old peak then stays.
bool startPeak();
/// What programs could still take without swapping.
[[nodiscard]] std::int64_t availableBytes();

} // namespace vlmo
