#include "core/model/code_usage.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace vlmo {

void CodeUsage::add(const torch::Tensor& codes)
{
    const torch::Tensor flat = codes.detach().to(torch::kCPU, torch::kInt64).reshape({-1}).contiguous();
    const auto* const values = flat.data_ptr<std::int64_t>();
    const auto size = static_cast<std::int64_t>(m_counts.size());
    const auto* const end = values + flat.numel();
    const auto* const wrong = std::find_if(values, end, [&](std::int64_t code) { return code < 0 || code >= size; });
    if (wrong != end)
        throw Error(ErrorKind::InvalidArgument, "the visual code " + std::to_string(*wrong) +
                                                    " is outside the code book of " + std::to_string(size));
    for (const auto* code = values; code != end; ++code)
        ++m_counts[static_cast<std::size_t>(*code)];
    m_total += flat.numel();
}

std::int64_t CodeUsage::used() const noexcept
{
    return static_cast<std::int64_t>(m_counts.size()) - std::count(m_counts.begin(), m_counts.end(), 0);
}

double CodeUsage::perplexity() const noexcept
{
    if (m_total == 0)
        return 0.0;
    double entropy = 0.0;
    for (const std::int64_t count : m_counts)
        if (count > 0) {
            const double share = static_cast<double>(count) / static_cast<double>(m_total);
            entropy -= share * std::log(share);
        }
    return std::exp(entropy);
}

double CodeUsage::mostFrequentShare() const noexcept
{
    if (m_total == 0)
        return 0.0;
    return static_cast<double>(*std::max_element(m_counts.begin(), m_counts.end())) / static_cast<double>(m_total);
}

} // namespace vlmo
