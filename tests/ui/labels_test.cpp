#include "ui/widgets/labels.h"

#include <gtest/gtest.h>

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

TEST(AnElidedLabel, NeverAsksForMoreRoomThanItsWords)
{
    const ElidedLabel shortWord(u"Text"_s);
    EXPECT_LE(shortWord.minimumSizeHint().width(), shortWord.sizeHint().width());
    const ElidedLabel longName(u"a name that is longer than the room there is for it"_s);
    EXPECT_LT(longName.minimumSizeHint().width(), longName.sizeHint().width());
}

} // namespace
} // namespace vlmo::ui
