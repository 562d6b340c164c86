#pragma once

#include <QColor>

#include <array>
#include <cstddef>
#include <span>

namespace vlmo::ui {

/// A colour in OKLab (Ottosson 2020): equal steps in it look equally large, which sRGB's do not.
struct OkLab {
    double lightness = 0.0; ///< 0 black, 1 white
    double a = 0.0;         ///< green to red
    double b = 0.0;         ///< blue to yellow
};

[[nodiscard]] OkLab toOkLab(const QColor& colour);
/// Colours outside sRGB are clipped by channel.
[[nodiscard]] QColor fromOkLab(const OkLab& colour);
/// The mix in OKLab; `share` 0 gives `from`, 1 gives `to`, and is clamped to that range.
[[nodiscard]] QColor mix(const QColor& from, const QColor& to, double share);

/// Contrast of two opaque colours after WCAG 2.1, from 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);
/// Black or white, whichever contrasts more with `ground`.
[[nodiscard]] QColor inkOn(const QColor& ground);

/// A scale of colours over [0, 1], interpolated in OKLab between its stops and looked up in a table.
class ColourMap {
public:
    /// At least two stops, evenly spaced.
    explicit ColourMap(std::span<const QRgb> stops);

    /// Values outside [0, 1] are clamped; a value that is not a number gives the first colour.
    [[nodiscard]] QRgb at(double value) const
    {
        return m_table[value > 0.0 ? static_cast<std::size_t>(value < 1.0 ? value * 255.0 + 0.5 : 255.0) : 0];
    }
    [[nodiscard]] QColor colour(double value) const { return QColor::fromRgb(at(value)); }
    /// For diverging maps: `value` in [-limit, limit], zero in the middle.
    [[nodiscard]] QColor signedColour(double value, double limit) const
    {
        return colour(limit > 0.0 ? 0.5 + 0.5 * value / limit : 0.5);
    }

private:
    std::array<QRgb, 256> m_table{};
};

} // namespace vlmo::ui
