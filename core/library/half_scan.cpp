#include "core/library/half_scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace vlmo {

#if defined(__x86_64__)

namespace {

__attribute__((target("avx2,fma,f16c"))) float dot(const Half* row, const float* query, std::size_t dimension)
{
    __m256 even = _mm256_setzero_ps();
    __m256 odd = _mm256_setzero_ps();
    const auto eight = [row](std::size_t i) __attribute__((target("avx2,fma,f16c")))
    {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row + i)));
    };
    std::size_t i = 0;
    for (; i + 16 <= dimension; i += 16) {
        even = _mm256_fmadd_ps(eight(i), _mm256_loadu_ps(query + i), even);
        odd = _mm256_fmadd_ps(eight(i + 8), _mm256_loadu_ps(query + i + 8), odd);
    }
    float lanes[8];
    _mm256_storeu_ps(lanes, _mm256_add_ps(even, odd));
    float sum = ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    for (; i < dimension; ++i)
        sum += floatFromHalf(row[i]) * query[i];
    return sum;
}

} // namespace

bool hasHalfScan() noexcept
{
    static const bool has =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    return has;
}

void halfScan(const Half* rows, std::size_t count, std::size_t dimension, const float* query, float* products)
{
    for (std::size_t row = 0; row < count; ++row)
        products[row] = dot(rows + row * dimension, query, dimension);
}

#else

bool hasHalfScan() noexcept
{
    return false;
}

void halfScan(const Half*, std::size_t, std::size_t, const float*, float*) {}

#endif

} // namespace vlmo
