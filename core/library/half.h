#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vlmo {

/// The bits of an IEEE 754 binary16 number, the form in which vectors are stored.
using Half = std::uint16_t;

/// Rounds to the nearest, ties to even; too large becomes infinity, not-a-number stays so.
[[nodiscard]] constexpr Half halfFromFloat(float value) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16U) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFF'FFFFU;
    if (magnitude > 0x7F80'0000U)
        return static_cast<Half>(sign | 0x7E00U);
    if (magnitude >= 0x4780'0000U) // 65536 and more
        return static_cast<Half>(sign | 0x7C00U);
    if (magnitude < 0x3880'0000U) {
        // Below 2^-14: the unit is 2^-24, and adding 0.5 makes the float adder round to it.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<Half>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F00'0000U));
    }
    // A carry out of the mantissa runs into the exponent, which is what rounding up means.
    const std::uint32_t rounded = magnitude - 0x3800'0000U + 0x0FFFU + ((magnitude >> 13U) & 1U);
    return static_cast<Half>(sign | (rounded >> 13U));
}

/// Exact.
[[nodiscard]] constexpr float floatFromHalf(Half half) noexcept
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x03FFU;
    if (exponent == 0x1FU)
        return std::bit_cast<float>(sign | 0x7F80'0000U | (mantissa << 13U));
    if (exponent == 0) {
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    return std::bit_cast<float>(sign | ((exponent + 112U) << 23U) | (mantissa << 13U));
}

[[nodiscard]] constexpr bool isFinite(Half half) noexcept
{
    return (half & 0x7C00U) != 0x7C00U;
}

[[nodiscard]] inline std::vector<Half> halvesFromFloats(std::span<const float> values)
{
    std::vector<Half> halves(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        halves[i] = halfFromFloat(values[i]);
    return halves;
}

[[nodiscard]] inline std::vector<float> floatsFromHalves(std::span<const Half> halves)
{
    std::vector<float> values(halves.size());
    for (std::size_t i = 0; i < halves.size(); ++i)
        values[i] = floatFromHalf(halves[i]);
    return values;
}

} // namespace vlmo
