#include "core/bench/bench.h"

#include "core/bench/bars.h"
#include "core/bench/made_up.h"
#include "tests/core/bench/small_model.h"
#include "tests/support/throws.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

class ABench : public ::testing::Test {
protected:
    ABench()
    {
        options.config = small.config();
        options.vocabulary = small.vocabulary();
        options.name = "small";
        options.quick = true;
        options.vectors = 200;
        options.engine.precision = Precision::Fp32;
        options.engine.device = "cpu";
        options.engine.threads = 1;
        options.pictures = VLMO_SOURCE_DIR "/resources/demo/pictures";
    }

    const SmallModel small;
    BenchOptions options;
};

std::multiset<std::string> namesOf(const std::vector<Figure>& figures)
{
    std::multiset<std::string> names;
    for (const Figure& figure : figures)
        names.insert(figure.name);
    return names;
}

/// Stops when the second measurement is announced.
class StopAtTheSecond final : public ProgressObserver {
public:
    void onProgress(const Progress&) override
    {
        if (++announced == 2)
            source.request_stop();
    }
    void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }

    std::stop_source source;
    std::vector<SkippedItem> skipped;
    int announced = 0;
};

} // namespace

TEST_F(ABench, NamesEveryFigureOnceInAPrecision)
{
    const BenchReport report = runBench(options);
    std::multiset<std::string> expected;
    for (const BenchFigureName& each : benchFigures())
        expected.insert(each.name);
    EXPECT_EQ(namesOf(report.figures), expected);
    EXPECT_THAT(report.leftOut, IsEmpty());
    EXPECT_FALSE(report.cancelled);
    EXPECT_GT(report.numbers, 0);
    EXPECT_EQ(report.threads, 1);
}

TEST_F(ABench, GivesEachFigureAnOrderlySpreadAndAUnit)
{
    for (const Figure& figure : runBench(options).figures) {
        // So few vectors find room in what the process has already.
        EXPECT_GT(figure.value.value, figure.name == "search-memory" ? -1.0 : 0.0) << figure.name;
        EXPECT_LE(figure.value.lowest, figure.value.value) << figure.name;
        EXPECT_GE(figure.value.highest, figure.value.value) << figure.name;
        EXPECT_GE(figure.value.repetitions, 1U) << figure.name;
        EXPECT_FALSE(figure.unit.empty()) << figure.name;
        EXPECT_FALSE(figure.title.empty()) << figure.name;
        EXPECT_FALSE(figure.reference) << figure.name << ": this is not the reference's model";
    }
}

TEST_F(ABench, MeasuresSharesOfCeilingsOfTheSameRun)
{
    options.only = {"embed-images", "embed-text", "fused-pair"};
    const BenchReport report = runBench(options);
    std::map<std::string, const Ceiling*> ceilings;
    for (const Ceiling& ceiling : report.ceilings)
        ceilings[ceiling.name] = &ceiling;
    ASSERT_EQ(report.figures.size(), 3U);
    for (const Figure& figure : report.figures) {
        ASSERT_TRUE(figure.share) << figure.name;
        ASSERT_EQ(ceilings.count(figure.share->ceiling), 1U) << figure.share->ceiling;
        const Ceiling& ceiling = *ceilings.at(figure.share->ceiling);
        EXPECT_GE(figure.share->speed, ceiling.speed.lowest);
        EXPECT_LE(figure.share->speed, ceiling.speed.highest);
        EXPECT_GT(figure.share->share, 0.0);
        EXPECT_TRUE(std::isfinite(figure.share->share));
        EXPECT_GE(ceiling.speed.repetitions, 2U) << "before and after";
    }
}

TEST_F(ABench, JudgesByTheShareThatItPrints)
{
    options.only = {"embed-images", "embed-texts", "fused-pair", "training-step"};
    const BenchReport report = runBench(options);
    ASSERT_EQ(report.figures.size(), 4U);
    for (const Figure& figure : report.figures) {
        ASSERT_EQ(figure.bars.size(), 1U) << figure.name;
        const Bar expected = atLeastShare(*shareWanted(figure.name), figure.share->share);
        EXPECT_EQ(figure.bars.front().text, expected.text);
        EXPECT_EQ(figure.bars.front().reached, expected.reached);
    }
}

TEST_F(ABench, MeasuresBothPrecisionsWhereTheProcessorHasUnitsForBoth)
{
    options.only = {"embed-texts"};
    options.engine.precision = Precision::Auto;
    const BenchReport report = runBench(options);
    std::set<std::string> precisions;
    for (const Figure& figure : report.figures)
        precisions.insert(figure.precision);
    const std::set<std::string> both{"bf16", "fp32"};
    EXPECT_EQ(precisions, systemInfo().cpuHasBf16 ? both : std::set<std::string>{"fp32"});
    EXPECT_EQ(report.figures.size(), precisions.size());
}

TEST_F(ABench, DoesOnlyWhatIsAskedFor)
{
    options.only = {"search-memory"};
    const BenchReport report = runBench(options);
    ASSERT_EQ(report.figures.size(), 1U);
    EXPECT_EQ(report.figures.front().name, "search-memory");
    EXPECT_THAT(report.figures.front().bars, IsEmpty()) << "the bar is for a million";
    EXPECT_THAT(report.figures.front().note, HasSubstr("200 vectors"));
}

TEST_F(ABench, MeasuresAModelFolderAndLeavesOutWhatTheModelCannotDo)
{
    ModelConfig without = small.config();
    without.hasItm = false;
    const ScratchFolder folder;
    writeMadeUpModel(folder.path() / "model", without, small.vocabulary());
    options.model = folder.path() / "model";
    options.only = {"embed-images", "fused-pair"};
    const BenchReport report = runBench(options);
    EXPECT_EQ(namesOf(report.figures), std::multiset<std::string>{"embed-images"});
    ASSERT_EQ(report.leftOut.size(), 1U);
    EXPECT_EQ(report.leftOut.front().item, "fused-pair in fp32");
    EXPECT_THAT(report.leftOut.front().reason, HasSubstr("ITM"));
}

TEST_F(ABench, ThatIsStoppedKeepsWhatItHasAndListsTheRest)
{
    StopAtTheSecond observer;
    options.only = {"embed-images", "embed-texts", "search", "training-step"};
    const BenchReport report = runBench(options, &observer, observer.source.get_token());
    EXPECT_TRUE(report.cancelled);
    EXPECT_EQ(namesOf(report.figures), std::multiset<std::string>{"embed-images"});
    ASSERT_EQ(report.leftOut.size(), 3U);
    EXPECT_EQ(observer.skipped.size(), 3U);
    for (const SkippedItem& item : report.leftOut)
        EXPECT_THAT(item.reason, HasSubstr("stopped"));
}

TEST_F(ABench, LeavesNothingBehind)
{
    const auto entries = [] {
        std::set<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
            if (entry.path().filename().string().starts_with("vlmo-bench-"))
                found.insert(entry.path());
        return found;
    };
    options.only = {"embed-texts"};
    std::set<std::filesystem::path> before = entries();
    (void)runBench(options);
    for (const auto& entry : entries())
        EXPECT_TRUE(before.count(entry) == 1) << entry;
}

TEST_F(ABench, RefusesAFigureThatItDoesNotKnowAndListsThoseItKnows)
{
    options.only = {"embed-videos"};
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::InvalidArgument, "embed-videos"));
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::InvalidArgument, "fused-pairs"));
}

TEST_F(ABench, RefusesToSearchAmongNothing)
{
    options.vectors = 0;
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::InvalidArgument, "at least 1 vector"));
}

TEST_F(ABench, LeavesOutMoreVectorsThanTheMemoryHolds)
{
    options.only = {"search"};
    options.vectors = 1'000'000'000'000;
    const BenchReport report = runBench(options);
    ASSERT_EQ(report.leftOut.size(), 1U);
    EXPECT_THAT(report.leftOut.front().reason, HasSubstr("are free"));
}

TEST_F(ABench, RefusesAnUnsoundModelAndOneThatIsNotThere)
{
    options.config.heads = 5;
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::InvalidArgument, "unsound"));
    options.model = "/nowhere/model";
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::NotFound, "/nowhere/model"));
}

TEST_F(ABench, RefusesADeviceThatIsNotThere)
{
    options.engine.device = "abacus";
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::InvalidArgument, "abacus"));
}

TEST_F(ABench, SaysWhichPicturesAreMissing)
{
    options.only = {"indexing"};
    options.pictures = "/nowhere/pictures";
    EXPECT_THAT([&] { (void)runBench(options); }, throwsError(ErrorKind::NotFound, "/nowhere/pictures"));
}
