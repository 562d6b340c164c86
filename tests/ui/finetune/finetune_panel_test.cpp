#include "tests/ui/finetune/finetune_fixture.h"

#include "core/base/paths.h"
#include "core/train/run_folder.h"
#include "tests/core/train/hand_made_reports.h"
#include "tests/ui/support/clipped_texts.h"
#include "ui/data/dataset_card.h"
#include "ui/data/dataset_pane.h"
#include "ui/data/new_copy_dialog.h"
#include "ui/finetune/made_models.h"
#include "ui/finetune/run_report.h"
#include "ui/report/report_card.h"
#include "ui/training/curves_page.h"
#include "ui/training/draft_details.h"

#include <QLineEdit>
#include <QSpinBox>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheFinetunePanel : public test::FinetunePanelTest {
protected:
    /// A recipe of the panel's own data, ready to start.
    void setUpRun()
    {
        panel().setStartModel(models() / "small");
        ASSERT_NO_FATAL_FAILURE(openData(writeData({{"train", 8}, {"val", 4}})));
        ASSERT_NO_FATAL_FAILURE(choose(Act::GoToRecipe));
        ASSERT_TRUE(panel().editor().obstacle().isEmpty()) << panel().editor().obstacle().toStdString();
    }

    std::filesystem::path makeRun(const std::string& name, const std::string& task, RunState state)
    {
        Recipe recipe = test::plainRecipe(task, 200);
        return test::makeRun(runs(), name, recipe, 200, state);
    }
};

TEST_F(TheFinetunePanel, SaysWhatToDoFirst)
{
    look();
    EXPECT_EQ(panel().step(), FinetuneStep::Data);
    EXPECT_NE(next().button(Act::ImportData), nullptr);
    EXPECT_FALSE(next().primary().isVisible()); // The empty table has the one primary button.
    EXPECT_EQ(panel().desk().runs().rowCount(), 0);
    panel().showStep(FinetuneStep::Run);
    EXPECT_EQ(next().step().primary.act, Act::GoToData);
}

TEST_F(TheFinetunePanel, OffersTheModelsBesideTheRunsAndThoseThatComeWithTheProgram)
{
    look();
    const QString small = QString::fromStdString((models() / "small").string());
    EXPECT_GE(panel().models().findData(small), 0);
    EXPECT_GE(panel().models().findText(u"demo (built in)"_s), 0);
    panel().setStartModel(models() / "small");
    EXPECT_EQ(panel().models().currentData().toString(), small);
    EXPECT_EQ(panel().models().itemText(panel().models().count() - 1), u"Choose a folder…"_s);
}

TEST_F(TheFinetunePanel, WritesModelAndDataIntoTheRecipe)
{
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    const QString text = panel().editor().recipeText();
    EXPECT_EQ(valueOfKey(text, u"task"_s), u"finetune-retrieval"_s);
    EXPECT_EQ(valueOfKey(text, u"start_from"_s), QString::fromStdString((models() / "small").string()));
    EXPECT_EQ(valueOfKey(text, u"data.folder"_s), QString::fromStdString((m_folder / "data").string()));
    EXPECT_EQ(valueOfKey(text, u"data.split"_s), u"train"_s);
    EXPECT_EQ(valueOfKey(text, u"data.validation"_s), u"val"_s);
    EXPECT_EQ(valueOfKey(text, u"batch"_s), u"8"_s); // There are no more.
    EXPECT_EQ(panel().editor().runName(), u"retrieval-1"_s);
    EXPECT_TRUE(panel().draft().forecastText().contains(u"MiB"_s) || panel().draft().forecastText().contains(u"GiB"_s))
        << panel().draft().forecastText().toStdString();
}

TEST_F(TheFinetunePanel, KeepsWhatWasTypedWhenAnotherModelOfTheSameSizeIsChosen)
{
    test::writeRandomModel(models() / "other", {"a", "red"});
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    panel().editor().setValues({{u"seed"_s, u"77"_s}});
    panel().setStartModel(models() / "other");
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"seed"_s), u"77"_s);
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"start_from"_s),
              QString::fromStdString((models() / "other").string()));
}

TEST_F(TheFinetunePanel, BeginsAnotherDraftForAnotherTask)
{
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    panel().setTask(FinetuneTask::Classes);
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"task"_s), u"finetune-classify"_s);
    EXPECT_EQ(panel().editor().runName(), u"classes-1"_s);
}

TEST_F(TheFinetunePanel, SaysThatDataHaveNothingOfTheTask)
{
    look();
    ASSERT_NO_FATAL_FAILURE(openData(writeData({{"train", 4}, {"val", 2}})));
    panel().setTask(FinetuneTask::Questions);
    EXPECT_EQ(next().step().title, u"Not for this task"_s);
    EXPECT_TRUE(next().step().sentence.contains(u"no questions"_s)) << next().step().sentence.toStdString();
    panel().setTask(FinetuneTask::Retrieval);
    EXPECT_EQ(next().step().primary.act, Act::GoToRecipe);
}

TEST_F(TheFinetunePanel, SaysWhyDataCannotBeRead)
{
    look();
    panel().openData(m_folder / "gone");
    ASSERT_TRUE(waitUntil([this] { return next().step().title == u"The data cannot be read"_s; }));
    EXPECT_TRUE(next().step().sentence.contains(u"gone"_s)) << next().step().sentence.toStdString();
    m_folder.write("data/dataset.json", "{");
    panel().openData(m_folder / "data");
    ASSERT_TRUE(waitUntil([this] { return !panel().data().isBusy(); }));
    EXPECT_EQ(next().step().tone, Tone::Error);
    EXPECT_EQ(next().step().primary.act, Act::ImportData);
}

TEST_F(TheFinetunePanel, SaysThatDataAreGoneWhenTheRunIsToStart)
{
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    std::filesystem::remove_all(m_folder / "data");
    panel().editor().setValues({{u"seed"_s, u"78"_s}}); // Checked anew by any change.
    EXPECT_FALSE(next().primary().isEnabled());
    EXPECT_TRUE(next().step().sentence.contains(u"line"_s)) << next().step().sentence.toStdString();
    EXPECT_TRUE(std::ranges::any_of(panel().editor().check().findings, [](const RecipeFinding& each) {
        return each.tone == Tone::Error && each.text.contains(u"is not there"_s);
    }));
}

TEST_F(TheFinetunePanel, SaysWhatAModelLacks)
{
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    std::filesystem::remove(models() / "small/vocab.txt");
    panel().setStartModel(models() / "small");
    EXPECT_FALSE(next().primary().isEnabled());
    EXPECT_TRUE(next().step().sentence.contains(u"vocab.txt"_s)) << next().step().sentence.toStdString();
}

TEST_F(TheFinetunePanel, MakesAHeldOutPartInACopy)
{
    look();
    ASSERT_NO_FATAL_FAILURE(openData(writeData({{"train", 10}})));
    ASSERT_EQ(next().step().primary.act, Act::SplitCopy);
    choose(Act::SplitCopy);
    auto* dialog = m_window->findChild<NewCopyDialog*>();
    ASSERT_NE(dialog, nullptr);
    const std::filesystem::path copy = m_folder / "copy";
    dialog->setFolder(copy);
    dialog->findChild<QSpinBox*>(u"val"_s)->setValue(20);
    ASSERT_TRUE(dialog->problem().isEmpty()) << dialog->problem().toStdString();
    dialog->write();
    // At once: who presses on would go on with the data of which nothing is held out.
    EXPECT_EQ(next().button(Act::GoToRecipe), nullptr) << next().step().title.toStdString();
    EXPECT_EQ(next().step().title, u"Making a copy"_s);
    ASSERT_TRUE(waitUntil([&] { return panel().data().path() == copy && !panel().isBusy(); }));
    EXPECT_EQ(panel().splits().validation(), "val");
    EXPECT_EQ(panel().splits().test, "test");
    EXPECT_EQ(panel().splits().items, 7);
    ASSERT_NE(next().button(Act::GoToRecipe), nullptr);
    EXPECT_TRUE(std::filesystem::exists(m_folder / "data/records.jsonl"));
}

TEST_F(TheFinetunePanel, GoesOnWithoutAHeldOutPartKnowingly)
{
    look();
    panel().setStartModel(models() / "small");
    ASSERT_NO_FATAL_FAILURE(openData(writeData({{"train", 6}})));
    choose(Act::GoToRecipe);
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"evaluation.every"_s), u"0"_s);
    EXPECT_TRUE(next().primary().isEnabled()) << next().step().sentence.toStdString();
    EXPECT_TRUE(std::ranges::any_of(panel().editor().check().findings, [](const RecipeFinding& each) {
        return each.tone == Tone::Warn && each.text.contains(u"nothing is measured"_s);
    }));
}

TEST_F(TheFinetunePanel, MakesAndStartsARun)
{
    panel().desk().setTrainerProgram(program("echo \"$@\" > \"$2/called\"\n"));
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    choose(Act::Start);
    EXPECT_EQ(panel().step(), FinetuneStep::Run);
    ASSERT_TRUE(waitUntil([this] { return std::filesystem::exists(runs() / "retrieval-1/called"); }));
    ASSERT_TRUE(waitUntil([this] { return monitor().shown() != nullptr; }));
    EXPECT_EQ(monitor().shown()->name(), u"retrieval-1"_s);
    EXPECT_EQ(readRun(runs() / "retrieval-1").recipe->batch, 8);
    panel().showStep(FinetuneStep::Recipe);
    EXPECT_EQ(panel().editor().runName(), u"retrieval-2"_s); // The next one has a name of its own.
}

TEST_F(TheFinetunePanel, SaysThatThereIsNoProgramThatTrains)
{
    panel().desk().setTrainerProgram({});
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    EXPECT_FALSE(next().primary().isEnabled());
    EXPECT_TRUE(next().step().sentence.contains(u"neither beside VLMo Studio"_s));
}

TEST_F(TheFinetunePanel, ShowsWhyATrainingCouldNotBegin)
{
    panel().desk().setTrainerProgram(program("echo 'vlmo: no question has an answer of the list' >&2\nexit 3\n"));
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    choose(Act::Start);
    ASSERT_TRUE(waitUntil([this] { return monitor().problem().text().contains(u"no question has an answer"_s); }));
    EXPECT_TRUE(monitor().problem().isVisible());
}

TEST_F(TheFinetunePanel, SaysThatARunCannotBeMadeWhereItsFolderCannotBe)
{
    look();
    ASSERT_NO_FATAL_FAILURE(setUpRun());
    m_folder.write("file", "");
    panel().desk().setFolders(m_folder / "file/runs", models());
    choose(Act::Start);
    EXPECT_TRUE(panel().problem().isVisible());
    EXPECT_TRUE(panel().problem().text().contains(u"file/runs"_s)) << panel().problem().text().toStdString();
    EXPECT_EQ(panel().step(), FinetuneStep::Recipe); // What was written is still there.
}

TEST_F(TheFinetunePanel, ListsFineTuningRunsAloneAndLeavesThoseToThePreTrainPanelOut)
{
    makeRun("pairs-1", "stage3-pairs", RunState::Finished);
    makeRun("answers", "finetune-retrieval", RunState::Stopped);
    look();
    ASSERT_EQ(panel().desk().runs().rowCount(), 1);
    EXPECT_EQ(panel().desk().runs().runs().front().name, "answers");
}

TEST_F(TheFinetunePanel, ReopensAtARunThatGoesOn)
{
    RunFolder live = RunFolder::create(runs() / "live", test::plainRecipe("finetune-retrieval", 1'000));
    live.beginSitting(0);
    test::addSteps(live, 30);
    m_window.reset();
    Actions actions;
    JobList jobs;
    Workbench bench(m_session, actions, jobs);
    m_window = std::make_unique<MainWindow>(bench, panelEntries());
    m_window->show();
    look();
    ASSERT_NE(monitor().shown(), nullptr);
    EXPECT_EQ(monitor().state().text(), u"running"_s);
    EXPECT_EQ(next().step().primary.act, Act::None);
    EXPECT_EQ(panel().step(), FinetuneStep::Run);
    EXPECT_EQ(jobs.runningCount(), 1); // Once, although two panels train.
    m_window.reset();
}

TEST_F(TheFinetunePanel, ShowsTheLastWordsOfARunThatWasKilled)
{
    test::makeKilledRun(runs(), "killed", 120, "finetune-retrieval");
    look();
    panel().showStep(FinetuneStep::Run);
    EXPECT_EQ(monitor().state().text(), u"killed"_s);
    EXPECT_TRUE(monitor().problem().isVisible());
    EXPECT_EQ(next().step().primary.act, Act::StartRun);
}

TEST_F(TheFinetunePanel, UsesAModel)
{
    const auto run = makeRun("good", "finetune-retrieval", RunState::Finished);
    panel().desk().setTrainerProgram(program("mkdir -p \"$5\"; echo > \"$5/config.json\"; echo \"$7\" > \"$5/of\"\n"));
    look();
    panel().showStep(FinetuneStep::Run);
    choose(Act::Use);
    ASSERT_TRUE(waitUntil([this] { return m_opened.size() == 1; }));
    EXPECT_EQ(m_opened.front(), models() / "good");
    EXPECT_EQ(readFile(models() / "good/of", 1'000), (run / "checkpoints" / stepName(200)).string() + "\n");
    ASSERT_TRUE(waitUntil([this] { return m_window->currentPanelId() == u"library"_s; }));
    m_window->showPanel(u"finetune"_s);
    EXPECT_EQ(next().step().title, u"good is in use"_s);
    choose(Act::ShowUse);
    EXPECT_EQ(m_window->currentPanelId(), u"library"_s);
}

TEST_F(TheFinetunePanel, UsesAModelAgainWithoutMakingItAgain)
{
    const auto run = makeRun("good", "finetune-retrieval", RunState::Finished);
    panel().desk().setTrainerProgram(program("echo 'vlmo: it is there already' >&2\nexit 1\n"));
    // Made in an earlier life of the window.
    m_folder.write("models/good/config.json", "{}");
    rememberMadeModel(run, 200, models() / "good");
    look();
    panel().showStep(FinetuneStep::Run);
    choose(Act::Use);
    ASSERT_TRUE(waitUntil([this] { return m_opened.size() == 1 || panel().problem().isVisible(); }));
    ASSERT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();
    EXPECT_EQ(m_opened.front(), models() / "good");
    EXPECT_FALSE(std::filesystem::exists(models() / "good-2"));
}

TEST_F(TheFinetunePanel, ShowsWhereAModelOfAnotherTaskIsOfUse)
{
    panel().desk().setTrainerProgram(program("mkdir -p \"$5\"; echo > \"$5/config.json\"\n"));
    for (const auto& [task, panelId] :
         {std::pair("finetune-vqa", u"ask"_s), {"finetune-nlvr2", u"ask"_s}, {"finetune-classify", u"finetune"_s}}) {
        makeRun(task, task, RunState::Finished);
        look();
        panel().desk().show(runs() / task);
        panel().showStep(FinetuneStep::Run);
        ASSERT_TRUE(waitUntil([this] { return monitor().shown() != nullptr && monitor().shown()->isCaughtUp(); }));
        const std::size_t before = m_opened.size();
        choose(Act::Use);
        ASSERT_TRUE(waitUntil([&] { return m_opened.size() > before && next().step().title.contains(u"in use"_s); }));
        EXPECT_EQ(m_window->currentPanelId(), panelId) << task;
    }
}

TEST_F(TheFinetunePanel, SaysWhyNoModelWasMade)
{
    makeRun("good", "finetune-retrieval", RunState::Finished);
    panel().desk().setTrainerProgram(program("echo 'vlmo: no space left on the disk' >&2\nexit 1\n"));
    look();
    panel().showStep(FinetuneStep::Run);
    choose(Act::Use);
    ASSERT_TRUE(waitUntil([this] { return panel().problem().isVisible(); }));
    EXPECT_TRUE(panel().problem().text().contains(u"no space left"_s)) << panel().problem().text().toStdString();
    EXPECT_TRUE(m_opened.empty());
    EXPECT_TRUE(next().button(Act::Use)->isEnabled()); // To be tried again.
}

TEST_F(TheFinetunePanel, SaysWhyAModelCannotBeOpened)
{
    makeRun("good", "finetune-retrieval", RunState::Finished);
    panel().desk().setTrainerProgram(program("mkdir -p \"$5\"; echo > \"$5/config.json\"\n"));
    panel().setModelOpener([](const std::filesystem::path&) -> std::unique_ptr<Model> {
        throw Error(ErrorKind::BadInput, "the weights are cut off");
    });
    look();
    panel().showStep(FinetuneStep::Run);
    choose(Act::Use);
    ASSERT_TRUE(waitUntil([this] { return panel().problem().isVisible(); }));
    EXPECT_TRUE(panel().problem().text().contains(u"cut off"_s));
    EXPECT_TRUE(next().button(Act::Use)->isEnabled());
}

TEST_F(TheFinetunePanel, SetsUpTheSameRunAgain)
{
    makeRun("good", "finetune-vqa", RunState::Finished);
    look();
    panel().showStep(FinetuneStep::Run);
    choose(Act::TrainAgain);
    EXPECT_EQ(panel().task(), FinetuneTask::Questions);
    EXPECT_EQ(panel().step(), FinetuneStep::Recipe);
    EXPECT_EQ(valueOfKey(panel().editor().recipeText(), u"task"_s), u"finetune-vqa"_s);
    EXPECT_EQ(panel().editor().runName(), u"questions-1"_s);
}

TEST_F(TheFinetunePanel, RemembersTaskModelAndData)
{
    look();
    panel().setTask(FinetuneTask::Questions);
    panel().setStartModel(models() / "small");
    ASSERT_NO_FATAL_FAILURE(openData(writeData({{"train", 4}})));
    m_window.reset();
    Actions actions;
    JobList jobs;
    Workbench bench(m_session, actions, jobs);
    m_window = std::make_unique<MainWindow>(bench, panelEntries());
    m_window->show();
    m_window->showPanel(u"finetune"_s);
    ASSERT_TRUE(waitUntil([this] { return panel().data().dataset() != nullptr && !panel().isBusy(); }));
    EXPECT_EQ(panel().task(), FinetuneTask::Questions);
    EXPECT_EQ(panel().model().folder, models() / "small");
    EXPECT_EQ(panel().data().path(), m_folder / "data");
    m_window.reset();
}

TEST_F(TheFinetunePanel, SaysThatNoRunIsChosenWhenOneIsToBeStarted)
{
    look();
    for (const char* action : {"finetune.start", "finetune.stop", "finetune.use", "finetune.promote"}) {
        (void)panel().cancel();
        m_bench.actions().find(QString::fromLatin1(action))->trigger();
        EXPECT_TRUE(panel().problem().text().contains(u"No run is chosen"_s)) << action;
        EXPECT_TRUE(panel().problem().isVisible()) << action;
    }
}

class TheFinetunePanelAtASize : public TheFinetunePanel,
                                public ::testing::WithParamInterface<std::tuple<QSize, ThemeChoice>> {
protected:
    /// A finished run of the demo's own pictures that was measured, after and before.
    void makeMeasuredRun()
    {
        Recipe recipe = test::plainRecipe("finetune-retrieval", 2'000);
        RunFolder run = RunFolder::create(runs() / "retrieval-1", recipe);
        run.beginSitting(0);
        test::addSteps(run, 2'000, 10);
        test::addCheckpoint(run, 1'750);
        test::addCheckpoint(run, 2'000);
        run.appendLog("finished at step 2000");
        run.writeState(RunState::Finished, 2'000, {});
        std::filesystem::create_directories(run.path() / "reports/before");
        writeEvaluation(reportFile(run.path(), "test"), test::evaluationOf(test::retrievalReport()));
        writeEvaluation(reportFile(run.path(), "test", ReportOf::Before),
                        test::evaluationOf(test::retrievalReport(0.226)));
    }

    void save(const QString& name, const QSize& size, ThemeChoice theme)
    {
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
        (void)m_window->grab();
        EXPECT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
        EXPECT_TRUE(test::clippedTexts(*m_window).isEmpty())
            << name.toStdString() << ": " << test::clippedTexts(*m_window).join(u" | "_s).toStdString();
        const QImage shot = m_window->grab().toImage();
        EXPECT_EQ(shot.size(), size) << name.toStdString(); // Nothing asks for a larger window.
        if (const QByteArray folder = qgetenv("VLMO_SCREENSHOTS"); !folder.isEmpty())
            (void)shot.save(
                QString::fromLocal8Bit(folder) +
                u"/finetune-%1-%2-%3.png"_s.arg(name, themeChoiceName(theme), QString::number(size.width())));
    }
};

TEST_P(TheFinetunePanelAtASize, ShowsEachStepWhole)
{
    const auto [size, theme] = GetParam();
    makeMeasuredRun();
    m_window->showTheme(theme);
    m_window->resize(size);
    look();
    save(u"empty"_s, size, theme);
    ASSERT_NO_FATAL_FAILURE(openData(resourceFolder() / "demo" / "pictures"));
    EXPECT_TRUE(panel().dataPane().rows().hasRows());
    save(u"data"_s, size, theme);
    panel().showStep(FinetuneStep::Recipe);
    save(u"recipe"_s, size, theme);
    panel().showStep(FinetuneStep::Run);
    ASSERT_TRUE(waitUntil([this] { return monitor().shown() != nullptr && monitor().shown()->isCaughtUp(); }));
    save(u"run"_s, size, theme);
    EXPECT_FALSE(monitor().curves().views().empty());
    EXPECT_TRUE(next().step().sentence.contains(u"the best by"_s)) << next().step().sentence.toStdString();
    panel().showStep(FinetuneStep::Report);
    ASSERT_TRUE(waitUntil([this] { return panel().report().hasReport(); }));
    EXPECT_FALSE(panel().report().card().other().isEmpty()); // Beside what the run began with.
    EXPECT_EQ(next().step().primary.act, Act::Use);
    save(u"report"_s, size, theme);
    applyTheme(ThemeChoice::Light);
}

INSTANTIATE_TEST_SUITE_P(Sizes, TheFinetunePanelAtASize,
                         ::testing::Combine(::testing::Values(QSize(1'024, 700), QSize(1'280, 800),
                                                              QSize(1'920, 1'080)),
                                            ::testing::Values(ThemeChoice::Light, ThemeChoice::Dark)));

} // namespace
} // namespace vlmo::ui
