#include "core/train/vector_table.h"

#include "core/base/error.h"

#include <algorithm>
#include <string>

namespace vlmo {
namespace {

constexpr std::size_t queriesABlock = 32;
constexpr std::size_t candidatesABlock = 512;

/// [dimension, rows]: one value of every vector side by side, so that the innermost loop runs over candidates and the
/// compiler can vectorise it without changing the order of any sum.
std::vector<float> columnsOf(const VectorTable& table)
{
    std::vector<float> columns(table.size() * table.dimension());
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::span<const float> vector = table.row(row);
        for (std::size_t i = 0; i < vector.size(); ++i)
            columns[i * table.size() + row] = vector[i];
    }
    return columns;
}

/// Adds the dot products of `query` with candidates [first, last) to `scores`.
void addScores(std::span<const float> query, const std::vector<float>& columns, std::size_t count, std::size_t first,
               std::size_t last, float* scores)
{
    for (std::size_t i = 0; i < query.size(); ++i) {
        const float factor = query[i];
        const float* column = columns.data() + i * count;
        for (std::size_t candidate = first; candidate < last; ++candidate)
            scores[candidate] += factor * column[candidate];
    }
}

} // namespace

void VectorTable::append(const std::vector<std::vector<float>>& vectors, std::size_t expected)
{
    if (vectors.size() != expected)
        throw Error(ErrorKind::Internal, "the model gave " + std::to_string(vectors.size()) + " vectors for " +
                                             std::to_string(expected) + " inputs");
    for (const std::vector<float>& vector : vectors) {
        if (vector.size() != m_dimension)
            throw Error(ErrorKind::Internal, "the model gave a vector of " + std::to_string(vector.size()) +
                                                 " values where " + std::to_string(m_dimension) + " were announced");
        m_values.insert(m_values.end(), vector.begin(), vector.end());
    }
}

void forEachScoreRow(const VectorTable& queries, const VectorTable& candidates,
                     const std::function<void(std::size_t query, std::span<const float> scores)>& use)
{
    const std::size_t count = candidates.size();
    const std::vector<float> columns = columnsOf(candidates);
    std::vector<float> scores(queriesABlock * count);
    for (std::size_t start = 0; start < queries.size(); start += queriesABlock) {
        const std::size_t rows = std::min(queriesABlock, queries.size() - start);
        std::fill(scores.begin(), scores.end(), 0.0F);
        // A block of candidates stays in the cache while all queries of the block meet it.
        for (std::size_t first = 0; first < count; first += candidatesABlock) {
            const std::size_t last = std::min(first + candidatesABlock, count);
            for (std::size_t row = 0; row < rows; ++row)
                addScores(queries.row(start + row), columns, count, first, last, scores.data() + row * count);
        }
        for (std::size_t row = 0; row < rows; ++row)
            use(start + row, std::span(scores).subspan(row * count, count));
    }
}

} // namespace vlmo
