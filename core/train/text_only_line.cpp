#include "core/train/text_only_line.h"

#include <algorithm>

namespace vlmo {

void TextOnlyLine::add(const std::string& text, const std::string& kind, std::int64_t label, double worth)
{
    if (!text.empty())
        m_byText[text][label] += worth;
    m_byKind[kind][label] += worth;
    m_all[label] += worth;
}

std::optional<std::int64_t> TextOnlyLine::labelFor(const std::string& text, const std::string& kind) const
{
    const Worth* from = &m_all;
    if (const auto found = m_byText.find(text); found != m_byText.end())
        from = &found->second;
    else if (const auto ofKind = m_byKind.find(kind); ofKind != m_byKind.end())
        from = &ofKind->second;
    const auto best = std::max_element(from->begin(), from->end(),
                                       [](const auto& left, const auto& right) { return left.second < right.second; });
    return best == from->end() ? std::nullopt : std::optional(best->first);
}

} // namespace vlmo
