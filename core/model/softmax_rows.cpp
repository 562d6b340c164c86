#include "core/model/softmax_rows.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

// The compiler makes a version for each kind of processor and the right one is chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define VLMO_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define VLMO_INLINE [[gnu::always_inline]] inline // A call would be one to the version for any processor.
#else
#define VLMO_FOR_EACH_PROCESSOR
#define VLMO_INLINE inline
#endif

namespace vlmo {

namespace {

VLMO_INLINE float toFloat(Bf16 value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16U);
}

/// Rounds to the nearest, ties to even. Not for numbers that are none.
VLMO_INLINE Bf16 toBf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return static_cast<Bf16>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);
}

/// e^x for x <= 0, to the last bits of a float; 0 where a float's range ends. Without branches or calls.
VLMO_INLINE float expOfNegative(float x)
{
    constexpr float log2e = 1.44269504F;
    constexpr float roundToInteger = 12582912.0F; // 1.5 * 2^23: adding it leaves no places after the point.
    const float power = std::max(x, -87.0F) * log2e;
    const float whole = (power + roundToInteger) - roundToInteger;
    const float rest = power - whole; // in [-0.5, 0.5]
    // 2^rest, the series of e^(rest ln 2)
    float sum = 1.5403530e-4F;
    sum = sum * rest + 1.3333558e-3F;
    sum = sum * rest + 9.6181291e-3F;
    sum = sum * rest + 5.5504109e-2F;
    sum = sum * rest + 2.4022651e-1F;
    sum = sum * rest + 6.9314718e-1F;
    sum = sum * rest + 1.0F;
    const float scale = std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
    return x < -87.0F ? 0.0F : sum * scale;
}

} // namespace

VLMO_FOR_EACH_PROCESSOR
void softmaxRows(Bf16* values, const float* bias, const bool* keys, std::size_t rows, std::size_t columns)
{
    std::vector<float> scratch(columns);
    float* const sums = scratch.data();
    for (std::size_t row = 0; row < rows; ++row) {
        Bf16* const line = values + row * columns;
        for (std::size_t i = 0; i < columns; ++i)
            sums[i] = toFloat(line[i]);
        if (bias != nullptr)
            for (std::size_t i = 0; i < columns; ++i)
                sums[i] += bias[row * columns + i];
        if (keys != nullptr)
            for (std::size_t i = 0; i < columns; ++i)
                sums[i] = keys[i] ? sums[i] : -std::numeric_limits<float>::infinity();

        float highest = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : highest)
        for (std::size_t i = 0; i < columns; ++i)
            highest = sums[i] > highest ? sums[i] : highest;
#pragma omp simd
        for (std::size_t i = 0; i < columns; ++i)
            sums[i] = expOfNegative(sums[i] - highest);
        float all = 0.0F;
#pragma omp simd reduction(+ : all)
        for (std::size_t i = 0; i < columns; ++i)
            all += sums[i];
        const float share = 1.0F / all;
        for (std::size_t i = 0; i < columns; ++i)
            line[i] = toBf16(sums[i] * share);
    }
}

} // namespace vlmo
