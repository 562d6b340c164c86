#pragma once

// Private to core/train.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace vlmo {

/// Draws places of a list in proportion to their weights.
class WeightedDraw {
public:
    void add(double weight) { m_sums.push_back(total() + std::max(weight, 0.0)); }

    [[nodiscard]] std::size_t size() const noexcept { return m_sums.size(); }
    [[nodiscard]] double total() const { return m_sums.empty() ? 0.0 : m_sums.back(); }
    /// `uniform` in [0, 1). Only where total() is above 0.
    [[nodiscard]] std::size_t draw(double uniform) const
    {
        const auto found = std::upper_bound(m_sums.begin(), m_sums.end(), uniform * total());
        return std::min(static_cast<std::size_t>(found - m_sums.begin()), m_sums.size() - 1);
    }

private:
    std::vector<double> m_sums;
};

} // namespace vlmo
