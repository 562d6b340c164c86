#include "ui/experts/trace_selection.h"

#include "tests/support/throws.h"
#include "tests/ui/experts/hand_made_traces.h"
#include "ui/theme.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

#include <cmath>
#include <limits>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::handMadeCell;
using test::handMadeTrace;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(AMeasure, IsReadFromItsOwnNumberOfTheCell)
{
    const TraceCell cell = handMadeCell(1, 3);
    EXPECT_FLOAT_EQ(static_cast<float>(measureValue(cell, TraceMeasure::ExpertUpdate)), cell.expertRelative);
    EXPECT_FLOAT_EQ(static_cast<float>(measureValue(cell, TraceMeasure::AttentionUpdate)), cell.attentionRelative);
    EXPECT_FLOAT_EQ(static_cast<float>(measureValue(cell, TraceMeasure::DirectionChange)), 1.0F - cell.expertCosine);
    EXPECT_FLOAT_EQ(static_cast<float>(measureValue(cell, TraceMeasure::NearnessToFinal)), cell.cosineToFinal);
}

TEST(AMeasure, SaysWhatItIsAndWhatItIsNot)
{
    for (const TraceMeasure measure : traceMeasures) {
        EXPECT_FALSE(measureTitle(measure).isEmpty());
        EXPECT_TRUE(measureMeaning(measure).endsWith(u'.'));
        EXPECT_THAT(measureLimit(measure).toStdString(), HasSubstr("not"));
    }
}

TEST(AMeasure, IsWrittenWithTwoDigitsAndInWordsWhenItIsNoNumber)
{
    EXPECT_EQ(measureText(1.184), u"1.18"_s);
    EXPECT_EQ(measureText(-0.001), u"0.00"_s);
    EXPECT_EQ(measureText(std::numeric_limits<double>::quiet_NaN()), u"not a number"_s);
}

TEST(TheScale, LeavesOutAFewExtremeCellsAndSaysSo)
{
    test::TraceShape shape;
    shape.grid = 10;
    Trace trace = handMadeTrace(shape);
    for (TraceCell& cell : trace.cells)
        cell.expertRelative = 0.5F;
    trace.cells.front().expertRelative = 100.0F;
    const MeasureScale scale = measureScale(trace, TraceMeasure::ExpertUpdate);
    EXPECT_DOUBLE_EQ(scale.low, 0.0);
    EXPECT_DOUBLE_EQ(scale.high, 0.5);
    EXPECT_TRUE(scale.cutAbove);
    EXPECT_DOUBLE_EQ(scale.share(100.0), 1.0);
}

TEST(TheScale, TakesAValueThatIsNoNumberForNothing)
{
    Trace trace = handMadeTrace();
    trace.cells[2].expertRelative = std::numeric_limits<float>::quiet_NaN();
    const MeasureScale scale = measureScale(trace, TraceMeasure::ExpertUpdate);
    EXPECT_TRUE(std::isfinite(scale.high));
    EXPECT_DOUBLE_EQ(scale.share(std::numeric_limits<double>::quiet_NaN()), 0.0);
    for (TraceCell& cell : trace.cells)
        cell.expertRelative = std::numeric_limits<float>::infinity();
    EXPECT_TRUE(std::isfinite(measureScale(trace, TraceMeasure::ExpertUpdate).high));
}

TEST(TheScale, DoesNotDivideByNothingWhenAllCellsAreEqual)
{
    Trace trace = handMadeTrace();
    for (TraceCell& cell : trace.cells)
        cell.cosineToFinal = 1.0F;
    const MeasureScale scale = measureScale(trace, TraceMeasure::NearnessToFinal);
    EXPECT_DOUBLE_EQ(scale.share(1.0), 0.0);
}

TEST(TheExperts, AreThoseTheTraceNamesInItsOrder)
{
    const ExpertIndex experts(handMadeTrace());
    EXPECT_THAT(experts.names(), ElementsAre(u"language"_s, u"vision"_s, u"vl"_s));
    EXPECT_EQ(experts.names()[experts.of(0, 0)], u"language"_s);
    EXPECT_EQ(experts.names()[experts.of(0, 5)], u"vision"_s);
    EXPECT_EQ(experts.names()[experts.of(2, 0)], u"vl"_s);
    EXPECT_FALSE(experts.changesAt(1));
    EXPECT_TRUE(experts.changesAt(2));
}

TEST(TheExperts, OfUnknownNamesTakeTheFourthLookAndThoseAfterIt)
{
    Trace trace = handMadeTrace();
    for (TraceCell& cell : trace.cells) {
        if (cell.expert == "vl")
            cell.expert = "audio";
    }
    trace.cells.back().expert = "touch";
    const ExpertIndex experts(trace);
    const std::vector<ExpertLook> looks = experts.looks(lightTheme());
    ASSERT_EQ(looks.size(), 4U);
    EXPECT_EQ(looks[2].pattern, ExpertPattern::HorizontalLines);
    EXPECT_EQ(looks[2].title, u"audio"_s);
    EXPECT_EQ(looks[2].letter, u"A"_s);
    EXPECT_EQ(looks[3].pattern, ExpertPattern::VerticalLines);
}

TEST(TheExperts, FormOneRegionForNeighboursThatTheSameExpertServes)
{
    const ExpertIndex experts(handMadeTrace());
    ASSERT_EQ(experts.regions().size(), 4U) << "words and picture, each below and above the shared blocks";
    const ExpertIndex::Region& words = experts.regions()[0];
    EXPECT_EQ(words.firstBlock, 0);
    EXPECT_EQ(words.lastBlock, 1);
    EXPECT_EQ(words.firstToken, 0);
    EXPECT_EQ(words.lastToken, 3);
    EXPECT_EQ(experts.regions()[3].firstBlock, 2);
    EXPECT_EQ(experts.regions()[3].lastToken, 8);
}

TEST(TheSelection, TellsEveryViewOnceWhatChanged)
{
    TraceSelection selection;
    selection.setTrace(handMadeTrace());
    const QSignalSpy tokens(&selection, &TraceSelection::tokenChanged);
    const QSignalSpy blocks(&selection, &TraceSelection::blockChanged);
    selection.selectToken(5);
    selection.selectToken(5);
    selection.selectBlock(2);
    ASSERT_EQ(tokens.size(), 1);
    EXPECT_EQ(tokens[0][0].toInt(), 5);
    ASSERT_EQ(blocks.size(), 1);
    EXPECT_EQ(blocks[0][0].toInt(), 2);
}

TEST(TheSelection, DoesNotMoveOutOfTheTrace)
{
    TraceSelection selection;
    selection.selectToken(3);
    EXPECT_EQ(selection.token(), 0) << "there is no trace yet";
    selection.setTrace(handMadeTrace());
    const int token = selection.token();
    for (const int wrong : {-1, 9, 1'000})
        selection.selectToken(wrong);
    EXPECT_EQ(selection.token(), token);
    selection.selectBlock(3);
    EXPECT_LT(selection.block(), 3);
}

TEST(TheSelection, StaysWhereTheNextTraceHasItsPlace)
{
    TraceSelection selection;
    selection.setTrace(handMadeTrace());
    selection.selectToken(8);
    selection.selectBlock(2);
    selection.setTrace(handMadeTrace());
    EXPECT_EQ(selection.token(), 8);
    EXPECT_EQ(selection.block(), 2);
    selection.setTrace(test::textTrace());
    EXPECT_EQ(selection.token(), 3) << "the last token of the shorter trace";
}

TEST(TheSelection, ReadsTheChosenMeasure)
{
    TraceSelection selection;
    selection.setTrace(handMadeTrace());
    EXPECT_EQ(selection.readOut(1, 4), u"block 1, V expert. Expert update, relative: 0.24"_s);
    selection.setMeasure(TraceMeasure::NearnessToFinal);
    EXPECT_EQ(selection.readOut(1, 4), u"block 1, V expert. Nearness to final state: 0.60"_s);
}

TEST(TheSelection, FindsPatchesByRowAndColumn)
{
    TraceSelection selection;
    selection.setTrace(handMadeTrace());
    EXPECT_EQ(selection.patchToken(0, 0), 5);
    EXPECT_EQ(selection.patchToken(1, 1), 8);
    EXPECT_EQ(selection.patchToken(2, 0), -1);
    EXPECT_EQ(selection.patchToken(0, -1), -1);
    EXPECT_EQ(selection.tokenTitle(7), u"patch row 1, column 0"_s);
}

struct Misfit {
    const char* name;
    void (*spoil)(Trace&);
    const char* says;
};

class ATraceThatDoesNotFitItself : public ::testing::TestWithParam<Misfit> {};

TEST_P(ATraceThatDoesNotFitItself, IsRefusedAndTheOneBeforeStays)
{
    TraceSelection selection;
    selection.setTrace(handMadeTrace());
    Trace trace = handMadeTrace();
    GetParam().spoil(trace);
    const QSignalSpy changes(&selection, &TraceSelection::traceChanged);
    EXPECT_THAT([&] { selection.setTrace(trace); }, test::throwsError(ErrorKind::BadInput, GetParam().says));
    EXPECT_EQ(changes.size(), 0);
    EXPECT_EQ(selection.tokenCount(), 9);
}

INSTANTIATE_TEST_SUITE_P(
    Of, ATraceThatDoesNotFitItself,
    ::testing::Values(Misfit{"NoTokens", [](Trace& trace) { trace.tokens.clear(); }, "no tokens"},
                      Misfit{"NoBlocks", [](Trace& trace) { trace.blocks = 0; }, "no blocks"},
                      Misfit{"MissingCells", [](Trace& trace) { trace.cells.pop_back(); }, "26 cells"},
                      Misfit{"ManyBlocks", [](Trace& trace) { trace.blocks = 1'000'000'000; }, "larger than"},
                      Misfit{"HugeGrid", [](Trace& trace) { trace.grid = 2'000'000'000; }, "larger than"},
                      Misfit{"PatchOutside", [](Trace& trace) { trace.tokens.back().row = 2; }, "outside"},
                      Misfit{"PatchBeforeItsGrid", [](Trace& trace) { trace.tokens.back().column = -1; }, "outside"}),
    [](const auto& misfit) { return std::string(misfit.param.name); });

} // namespace
} // namespace vlmo::ui
