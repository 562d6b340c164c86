#pragma once

// Private to core/train.

#include "core/train/forecast.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vlmo {

/// Writes down what the phases of a run take of this process's own memory, phase after phase, as they come.
///
/// Libraries are read into memory piece by piece while they are used: those pages are the program's, whenever they
/// come.
class MemoryLedger final {
public:
    /// What the process holds now is the program's.
    MemoryLedger();

    /// What was taken since the last call, or given back, is this phase's.
    void charge(MemoryPhase phase);

    /// Before a step that is to be measured,
    void beginStep();
    /// and after it: its peak over what was there before is the step's.
    void endStep();

    [[nodiscard]] std::int64_t bytes(MemoryPhase phase) const
    {
        return std::max<std::int64_t>(0, m_bytes[static_cast<std::size_t>(phase)]);
    }
    /// The most that the whole process held since beginStep().
    [[nodiscard]] std::int64_t peak() const noexcept { return m_peak; }

private:
    std::array<std::int64_t, kMemoryPhases> m_bytes{};
    std::int64_t m_held = 0;
    std::int64_t m_code = 0; ///< Of libraries and files, as far as it was charged to the program.
    std::int64_t m_peak = 0;
};

} // namespace vlmo
