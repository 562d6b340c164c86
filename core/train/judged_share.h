#pragma once

#include <span>

namespace vlmo {

/// A share with what it is to be judged by. All in [0, 1].
struct JudgedShare {
    double value = 0.0;
    double low = 0.0; ///< 95 % bootstrap interval over queries (1,000 draws, fixed seed).
    double high = 0.0;
    double chance = 0.0; ///< What a random order of the candidates reaches.
};

/// Mean of one outcome a query (each in [0, 1]; a hit is 1) with its interval; all zero for no query at all.
///
/// Where all queries agree at 0 or at 1, drawing them again knows no spread; the far end is then the exact binomial
/// bound, so that none right of ten is not reported as certainly none.
[[nodiscard]] JudgedShare judge(std::span<const double> outcomes, double chance);

} // namespace vlmo
