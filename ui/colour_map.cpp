#include "ui/colour_map.h"

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

namespace {

double linearFromSrgb(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double srgbFromLinear(double channel)
{
    const double clipped = std::clamp(channel, 0.0, 1.0);
    return clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * std::pow(clipped, 1.0 / 2.4) - 0.055;
}

double relativeLuminance(const QColor& colour)
{
    return 0.2126 * linearFromSrgb(colour.redF()) + 0.7152 * linearFromSrgb(colour.greenF()) +
           0.0722 * linearFromSrgb(colour.blueF());
}

} // namespace

OkLab toOkLab(const QColor& colour)
{
    const double red = linearFromSrgb(colour.redF());
    const double green = linearFromSrgb(colour.greenF());
    const double blue = linearFromSrgb(colour.blueF());
    const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

QColor fromOkLab(const OkLab& colour)
{
    const double lRoot = colour.lightness + 0.3963377774 * colour.a + 0.2158037573 * colour.b;
    const double mRoot = colour.lightness - 0.1055613458 * colour.a - 0.0638541728 * colour.b;
    const double sRoot = colour.lightness - 0.0894841775 * colour.a - 1.2914855480 * colour.b;
    const double l = lRoot * lRoot * lRoot;
    const double m = mRoot * mRoot * mRoot;
    const double s = sRoot * sRoot * sRoot;
    const auto channel = [](double linear) { return static_cast<int>(std::lround(srgbFromLinear(linear) * 255.0)); };
    return QColor(channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                  channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                  channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

QColor mix(const QColor& from, const QColor& to, double share)
{
    const double clamped = std::clamp(share, 0.0, 1.0);
    const OkLab first = toOkLab(from);
    const OkLab second = toOkLab(to);
    return fromOkLab({std::lerp(first.lightness, second.lightness, clamped), std::lerp(first.a, second.a, clamped),
                      std::lerp(first.b, second.b, clamped)});
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double one = relativeLuminance(first) + 0.05;
    const double other = relativeLuminance(second) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

QColor inkOn(const QColor& ground)
{
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    return contrastRatio(ground, black) >= contrastRatio(ground, white) ? black : white;
}

ColourMap::ColourMap(std::span<const QRgb> stops)
{
    Q_ASSERT(stops.size() >= 2);
    const auto last = stops.size() - 1;
    for (std::size_t index = 0; index < m_table.size(); ++index) {
        const double place = static_cast<double>(index) / 255.0 * static_cast<double>(last);
        const std::size_t below = std::min(static_cast<std::size_t>(place), last - 1);
        const QColor colour =
            mix(QColor::fromRgb(stops[below]), QColor::fromRgb(stops[below + 1]), place - static_cast<double>(below));
        m_table[index] = colour.rgb();
    }
}

} // namespace vlmo::ui
