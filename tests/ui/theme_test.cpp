#include "ui/theme.h"

#include "ui/expert_look.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QWidget>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr double textContrast = 4.5;
constexpr double controlContrast = 2.99; // 3:1, as the table rounds it

class TheThemes : public ::testing::TestWithParam<const Theme* (*)()> {
protected:
    const Theme& theme = *GetParam()();
};

TEST_P(TheThemes, KeepEveryTextReadableOnItsGround)
{
    for (const QColor& ground :
         {theme.window, theme.base, theme.alternateBase, theme.button, theme.card, theme.rail, theme.soft}) {
        EXPECT_GE(contrastRatio(theme.text, ground), 7.0) << ground.name().toStdString();
        EXPECT_GE(contrastRatio(theme.muted, ground), textContrast) << ground.name().toStdString();
    }
    for (const QColor& ground : {theme.base, theme.button})
        EXPECT_GE(contrastRatio(theme.placeholder, ground), textContrast);
    EXPECT_GE(contrastRatio(theme.link, theme.card), textContrast);
    EXPECT_GE(contrastRatio(theme.highlightedText, theme.highlight), textContrast);
    EXPECT_GE(contrastRatio(theme.toolTipText, theme.toolTipBase), 7.0);
}

TEST_P(TheThemes, KeepNotesReadable)
{
    for (const Tone tone : {Tone::Ok, Tone::Warn, Tone::Error, Tone::Info}) {
        EXPECT_GE(contrastRatio(theme.tone(tone).ink, theme.tone(tone).ground), textContrast);
        EXPECT_GE(contrastRatio(theme.text, theme.tone(tone).ground), 7.0);
    }
}

TEST_P(TheThemes, LetTheEdgesOfControlsAndTheFocusRingBeSeen)
{
    for (const QColor& ground : {theme.window, theme.base, theme.card}) {
        EXPECT_GE(contrastRatio(theme.dark, ground), controlContrast) << ground.name().toStdString();
        EXPECT_GE(contrastRatio(theme.highlight, ground), controlContrast) << ground.name().toStdString();
    }
}

TEST_P(TheThemes, LetRunsAndExpertsBeSeenOnTheCard)
{
    for (const QColor& run : theme.runs)
        EXPECT_GE(contrastRatio(run, theme.card), controlContrast) << run.name().toStdString();
    for (const QString& name : {u"vision"_s, u"language"_s, u"vl"_s}) {
        const ExpertLook look = expertLook(theme, name);
        EXPECT_GE(contrastRatio(look.fill, theme.card), controlContrast) << look.letter.toStdString();
        EXPECT_GE(contrastRatio(theme.isDark() ? Qt::black : Qt::white, look.badge), textContrast)
            << look.letter.toStdString();
    }
}

TEST_P(TheThemes, GivePaletteRolesTheirColours)
{
    const QPalette palette = theme.palette();
    EXPECT_EQ(palette.color(QPalette::Window), theme.window);
    EXPECT_EQ(palette.color(QPalette::Highlight), theme.highlight);
    EXPECT_EQ(palette.color(QPalette::Disabled, QPalette::Text), theme.placeholder);
}

TEST_P(TheThemes, KeepTheHueOfTheWeakestCell)
{
    const QColor fill = expertLook(theme, u"vision"_s).fill;
    EXPECT_NE(theme.strengthColour(fill, 0.0), theme.cellGround);
    EXPECT_EQ(theme.strengthColour(fill, 1.0), fill);
}

INSTANTIATE_TEST_SUITE_P(LightAndDark, TheThemes,
                         ::testing::Values([] { return &lightTheme(); }, [] { return &darkTheme(); }),
                         [](const auto& which) { return which.index == 0 ? "Light" : "Dark"; });

TEST(ExpertLooks, DifferInLetterAndPatternAndColour)
{
    const QStringList names{u"vision"_s, u"language"_s, u"vl"_s, u"audio"_s, u"depth"_s, u"motion"_s};
    for (int one = 0; one < names.size(); ++one) {
        for (int other = 0; other < one; ++other) {
            const ExpertLook first = expertLook(lightTheme(), names[one], one);
            const ExpertLook second = expertLook(lightTheme(), names[other], other);
            EXPECT_NE(first.letter, second.letter);
            EXPECT_NE(first.pattern, second.pattern);
            EXPECT_NE(first.fill, second.fill);
        }
    }
    EXPECT_NE(expertLook(lightTheme(), u"sound"_s, 6).pattern, expertLook(lightTheme(), u"audio"_s, 3).pattern)
        << "the seventh expert has the fourth's colour with another pattern";
}

TEST(ExpertPatterns, LeaveInkWhereTheyArePaintedAndNothingElsewhere)
{
    for (const ExpertPattern pattern :
         {ExpertPattern::DiagonalLines, ExpertPattern::Dots, ExpertPattern::HorizontalLines,
          ExpertPattern::VerticalLines, ExpertPattern::CrossHatch}) {
        QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintPattern(painter, QRectF(10, 10, 20, 20), lightTheme(), pattern);
        painter.end();
        int inked = 0;
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x) {
                const bool inside = x >= 10 && x < 30 && y >= 10 && y < 30;
                if (qAlpha(image.pixel(x, y)) == 0)
                    continue;
                EXPECT_TRUE(inside) << x << ' ' << y;
                ++inked;
            }
        }
        EXPECT_GT(inked, 20);
        EXPECT_LT(inked, 400);
    }
}

TEST(ApplyingATheme, ReachesWidgetsThatAreAlreadyThere)
{
    QWidget widget;
    widget.show();
    applyTheme(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    EXPECT_EQ(widget.palette().color(QPalette::Window), darkTheme().window);
    EXPECT_TRUE(currentTheme().isDark());
    applyTheme(ThemeChoice::Light);
    QCoreApplication::processEvents();
    EXPECT_EQ(widget.palette().color(QPalette::Window), lightTheme().window);
}

TEST(TheNamesOfThemes, ReadBackAsThemselvesAndNothingElseDoes)
{
    for (const ThemeChoice choice : {ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark})
        EXPECT_EQ(themeChoiceFromName(themeChoiceName(choice)), choice);
    EXPECT_FALSE(themeChoiceFromName(u"Dark"_s));
    EXPECT_FALSE(themeChoiceFromName({}));
}

TEST(TheTypeScale, NeverFallsBelowEightPoints)
{
    for (const TextSize size :
         {TextSize::PageTitle, TextSize::Title, TextSize::Lead, TextSize::Body, TextSize::Second, TextSize::Tick})
        EXPECT_GE(textFont(size).pointSizeF(), 8.0);
}

} // namespace
} // namespace vlmo::ui
