#include "core/vision/patch_masking.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace vlmo {
namespace {

constexpr int largestGrid = 1024;
constexpr double referencePatches = 196.0;
constexpr int attemptsPerBlock = 10; // As in the reference.

std::size_t patchesOf(int grid)
{
    return static_cast<std::size_t>(grid) * static_cast<std::size_t>(grid);
}

void check(int grid, const PatchMaskingOptions& options)
{
    const auto refuse = [](const std::string& problem) { throw Error(ErrorKind::InvalidArgument, problem); };
    if (grid < 1 || grid > largestGrid)
        refuse("a picture of " + std::to_string(grid) + " patches a side cannot be masked");
    if (!(options.share > 0.0 && options.share < 1.0))
        refuse("the share of masked patches must lie between 0 and 1, not at " + std::to_string(options.share));
    if (!(options.minimumPatches >= 1.0 && options.minimumPatches <= referencePatches))
        refuse("blocks of masked patches must have 1 to 196 patches, not " + std::to_string(options.minimumPatches));
    if (!(options.minimumAspect > 0.0 && options.minimumAspect <= 1.0))
        refuse("the smallest aspect of a masked block must lie between 0 and 1, not at " +
               std::to_string(options.minimumAspect));
}

class MaskMaker {
public:
    MaskMaker(int grid, const PatchMaskingOptions& options, std::uint64_t seed)
        : m_grid(grid), m_smallestArea(std::max(1.0, options.minimumPatches * static_cast<double>(patchesOf(grid)) /
                                                         referencePatches)),
          m_largestLogAspect(-std::log(options.minimumAspect)), m_random(seed), m_mask(patchesOf(grid), 0)
    {}

    /// Masks one more block with at most `most` new patches; the number of them, or 0 when none of the tries fitted.
    std::size_t addBlock(std::size_t most)
    {
        for (int attempt = 0; attempt < attemptsPerBlock; ++attempt) {
            // Once less is left than the smallest area, areas between the two are drawn: such a block fits where it
            // overlaps what is masked already. (The reference does so too.)
            const double area = m_random.uniform(m_smallestArea, static_cast<double>(most));
            const double aspect = std::exp(m_random.uniform(-m_largestLogAspect, m_largestLogAspect));
            const int height = static_cast<int>(std::lround(std::sqrt(area * aspect)));
            const int width = static_cast<int>(std::lround(std::sqrt(area / aspect)));
            if (height < 1 || width < 1 || height >= m_grid || width >= m_grid)
                continue;
            const int top = static_cast<int>(m_random.below(static_cast<std::uint64_t>(m_grid - height + 1)));
            const int left = static_cast<int>(m_random.below(static_cast<std::uint64_t>(m_grid - width + 1)));
            if (const std::size_t added = fill(top, left, height, width, most); added > 0)
                return added;
        }
        return 0;
    }

    /// Masks one more patch beside masked ones, so that the last patches enlarge blocks instead of lying about.
    void addNeighbour()
    {
        std::vector<std::size_t> candidates;
        for (const bool besideBlocks : {true, false}) {
            for (std::size_t patch = 0; patch < m_mask.size(); ++patch)
                if (m_mask[patch] == 0 && (!besideBlocks || touchesMasked(patch)))
                    candidates.push_back(patch);
            if (!candidates.empty())
                break;
        }
        m_mask[candidates[m_random.below(candidates.size())]] = 1;
    }

    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(m_mask); }

private:
    [[nodiscard]] std::size_t at(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_grid) + static_cast<std::size_t>(column);
    }

    [[nodiscard]] bool touchesMasked(std::size_t patch) const
    {
        const int row = static_cast<int>(patch) / m_grid;
        const int column = static_cast<int>(patch) % m_grid;
        return (row > 0 && m_mask[at(row - 1, column)] != 0) ||
               (row + 1 < m_grid && m_mask[at(row + 1, column)] != 0) ||
               (column > 0 && m_mask[at(row, column - 1)] != 0) ||
               (column + 1 < m_grid && m_mask[at(row, column + 1)] != 0);
    }

    /// All of the rectangle or, when it would add none or too many, nothing.
    std::size_t fill(int top, int left, int height, int width, std::size_t most)
    {
        std::vector<std::size_t> added;
        for (int row = top; row < top + height; ++row)
            for (int column = left; column < left + width; ++column)
                if (m_mask[at(row, column)] == 0)
                    added.push_back(at(row, column));
        if (added.size() > most)
            return 0;
        for (const std::size_t patch : added)
            m_mask[patch] = 1;
        return added.size();
    }

    int m_grid;
    double m_smallestArea;
    double m_largestLogAspect;
    Random m_random;
    std::vector<std::uint8_t> m_mask;
};

} // namespace

std::size_t maskedPatchCount(int grid, const PatchMaskingOptions& options)
{
    check(grid, options);
    const std::size_t all = patchesOf(grid);
    const auto wanted = static_cast<std::size_t>(std::lround(options.share * static_cast<double>(all)));
    return std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(all - 1, 1));
}

std::vector<std::uint8_t> maskPatches(int grid, const PatchMaskingOptions& options, std::uint64_t seed)
{
    const std::size_t wanted = maskedPatchCount(grid, options);
    MaskMaker maker(grid, options, seed);
    std::size_t masked = 0;
    while (masked < wanted) {
        const std::size_t added = maker.addBlock(wanted - masked);
        if (added == 0)
            break;
        masked += added;
    }
    for (; options.exactCount && masked < wanted; ++masked)
        maker.addNeighbour();
    return maker.take();
}

} // namespace vlmo
