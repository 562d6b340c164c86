#include "ui/data/finding_look.h"

#include "core/doctor/finding_list.h"

#include <gmock/gmock.h>

#include <set>

namespace vlmo::ui {
namespace {

std::vector<DatasetFinding> oneOfEachKind()
{
    FindingList list(0, {});
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(FindingKind::Count); ++kind)
        list.add(static_cast<FindingKind>(kind), {"item", "train", "reason"});
    return list.take();
}

TEST(Findings, HaveWordsOfTheWindowForEveryKind)
{
    std::set<QString> titles;
    for (const DatasetFinding& finding : oneOfEachKind()) {
        const QString title = findingTitle(finding);
        EXPECT_TRUE(titles.insert(title).second) << finding.kind;
        EXPECT_FALSE(title.contains(u'%')) << title.toStdString();
        EXPECT_NE(title, QStringLiteral("%1: 1").arg(QString::fromStdString(finding.what))) << finding.kind;
        EXPECT_FALSE(findingAdvice(finding).isEmpty()) << finding.kind;
        EXPECT_FALSE(findingAdvice(finding).contains(QStringLiteral("vlmo"))) << "a command in the window";
        EXPECT_FALSE(findingWord(finding).isEmpty()) << finding.kind;
    }
    EXPECT_EQ(titles.size(), static_cast<std::size_t>(FindingKind::Count));
}

TEST(Findings, OfAKindThatIsNewAreToldInCoresWords)
{
    const DatasetFinding finding{Severity::Warning, "new-kind", "pictures that hum", 1'200, {}, "Turn them off."};
    EXPECT_EQ(findingTitle(finding), QStringLiteral("pictures that hum: 1,200"));
    EXPECT_EQ(findingAdvice(finding), QStringLiteral("Turn them off."));
    EXPECT_EQ(findingWord(finding), QStringLiteral("new-kind"));
}

TEST(Findings, AreToldApartByWordAndIcon)
{
    std::set<QString> words;
    std::set<QString> icons;
    for (const Severity severity : {Severity::Problem, Severity::Warning, Severity::Note}) {
        words.insert(severityLook(severity).word);
        icons.insert(severityLook(severity).iconName);
    }
    EXPECT_EQ(words.size(), 3U);
    EXPECT_EQ(icons.size(), 3U);
}

} // namespace
} // namespace vlmo::ui
