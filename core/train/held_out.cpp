#include "core/train/held_out.h"

#include "core/base/files.h"
#include "core/train/tensor_batches.h"

#include <algorithm>

namespace vlmo {

std::size_t mostHeldOutPictures(const Recipe& recipe)
{
    constexpr std::int64_t mostBytes = 256LL << 20U;
    const std::int64_t bytes = 3 * recipe.model.imageSize * recipe.model.imageSize;
    return static_cast<std::size_t>(std::max<std::int64_t>(1, mostBytes / bytes));
}

torch::Tensor heldOutPixels(const PlainViews& views, const std::vector<std::size_t>& rows, std::int64_t side,
                            const torch::Device& device)
{
    const auto bytes = static_cast<std::size_t>(3 * side * side);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(rows.size() * bytes);
    for (const std::size_t row : rows) {
        const auto first = views.pixels.begin() + static_cast<std::ptrdiff_t>(row * bytes);
        pixels.insert(pixels.end(), first, first + static_cast<std::ptrdiff_t>(bytes));
    }
    return toPixels(pixels, side, device);
}

void SampleList::add(nlohmann::json sample, bool isMistake, double confidence)
{
    if (isMistake) {
        const auto place = std::upper_bound(m_mistakes.begin(), m_mistakes.end(), confidence,
                                            [](double value, const auto& other) { return value > other.first; });
        m_mistakes.emplace(place, confidence, sample);
        if (m_mistakes.size() > m_most)
            m_mistakes.pop_back();
    }
    if (m_first.size() < m_most)
        m_first.push_back(std::move(sample));
}

std::vector<SampleEvent> SampleList::write(const std::filesystem::path& folder, const std::string& kind,
                                           const std::string& mistakeKind) const
{
    std::vector<SampleEvent> written;
    const auto put = [&](const std::string& name, const nlohmann::json& items) {
        // A data set may hold texts in any encoding.
        writeFileAtomically(folder / (name + ".json"), nlohmann::json{{"kind", name}, {"items", items}}.dump(
                                                           1, ' ', false, nlohmann::json::error_handler_t::replace) +
                                                           "\n");
        written.push_back({0, name, name + ".json"});
    };
    put(kind, m_first);
    nlohmann::json mistakes = nlohmann::json::array();
    for (const auto& [confidence, sample] : m_mistakes)
        mistakes.push_back(sample);
    if (!mistakes.empty())
        put(mistakeKind, mistakes);
    return written;
}

} // namespace vlmo
