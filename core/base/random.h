#pragma once

#include <cstdint>

namespace vlmo {

/// SplitMix64's finaliser: spreads neighbouring numbers over all 64 bits.
[[nodiscard]] constexpr std::uint64_t mixBits(std::uint64_t value) noexcept
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

/// A small generator (SplitMix64) whose whole state is one number: training seeds one for each step and sample, so that
/// a resumed run draws what the uninterrupted one would have drawn. Equal on every machine.
class Random {
public:
    explicit constexpr Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t item = 0) noexcept
        : m_state(mixBits(mixBits(mixBits(seed) ^ stream) ^ item))
    {}

    constexpr std::uint64_t next() noexcept
    {
        const std::uint64_t result = mixBits(m_state);
        m_state += 0x9e3779b97f4a7c15U;
        return result;
    }

    /// In [0, 1), 53 bits.
    constexpr double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    constexpr double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
    /// In [0, count); count >= 1. The bias is below 2^-32 for counts below 2^32.
    constexpr std::uint64_t below(std::uint64_t count) noexcept
    {
        return static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
    }
    constexpr bool chance(double probability) noexcept { return uniform() < probability; }

private:
    std::uint64_t m_state;
};

} // namespace vlmo
