#include "ui/experts/map_layout.h"

#include "ui/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int leastRow = 14;
constexpr int mostRow = 40;
constexpr int leastMap = 204; ///< Height that the blocks may share before their rows become the least.
constexpr int goodMap = 216;  ///< Height of twelve blocks that are read well.
constexpr int leastPatch = 6;
constexpr int mostPatch = 60;
constexpr int mostWord = 120;
constexpr int wordPadding = 10;
constexpr int expertGap = 5;
constexpr int letterRoom = 22; ///< Right of words and of picture, for the letters of their experts.
constexpr int clsGap = 3;      ///< Between the picture's own token and its patches.
constexpr int patchRowGap = 3; ///< Between rows of patches.

int lineHeight(const QFont& font)
{
    return QFontMetrics(font).height();
}

int headHeight(const QFont& font)
{
    return lineHeight(font) + 10;
}

int footHeight(const QFont& font)
{
    return lineHeight(font) + 8;
}

int gapsBetweenExperts(const TraceSelection& selection)
{
    int gaps = 0;
    for (int block = 1; block < selection.blockCount(); ++block)
        gaps += selection.experts().changesAt(block) ? expertGap : 0;
    return gaps;
}

int heightWith(const TraceSelection& selection, const QFont& font, int rowHeight)
{
    return headHeight(font) + selection.blockCount() * rowHeight + gapsBetweenExperts(selection) + footHeight(font);
}

} // namespace

int MapLayout::leastHeight(const TraceSelection& selection, const QFont& font)
{
    return heightWith(selection, font, std::clamp(leastMap / std::max(1, selection.blockCount()), leastRow, 18));
}

int MapLayout::goodHeight(const TraceSelection& selection, const QFont& font)
{
    return heightWith(selection, font, std::clamp(goodMap / std::max(1, selection.blockCount()), leastRow, 28));
}

int MapLayout::mostHeight(const TraceSelection& selection, const QFont& font)
{
    return heightWith(selection, font, mostRow);
}

MapLayout::MapLayout(const TraceSelection& selection, const QSize& room, const QFont& font) : m_head(headHeight(font))
{
    if (!selection.hasTrace())
        return;
    const QFontMetrics metrics(font);
    m_gutter = metrics.horizontalAdvance(QString::number(selection.blockCount())) + 14;
    placeRows(selection, room.height() - m_head - footHeight(font));
    placeColumns(selection, room.width() - m_gutter - letterRoom, font);
    findGroups(selection.trace());
    m_size = QSize(m_columns.back().end() + letterRoom, cellsBottom() + footHeight(font));
}

void MapLayout::placeRows(const TraceSelection& selection, int room)
{
    const int free = room - gapsBetweenExperts(selection);
    const int height = std::clamp(free / selection.blockCount(), leastRow, mostRow);
    int y = m_head;
    for (int block = 0; block < selection.blockCount(); ++block) {
        y += selection.experts().changesAt(block) ? expertGap : 0;
        m_rows.push_back({y, height});
        y += height;
    }
}

void MapLayout::placeColumns(const TraceSelection& selection, int room, const QFont& font)
{
    QFont strong = font; // A selected word is written bold.
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    const int count = selection.tokenCount();
    std::vector<int> widths(static_cast<std::size_t>(count), leastPatch);
    std::vector<int> gaps(static_cast<std::size_t>(count), 0); // Before each token.
    int words = 0;
    int patches = 0;
    int used = 0;
    for (int token = 0; token < count; ++token) {
        const auto place = static_cast<std::size_t>(token);
        const TraceToken& shown = selection.tokenAt(token);
        if (shown.kind == TraceToken::Kind::Word) {
            ++words;
            widths[place] =
                std::min(mostWord, metrics.horizontalAdvance(QString::fromStdString(shown.text)) + wordPadding);
        } else {
            ++patches;
        }
        if (token > 0) {
            const TraceToken& before = selection.tokenAt(token - 1);
            if ((before.kind == TraceToken::Kind::Word) != (shown.kind == TraceToken::Kind::Word))
                gaps[place] = letterRoom;
            else if (before.kind == TraceToken::Kind::ImageCls || shown.kind == TraceToken::Kind::ImageCls)
                gaps[place] = clsGap;
            else if (shown.kind == TraceToken::Kind::Patch && before.row != shown.row)
                gaps[place] = patchRowGap;
        }
        used += widths[place] + gaps[place];
    }
    // What is left over goes to the patches first, which are the narrow ones, then evenly to the words.
    int left = std::max(0, room - used);
    const int perPatch = patches > 0 ? std::min(left / patches, mostPatch - leastPatch) : 0;
    left -= perPatch * patches;
    const int perWord = words > 0 ? std::min(left / words, patches > 0 ? 36 : 90) : 0;
    int x = m_gutter;
    for (int token = 0; token < count; ++token) {
        const auto place = static_cast<std::size_t>(token);
        const bool isWord = selection.tokenAt(token).kind == TraceToken::Kind::Word;
        x += gaps[place];
        m_columns.push_back({x, widths[place] + (isWord ? perWord : perPatch)});
        x = m_columns.back().end();
    }
}

void MapLayout::findGroups(const Trace& trace)
{
    const int top = m_head;
    const int height = cellsBottom() - top;
    for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
        const TraceToken& place = trace.tokens[token];
        const Span& span = m_columns[token];
        QRect& part = place.kind == TraceToken::Kind::Word ? m_words : m_picture;
        const QRect own(span.start, top, span.length - 1, height);
        part = part.isNull() ? own : part.united(own);
        if (place.kind != TraceToken::Kind::Patch)
            continue;
        if (m_patchRows.empty() || m_patchRows.back().row != place.row)
            m_patchRows.push_back({place.row, span.start, span.end() - 1});
        else
            m_patchRows.back().right = span.end() - 1;
    }
}

int MapLayout::cellsBottom() const
{
    return m_rows.empty() ? m_head : m_rows.back().end();
}

QRect MapLayout::cell(const MapCell& cell) const
{
    const Span& column = m_columns[static_cast<std::size_t>(cell.token)];
    const Span& row = m_rows[static_cast<std::size_t>(cell.block)];
    // One pixel between neighbours stays free.
    return {column.start, row.start, column.length - 1, row.length - 1};
}

QRect MapLayout::column(int token) const
{
    return cell({0, token}).united(cell({blockCount() - 1, token}));
}

std::optional<QRect> MapLayout::letterPlace(const ExpertIndex::Region& region) const
{
    const QRect area = cell({region.firstBlock, region.firstToken}).united(cell({region.lastBlock, region.lastToken}));
    if (area.right() != m_words.right() && area.right() != m_picture.right())
        return std::nullopt;
    return QRect(area.right() + 2, area.top(), letterRoom - 4, area.height());
}

QRect MapLayout::row(int block) const
{
    return cell({block, 0}).united(cell({block, tokenCount() - 1}));
}

std::optional<MapCell> MapLayout::at(const QPoint& point) const
{
    const auto find = [](const std::vector<Span>& spans, int place) {
        const auto after = std::ranges::upper_bound(spans, place, {}, &Span::start);
        if (after == spans.begin() || place >= std::prev(after)->end())
            return -1;
        return static_cast<int>(std::distance(spans.begin(), after)) - 1;
    };
    const int token = find(m_columns, point.x());
    const int block = find(m_rows, point.y());
    if (token < 0 || block < 0)
        return std::nullopt;
    return MapCell{block, token};
}

MapLayout::TokenRange MapLayout::tokensBetween(int left, int right) const
{
    const auto first = std::ranges::upper_bound(m_columns, left, {}, &Span::end);
    const auto last = std::ranges::upper_bound(m_columns, right, {}, &Span::start);
    return {static_cast<int>(std::distance(m_columns.begin(), first)),
            static_cast<int>(std::distance(m_columns.begin(), last)) - 1};
}

} // namespace vlmo::ui
