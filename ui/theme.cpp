#include "ui/theme.h"

#include "ui/icons.h"
#include "ui/style.h"

#include <QApplication>
#include <QFont>
#include <QToolTip>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

QColor withAlpha(QRgb value, double alpha)
{
    QColor colour = QColor::fromRgb(value);
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

constexpr std::array<QRgb, 9> lightDusk{0xFCF3DD, 0xFED09C, 0xFFA874, 0xFF785E, 0xE9516B,
                                        0xC5377B, 0x982D82, 0x682A79, 0x3D285C};
constexpr std::array<QRgb, 9> darkDusk{0x2A203B, 0x52245F, 0x81256F, 0xB02B6C, 0xD8415D,
                                       0xF4654A, 0xFF934E, 0xFFBF75, 0xFBE6B3};
constexpr std::array<QRgb, 9> lightTide{0x8A4B00, 0xA26F43, 0xBB9575, 0xD5BEAC, 0xF4F4F2,
                                        0xB0C7C2, 0x7BA39D, 0x48837C, 0x00665E};
constexpr std::array<QRgb, 9> darkTide{0xF0A75A, 0xC18B54, 0x936F4D, 0x625143, 0x2B2E33,
                                       0x3D5C5C, 0x4A847F, 0x53ABA1, 0x5AD1C3};

Theme makeLight()
{
    return Theme{
        .mode = ThemeMode::Light,
        .window = rgb(0xF1F2F4),
        .base = rgb(0xFFFFFF),
        .alternateBase = rgb(0xF7F8FA),
        .button = rgb(0xFCFCFD),
        .text = rgb(0x1B1F24),
        .placeholder = rgb(0x666E79),
        .midlight = rgb(0xE6E8EC),
        .mid = rgb(0xD2D6DC),
        .dark = rgb(0x848C97),
        .highlight = rgb(0x0F6B6B),
        .highlightedText = rgb(0xFFFFFF),
        .link = rgb(0x0B5F5F),
        .toolTipBase = rgb(0x23272E),
        .toolTipText = rgb(0xF4F5F7),
        .card = rgb(0xFFFFFF),
        .rail = rgb(0xE8EAED),
        .muted = rgb(0x555D68),
        .soft = rgb(0xDCEFED),
        .ok = {rgb(0x1F7A3A), rgb(0xE3F3E6)},
        .warn = {rgb(0x8A5A00), rgb(0xFBF0D9)},
        .error = {rgb(0xB3261E), rgb(0xFBE6E4)},
        .info = {rgb(0x2A5DB0), rgb(0xE5EDF9)},
        .cellGround = rgb(0xFFFFFF),
        .patternInk = withAlpha(0xFFFFFF, 0.80),
        .chartGrid = rgb(0xE3E6EA),
        .runs = {rgb(0x0F6B6B), rgb(0x928A07), rgb(0x5C0300), rgb(0x8B88D3), rgb(0x161D77)},
        .dusk = ColourMap(lightDusk),
        .tide = ColourMap(lightTide),
    };
}

Theme makeDark()
{
    return Theme{
        .mode = ThemeMode::Dark,
        .window = rgb(0x1B1D21),
        .base = rgb(0x141619),
        .alternateBase = rgb(0x191B1F),
        .button = rgb(0x2A2D33),
        .text = rgb(0xE6E8EB),
        .placeholder = rgb(0x8E96A1),
        .midlight = rgb(0x2C3036),
        .mid = rgb(0x3B4048),
        .dark = rgb(0x757D89),
        .highlight = rgb(0x5CC8C2),
        .highlightedText = rgb(0x08201F),
        .link = rgb(0x7AD6D0),
        .toolTipBase = rgb(0xE9EBEE),
        .toolTipText = rgb(0x1B1F24),
        .card = rgb(0x212429),
        .rail = rgb(0x15171A),
        .muted = rgb(0xA8AFB9),
        .soft = rgb(0x173B3A),
        .ok = {rgb(0x6CCB83), rgb(0x1B3323)},
        .warn = {rgb(0xE5B454), rgb(0x3A2F17)},
        .error = {rgb(0xF28B82), rgb(0x402220)},
        .info = {rgb(0x8AB4F8), rgb(0x1E2F4A)},
        .cellGround = rgb(0x24272C),
        .patternInk = withAlpha(0x141619, 0.55),
        .chartGrid = rgb(0x30343B),
        .runs = {rgb(0x5CC8C2), rgb(0x8B6E01), rgb(0xFEF473), rgb(0x766DD2), rgb(0x9CA877)},
        .dusk = ColourMap(darkDusk),
        .tide = ColourMap(darkTide),
    };
}

ThemeMode& shownMode()
{
    static ThemeMode mode = ThemeMode::Light;
    return mode;
}

} // namespace

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::Auto:
        break;
    }
    return u"auto"_s;
}

std::optional<ThemeChoice> themeChoiceFromName(const QString& name)
{
    for (const ThemeChoice choice : {ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (name == themeChoiceName(choice))
            return choice;
    }
    return std::nullopt;
}

const ToneColours& Theme::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return ok;
    case Tone::Warn:
        return warn;
    case Tone::Error:
        return error;
    case Tone::Info:
        break;
    }
    return info;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alternateBase);
    palette.setColor(QPalette::Button, button);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(role, text);
    palette.setColor(QPalette::BrightText, highlightedText);
    palette.setColor(QPalette::PlaceholderText, placeholder);
    palette.setColor(QPalette::Light, isDark() ? hovered(button) : base);
    palette.setColor(QPalette::Midlight, midlight);
    palette.setColor(QPalette::Mid, mid);
    palette.setColor(QPalette::Dark, dark);
    palette.setColor(QPalette::Shadow, mid);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, highlightedText);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    palette.setColor(QPalette::ToolTipBase, toolTipBase);
    palette.setColor(QPalette::ToolTipText, toolTipText);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, placeholder);
    return palette;
}

const Theme& lightTheme()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme& darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme& currentTheme()
{
    return shownMode() == ThemeMode::Dark ? darkTheme() : lightTheme();
}

bool desktopIsDark()
{
    // Qt before 6.5 does not tell the desktop's colour scheme; a dark palette has a ground darker than its text.
    static const bool dark = [] {
        const QPalette desktop = QApplication::palette();
        return desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    }();
    return dark;
}

void applyTheme(ThemeChoice choice)
{
    const bool followDark = desktopIsDark(); // Asked for before our own palette replaces the desktop's.
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::Auto && followDark);
    shownMode() = dark ? ThemeMode::Dark : ThemeMode::Light;
    if (qobject_cast<Style*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new Style);
    clearIconCache();
    QApplication::setPalette(currentTheme().palette());
    QToolTip::setPalette(currentTheme().palette());
}

QFont textFont(TextSize size, bool weight600)
{
    const auto scale = [size] {
        switch (size) {
        case TextSize::PageTitle:
            return 1.5;
        case TextSize::Title:
            return 1.3;
        case TextSize::Lead:
            return 1.15;
        case TextSize::Second:
            return 0.9;
        case TextSize::Tick:
            return 0.825;
        case TextSize::Body:
            break;
        }
        return 1.0;
    }();
    QFont font = QApplication::font();
    const double body = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    font.setPointSizeF(std::max(8.0, body * scale));
    font.setWeight(weight600 ? QFont::DemiBold : QFont::Normal);
    return font;
}

} // namespace vlmo::ui
