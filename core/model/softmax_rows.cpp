#include "core/model/softmax_rows.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

namespace vlmo {

namespace {

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

VLMO_FOR_EACH_PROCESSOR
void softmaxRowsBackward(Bf16* gradients, const Bf16* probabilities, float* sums, std::size_t rows, std::size_t columns)
{
    for (std::size_t row = 0; row < rows; ++row) {
        Bf16* const gradient = gradients + row * columns;
        const Bf16* const share = probabilities + row * columns;
        float all = 0.0F;
#pragma omp simd reduction(+ : all)
        for (std::size_t i = 0; i < columns; ++i)
            all += toFloat(share[i]) * toFloat(gradient[i]);
        if (sums != nullptr) {
            float* const sum = sums + row * columns;
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i) {
                const float value = toFloat(share[i]) * (toFloat(gradient[i]) - all);
                sum[i] += value;
                gradient[i] = toBf16(value);
            }
        } else {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                gradient[i] = toBf16(toFloat(share[i]) * (toFloat(gradient[i]) - all));
        }
    }
}

} // namespace vlmo
