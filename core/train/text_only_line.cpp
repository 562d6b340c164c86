#include "core/train/text_only_line.h"

#include <algorithm>

namespace vlmo {

namespace {

constexpr std::size_t kMostKinds = 24;

/// A kind may be called anything ("yes/no"), but stands in the name of a measure as one word.
std::string asPart(std::string kind)
{
    std::replace_if(
        kind.begin(), kind.end(), [](unsigned char each) { return each <= ' ' || each == '/' || each == 0x7f; }, '-');
    return kind;
}

} // namespace

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

void ScoresByKind::add(const std::string& kind, double score)
{
    for (Mean* mean : {&m_all, &m_kinds[kind]}) {
        mean->sum += score;
        ++mean->count;
    }
}

void ScoresByKind::writeTo(Measures& measures, const std::string& name) const
{
    if (m_all.count == 0)
        return;
    measures[name] = m_all.sum / static_cast<double>(m_all.count);
    if (m_kinds.size() < 2 || m_kinds.size() > kMostKinds)
        return;
    for (const auto& [kind, mean] : m_kinds)
        if (!kind.empty())
            measures[name + "/" + asPart(kind)] = mean.sum / static_cast<double>(mean.count);
}

} // namespace vlmo
