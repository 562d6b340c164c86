#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vlmo {

/// Vectors of one size, row after row.
class VectorTable {
public:
    explicit VectorTable(std::size_t dimension) : m_dimension(dimension) {}

    /// Throws Error(Internal) when a vector has another size, or there are not `expected` of them: an embedder that
    /// leaves one out would shift every later one to a wrong picture.
    void append(const std::vector<std::vector<float>>& vectors, std::size_t expected);

    [[nodiscard]] std::size_t dimension() const { return m_dimension; }
    [[nodiscard]] std::size_t size() const { return m_values.size() / m_dimension; }
    [[nodiscard]] std::span<const float> row(std::size_t index) const
    {
        return std::span(m_values).subspan(index * m_dimension, m_dimension);
    }

private:
    std::size_t m_dimension;
    std::vector<float> m_values;
};

/// Calls `use(query, scores)` for each row of `queries` in order; `scores[i]` is its dot product with row i of
/// `candidates`. Computed a block of queries at a time, so that memory does not grow with the number of pairs.
void forEachScoreRow(const VectorTable& queries, const VectorTable& candidates,
                     const std::function<void(std::size_t query, std::span<const float> scores)>& use);

} // namespace vlmo
