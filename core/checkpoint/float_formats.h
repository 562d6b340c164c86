#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace vlmo {

/// IEEE 754 half precision to single, exactly.
[[nodiscard]] inline float floatFromHalf(std::uint16_t half) noexcept
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) { // Zero, or subnormal: mantissa * 2^-24.
        const float value = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -value : value;
    }
    const std::uint32_t bits = exponent == 31 ? 0x7F800000U : (exponent + 112U) << 23U;
    return std::bit_cast<float>(sign | bits | (mantissa << 13U));
}

/// The upper half of a single precision number is what bfloat16 keeps.
[[nodiscard]] inline float floatFromBFloat16(std::uint16_t value) noexcept
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16U);
}

} // namespace vlmo
