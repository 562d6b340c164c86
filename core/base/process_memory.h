#pragma once

#include <cstdint>
#include <string>

namespace vlmo {

/// Memory of this process and of the machine, in bytes, as /proc tells; 0 where the system does not say. Thread-safe.

/// Resident now.
[[nodiscard]] std::int64_t residentBytes();
/// The most that was resident at once since the start, or since the last startPeak() that succeeded.
[[nodiscard]] std::int64_t peakResidentBytes();
/// Gives back what was freed and begins a new peak at what is resident then. False where the system does not allow it:
/// the old peak then stays.
bool startPeak();
/// Of what is resident the process's own data: neither programs and libraries nor files read by map.
[[nodiscard]] std::int64_t anonymousBytes();
/// Gives back to the system what was freed, so that what is measured is what is used.
void returnFreedMemory();
/// What this process could still take without swapping: of the machine, or less where control groups limit it.
[[nodiscard]] std::int64_t availableBytes();
/// The control group that counts this process's memory, "/user.slice/...": of the one hierarchy there is today, or of
/// the memory controller's own. Empty where there is none.
[[nodiscard]] std::string memoryGroup();

} // namespace vlmo
