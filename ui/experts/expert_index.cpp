#include "ui/experts/expert_index.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace vlmo::ui {

namespace {

constexpr int firstOtherPlace = 3; ///< The three looks before it belong to vision, language and vl.
constexpr std::size_t mostExperts = std::numeric_limits<std::uint16_t>::max();

bool hasOwnLook(const std::string& name)
{
    return name == "vision" || name == "language" || name == "vl";
}

} // namespace

ExpertIndex::ExpertIndex(const Trace& trace) : m_tokens(trace.tokens.size())
{
    std::unordered_map<std::string, std::uint16_t> known;
    int nextPlace = firstOtherPlace;
    m_ofCell.reserve(trace.cells.size());
    for (const TraceCell& cell : trace.cells) {
        const auto [found, isNew] =
            known.try_emplace(cell.expert, static_cast<std::uint16_t>(std::min(m_names.size(), mostExperts)));
        if (isNew && m_names.size() <= mostExperts) {
            m_names.push_back(QString::fromStdString(cell.expert));
            m_places.push_back(hasOwnLook(cell.expert) ? 0 : nextPlace++);
        }
        m_ofCell.push_back(found->second);
    }
    findRegions(trace);
}

std::vector<ExpertLook> ExpertIndex::looks(const Theme& theme) const
{
    std::vector<ExpertLook> looks;
    for (std::size_t expert = 0; expert < m_names.size(); ++expert)
        looks.push_back(look(expert, theme));
    return looks;
}

void ExpertIndex::findRegions(const Trace& trace)
{
    std::size_t rowBefore = 0; // First region of the block before.
    for (int block = 0; block < static_cast<int>(trace.blocks); ++block) {
        const std::size_t row = m_regions.size();
        std::vector<Region> runs;
        for (int token = 0; token < static_cast<int>(m_tokens); ++token) {
            const std::size_t expert = of(block, token);
            const bool isWord = trace.tokens[static_cast<std::size_t>(token)].kind == TraceToken::Kind::Word;
            // Words and picture stand apart on the map, so no region crosses from one to the other.
            const bool goesOn =
                token > 0 && runs.back().expert == expert &&
                isWord == (trace.tokens[static_cast<std::size_t>(token) - 1].kind == TraceToken::Kind::Word);
            if (goesOn)
                runs.back().lastToken = token;
            else
                runs.push_back({expert, block, block, token, token});
        }
        const bool asBefore = block > 0 && row - rowBefore == runs.size() &&
                              std::ranges::equal(runs, std::span(m_regions).subspan(rowBefore),
                                                 [](const Region& left, const Region& right) {
                                                     return left.expert == right.expert &&
                                                            left.firstToken == right.firstToken &&
                                                            left.lastToken == right.lastToken;
                                                 });
        if (asBefore) {
            for (std::size_t region = rowBefore; region < row; ++region)
                m_regions[region].lastBlock = block;
        } else {
            m_regions.insert(m_regions.end(), runs.begin(), runs.end());
            rowBefore = row;
        }
    }
}

bool ExpertIndex::changesAt(int block) const
{
    return block > 0 &&
           std::ranges::any_of(m_regions, [block](const Region& region) { return region.firstBlock == block; });
}

} // namespace vlmo::ui
