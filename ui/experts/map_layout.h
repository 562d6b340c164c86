#pragma once

#include "ui/experts/trace_selection.h"

#include <QRect>
#include <QSize>

#include <optional>
#include <vector>

class QFont;

namespace vlmo::ui {

/// A cell of the token x block map.
struct MapCell {
    int block = 0;
    int token = 0;

    friend bool operator==(const MapCell&, const MapCell&) = default;
};

/// Where the token x block map has what, in device-independent pixels. Columns are tokens in the trace's order, with a
/// gap between words and picture and a small one between rows of patches; rows are blocks, with a gap where other
/// experts begin. Window, picture and SVG file are drawn from the same layout.
class MapLayout final {
public:
    MapLayout() = default;
    /// Fits the map of the selection's trace into `room`; what does not fit at the least sizes makes the map larger.
    MapLayout(const TraceSelection& selection, const QSize& room, const QFont& font);

    /// Of the whole map with heads, block numbers and foot.
    [[nodiscard]] QSize size() const noexcept { return m_size; }
    /// The least height a map of so many blocks has, the one at which it is read well, and the most it takes up.
    [[nodiscard]] static int leastHeight(const TraceSelection& selection, const QFont& font);
    [[nodiscard]] static int goodHeight(const TraceSelection& selection, const QFont& font);
    [[nodiscard]] static int mostHeight(const TraceSelection& selection, const QFont& font);

    /// Block numbers stand in [0, gutter()), the first column begins there.
    [[nodiscard]] int gutter() const noexcept { return m_gutter; }
    /// Words and rows of patches are named in [0, head()), the first block begins there.
    [[nodiscard]] int head() const noexcept { return m_head; }
    /// Bottom of the last block.
    [[nodiscard]] int cellsBottom() const;

    [[nodiscard]] int tokenCount() const noexcept { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] int blockCount() const noexcept { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QRect cell(const MapCell& cell) const;
    /// From the first to the last block.
    [[nodiscard]] QRect column(int token) const;
    /// From the first to the last token.
    [[nodiscard]] QRect row(int block) const;
    /// Where the letter of a region's expert stands, right of it; nothing for a region that ends amid its part.
    [[nodiscard]] std::optional<QRect> letterPlace(const ExpertIndex::Region& region) const;
    /// Nothing in gaps, heads and foot.
    [[nodiscard]] std::optional<MapCell> at(const QPoint& point) const;
    /// Tokens whose columns touch [left, right]; empty as {0, -1}.
    struct TokenRange {
        int first = 0;
        int last = -1;
    };
    [[nodiscard]] TokenRange tokensBetween(int left, int right) const;

    /// Tokens that share a heading: a row of patches.
    struct PatchRow {
        int row = 0;
        int left = 0;
        int right = 0; ///< One past the last pixel.
    };
    [[nodiscard]] const std::vector<PatchRow>& patchRows() const noexcept { return m_patchRows; }
    /// Ends of words and picture; empty where the trace has none.
    [[nodiscard]] const QRect& words() const noexcept { return m_words; }
    [[nodiscard]] const QRect& picture() const noexcept { return m_picture; }

private:
    struct Span {
        int start = 0;
        int length = 0;

        [[nodiscard]] int end() const { return start + length; }
    };
    void placeColumns(const TraceSelection& selection, int room, const QFont& font);
    void placeRows(const TraceSelection& selection, int room);
    void findGroups(const Trace& trace);

    QSize m_size;
    int m_gutter = 0;
    int m_head = 0;
    std::vector<Span> m_columns;
    std::vector<Span> m_rows;
    std::vector<PatchRow> m_patchRows;
    QRect m_words;
    QRect m_picture;
};

} // namespace vlmo::ui
