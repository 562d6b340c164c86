#include "ui/experts/map_legend.h"

#include "ui/experts/export_layout.h"
#include "ui/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace vlmo::ui {

namespace {

constexpr int swatchWidth = 26;
constexpr int swatchHeight = 14;
constexpr int stripWidth = 88;
constexpr int entryGap = 12;

} // namespace

void paintSwatch(QPainter& painter, const QRectF& area, const Theme& theme, const ExpertLook& look)
{
    painter.fillRect(area, look.fill);
    paintPattern(painter, area, theme, look.pattern);
}

void paintStrengthStrip(QPainter& painter, const QRectF& area, const Theme& theme, const std::vector<ExpertLook>& looks)
{
    if (looks.empty())
        return;
    const double part = area.height() / static_cast<double>(looks.size());
    for (std::size_t expert = 0; expert < looks.size(); ++expert) {
        for (int x = 0; x < static_cast<int>(area.width()); ++x) {
            const double share = x / std::max(1.0, area.width() - 1);
            painter.fillRect(QRectF(area.left() + x, area.top() + static_cast<double>(expert) * part, 1, part),
                             theme.strengthColour(looks[expert].fill, share));
        }
    }
}

void paintDuskStrip(QPainter& painter, const QRectF& area, const Theme& theme)
{
    for (int x = 0; x < static_cast<int>(area.width()); ++x)
        painter.fillRect(QRectF(area.left() + x, area.top(), 1, area.height()),
                         theme.dusk.colour(x / std::max(1.0, area.width() - 1)));
}

ExpertLegend::ExpertLegend(TraceSelection& selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&selection, &TraceSelection::traceChanged, this, [this] {
        QStringList names;
        for (const ExpertLook& look : m_selection.experts().looks(currentTheme()))
            names.append(look.title);
        setAccessibleName(tr("Experts: %1").arg(names.join(QStringLiteral(", "))));
        updateGeometry();
        update();
    });
}

int ExpertLegend::widthWith(Names names) const
{
    const QFontMetrics strong(textFont(TextSize::Second, true));
    const QFontMetrics plain(textFont(TextSize::Second));
    int width = 0;
    for (const ExpertLook& look : m_selection.experts().looks(currentTheme())) {
        width += swatchWidth + grid::iconGap + strong.horizontalAdvance(look.letter) + entryGap;
        if (names == Names::LettersAndTitles)
            width += grid::iconGap + plain.horizontalAdvance(look.title);
    }
    return width;
}

QSize ExpertLegend::sizeHint() const
{
    return {widthWith(Names::LettersAndTitles), std::max(swatchHeight, fontMetrics().height())};
}

QSize ExpertLegend::minimumSizeHint() const
{
    return {widthWith(Names::Letters), sizeHint().height()};
}

void ExpertLegend::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const bool titles = width() >= widthWith(Names::LettersAndTitles);
    const QFont strong = textFont(TextSize::Second, true);
    const QFont plain = textFont(TextSize::Second);
    int x = 0;
    const auto write = [&](const QFont& font, const QColor& ink, const QString& text) {
        painter.setFont(font);
        painter.setPen(ink);
        const int advance = QFontMetrics(font).horizontalAdvance(text);
        painter.drawText(QRect(x, 0, advance + 2, height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += advance;
    };
    for (const ExpertLook& look : m_selection.experts().looks(theme)) {
        paintSwatch(painter, QRectF(x, (height() - swatchHeight) / 2, swatchWidth, swatchHeight), theme, look);
        x += swatchWidth + grid::iconGap;
        write(strong, theme.text, look.letter);
        if (titles) {
            x += grid::iconGap;
            write(plain, theme.text, look.title);
        }
        x += entryGap;
    }
}

ScaleLegend::ScaleLegend(TraceSelection& selection, Colours colours, QWidget* parent)
    : QWidget(parent), m_selection(selection), m_colours(colours)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&selection, &TraceSelection::traceChanged, this, &ScaleLegend::onScaleChanged);
    connect(&selection, &TraceSelection::measureChanged, this, &ScaleLegend::onScaleChanged);
    if (colours == Colours::Dusk)
        connect(&selection, &TraceSelection::blockChanged, this, &ScaleLegend::onScaleChanged);
    onScaleChanged();
}

const MeasureScale& ScaleLegend::scale() const
{
    return m_colours == Colours::Dusk ? m_selection.blockScale() : m_selection.scale();
}

void ScaleLegend::onScaleChanged()
{
    const ScaleEnds ends = scaleEnds(scale());
    setAccessibleName(tr("%1, from %2 to %3").arg(measureTitle(m_selection.measure()), ends.low, ends.high));
    setToolTip(scale().cutAbove || scale().cutBelow
                   ? tr("%1\nThe outermost 2 % of the cells lie beyond the ends and have their colour.")
                         .arg(measureTitle(m_selection.measure()))
                   : measureTitle(m_selection.measure()));
    updateGeometry();
    update();
}

QSize ScaleLegend::sizeHint() const
{
    const ScaleEnds ends = scaleEnds(scale());
    const QFontMetrics metrics(textFont(TextSize::Second));
    return {metrics.horizontalAdvance(ends.low) + metrics.horizontalAdvance(ends.high) + stripWidth + 14,
            std::max(swatchHeight, metrics.height())};
}

void ScaleLegend::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QFont font = textFont(TextSize::Second);
    const QFontMetrics metrics(font);
    const ScaleEnds ends = scaleEnds(scale());
    painter.setFont(font);
    painter.setPen(theme.muted);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, ends.low);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, ends.high);
    const QRectF strip(metrics.horizontalAdvance(ends.low) + 7, (height() - swatchHeight) / 2, stripWidth,
                       swatchHeight);
    if (m_colours == Colours::Experts)
        paintStrengthStrip(painter, strip, theme, m_selection.experts().looks(theme));
    else
        paintDuskStrip(painter, strip, theme);
}

} // namespace vlmo::ui
