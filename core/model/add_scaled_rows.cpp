#include "core/model/add_scaled_rows.h"

namespace vlmo {

namespace {

VLMO_INLINE void store(float value, float& place)
{
    place = value;
}

VLMO_INLINE void store(float value, Bf16& place)
{
    place = toBf16(value);
}

template <typename Number>
VLMO_INLINE void forward(const float* x, const Number* update, const float* gamma, const float* paths, float* out,
                         std::size_t rows, std::size_t columns)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t first = row * columns;
        const float path = paths != nullptr ? paths[row] : 1.0F;
        if (gamma != nullptr) {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                out[first + i] = x[first + i] + toFloat(update[first + i]) * gamma[i] * path;
        } else {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                out[first + i] = x[first + i] + toFloat(update[first + i]) * path;
        }
    }
}

template <typename Number>
VLMO_INLINE void backward(const float* gradients, const Number* update, const float* gamma, const float* paths,
                          Number* ofUpdate, float* sums, std::size_t rows, std::size_t columns)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t first = row * columns;
        const float path = paths != nullptr ? paths[row] : 1.0F;
        if (sums != nullptr) {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                sums[i] += gradients[first + i] * path * toFloat(update[first + i]);
        }
        if (gamma != nullptr) {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                store(gradients[first + i] * path * gamma[i], ofUpdate[first + i]);
        } else {
#pragma omp simd
            for (std::size_t i = 0; i < columns; ++i)
                store(gradients[first + i] * path, ofUpdate[first + i]);
        }
    }
}

} // namespace

VLMO_FOR_EACH_PROCESSOR
void addScaledRows(const float* x, const float* update, const float* gamma, const float* paths, float* out,
                   std::size_t rows, std::size_t columns)
{
    forward(x, update, gamma, paths, out, rows, columns);
}

VLMO_FOR_EACH_PROCESSOR
void addScaledRows(const float* x, const Bf16* update, const float* gamma, const float* paths, float* out,
                   std::size_t rows, std::size_t columns)
{
    forward(x, update, gamma, paths, out, rows, columns);
}

VLMO_FOR_EACH_PROCESSOR
void addScaledRowsBackward(const float* gradients, const float* update, const float* gamma, const float* paths,
                           float* ofUpdate, float* sums, std::size_t rows, std::size_t columns)
{
    backward(gradients, update, gamma, paths, ofUpdate, sums, rows, columns);
}

VLMO_FOR_EACH_PROCESSOR
void addScaledRowsBackward(const float* gradients, const Bf16* update, const float* gamma, const float* paths,
                           Bf16* ofUpdate, float* sums, std::size_t rows, std::size_t columns)
{
    backward(gradients, update, gamma, paths, ofUpdate, sums, rows, columns);
}

} // namespace vlmo
