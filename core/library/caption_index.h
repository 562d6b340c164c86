#pragma once

#include "core/library/catalogue.h"
#include "core/library/vector_index.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vlmo {

/// Ranks a library's captions against a vector. Each caption is given to the model once; its vector is kept in the
/// catalogue.
class CaptionIndex {
public:
    /// The catalogue must outlive this.
    explicit CaptionIndex(const Catalogue& catalogue) : m_catalogue(catalogue) {}

    [[nodiscard]] std::vector<CaptionHit> search(std::span<const float> query, std::size_t limit, Embedder& embedder);

private:
    void embedNewCaptions(Embedder& embedder);
    void refresh();

    const Catalogue& m_catalogue;
    std::optional<VectorIndex> m_index;
    std::int64_t m_revision = -1; ///< Of the index.
};

} // namespace vlmo
