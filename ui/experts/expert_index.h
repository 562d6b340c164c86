#pragma once

#include "core/engine/trace.h"
#include "ui/expert_look.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace vlmo::ui {

/// The experts that a trace names, in the order in which it first names them, and which of them served each cell.
///
/// Nothing is assumed about their number or names: one the window has no look for takes the fourth, the next the fifth.
class ExpertIndex final {
public:
    ExpertIndex() = default;
    explicit ExpertIndex(const Trace& trace);

    [[nodiscard]] const std::vector<QString>& names() const noexcept { return m_names; }
    /// Place in names() of the expert that served a token in a block.
    [[nodiscard]] std::size_t of(int block, int token) const
    {
        return m_ofCell[static_cast<std::size_t>(block) * m_tokens + static_cast<std::size_t>(token)];
    }
    [[nodiscard]] ExpertLook look(std::size_t expert, const Theme& theme) const
    {
        return expertLook(theme, m_names[expert], m_places[expert]);
    }
    /// Of all experts, in the order of names().
    [[nodiscard]] std::vector<ExpertLook> looks(const Theme& theme) const;

    /// A rectangle of the map that one expert served. Ends are inclusive.
    struct Region {
        std::size_t expert = 0;
        int firstBlock = 0;
        int lastBlock = 0;
        int firstToken = 0;
        int lastToken = 0;
    };
    [[nodiscard]] const std::vector<Region>& regions() const noexcept { return m_regions; }
    /// Whether other experts serve in `block` than in the block before.
    [[nodiscard]] bool changesAt(int block) const;

private:
    void findRegions(const Trace& trace);

    std::vector<QString> m_names;
    std::vector<int> m_places;
    std::vector<std::uint16_t> m_ofCell;
    std::size_t m_tokens = 0;
    std::vector<Region> m_regions;
};

} // namespace vlmo::ui
