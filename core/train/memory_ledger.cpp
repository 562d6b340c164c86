#include "core/train/memory_ledger.h"

#include "core/base/process_memory.h"

#include <algorithm>

namespace vlmo {

namespace {

std::int64_t heldNow()
{
    returnFreedMemory();
    return anonymousBytes();
}

} // namespace

MemoryLedger::MemoryLedger()
{
    charge(MemoryPhase::Program);
}

void MemoryLedger::charge(MemoryPhase phase)
{
    const std::int64_t held = heldNow();
    m_bytes[static_cast<std::size_t>(phase)] += held - m_held;
    m_held = held;
}

void MemoryLedger::beginStep()
{
    m_held = heldNow();
    (void)startPeak(); // Where that is not allowed, reading the data may have held more than the step does.
}

void MemoryLedger::endStep()
{
    const std::int64_t peak = peakResidentBytes();
    const std::int64_t code = residentBytes() - anonymousBytes(); // pages of libraries and files
    m_peak = std::max(m_peak, peak);
    auto& step = m_bytes[static_cast<std::size_t>(MemoryPhase::Step)];
    step = std::max(step, peak - code - m_held);
    auto& program = m_bytes[static_cast<std::size_t>(MemoryPhase::Program)];
    program += code - m_code;
    m_code = code;
}

} // namespace vlmo
