#include "ui/experts/export_layout.h"

#include "ui/experts/map_legend.h"
#include "ui/experts/token_block_map.h"
#include "ui/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int swatchWidth = 26;
constexpr int swatchHeight = 14;
constexpr int stripWidth = 110;

} // namespace

MapCaption mapCaption(const TraceSelection& selection)
{
    const Trace& trace = selection.trace();
    MapCaption caption;
    caption.title = TokenBlockMap::tr("Token × block map: %1").arg(measureTitle(selection.measure()));
    caption.source.append(TokenBlockMap::tr("Model %1").arg(QString::fromStdString(trace.modelName)));
    if (!trace.imageName.empty())
        caption.source.append(TokenBlockMap::tr("Picture %1").arg(QString::fromStdString(trace.imageName)));
    if (!trace.sentence.empty())
        caption.source.append(TokenBlockMap::tr("Sentence “%1”").arg(QString::fromStdString(trace.sentence)));
    for (const std::string& intervention : trace.interventions)
        caption.source.append(TokenBlockMap::tr("With %1").arg(QString::fromStdString(intervention)));
    return caption;
}

ScaleEnds scaleEnds(const MeasureScale& scale)
{
    const QString low = measureText(scale.low);
    const QString high = measureText(scale.high);
    //: Ends of a legend whose scale leaves out a few extreme values
    return {scale.cutBelow ? TokenBlockMap::tr("≤ %1").arg(low) : low,
            scale.cutAbove ? TokenBlockMap::tr("≥ %1").arg(high) : high};
}

QString expertName(const ExpertLook& look)
{
    return u"%1  %2"_s.arg(look.letter, look.title);
}

ExportLayout::ExportLayout(const TraceSelection& selection, int width) : m_caption(mapCaption(selection))
{
    const QFont font = textFont(TextSize::Second);
    const QFontMetrics metrics(font);
    const QFontMetrics titleMetrics(textFont(TextSize::Lead, true));
    m_map = MapLayout(selection, QSize(width - 2 * margin(), MapLayout::goodHeight(selection, font)), font);
    m_lineHeight = metrics.height() + 2;
    m_titleBase = margin() + titleMetrics.ascent();
    m_sourceBase = margin() + titleMetrics.height() + 4 + metrics.ascent();
    const auto lines = static_cast<int>(m_caption.source.size());
    int y = margin() + titleMetrics.height() + 4 + lines * m_lineHeight + 8;
    int x = margin();
    int widest = titleMetrics.horizontalAdvance(m_caption.title);
    for (const QString& line : m_caption.source)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    const int base = (swatchHeight + metrics.ascent() - metrics.descent()) / 2;
    const std::vector<ExpertLook> looks = selection.experts().looks(currentTheme());
    for (std::size_t expert = 0; expert < looks.size(); ++expert) {
        m_legend.push_back({expert, QRect(x, y, swatchWidth, swatchHeight), QPoint(x + swatchWidth + 6, y + base)});
        x += swatchWidth + 6 + metrics.horizontalAdvance(expertName(looks[expert])) + 16;
    }
    const ScaleEnds ends = scaleEnds(selection.scale());
    const int scaleWidth = metrics.horizontalAdvance(ends.low) + stripWidth + metrics.horizontalAdvance(ends.high) + 16;
    const int right =
        std::max({width, m_map.size().width() + 2 * margin(), x + scaleWidth + margin(), widest + 2 * margin()});
    m_strip =
        QRect(right - margin() - metrics.horizontalAdvance(ends.high) - 8 - stripWidth, y, stripWidth, swatchHeight);
    y += swatchHeight + 8;
    m_mapOrigin = QPoint(margin(), y);
    m_size = QSize(right, y + m_map.size().height() + margin());
}

void ExportLayout::paintHead(QPainter& painter, const TraceSelection& selection, const Theme& theme) const
{
    painter.setPen(theme.text);
    painter.setFont(textFont(TextSize::Lead, true));
    painter.drawText(margin(), m_titleBase, m_caption.title);
    painter.setFont(textFont(TextSize::Second));
    painter.setPen(theme.muted);
    for (int line = 0; line < m_caption.source.size(); ++line)
        painter.drawText(margin(), sourceBase(line), m_caption.source[line]);
    painter.setPen(theme.text);
    const std::vector<ExpertLook> looks = selection.experts().looks(theme);
    for (const LegendEntry& entry : m_legend) {
        paintSwatch(painter, entry.swatch, theme, looks[entry.expert]);
        painter.drawText(entry.text, expertName(looks[entry.expert]));
    }
    paintStrengthStrip(painter, m_strip, theme, looks);
    const ScaleEnds ends = scaleEnds(selection.scale());
    const QFontMetrics metrics(painter.font());
    const int base = m_strip.top() + (m_strip.height() + metrics.ascent() - metrics.descent()) / 2;
    painter.setPen(theme.muted);
    painter.drawText(m_strip.left() - 8 - metrics.horizontalAdvance(ends.low), base, ends.low);
    painter.drawText(m_strip.right() + 9, base, ends.high);
}

} // namespace vlmo::ui
