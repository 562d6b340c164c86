#include "core/train/scores_by_kind.h"

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
