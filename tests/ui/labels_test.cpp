#include "ui/widgets/labels.h"

#include "ui/theme.h"

#include <QImage>
#include <QPixmap>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(AListOfFacts, KeepsItsLabelsWhileOnlyTheValuesMove)
{
    FactList list;
    list.setFacts({{u"Step"_s, u"1"_s, false}, {u"Loss"_s, u"2.5"_s, true}});
    const QList<ElidedLabel*> before = list.findChildren<ElidedLabel*>();
    ASSERT_EQ(before.size(), 2);
    list.setFacts({{u"Step"_s, u"2"_s, false}, {u"Loss"_s, u"2.4"_s, true}});
    EXPECT_EQ(list.findChildren<ElidedLabel*>(), before);
    EXPECT_EQ(before[0]->text(), u"2"_s);
    EXPECT_EQ(before[1]->accessibleName(), u"Loss: 2.4"_s);
}

TEST(AListOfFacts, ShowsOtherFactsInOtherRows)
{
    FactList list;
    list.setFacts({{u"Step"_s, u"1"_s, false}});
    list.setFacts({{u"Loss"_s, u"2.5"_s, true}, {u"Left"_s, u"3 min"_s, false}});
    QStringList shown;
    for (const ElidedLabel* label : list.findChildren<ElidedLabel*>()) {
        if (!label->isHidden())
            shown.append(label->accessibleName());
    }
    EXPECT_EQ(shown, (QStringList{u"Loss: 2.5"_s, u"Left: 3 min"_s}));
}

/// How near the nearest pixel comes to a colour, as the sum of the differences of its three parts.
int distanceTo(const QColor& colour, const QImage& image)
{
    int nearest = 3 * 255;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            nearest = std::min(nearest, std::abs(here.red() - colour.red()) + std::abs(here.green() - colour.green()) +
                                            std::abs(here.blue() - colour.blue()));
        }
    }
    return nearest;
}

TEST(ANote, ShowsItsLinksInTheColourOfTheThemeThatIsShown)
{
    Note note(Tone::Info);
    note.setRichText(u"Try <a href=\"x\">another way</a>."_s);
    note.resize(400, 60);
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) { // ends as it began
        applyTheme(choice);
        Note fresh(Tone::Info); // Letters are blended with their ground, so a new note tells how near one can come.
        fresh.setRichText(note.text());
        fresh.resize(note.size());
        EXPECT_EQ(distanceTo(currentTheme().link, note.grab().toImage()),
                  distanceTo(currentTheme().link, fresh.grab().toImage()))
            << themeChoiceName(choice).toStdString();
    }
}

TEST(AnElidedLabel, NeverAsksForMoreRoomThanItsWords)
{
    const ElidedLabel shortWord(u"Text"_s);
    EXPECT_LE(shortWord.minimumSizeHint().width(), shortWord.sizeHint().width());
    const ElidedLabel longName(u"a name that is longer than the room there is for it"_s);
    EXPECT_LT(longName.minimumSizeHint().width(), longName.sizeHint().width());
}

} // namespace
} // namespace vlmo::ui
