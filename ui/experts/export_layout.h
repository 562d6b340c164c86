#pragma once

#include "ui/experts/map_layout.h"

#include <QPoint>
#include <QString>
#include <QStringList>

class QPainter;

namespace vlmo::ui {

struct Theme;

/// What an exported map says of itself.
struct MapCaption {
    QString title;      ///< "Token x block map: Expert update, relative"
    QStringList source; ///< Model, picture, sentence and interventions, a line each.
};
[[nodiscard]] MapCaption mapCaption(const TraceSelection& selection);

/// An exported map: caption and legend above, the map below, margins around. Shared by PNG and SVG.
class ExportLayout final {
public:
    ExportLayout(const TraceSelection& selection, int width);

    [[nodiscard]] QSize size() const noexcept { return m_size; }
    [[nodiscard]] const MapLayout& map() const noexcept { return m_map; }
    [[nodiscard]] QPoint mapOrigin() const noexcept { return m_mapOrigin; }
    [[nodiscard]] const MapCaption& caption() const noexcept { return m_caption; }

    struct LegendEntry {
        std::size_t expert = 0;
        QRect swatch;
        QPoint text; ///< Left end of the base line.
    };
    [[nodiscard]] const std::vector<LegendEntry>& legend() const noexcept { return m_legend; }
    /// The strip of colours from weak to strong, and the base lines of its ends.
    [[nodiscard]] const QRect& strip() const noexcept { return m_strip; }
    [[nodiscard]] int titleBase() const noexcept { return m_titleBase; }
    /// Base line of a line of the caption's source.
    [[nodiscard]] int sourceBase(int line) const noexcept { return m_sourceBase + line * m_lineHeight; }
    [[nodiscard]] static int margin() noexcept { return 16; }

    /// Caption and legend.
    void paintHead(QPainter& painter, const TraceSelection& selection, const Theme& theme) const;

private:
    MapCaption m_caption;
    MapLayout m_map;
    QSize m_size;
    QPoint m_mapOrigin;
    std::vector<LegendEntry> m_legend;
    QRect m_strip;
    int m_titleBase = 0;
    int m_sourceBase = 0;
    int m_lineHeight = 0;
};

/// The ends of the measure's scale as the legend writes them: "0.00" and "1.20 or more".
struct ScaleEnds {
    QString low;
    QString high;
};
[[nodiscard]] ScaleEnds scaleEnds(const MeasureScale& scale);
/// "L  language", in words alone where the letter says nothing more.
[[nodiscard]] QString expertName(const ExpertLook& look);

} // namespace vlmo::ui
