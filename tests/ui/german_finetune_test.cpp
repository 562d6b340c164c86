// The Fine-tune panel in German, from data to report.
#include "core/base/paths.h"
#include "core/train/run_folder.h"
#include "tests/core/train/hand_made_reports.h"
#include "tests/ui/finetune/finetune_fixture.h"
#include "tests/ui/support/clipped_texts.h"
#include "tests/ui/support/in_german.h"
#include "ui/finetune/run_report.h"

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheGermanFinetunePanelAtASize : private test::InGerman,
                                      public test::FinetunePanelTest,
                                      public ::testing::WithParamInterface<QSize> {
protected:
    void makeMeasuredRun()
    {
        RunFolder run = RunFolder::create(runs() / "retrieval-1", test::plainRecipe("finetune-retrieval", 2'000));
        run.beginSitting(0);
        test::addSteps(run, 2'000, 10);
        test::addCheckpoint(run, 2'000);
        run.appendLog("finished at step 2000");
        run.writeState(RunState::Finished, 2'000, {});
        std::filesystem::create_directories(run.path() / "reports/before");
        writeEvaluation(reportFile(run.path(), "test"), test::evaluationOf(test::retrievalReport()));
        writeEvaluation(reportFile(run.path(), "test", ReportOf::Before),
                        test::evaluationOf(test::retrievalReport(0.226)));
    }

    /// Clips no text and asks for no larger window.
    void expectWhole(const char* step)
    {
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
        (void)m_window->grab();
        EXPECT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
        EXPECT_EQ(test::clippedTexts(*m_window).join(u" | "_s).toStdString(), "") << step;
        const QImage shot = m_window->grab().toImage();
        EXPECT_EQ(shot.size(), GetParam()) << step;
        if (const QByteArray folder = qgetenv("VLMO_SCREENSHOTS"); !folder.isEmpty())
            (void)shot.save(QString::fromLocal8Bit(folder) +
                            u"/german-%1-%2.png"_s.arg(QString::fromLatin1(step), QString::number(shot.width())));
    }
};

TEST_P(TheGermanFinetunePanelAtASize, ClipsNoText)
{
    makeMeasuredRun();
    m_window->resize(GetParam());
    look();
    expectWhole("empty");
    EXPECT_EQ(next().step().title, u"Daten wählen"_s);
    ASSERT_NO_FATAL_FAILURE(openData(resourceFolder() / "demo" / "pictures"));
    expectWhole("data");
    panel().showStep(FinetuneStep::Recipe);
    expectWhole("recipe");
    panel().showStep(FinetuneStep::Run);
    ASSERT_TRUE(waitUntil([this] { return monitor().shown() != nullptr && monitor().shown()->isCaughtUp(); }));
    expectWhole("run");
    panel().showStep(FinetuneStep::Report);
    ASSERT_TRUE(waitUntil([this] { return panel().report().hasReport(); }));
    EXPECT_EQ(next().step().primary.text, u"Modell jetzt verwenden"_s);
    expectWhole("report");
}

INSTANTIATE_TEST_SUITE_P(Sizes, TheGermanFinetunePanelAtASize,
                         ::testing::Values(QSize(1'024, 700), QSize(1'280, 800), QSize(1'920, 1'080)));

} // namespace
} // namespace vlmo::ui
