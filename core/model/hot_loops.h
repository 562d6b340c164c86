#pragma once

// Private to core/model: what its loops over numbers share.

#include <bit>
#include <cstdint>

// The compiler makes a version for each kind of processor and the right one is chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define VLMO_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define VLMO_INLINE [[gnu::always_inline]] inline // A call would be one to the version for any processor.
#else
#define VLMO_FOR_EACH_PROCESSOR
#define VLMO_INLINE inline
#endif

namespace vlmo {

/// The bits of a bfloat16 number: the upper half of a float.
using Bf16 = std::uint16_t;

VLMO_INLINE float toFloat(Bf16 value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16U);
}

VLMO_INLINE float toFloat(float value)
{
    return value;
}

/// Rounds to the nearest, ties to even. Not for numbers that are none.
VLMO_INLINE Bf16 toBf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return static_cast<Bf16>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);
}

} // namespace vlmo
