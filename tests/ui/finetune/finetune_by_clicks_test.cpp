// From a folder of captioned pictures to a model that the window searches with, by clicks and key strokes alone, with
// the real program as a child process.
#include "core/base/paths.h"
#include "core/data/dataset.h"
#include "tests/ui/support/clicks.h"
#include "tests/ui/support/random_model.h"
#include "ui/data/import_dialog.h"
#include "ui/data/new_copy_dialog.h"
#include "ui/finetune/finetune_panel.h"
#include "ui/finetune/next_card.h"
#include "ui/finetune/run_report.h"
#include "ui/report/figure_model.h"
#include "ui/report/report_card.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QPushButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

constexpr int pictureCount = 14;

class FineTuningByClicks : public test::Clicks {
protected:
    FineTuningByClicks()
    {
        test::writeRandomModel(models() / "small", {"a", "the", "red", "cat", "dog", "bird", "on", "of", "sun"});
        copyPictures();
        std::filesystem::create_directories(runs());
        panel().desk().setTrainerProgram(VLMO_PROGRAM);
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        EXPECT_EQ(m_window->currentPanelId(), u"finetune"_s);
        EXPECT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
    }

    [[nodiscard]] FinetunePanel& panel() const { return *qobject_cast<FinetunePanel*>(m_window->panel(u"finetune"_s)); }
    [[nodiscard]] RecipeEditor& editor() const override { return panel().editor(); }
    [[nodiscard]] RunMonitor& monitor() const { return panel().desk().monitor(); }
    [[nodiscard]] std::filesystem::path models() const { return m_folder / "models"; }

    /// Presses one of the buttons that say what to do next, as soon as it can be.
    void clickNext(Act act)
    {
        ASSERT_TRUE(waitUntil([&] {
            const QPushButton* button = panel().next().button(act);
            return button != nullptr && button->isVisible() && button->isEnabled();
        })) << panel().next().step().title.toStdString()
            << ": " << panel().next().step().sentence.toStdString() << ' ' << panel().problem().text().toStdString();
        click(*panel().next().button(act));
    }

    template <class Dialog>
    void clickIn(const QString& name)
    {
        auto* dialog = m_window->findChild<Dialog*>();
        ASSERT_NE(dialog, nullptr);
        auto* button = dialog->template findChild<QPushButton*>(name);
        ASSERT_NE(button, nullptr);
        ASSERT_TRUE(waitUntil([&] { return button->isEnabled(); })) << dialog->problem().toStdString();
        click(*button);
        ASSERT_TRUE(waitUntil([&] { return m_window->findChild<Dialog*>() == nullptr; }));
    }

    /// By its name, letter by letter, as lists take it.
    void chooseModel(const QString& name)
    {
        panel().models().setFocus(Qt::TabFocusReason);
        QTest::keyClicks(&panel().models(), name);
        ASSERT_EQ(panel().models().currentText(), name);
    }

    void importPictures()
    {
        click(*panel().findChild<QPushButton*>(u"importData"_s));
        auto* dialog = m_window->findChild<ImportDialog*>();
        ASSERT_NE(dialog, nullptr);
        auto* path = dialog->findChild<QLineEdit*>(u"path"_s);
        click(*path);
        QTest::keyClicks(path, QString::fromStdString(pictures().string()));
        QTest::keyClick(path, Qt::Key_Return);
        clickIn<ImportDialog>(u"open"_s);
        ASSERT_TRUE(waitUntil([this] { return panel().next().button(Act::SplitCopy) != nullptr; }))
            << panel().next().step().sentence.toStdString();
    }

    /// A run of four steps.
    void typeTinyRun()
    {
        for (const auto& [key, value] : {std::pair(u"data.stored_size"_s, u"32"_s),
                                         {u"precision"_s, u"\"fp32\""_s},
                                         {u"schedule.steps"_s, u"4"_s},
                                         {u"schedule.warm_up"_s, u"1"_s},
                                         {u"checkpoints.every"_s, u"2"_s},
                                         {u"evaluation.every"_s, u"2"_s},
                                         {u"watching.samples_every"_s, u"2"_s},
                                         {u"watching.experts_every"_s, u"1"_s}})
            typeValue(key, value);
    }

private:
    /// Some of the demo's own pictures, each with its caption in a file beside it.
    void copyPictures()
    {
        const Dataset demo = readDataset(resourceFolder() / "demo" / "pictures");
        int copied = 0;
        for (std::size_t i = 0; copied < pictureCount; i += 7) {
            const Record& record = demo.records.at(i);
            std::error_code ignored;
            if (record.captions.empty() || !std::filesystem::exists(record.image, ignored))
                continue;
            const std::string name = std::to_string(copied++);
            std::filesystem::create_directories(pictures());
            std::filesystem::copy_file(record.image, pictures() / (name + record.image.extension().string()));
            m_folder.write("pictures/" + name + ".txt", record.captions.front());
        }
    }
};

TEST_F(FineTuningByClicks, TakesRetrievalFromAFolderOfPicturesToTheWindowsModel)
{
    saveScreenshot("finetune-empty");
    clickSegment(panel().tasks(), u"Retrieval"_s);
    chooseModel(u"small"_s);
    ASSERT_NO_FATAL_FAILURE(importPictures());
    saveScreenshot("finetune-data");

    // Nothing of it is held out: a copy is made in which a part is.
    ASSERT_NO_FATAL_FAILURE(clickNext(Act::SplitCopy));
    ASSERT_NO_FATAL_FAILURE(clickIn<NewCopyDialog>(u"write"_s));
    ASSERT_NO_FATAL_FAILURE(clickNext(Act::GoToRecipe));
    EXPECT_EQ(panel().data().path().filename(), "pictures-split");
    EXPECT_EQ(valueOfKey(editor().recipeText(), u"data.validation"_s), u"val"_s);
    EXPECT_EQ(valueOfKey(editor().recipeText(), u"start_from"_s),
              QString::fromStdString((models() / "small").string()));
    ASSERT_NO_FATAL_FAILURE(typeTinyRun());
    saveScreenshot("finetune-recipe");

    ASSERT_NO_FATAL_FAILURE(clickNext(Act::Start));
    ASSERT_TRUE(waitUntil([this] {
        return monitor().shown() != nullptr && monitor().state().isVisible() &&
               (monitor().state().text() == u"finished"_s || monitor().problem().isVisible());
    }));
    EXPECT_EQ(monitor().state().text(), u"finished"_s) << monitor().problem().text().toStdString();
    EXPECT_EQ(monitor().shown()->record()->step, 4);
    saveScreenshot("finetune-run");

    clickSegment(panel().steps(), u"4  Report"_s);
    ASSERT_NO_FATAL_FAILURE(clickNext(Act::Measure));
    ASSERT_TRUE(
        waitUntil([this] { return panel().report().hasReport() || panel().report().card().problem().isVisible(); }));
    ASSERT_TRUE(panel().report().hasReport()) << panel().report().card().problem().text().toStdString();
    EXPECT_GT(panel().report().card().figures().rowCount(), 0);
    EXPECT_EQ(panel().report().card().report().split, "test");
    EXPECT_FALSE(std::filesystem::exists(RunReport::modelOf(runs() / "retrieval-1"))); // It is not left behind.
    saveScreenshot("finetune-report");

    ASSERT_NO_FATAL_FAILURE(clickNext(Act::Use));
    ASSERT_TRUE(waitUntil([this] { return m_session.model().has_value() || panel().problem().isVisible(); }));
    ASSERT_TRUE(m_session.model().has_value()) << panel().problem().text().toStdString();
    EXPECT_EQ(m_session.model()->folder, models() / "retrieval-1");
    EXPECT_EQ(m_window->currentPanelId(), u"library"_s);
    EXPECT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();

    // The pictures are as they were.
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(pictures())) {
        ++files;
        EXPECT_TRUE(entry.is_regular_file());
    }
    EXPECT_EQ(files, 2 * pictureCount);
}

} // namespace
} // namespace vlmo::ui
