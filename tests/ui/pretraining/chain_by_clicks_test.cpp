// The four runs of the chain, from an empty folder to a model of pairs, by clicks and key strokes alone, with the real
// program as a child process.
#include "tests/ui/pretraining/clicks.h"

#include "ui/pretraining/hand_over_arrow.h"
#include "ui/training/curves_page.h"
#include "ui/training/hand_over_dialog.h"
#include "ui/training/samples_view.h"

#include <QTreeWidget>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheChainByClicks : public test::ClicksInPretrain {
protected:
    struct Value {
        QString key;
        QString value;
    };

    /// Sets a stage up by its card, makes it tiny, trains it to its end, and looks at what the monitor shows.
    void train(std::size_t stage, const std::string& name, const std::vector<Value>& values, const QStringList& charts)
    {
        ASSERT_NO_FATAL_FAILURE(clickOnCard(stage, u"setUp"_s));
        ASSERT_TRUE(panel().editor().isVisible());
        EXPECT_EQ(panel().editor().runName().toStdString(), name);
        typeTinyRun();
        for (const auto& [key, value] : values)
            typeValue(key, value);
        ASSERT_NO_FATAL_FAILURE(trainToTheEnd());
        const RunRecord* run = shown(name);
        ASSERT_NE(run, nullptr);
        ASSERT_TRUE(waitForState(u"finished"_s));
        EXPECT_EQ(run->step, 4);
        EXPECT_TRUE(monitor().problem().isHidden()) << monitor().problem().text().toStdString();
        EXPECT_FALSE(monitor().action().isVisible()); // Nothing is left to do for the trainer.
        EXPECT_TRUE(waitUntil([&] { return panel().cards().at(stage)->stateText() == u"finished"_s; }));
        EXPECT_TRUE(monitor().log().toPlainText().contains(u"finished at step 4"_s));
        expectCharts(name, charts);
        saveScreenshot(name);
        expectSamples(name);
    }

    void expectCharts(const std::string& run, const QStringList& charts)
    {
        for (const QString& id : charts) {
            const CurveView* view = monitor().curves().view(id);
            ASSERT_NE(view, nullptr) << run << ": " << id.toStdString();
            EXPECT_TRUE(view->isVisible()) << run << ": " << id.toStdString();
            ASSERT_FALSE(view->chart().lines().isEmpty()) << run << ": " << id.toStdString();
            for (const ChartLine& line : view->chart().lines())
                EXPECT_FALSE(line.curve.empty()) << run << ": " << id.toStdString() << ", " << line.name.toStdString();
        }
    }

    void expectSamples(const std::string& run)
    {
        SamplesView& samples = monitor().samples();
        clickSegment(monitor(), u"Samples"_s);
        ASSERT_TRUE(samples.isVisible()) << run;
        EXPECT_EQ(samples.stepCount(), 2) << run;
        EXPECT_EQ(samples.shownStep(), 4) << run;
        EXPECT_FALSE(samples.items().empty()) << run;
        EXPECT_TRUE(samples.problem().isEmpty()) << run << ": " << samples.problem().toStdString();
        auto* slider = samples.findChild<QSlider*>();
        QTest::keyClick(slider, Qt::Key_Home);
        EXPECT_EQ(samples.shownStep(), 2) << run;
        QTest::keyClick(slider, Qt::Key_End);
        saveScreenshot(run + "-samples");
        clickSegment(monitor(), u"Curves"_s);
    }

    /// The names of tensors in a group of the report that is open.
    static int countIn(const HandOverDialog& report, const QString& group)
    {
        const QList<QTreeWidgetItem*> found = report.groups().findItems(group, Qt::MatchExactly);
        return found.isEmpty() ? -1 : found.front()->childCount();
    }

    void expectReport(std::size_t arrow, const QString& begin, bool frozen)
    {
        HandOverArrow& between = *panel().arrows().at(arrow);
        EXPECT_TRUE(waitUntil([&] { return between.text() == u"taken over"_s; })) << between.text().toStdString();
        EXPECT_FALSE(between.counts().isEmpty());
        click(between);
        auto* report = m_window->findChild<HandOverDialog*>();
        ASSERT_NE(report, nullptr);
        EXPECT_TRUE(report->report().startsWith(begin)) << report->report().toStdString();
        EXPECT_EQ(countIn(*report, u"Frozen"_s) > 0, frozen);
        EXPECT_GT(countIn(*report, u"Newly initialised"_s), 0);
        QTest::keyClick(report, Qt::Key_Escape);
        ASSERT_TRUE(waitUntil([this] { return m_window->findChild<HandOverDialog*>() == nullptr; }));
    }
};

TEST_F(TheChainByClicks, GoesFromAnEmptyFolderToAModelOfPairs)
{
    ASSERT_EQ(panel().runs().rowCount(), 0);
    const QString vocabulary = u'"' + QString::fromStdString((m_folder / "data/vocab.txt").string()) + u'"';

    ASSERT_NO_FATAL_FAILURE(
        train(0, "tokenizer-1",
              {{u"model.image_size"_s, u"32"_s}, {u"tokenizer.codes"_s, u"8"_s}, {u"tokenizer.width"_s, u"8"_s}},
              {u"loss"_s, u"reconstruction"_s, u"codes"_s, u"rate"_s}));
    EXPECT_TRUE(waitUntil([this] { return panel().arrows()[0]->text() == u"no model yet"_s; }));
    ASSERT_NO_FATAL_FAILURE(makeModel(0));
    EXPECT_TRUE(waitUntil([this] { return panel().arrows()[0]->text() == u"ready"_s; }));

    ASSERT_NO_FATAL_FAILURE(train(1, "stage1-1",
                                  {{u"vocabulary"_s, vocabulary},
                                   {u"model.depth"_s, u"2"_s},
                                   {u"model.width"_s, u"16"_s},
                                   {u"model.heads"_s, u"2"_s},
                                   {u"model.vl_start"_s, u"2"_s},
                                   {u"model.image_size"_s, u"32"_s},
                                   {u"model.max_text_length"_s, u"8"_s},
                                   {u"model.table_text_length"_s, u"8"_s}},
                                  {u"loss"_s, u"held-out"_s, u"accuracy"_s, u"experts"_s, u"rate"_s}));
    ASSERT_NO_FATAL_FAILURE(makeModel(1));
    ASSERT_NO_FATAL_FAILURE(
        train(2, "stage2-1", {}, {u"loss"_s, u"held-out"_s, u"accuracy"_s, u"experts"_s, u"rate"_s}));
    ASSERT_NO_FATAL_FAILURE(makeModel(2));
    ASSERT_NO_FATAL_FAILURE(train(3, "stage3-1", {{u"model.vl_start"_s, u"1"_s}},
                                  {u"loss"_s, u"held-out"_s, u"accuracy"_s, u"experts"_s, u"rate"_s}));
    ASSERT_NO_FATAL_FAILURE(makeModel(3));

    for (const char* name : {"tokenizer-1", "stage1-1", "stage2-1", "stage3-1"})
        EXPECT_TRUE(std::filesystem::exists(models() / name / "config.json")) << name;
    ASSERT_NO_FATAL_FAILURE(expectReport(0, u"stage1-1 guesses the codes of "_s, false));
    ASSERT_NO_FATAL_FAILURE(
        expectReport(1, u"stage2-1 began with the model "_s, true)); // Attention and the vision expert stay.
    ASSERT_NO_FATAL_FAILURE(expectReport(2, u"stage3-1 began with the model "_s, false));
    saveScreenshot("chain");
    EXPECT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();
}

} // namespace
} // namespace vlmo::ui
