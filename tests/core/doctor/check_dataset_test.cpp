#include "core/doctor/check_dataset.h"

#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/folder_content.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

class CheckingADataset : public MadeUpDataset {
protected:
    CheckingADataset() { options.cacheFolder = folder / "cache"; }

    /// Every kind of trouble at once.
    void makeTrouble()
    {
        for (int i = 0; i < 40; ++i)
            add("p" + std::to_string(i) + ".png", patternPng(i % 30), i % 3 == 0 ? "val" : "train",
                {"caption " + std::to_string(i), " "});
        add("broken.png", "nothing");
        add("cut.png", patternPng(50).substr(0, 300));
        add("tiny.png", patternPng(51, 20, 200)).category = "tiny";
        add("gone.png", patternPng(52)).questions = {{"what?", {"dog"}, ""}, {"who?", {}, ""}};
        std::filesystem::remove(dataset.folder / "gone.png");
        addStatement("p1.png", "p2.png", "both", true);
        addStatement("p1.png", "p2.png", "both", false);
        dataset.skipped.push_back({"list.csv, line 3", "no caption"});
    }

    static std::vector<std::string> told(const DatasetReport& report)
    {
        std::vector<std::string> lines;
        for (const DatasetFinding& finding : report.findings) {
            lines.push_back(finding.kind + " " + std::to_string(finding.count));
            for (const FoundItem& item : finding.examples)
                lines.push_back(item.item + "|" + item.split + "|" + item.reason);
        }
        return lines;
    }
};

} // namespace

TEST_F(CheckingADataset, NeverChangesTheUsersFiles)
{
    makeTrouble();
    const auto before = state();
    ASSERT_THAT(before, Not(IsEmpty()));
    options.decode = true;
    options.nearDuplicates = true;
    EXPECT_TRUE(check().hasProblem());
    EXPECT_EQ(state(), before);
}

TEST_F(CheckingADataset, SaysTheSameWhateverTheThreadsAndWhatIsRemembered)
{
    makeTrouble();
    options.nearDuplicates = true;
    const DatasetReport first = check();
    EXPECT_EQ(first.remembered, 0);
    const DatasetReport second = check();
    EXPECT_EQ(second.remembered, second.pictureFiles - 1) << "all but the missing one";
    EXPECT_EQ(told(second), told(first));
    options.cacheFolder.clear();
    options.threads = 1;
    const DatasetReport alone = check();
    EXPECT_EQ(alone.remembered, 0);
    EXPECT_EQ(told(alone), told(first));
}

TEST_F(CheckingADataset, LooksAgainAtAFileThatChanged)
{
    add("a.png", patternPng(1));
    EXPECT_EQ(finding("unreadable-picture").count, 0);
    file("a.png", "no picture any more");
    const DatasetReport report = check();
    EXPECT_EQ(report.remembered, 0);
    EXPECT_EQ(finding(report, "unreadable-picture").count, 1);
}

TEST_F(CheckingADataset, LooksAgainWhenMoreIsWished)
{
    add("a.png", patternPng(1));
    (void)check();
    options.decode = true;
    EXPECT_EQ(check().remembered, 0);
    EXPECT_EQ(check().remembered, 1);
    options.decode = false;
    EXPECT_EQ(check().remembered, 1) << "more than enough is known";
}

TEST_F(CheckingADataset, GoesOnWhereItWasStopped)
{
    for (int i = 0; i < 200; ++i)
        add(std::to_string(i) + ".png", patternPng(i));
    StopsAfter observer(3);
    EXPECT_THAT([&] { (void)checkDataset(dataset, options, &observer, observer.token()); },
                throwsError(ErrorKind::Cancelled, "stopped"));
    const DatasetReport report = check();
    EXPECT_GE(report.remembered, 32);
    EXPECT_LT(report.remembered, 200);
    EXPECT_EQ(check().remembered, 200);
}

TEST_F(CheckingADataset, StopsAtOnceWhenItIsAskedToBefore)
{
    makeTrouble();
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)checkDataset(dataset, options, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "stopped"));
}

TEST_F(CheckingADataset, TellsHowFarItIs)
{
    for (int i = 0; i < 40; ++i)
        add(std::to_string(i) + ".png", patternPng(i));
    StopsAfter observer(1000);
    (void)checkDataset(dataset, options, &observer, {});
    EXPECT_EQ(observer.last.done, 40);
    EXPECT_EQ(observer.last.total, 40);
}

TEST_F(CheckingADataset, HandsOverEveryItem)
{
    makeTrouble();
    options.examples = 1;
    std::map<std::string, std::int64_t> heard;
    options.onItem = [&](const DatasetFinding& found, const FoundItem&) { ++heard[found.kind]; };
    const DatasetReport report = check();
    ASSERT_THAT(heard, SizeIs(report.findings.size()));
    for (const DatasetFinding& each : report.findings) {
        EXPECT_EQ(heard[each.kind], each.count) << each.kind;
        EXPECT_THAT(each.examples, SizeIs(1));
    }
}

TEST_F(CheckingADataset, TellsWhatTheReaderLeftOut)
{
    makeTrouble();
    EXPECT_THAT(finding("left-out-by-reader").examples, ElementsAre(itemOf("list.csv, line 3", "no caption")));
}

TEST_F(CheckingADataset, GoesOnWithoutACacheThatCannotBeWritten)
{
    add("a.png", patternPng(1));
    options.cacheFolder = folder.write("file", "no folder");
    const DatasetReport report = check();
    EXPECT_EQ(report.pictureFiles, 1);
    EXPECT_THAT(report.cacheProblem, HasSubstr("file"));
}

TEST_F(CheckingADataset, RefusesImpossibleOptions)
{
    const auto refused = [&](const CheckOptions& impossible, const std::string& part) {
        EXPECT_THAT([&] { (void)checkDataset(dataset, impossible); }, throwsError(ErrorKind::InvalidArgument, part));
    };
    CheckOptions impossible;
    impossible.longestText = 2;
    refused(impossible, "word piece");
    impossible = {};
    impossible.smallestSide = -1;
    refused(impossible, "negative");
    impossible = {};
    impossible.largestAspect = 0.5;
    refused(impossible, "factor");
    impossible = {};
    impossible.threads = -1;
    refused(impossible, "threads");
}
