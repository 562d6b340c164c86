#include "core/doctor/split.h"

#include "core/doctor/dataset_counts.h"
#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/skips.h"

#include <set>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::SizeIs;

namespace {

class SplittingADataset : public MadeUpDataset {
protected:
    SplittingADataset() { rule.shares = {{"val", 0.1}, {"test", 0.2}}; }

    void pictures(int count)
    {
        for (int i = 0; i < count; ++i)
            add(std::to_string(i) + ".png", patternPng(i));
    }

    [[nodiscard]] Dataset split() const { return splitDataset(dataset, rule); }

    /// The split of each picture by its content.
    static std::map<std::string, std::set<std::string>> splitsByContent(const Dataset& made)
    {
        std::map<std::string, std::set<std::string>> splits;
        for (const Record& record : made.records)
            splits[sha256OfFile(record.image)].insert(record.split);
        return splits;
    }

    void expectRefusal(ErrorKind kind, const std::string& part) const
    {
        EXPECT_THAT([&] { (void)split(); }, throwsError(kind, part));
    }

    SplitOptions rule;
};

} // namespace

TEST_F(SplittingADataset, GivesEachSplitItsShare)
{
    pictures(100);
    auto counts = countBySplit(split());
    EXPECT_EQ(counts["val"].pictures, 10);
    EXPECT_EQ(counts["test"].pictures, 20);
    EXPECT_EQ(counts["train"].pictures, 70);
}

TEST_F(SplittingADataset, DependsOnContentsAndSeedAlone)
{
    pictures(50);
    const auto first = splitsByContent(split());
    EXPECT_EQ(splitsByContent(split()), first);
    // Other names, another order.
    dataset.records.clear();
    for (int i = 49; i >= 0; --i)
        add("moved/" + std::to_string(100 + i) + ".png", patternPng(i), "val");
    EXPECT_EQ(splitsByContent(split()), first);
    rule.seed = 1;
    EXPECT_NE(splitsByContent(split()), first);
}

TEST_F(SplittingADataset, KeepsEqualPicturesTogether)
{
    pictures(30);
    for (int i = 0; i < 30; ++i)
        add("copy/" + std::to_string(i) + ".png", patternPng(i), "test");
    for (const auto& [content, splits] : splitsByContent(split()))
        EXPECT_THAT(splits, SizeIs(1));
}

TEST_F(SplittingADataset, KeepsThePicturesOfAStatementTogether)
{
    pictures(40);
    for (int i = 0; i < 40; i += 2)
        addStatement(std::to_string(i) + ".png", std::to_string(i + 1) + ".png", "both", true);
    const Dataset made = split();
    std::map<std::string, std::string> splitOf;
    for (const Record& record : made.records)
        splitOf[record.image.string()] = record.split;
    ASSERT_EQ(made.statements.size(), 20U);
    for (const Statement& statement : made.statements) {
        EXPECT_EQ(splitOf.at(statement.left.string()), statement.split);
        EXPECT_EQ(splitOf.at(statement.right.string()), statement.split);
    }
}

TEST_F(SplittingADataset, KeepsSourcesOrClassesTogetherWhenAskedTo)
{
    pictures(60);
    for (std::size_t i = 0; i < 60; ++i) {
        dataset.records[i].source = "source " + std::to_string(i % 12);
        dataset.records[i].category = "class " + std::to_string(i / 5);
    }
    for (const KeepTogether by : {KeepTogether::Source, KeepTogether::Category}) {
        rule.by = by;
        std::map<std::string, std::set<std::string>> splits;
        for (const Record& record : split().records)
            splits[by == KeepTogether::Source ? record.source : record.category].insert(record.split);
        EXPECT_THAT(splits, SizeIs(12));
        for (const auto& [name, of] : splits)
            EXPECT_THAT(of, SizeIs(1)) << name;
    }
}

TEST_F(SplittingADataset, LeavesOutWhatCannotBeReadAndSaysSo)
{
    pictures(20);
    add("broken.png", "nothing");
    Record gone;
    gone.image = dataset.folder / "gone.png";
    dataset.records.push_back(gone);
    addStatement("1.png", "gone.png", "both", true);
    const Dataset made = split();
    EXPECT_EQ(made.records.size(), 20U);
    EXPECT_EQ(made.statements.size(), 0U);
    EXPECT_THAT(made.skipped,
                ElementsAre(skips("broken.png", ""), skips("gone.png", "not there"), skips("gone.png", "not there")));
}

TEST_F(SplittingADataset, MakesADataSetOfItsOwn)
{
    pictures(20);
    const std::string first = split().fingerprint;
    EXPECT_NE(first, dataset.fingerprint);
    EXPECT_EQ(split().fingerprint, first);
    rule.seed = 1;
    EXPECT_NE(split().fingerprint, first);
}

TEST_F(SplittingADataset, NeverChangesTheUsersFiles)
{
    pictures(20);
    const auto before = state();
    (void)split();
    EXPECT_EQ(state(), before);
}

TEST_F(SplittingADataset, RefusesASplitThatWouldBeEmpty)
{
    pictures(2);
    expectRefusal(ErrorKind::BadInput, "would be empty: 2 records and statements make 2 groups");
    pictures(20);
    for (Record& record : dataset.records)
        record.source = "one";
    rule.by = KeepTogether::Source;
    expectRefusal(ErrorKind::BadInput, "make 1 groups");
    dataset.records.resize(1);
    std::filesystem::remove(dataset.records[0].image);
    expectRefusal(ErrorKind::BadInput, "no picture of made up can be read");
}

TEST_F(SplittingADataset, RefusesTextsAlone)
{
    dataset.texts.emplace("train", TextCorpus({"a bird"}));
    expectRefusal(ErrorKind::InvalidArgument, "texts keep their splits");
}

TEST_F(SplittingADataset, CanBeStopped)
{
    pictures(100);
    StopsAfter observer(2);
    EXPECT_THAT([&] { (void)splitDataset(dataset, rule, &observer, observer.token()); },
                throwsError(ErrorKind::Cancelled, "stopped"));
}

TEST(SharesOfSplits, AreReadFromAText)
{
    const std::vector<SplitShare> shares = parseShares("val=0.1,test=.25");
    ASSERT_THAT(shares, SizeIs(2));
    EXPECT_EQ(shares[0].name, "val");
    EXPECT_DOUBLE_EQ(shares[0].share, 0.1);
    EXPECT_EQ(shares[1].name, "test");
    EXPECT_DOUBLE_EQ(shares[1].share, 0.25);
}

TEST(SharesOfSplits, AreRefusedWithTheReason)
{
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"", "no share"},          {"val", "not a share"},       {"val=", "not a share"},
        {"val=x", "not a share"},  {"val=0.1x", "not a share"},  {"=0.1", "name of a split"},
        {"val=0", "above 0"},      {"val=1", "below 1"},         {"val=-0.1", "above 0"},
        {"val=nan", "above 0"},    {"val=inf", "below 1"},       {"val=1e999", "not a share"},
        {"train=0.5", "train is"}, {"val=0.1,val=0.1", "twice"}, {"val=0.5,test=0.5", "leave nothing"},
        {"../x=0.1", "name of"},   {",val=0.1", "not a share"},
    };
    for (const auto& each : wrong)
        EXPECT_THAT([&] { (void)parseShares(each.first); }, throwsError(ErrorKind::InvalidArgument, each.second))
            << each.first;
}
