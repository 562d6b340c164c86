#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace vlmo {

/// Counts which visual codes are in use: a code book of which a few entries do all the work has collapsed.
class CodeUsage {
public:
    explicit CodeUsage(std::int64_t codes) : m_counts(static_cast<std::size_t>(codes), 0) {}

    /// Counts codes in [0, codes), of any shape. Throws Error(InvalidArgument) for others.
    void add(const torch::Tensor& codes);

    [[nodiscard]] std::int64_t total() const noexcept { return m_total; }
    /// Codes met at least once.
    [[nodiscard]] std::int64_t used() const noexcept;
    /// exp(entropy): 1 when every patch has the same code, the number of codes when all are equally frequent; 0 before
    /// the first add().
    [[nodiscard]] double perplexity() const noexcept;
    /// Share of the most frequent code: the accuracy of always guessing it, which masked image modelling has to beat.
    [[nodiscard]] double mostFrequentShare() const noexcept;
    [[nodiscard]] const std::vector<std::int64_t>& counts() const noexcept { return m_counts; }

private:
    std::vector<std::int64_t> m_counts;
    std::int64_t m_total = 0;
};

} // namespace vlmo
