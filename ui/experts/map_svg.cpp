#include "ui/experts/map_svg.h"

#include "ui/experts/map_painting.h"
#include "ui/theme.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QXmlStreamWriter>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Writes one document; each method a part of it.
class SvgWriter {
public:
    SvgWriter(const TraceSelection& selection, const Theme& theme, int width)
        : m_selection(selection), m_theme(theme), m_layout(selection, width), m_looks(selection.experts().looks(theme)),
          m_xml(&m_bytes)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(1);
    }

    QByteArray write()
    {
        m_xml.writeStartDocument();
        m_xml.writeStartElement(u"svg"_s);
        m_xml.writeDefaultNamespace(u"http://www.w3.org/2000/svg"_s);
        m_xml.writeAttribute(u"width"_s, QString::number(m_layout.size().width()));
        m_xml.writeAttribute(u"height"_s, QString::number(m_layout.size().height()));
        m_xml.writeAttribute(u"viewBox"_s, u"0 0 %1 %2"_s.arg(QString::number(m_layout.size().width()),
                                                              QString::number(m_layout.size().height())));
        m_xml.writeAttribute(u"font-family"_s, textFont(TextSize::Body).family() + u", sans-serif"_s);
        m_xml.writeTextElement(u"title"_s, m_layout.caption().title);
        m_xml.writeTextElement(u"desc"_s, m_layout.caption().source.join(u'\n'));
        writeDefinitions();
        writeRectangle(QRect(QPoint(0, 0), m_layout.size()), m_theme.card.name());
        writeHead();
        m_xml.writeStartElement(u"g"_s);
        m_xml.writeAttribute(u"transform"_s, u"translate(%1 %2)"_s.arg(QString::number(m_layout.mapOrigin().x()),
                                                                       QString::number(m_layout.mapOrigin().y())));
        writeCells();
        writeMapTexts();
        m_xml.writeEndElement();
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    void writeDefinitions()
    {
        m_xml.writeStartElement(u"defs"_s);
        for (std::size_t expert = 0; expert < m_looks.size(); ++expert)
            writePattern(expert);
        // From the weakest to the strongest colour, in the steps that the eye no longer sees.
        for (std::size_t expert = 0; expert < m_looks.size(); ++expert) {
            m_xml.writeStartElement(u"linearGradient"_s);
            m_xml.writeAttribute(u"id"_s, u"strength%1"_s.arg(expert));
            for (int step = 0; step <= 8; ++step) {
                m_xml.writeEmptyElement(u"stop"_s);
                m_xml.writeAttribute(u"offset"_s, QString::number(step / 8.0));
                m_xml.writeAttribute(u"stop-color"_s, m_theme.strengthColour(m_looks[expert].fill, step / 8.0).name());
            }
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    void writePattern(std::size_t expert)
    {
        const QString path = [pattern = m_looks[expert].pattern]() -> QString {
            switch (pattern) {
            case ExpertPattern::DiagonalLines:
                return u"M-6 6L0 0M0 6L6 0M6 6L12 0"_s;
            case ExpertPattern::HorizontalLines:
                return u"M0 3H6"_s;
            case ExpertPattern::VerticalLines:
                return u"M3 0V6"_s;
            case ExpertPattern::CrossHatch:
                return u"M0 3H6M3 0V6"_s;
            case ExpertPattern::Dots:
            case ExpertPattern::None:
                break;
            }
            return {};
        }();
        const bool dots = m_looks[expert].pattern == ExpertPattern::Dots;
        if (path.isEmpty() && !dots)
            return;
        const QString side = QString::number(dots ? 5 : 6);
        m_xml.writeStartElement(u"pattern"_s);
        m_xml.writeAttribute(u"id"_s, u"pattern%1"_s.arg(expert));
        m_xml.writeAttribute(u"width"_s, side);
        m_xml.writeAttribute(u"height"_s, side);
        m_xml.writeAttribute(u"patternUnits"_s, u"userSpaceOnUse"_s);
        m_xml.writeEmptyElement(dots ? u"circle"_s : u"path"_s);
        if (dots) {
            for (const QString& centre : {u"cx"_s, u"cy"_s})
                m_xml.writeAttribute(centre, u"2.5"_s);
            m_xml.writeAttribute(u"r"_s, u"1"_s);
        } else {
            m_xml.writeAttribute(u"d"_s, path);
            m_xml.writeAttribute(u"stroke-width"_s, u"1.1"_s);
        }
        m_xml.writeAttribute(dots ? u"fill"_s : u"stroke"_s, m_theme.patternInk.name());
        m_xml.writeAttribute(dots ? u"fill-opacity"_s : u"stroke-opacity"_s,
                             QString::number(static_cast<double>(m_theme.patternInk.alphaF()), 'f', 2));
        m_xml.writeEndElement();
    }

    void writeHead()
    {
        writeText(ExportLayout::margin(), m_layout.titleBase(), m_layout.caption().title, m_theme.text,
                  textFont(TextSize::Lead, true));
        const QFont font = textFont(TextSize::Second);
        for (int line = 0; line < m_layout.caption().source.size(); ++line)
            writeText(ExportLayout::margin(), m_layout.sourceBase(line), m_layout.caption().source[line], m_theme.muted,
                      font);
        for (const ExportLayout::LegendEntry& entry : m_layout.legend()) {
            writeRectangle(entry.swatch, m_looks[entry.expert].fill.name());
            writePatternOver(entry.swatch, entry.expert);
            writeText(entry.text.x(), entry.text.y(), expertName(m_looks[entry.expert]), m_theme.text, font);
        }
        const QRect strip = m_layout.strip();
        const double part = static_cast<double>(strip.height()) / static_cast<double>(m_looks.size());
        for (std::size_t expert = 0; expert < m_looks.size(); ++expert) {
            m_xml.writeEmptyElement(u"rect"_s);
            writeArea(QRectF(strip.left(), strip.top() + static_cast<double>(expert) * part, strip.width(), part));
            m_xml.writeAttribute(u"fill"_s, u"url(#strength%1)"_s.arg(expert));
        }
        const ScaleEnds ends = scaleEnds(m_selection.scale());
        const QFontMetrics metrics(font);
        const int base = strip.top() + (strip.height() + metrics.ascent() - metrics.descent()) / 2;
        writeText(strip.left() - 8, base, ends.low, m_theme.muted, font, u"end"_s);
        writeText(strip.right() + 9, base, ends.high, m_theme.muted, font);
    }

    void writeCells()
    {
        const MapLayout& map = m_layout.map();
        for (int block = 0; block < map.blockCount(); ++block) {
            for (int token = 0; token < map.tokenCount(); ++token) {
                const ExpertLook& look = m_looks[m_selection.experts().of(block, token)];
                m_xml.writeStartElement(u"rect"_s);
                writeArea(map.cell({block, token}));
                m_xml.writeAttribute(u"fill"_s,
                                     m_theme.strengthColour(look.fill, m_selection.share(block, token)).name());
                m_xml.writeTextElement(
                    u"title"_s, u"%1, %2"_s.arg(m_selection.tokenTitle(token), m_selection.readOut(block, token)));
                m_xml.writeEndElement();
            }
        }
        for (const ExpertIndex::Region& region : m_selection.experts().regions())
            writePatternOver(
                map.cell({region.firstBlock, region.firstToken}).united(map.cell({region.lastBlock, region.lastToken})),
                region.expert);
    }

    void writeMapTexts()
    {
        const MapLayout& map = m_layout.map();
        const QFont font = textFont(TextSize::Second);
        const QFontMetrics metrics(font);
        const int headBase = map.head() - 7;
        for (int token = 0; token < map.tokenCount(); ++token) {
            const TraceToken& place = m_selection.tokenAt(token);
            if (place.kind == TraceToken::Kind::Patch)
                continue;
            const bool isWord = place.kind == TraceToken::Kind::Word;
            writeText(map.column(token).center().x(), headBase, isWord ? m_selection.tokenTitle(token) : u"cls"_s,
                      isWord ? m_theme.text : m_theme.muted, font, u"middle"_s);
        }
        for (const MapLayout::PatchRow& row : map.patchRows())
            writeText((row.left + row.right) / 2, headBase, QString::number(row.row), m_theme.muted, font, u"middle"_s);
        for (int block = 0; block < map.blockCount(); ++block) {
            const QRect row = map.row(block);
            writeText(map.gutter() - 8, row.center().y() + (metrics.ascent() - metrics.descent()) / 2,
                      QString::number(block), m_theme.muted, font, u"end"_s);
        }
        QFont strong = font;
        strong.setWeight(QFont::DemiBold);
        for (const ExpertIndex::Region& region : m_selection.experts().regions()) {
            if (const std::optional<QRect> place = map.letterPlace(region))
                writeText(place->center().x(), place->center().y() + (metrics.ascent() - metrics.descent()) / 2,
                          m_looks[region.expert].letter, m_looks[region.expert].badge, strong, u"middle"_s);
        }
        const MapFoot foot = mapFoot(m_selection, m_theme);
        const int footBase = map.cellsBottom() + 5 + metrics.ascent();
        if (!map.words().isNull())
            writeText(map.words().left(), footBase, foot.words, m_theme.muted, font);
        if (!map.picture().isNull())
            writeText(map.picture().left(), footBase, foot.picture, m_theme.muted, font);
    }

    void writePatternOver(const QRect& area, std::size_t expert)
    {
        if (m_looks[expert].pattern == ExpertPattern::None)
            return;
        m_xml.writeEmptyElement(u"rect"_s);
        writeArea(area);
        m_xml.writeAttribute(u"fill"_s, u"url(#pattern%1)"_s.arg(expert));
        m_xml.writeAttribute(u"pointer-events"_s, u"none"_s);
    }

    void writeRectangle(const QRect& area, const QString& fill)
    {
        m_xml.writeEmptyElement(u"rect"_s);
        writeArea(area);
        m_xml.writeAttribute(u"fill"_s, fill);
    }

    void writeArea(const QRectF& area)
    {
        m_xml.writeAttribute(u"x"_s, QString::number(area.x()));
        m_xml.writeAttribute(u"y"_s, QString::number(area.y()));
        m_xml.writeAttribute(u"width"_s, QString::number(area.width()));
        m_xml.writeAttribute(u"height"_s, QString::number(area.height()));
    }

    void writeText(int x, int base, const QString& text, const QColor& colour, const QFont& font,
                   const QString& anchor = {})
    {
        m_xml.writeStartElement(u"text"_s);
        m_xml.writeAttribute(u"x"_s, QString::number(x));
        m_xml.writeAttribute(u"y"_s, QString::number(base));
        m_xml.writeAttribute(u"font-size"_s, QString::number(QFontInfo(font).pixelSize()));
        if (font.weight() > QFont::Medium)
            m_xml.writeAttribute(u"font-weight"_s, u"600"_s);
        if (!anchor.isEmpty())
            m_xml.writeAttribute(u"text-anchor"_s, anchor);
        m_xml.writeAttribute(u"fill"_s, colour.name());
        m_xml.writeCharacters(text);
        m_xml.writeEndElement();
    }

    const TraceSelection& m_selection;
    const Theme& m_theme;
    ExportLayout m_layout;
    std::vector<ExpertLook> m_looks;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

} // namespace

QByteArray mapSvg(const TraceSelection& selection, const Theme& theme, int width)
{
    return SvgWriter(selection, theme, width).write();
}

} // namespace vlmo::ui
