#include "core/doctor/finding_list.h"

#include "core/base/text_check.h"

#include <gmock/gmock.h>

#include <set>

using namespace vlmo;
using ::testing::EndsWith;
using ::testing::SizeIs;

TEST(GatheringFindings, CountsAllAndKeepsTheFirst)
{
    int heard = 0;
    FindingList list(2, [&](const DatasetFinding& finding, const FoundItem& item) {
        ++heard;
        EXPECT_EQ(finding.count, heard);
        EXPECT_EQ(item.item, std::to_string(heard));
    });
    for (int i = 1; i <= 5; ++i)
        list.add(FindingKind::SmallPicture, {std::to_string(i), "train", "tiny"});
    const std::vector<DatasetFinding> findings = list.take();
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].count, 5);
    EXPECT_THAT(findings[0].examples, SizeIs(2));
    EXPECT_EQ(heard, 5);
}

TEST(GatheringFindings, PutsProblemsFirstAndThenTheMostFrequent)
{
    FindingList list(1, nullptr);
    for (int i = 0; i < 3; ++i)
        list.add(FindingKind::SmallPicture, {"a", "", ""});
    list.add(FindingKind::EmptyText, {"a", "", ""});
    list.add(FindingKind::LongText, {"a", "", ""});
    list.add(FindingKind::LongText, {"a", "", ""});
    list.add(FindingKind::MissingPicture, {"a", "", ""});
    std::vector<std::string> kinds;
    for (const DatasetFinding& finding : list.take())
        kinds.push_back(finding.kind);
    EXPECT_EQ(kinds, (std::vector<std::string>{"missing-picture", "long-text", "empty-text", "small-picture"}));
}

TEST(GatheringFindings, HasANameASentenceAndAdviceForEveryKind)
{
    FindingList list(1, nullptr);
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(FindingKind::Count); ++kind)
        list.add(static_cast<FindingKind>(kind), {"a", "", ""});
    std::set<std::string> names;
    for (const DatasetFinding& finding : list.take()) {
        names.insert(finding.kind);
        EXPECT_FALSE(finding.what.empty());
        EXPECT_THAT(finding.advice, EndsWith(".")) << finding.kind;
    }
    EXPECT_THAT(names, SizeIs(static_cast<std::size_t>(FindingKind::Count)));
}

TEST(GatheringFindings, KeepsHostileNamesOnOneLine)
{
    FindingList list(1, nullptr);
    list.add(FindingKind::SmallPicture, {"a\nb", "", "\x1b[31mred"});
    const FoundItem item = list.take().front().examples.front();
    EXPECT_EQ(item.item, "a b");
    EXPECT_EQ(item.reason, "[31mred");
}

TEST(QuotingAText, CutsItBetweenCharacters)
{
    EXPECT_EQ(excerpt("a dog"), "'a dog'");
    std::string text = "x";
    for (int i = 0; i < 100; ++i)
        text += "\xc3\xa4";
    const std::string cut = excerpt(text);
    EXPECT_TRUE(isUtf8(cut));
    EXPECT_THAT(cut, EndsWith("...'"));
    EXPECT_LT(cut.size(), 90U);
}
