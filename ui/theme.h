#pragma once

#include "ui/colour_map.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <optional>

class QFont;

namespace vlmo::ui {

enum class ThemeMode { Light, Dark };
/// What a person picks under View > Theme; Auto follows the desktop.
enum class ThemeChoice { Auto, Light, Dark };

/// "auto", "light", "dark": as stored in the settings and taken by the command line.
[[nodiscard]] QString themeChoiceName(ThemeChoice choice);
/// Nothing for any other word.
[[nodiscard]] std::optional<ThemeChoice> themeChoiceFromName(const QString& name);

/// A meaning that a note, a label or an icon can have. It is never shown by its colour alone.
enum class Tone { Ok, Warn, Error, Info };

struct ToneColours {
    QColor ink;    ///< For text and icon, on `ground` and on the card.
    QColor ground; ///< Behind a note of this tone.
};

/// Every colour of the window by its role. Nothing else in ui/ names a colour.
///
/// Chrome is neutral; colour belongs to data; the one accent (`highlight`) means selected, focused or primary.
struct Theme {
    ThemeMode mode = ThemeMode::Light;

    QColor window;        ///< Ground of a panel.
    QColor base;          ///< Fields and lists.
    QColor alternateBase; ///< Details pane, table heads.
    QColor button;
    QColor text;
    QColor placeholder;     ///< Hints in fields, disabled text.
    QColor midlight;        ///< Inner lines, ground of bars; decoration only.
    QColor mid;             ///< Edges of cards, splitters; decoration only.
    QColor dark;            ///< Edges of controls.
    QColor highlight;       ///< The accent.
    QColor highlightedText; ///< On the accent.
    QColor link;            ///< Always underlined.
    QColor toolTipBase;
    QColor toolTipText;

    QColor card;  ///< Ground of a card.
    QColor rail;  ///< Ground of the rail with the panels.
    QColor muted; ///< Second text and icons at rest.
    QColor soft;  ///< Ground of what is selected.

    ToneColours ok;
    ToneColours warn;
    ToneColours error;
    ToneColours info;

    QColor cellGround; ///< What weak cells of a map fade to.
    QColor patternInk; ///< Lines and dots of an expert's pattern; has alpha.
    QColor chartGrid;
    std::array<QColor, 5> runs; ///< Lines of runs, in order.

    ColourMap dusk; ///< Sequential measures: attention, evidence, similarity.
    ColourMap tide; ///< Differences; zero in the middle.

    [[nodiscard]] bool isDark() const noexcept { return mode == ThemeMode::Dark; }
    [[nodiscard]] const ToneColours& tone(Tone tone) const;
    [[nodiscard]] QPalette palette() const;

    /// An expert's fill at a strength in [0, 1]: the weakest cell keeps its hue.
    [[nodiscard]] QColor strengthColour(const QColor& fill, double value) const
    {
        return mix(cellGround, fill, 0.12 + 0.88 * value);
    }
    /// `ground` under the pointer (6 % text) or pressed (12 % text).
    [[nodiscard]] QColor hovered(const QColor& ground) const { return mix(ground, text, 0.06); }
    [[nodiscard]] QColor pressed(const QColor& ground) const { return mix(ground, text, 0.12); }
};

[[nodiscard]] const Theme& lightTheme();
[[nodiscard]] const Theme& darkTheme();

/// The theme the window shows now; light until applyTheme(). GUI thread.
[[nodiscard]] const Theme& currentTheme();
/// Sets palette and style of the whole application; every widget gets a PaletteChange event. GUI thread.
void applyTheme(ThemeChoice choice);
/// Whether the desktop's own palette, as it was before the first applyTheme(), is a dark one.
[[nodiscard]] bool desktopIsDark();

/// Sizes of type relative to the desktop's body font.
enum class TextSize { PageTitle, Title, Lead, Body, Second, Tick };
/// `weight600` for titles and numbers that lead. Never below 8 points.
[[nodiscard]] QFont textFont(TextSize size, bool weight600 = false);

/// Distances of the grid, in device-independent pixels.
namespace grid {
inline constexpr int panelMargin = 16;
inline constexpr int cardGap = 12;
inline constexpr int cardPadding = 12;
inline constexpr int labelGap = 8;
inline constexpr int iconGap = 6;
inline constexpr int controlHeight = 30;
inline constexpr int headControlHeight = 26;
inline constexpr int queryHeight = 42;
inline constexpr int cardHead = 36;
inline constexpr int controlRadius = 4;
inline constexpr int cardRadius = 6;
} // namespace grid

} // namespace vlmo::ui
