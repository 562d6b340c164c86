#include "ui/colour_map.h"

#include "ui/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vlmo::ui {
namespace {

TEST(OkLabOfAColour, GivesTheColourBack)
{
    for (const QRgb value : {0x000000U, 0xFFFFFFU, 0x0F6B6BU, 0xB36B00U, 0xFF00FFU, 0x010203U})
        EXPECT_EQ(fromOkLab(toOkLab(QColor::fromRgb(value))), QColor::fromRgb(value)) << std::hex << value;
}

TEST(OkLabOfAColour, HasTheLightnessOfItsDefinition)
{
    EXPECT_NEAR(toOkLab(QColor(Qt::white)).lightness, 1.0, 1e-4);
    EXPECT_NEAR(toOkLab(QColor(Qt::black)).lightness, 0.0, 1e-9);
    EXPECT_NEAR(toOkLab(QColor(255, 0, 0)).lightness, 0.62796, 1e-4); // Ottosson's own example values
    EXPECT_NEAR(toOkLab(QColor(255, 0, 0)).a, 0.22486, 1e-4);
    EXPECT_NEAR(toOkLab(QColor(255, 0, 0)).b, 0.12585, 1e-4);
}

TEST(MixingColours, StartsAtTheOneAndEndsAtTheOther)
{
    const QColor from(0x2B, 0x7B, 0xD6);
    const QColor to(Qt::white);
    EXPECT_EQ(mix(from, to, 0.0), from);
    EXPECT_EQ(mix(from, to, 1.0), to);
    EXPECT_EQ(mix(from, to, -3.0), from);
    EXPECT_EQ(mix(from, to, 7.0), to);
}

TEST(ContrastOfColours, IsWcags)
{
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 1e-6);
    EXPECT_NEAR(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);
    EXPECT_EQ(inkOn(QColor(0xFC, 0xF3, 0xDD)), QColor(Qt::black));
    EXPECT_EQ(inkOn(QColor(0x3D, 0x28, 0x5C)), QColor(Qt::white));
}

TEST(AColourMap, HoldsItsEndsAndTakesWhatIsNotANumber)
{
    const ColourMap& dusk = lightTheme().dusk;
    EXPECT_EQ(dusk.colour(0.0), QColor::fromRgb(0xFCF3DD));
    EXPECT_EQ(dusk.colour(1.0), QColor::fromRgb(0x3D285C));
    EXPECT_EQ(dusk.colour(12.0), dusk.colour(1.0));
    EXPECT_EQ(dusk.colour(-1.0), dusk.colour(0.0));
    EXPECT_EQ(dusk.colour(std::numeric_limits<double>::quiet_NaN()), dusk.colour(0.0));
    EXPECT_EQ(dusk.colour(std::numeric_limits<double>::infinity()), dusk.colour(1.0));
}

TEST(Dusk, FallsInLightnessInTheLightThemeAndRisesInTheDarkOne)
{
    for (int step = 1; step <= 255; ++step) {
        const double before = (step - 1) / 255.0;
        const double here = step / 255.0;
        // Half a step of 8-bit rounding is allowed.
        EXPECT_LT(toOkLab(lightTheme().dusk.colour(here)).lightness,
                  toOkLab(lightTheme().dusk.colour(before)).lightness + 1e-3);
        EXPECT_GT(toOkLab(darkTheme().dusk.colour(here)).lightness,
                  toOkLab(darkTheme().dusk.colour(before)).lightness - 1e-3);
    }
    EXPECT_NEAR(toOkLab(lightTheme().dusk.colour(0)).lightness, 0.97, 0.01);
    EXPECT_NEAR(toOkLab(lightTheme().dusk.colour(1)).lightness, 0.33, 0.01);
    EXPECT_NEAR(toOkLab(darkTheme().dusk.colour(0)).lightness, 0.27, 0.01);
    EXPECT_NEAR(toOkLab(darkTheme().dusk.colour(1)).lightness, 0.93, 0.01);
}

TEST(Tide, HasZeroInTheMiddleAndBothSignsApart)
{
    for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
        const OkLab below = toOkLab(theme->tide.signedColour(-1, 1));
        const OkLab zero = toOkLab(theme->tide.signedColour(0, 1));
        const OkLab above = toOkLab(theme->tide.signedColour(1, 1));
        EXPECT_LT(std::hypot(zero.a, zero.b), 0.02) << "the middle is grey";
        EXPECT_GT(below.b, 0.05) << "the one end is brown";
        EXPECT_LT(above.a, -0.05) << "the other end is green";
        EXPECT_EQ(theme->tide.signedColour(3, 0), theme->tide.signedColour(0, 1));
    }
}

TEST(TextOnAMap, ContrastsEverywhere)
{
    for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
        for (int step = 0; step <= 255; ++step) {
            for (const ColourMap* map : {&theme->dusk, &theme->tide}) {
                const QColor ground = map->colour(step / 255.0);
                EXPECT_GE(contrastRatio(ground, inkOn(ground)), 4.55);
            }
        }
    }
}

} // namespace
} // namespace vlmo::ui
