#pragma once

// Private to core/train.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vlmo {

/// The queries of a ranking whose right candidate does not come first.
class MissedQueries {
public:
    struct Missed {
        std::size_t query = 0;
        std::size_t given = 0; ///< The wrong candidate that scores highest.
        std::size_t truth = 0; ///< The right one that does.
        float givenScore = 0.0F;
        float truthScore = 0.0F;
        std::int64_t place = 0; ///< Of the right one, from 2.
    };

    /// `place` after rankOfFirstRight() (core/train/ranking.h) of `scores`; `right` are the right candidates, rising.
    /// What is not a number counts as there: it comes first where it is wrong and last where it is right.
    void add(std::size_t query, std::int64_t place, std::span<const float> scores, std::span<const std::size_t> right);

    /// Those whose right candidate is placed worst first; of equal places the one whose wrong candidate stands out
    /// most. At most `most`.
    [[nodiscard]] std::vector<Missed> worst(std::size_t most) const;

private:
    std::vector<Missed> m_missed;
};

} // namespace vlmo
