#include "ui/expert_look.h"

#include <QBrush>
#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

#include <array>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::ExpertLook", text);
}

ExpertLook otherExpert(const Theme& theme, const QString& name, int place)
{
    constexpr std::array<QRgb, 3> light{0x1E2501, 0x8F8F8F, 0x475C42};
    constexpr std::array<QRgb, 3> dark{0x67772E, 0xEBEBEB, 0xA5A07C};
    constexpr std::array patterns{ExpertPattern::HorizontalLines, ExpertPattern::VerticalLines,
                                  ExpertPattern::CrossHatch};
    const auto turn = static_cast<std::size_t>(place < 3 ? 0 : place - 3);
    const std::size_t colour = turn % light.size();
    // A second round of the same colours is shifted by one pattern, so that no pair repeats at once.
    const std::size_t pattern = (turn + turn / light.size()) % patterns.size();
    const QColor fill = QColor::fromRgb(theme.isDark() ? dark[colour] : light[colour]);
    return {name.left(1).toUpper(), name, fill, fill, patterns[pattern]};
}

QPixmap patternTile(const QColor& ink, ExpertPattern pattern, double pixelRatio)
{
    const double side = pattern == ExpertPattern::Dots ? 5.0 : 6.0;
    QPixmap tile(static_cast<int>(std::lround(side * pixelRatio)), static_cast<int>(std::lround(side * pixelRatio)));
    tile.setDevicePixelRatio(pixelRatio);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.1));
    switch (pattern) {
    case ExpertPattern::DiagonalLines:
        // Three parallels, so that the corners of neighbouring tiles join.
        for (const double shift : {-side, 0.0, side})
            painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0.0));
        break;
    case ExpertPattern::Dots:
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(side / 2, side / 2), 1.0, 1.0);
        break;
    case ExpertPattern::CrossHatch:
    case ExpertPattern::HorizontalLines:
        painter.drawLine(QPointF(0, side / 2), QPointF(side, side / 2));
        if (pattern == ExpertPattern::HorizontalLines)
            break;
        [[fallthrough]];
    case ExpertPattern::VerticalLines:
        painter.drawLine(QPointF(side / 2, 0), QPointF(side / 2, side));
        break;
    case ExpertPattern::None:
        break;
    }
    return tile;
}

} // namespace

ExpertLook expertLook(const Theme& theme, const QString& name, int place)
{
    const bool dark = theme.isDark();
    if (name == u"vision"_s) {
        return {u"V"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::ExpertLook", "vision")),
                QColor::fromRgb(dark ? 0x6FB0FF : 0x2B7BD6), QColor::fromRgb(dark ? 0x8CC0FF : 0x1D62B4),
                ExpertPattern::None};
    }
    if (name == u"language"_s) {
        return {u"L"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::ExpertLook", "language")),
                QColor::fromRgb(dark ? 0xF5C04F : 0xB36B00), QColor::fromRgb(dark ? 0xF5C04F : 0x8A5200),
                ExpertPattern::DiagonalLines};
    }
    if (name == u"vl"_s) {
        return {u"VL"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::ExpertLook", "vision-language")),
                QColor::fromRgb(dark ? 0xD85A9C : 0x7D1E5E), QColor::fromRgb(dark ? 0xEE86BB : 0x7D1E5E),
                ExpertPattern::Dots};
    }
    ExpertLook look = otherExpert(theme, name, place);
    if (name == u"shared"_s)
        look.title = translated(QT_TRANSLATE_NOOP("vlmo::ui::ExpertLook", "shared by all"));
    return look;
}

void paintPattern(QPainter& painter, const QRectF& area, const Theme& theme, ExpertPattern pattern)
{
    if (pattern == ExpertPattern::None || area.isEmpty())
        return;
    const double pixelRatio = painter.device()->devicePixelRatioF();
    painter.save();
    painter.setBrushOrigin(area.topLeft());
    painter.fillRect(area, QBrush(patternTile(theme.patternInk, pattern, pixelRatio)));
    painter.restore();
}

void paintBadge(QPainter& painter, const QRectF& area, const Theme& theme, const ExpertLook& look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.badge);
    painter.drawRoundedRect(area, 3, 3);
    QFont font = textFont(TextSize::Body, true);
    font.setPixelSize(static_cast<int>(area.height() * 0.68));
    painter.setFont(font);
    painter.setPen(theme.isDark() ? QColor(Qt::black) : QColor(Qt::white));
    painter.drawText(area, Qt::AlignCenter, look.letter);
    painter.restore();
}

} // namespace vlmo::ui
