#include "ui/experts/map_painting.h"

#include "ui/experts/token_block_map.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QRegion>

#include <algorithm>

namespace vlmo::ui {

namespace {

/// A pattern is laid over its region as a whole, so that it runs through the cells, but not over the gaps.
QRegion columnsOf(const MapLayout& layout, MapLayout::TokenRange tokens)
{
    QRegion region;
    QRect run;
    for (int token = tokens.first; token <= tokens.last; ++token) {
        const QRect column = layout.column(token);
        if (run.isNull()) {
            run = column;
        } else if (column.left() - run.right() <= 2) {
            run.setRight(column.right());
        } else {
            region += run;
            run = column;
        }
    }
    return region + run;
}

void paintPatterns(QPainter& painter, const MapLayout& layout, const TraceSelection& selection, const Theme& theme,
                   MapLayout::TokenRange shown)
{
    const std::vector<ExpertLook> looks = selection.experts().looks(theme);
    for (const ExpertIndex::Region& region : selection.experts().regions()) {
        const MapLayout::TokenRange tokens{std::max(region.firstToken, shown.first),
                                           std::min(region.lastToken, shown.last)};
        if (looks[region.expert].pattern == ExpertPattern::None || tokens.first > tokens.last)
            continue;
        const QRect area = layout.cell({region.firstBlock, region.firstToken})
                               .united(layout.cell({region.lastBlock, region.lastToken}));
        painter.save();
        painter.setClipRegion(columnsOf(layout, tokens), Qt::IntersectClip);
        paintPattern(painter, area, theme, looks[region.expert].pattern);
        painter.restore();
    }
}

} // namespace

void paintMapCells(QPainter& painter, const MapLayout& layout, const TraceSelection& selection, const Theme& theme,
                   int left, int right)
{
    const std::vector<ExpertLook> looks = selection.experts().looks(theme);
    const MapLayout::TokenRange shown = layout.tokensBetween(left, right);
    for (int block = 0; block < layout.blockCount(); ++block) {
        for (int token = shown.first; token <= shown.last; ++token) {
            const ExpertLook& look = looks[selection.experts().of(block, token)];
            painter.fillRect(layout.cell({block, token}),
                             theme.strengthColour(look.fill, selection.share(block, token)));
        }
    }
    paintPatterns(painter, layout, selection, theme, shown);
}

void paintMapHeads(QPainter& painter, const MapLayout& layout, const TraceSelection& selection, const Theme& theme,
                   const QFont& font, int selected)
{
    painter.save();
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const int textHeight = metrics.height();
    const int top = layout.head() - textHeight - 7;
    for (int token = 0; token < layout.tokenCount(); ++token) {
        const TraceToken& place = selection.tokenAt(token);
        if (place.kind == TraceToken::Kind::Patch)
            continue;
        const bool chosen = token == selected;
        QRect area(layout.column(token).left(), top, layout.column(token).width(), textHeight + 3);
        const bool isWord = place.kind == TraceToken::Kind::Word;
        const QString text = isWord ? selection.tokenTitle(token) : TokenBlockMap::tr("cls");
        painter.setFont(chosen ? strong : font);
        if (isWord) {
            if (chosen)
                paintRounded(painter, area, 3, theme.highlight, Qt::transparent, 0);
        } else {
            // The column of the picture's own token is narrower than its name.
            const int wide = QFontMetrics(strong).horizontalAdvance(text) + 6;
            area.adjust(std::min(0, (area.width() - wide) / 2), 0, std::max(0, (wide - area.width()) / 2), 0);
            if (chosen)
                paintRounded(painter, area, 3, theme.highlight, Qt::transparent, 0);
        }
        const bool mark = isWord && text.startsWith(u'[') && text.endsWith(u']');
        painter.setPen(chosen ? theme.highlightedText : mark || !isWord ? theme.muted : theme.text);
        painter.drawText(area, Qt::AlignCenter | Qt::TextSingleLine,
                         QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, area.width()));
    }
    painter.setFont(font);
    for (const MapLayout::PatchRow& row : layout.patchRows()) {
        const int y = layout.head() - 4;
        painter.fillRect(QRect(row.left, y, row.right - row.left, 1), theme.dark);
        painter.fillRect(QRect(row.left, y, 1, 3), theme.dark);
        painter.fillRect(QRect(row.right - 1, y, 1, 3), theme.dark);
        painter.setPen(theme.muted);
        //: Heading over a row of the picture's patches
        const QString full = TokenBlockMap::tr("row %1").arg(row.row);
        const int wide = row.right - row.left;
        painter.drawText(QRect(row.left, top - 1, wide, textHeight + 2), Qt::AlignCenter | Qt::TextSingleLine,
                         metrics.horizontalAdvance(full) <= wide ? full : QString::number(row.row));
    }
    painter.setFont(strong);
    for (const ExpertIndex::Region& region : selection.experts().regions()) {
        // Weak cells cannot tell their expert by colour.
        if (const std::optional<QRect> place = layout.letterPlace(region)) {
            const ExpertLook look = selection.experts().look(region.expert, theme);
            painter.setPen(look.badge);
            painter.drawText(*place, Qt::AlignCenter | Qt::TextDontClip, look.letter);
        }
    }
    painter.setFont(font);
    const MapFoot foot = mapFoot(selection, theme);
    painter.setPen(theme.muted);
    const auto write = [&](const QRect& part, const QString& text, Qt::Alignment alignment) {
        const int room = alignment.testFlag(Qt::AlignRight)
                             ? part.width() - metrics.horizontalAdvance(foot.picture) - 24
                             : part.width();
        if (part.isNull() || metrics.horizontalAdvance(text) > room)
            return;
        painter.drawText(QRect(part.left(), layout.cellsBottom() + 5, part.width(), textHeight + 2),
                         static_cast<int>(alignment | Qt::AlignVCenter | Qt::TextSingleLine), text);
    };
    write(layout.words(), foot.words, Qt::AlignLeft);
    write(layout.picture(), foot.picture, Qt::AlignLeft);
    write(layout.picture(), foot.experts, Qt::AlignRight);
    painter.restore();
}

void paintBlockNumbers(QPainter& painter, const MapLayout& layout, const Theme& theme, const QFont& font, int x,
                       int selected)
{
    painter.save();
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    for (int block = 0; block < layout.blockCount(); ++block) {
        const QRect row = layout.row(block);
        painter.setFont(block == selected ? strong : font);
        painter.setPen(block == selected ? theme.text : theme.muted);
        painter.drawText(QRect(x, row.top(), layout.gutter() - 8, row.height()),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, QString::number(block));
    }
    painter.restore();
}

MapFoot mapFoot(const TraceSelection& selection, const Theme& theme)
{
    MapFoot foot;
    int words = 0;
    int patches = 0;
    int marks = 0;
    for (const TraceToken& token : selection.trace().tokens) {
        words += token.kind == TraceToken::Kind::Word;
        patches += token.kind == TraceToken::Kind::Patch;
        marks += token.kind == TraceToken::Kind::ImageCls;
    }
    //: Below the map: the sentence as the model reads it
    foot.words = TokenBlockMap::tr("%n word piece(s)", nullptr, words);
    if (patches > 0)
        foot.picture = marks > 0 ? TokenBlockMap::tr("1 + %n patch(es) in reading order", nullptr, patches)
                                 : TokenBlockMap::tr("%n patch(es) in reading order", nullptr, patches);
    const std::vector<ExpertIndex::Region>& regions = selection.experts().regions();
    const auto last =
        std::ranges::find_if(regions, [](const ExpertIndex::Region& region) { return region.firstBlock > 0; });
    if (last != regions.end()) {
        const int block = last->firstBlock;
        const bool shared = std::ranges::all_of(regions, [&](const ExpertIndex::Region& region) {
            return region.firstBlock < block || region.expert == last->expert;
        });
        if (shared)
            foot.experts = TokenBlockMap::tr("all tokens meet the %1 expert from block %2 up")
                               .arg(selection.experts().look(last->expert, theme).letter, QString::number(block));
    }
    return foot;
}

} // namespace vlmo::ui
