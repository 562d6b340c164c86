#pragma once

#include "tests/ui/support/clicks.h"
#include "ui/pretraining/chain.h"
#include "ui/pretraining/pretrain_panel.h"
#include "ui/pretraining/stage_card.h"
#include "ui/training/code_edit.h"
#include "ui/training/recipe_editor.h"
#include "ui/training/recipe_text.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <csignal>
#include <optional>

namespace vlmo::test {

/// The Pre-train panel in the hands of somebody who has a mouse and a keyboard only, an empty folder of runs, a data
/// set of twelve small pictures and a few sentences, and the real program that trains.
class ClicksInPretrain : public Clicks {
protected:
    ClicksInPretrain()
    {
        makeData();
        std::filesystem::create_directories(runs());
        panel().setTrainerProgram(VLMO_PROGRAM);
        m_window->resize(1'600, 1'000);
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
        EXPECT_EQ(m_window->currentPanelId(), QStringLiteral("pretrain"));
        EXPECT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
    }

    [[nodiscard]] ui::PretrainPanel& panel() const
    {
        return *qobject_cast<ui::PretrainPanel*>(m_window->panel(QStringLiteral("pretrain")));
    }
    [[nodiscard]] ui::RecipeEditor& editor() const override { return panel().editor(); }
    [[nodiscard]] ui::RunMonitor& monitor() const { return panel().monitor(); }
    [[nodiscard]] std::filesystem::path models() const { return m_folder / "models"; }

    /// A button of a stage's card: "setUp", "promote", "show".
    void clickOnCard(std::size_t stage, const QString& name)
    {
        auto* button = panel().cards().at(stage)->findChild<QAbstractButton*>(name);
        ASSERT_NE(button, nullptr) << name.toStdString();
        click(*button);
    }

    /// The record of a run as the monitor has it; waits until it shows that run and has read all of it.
    [[nodiscard]] const RunRecord* shown(const std::string& name)
    {
        const bool there = waitUntil([&] {
            const ui::RunFollower* run = monitor().shown();
            return run != nullptr && run->folder() == runs() / name && run->isCaughtUp() && run->record();
        });
        return there ? &*monitor().shown()->record() : nullptr;
    }

    /// Waits until the monitor shows the state with this word.
    [[nodiscard]] bool waitForState(const QString& word)
    {
        return waitUntil([&] { return monitor().state().isVisible() && monitor().state().text() == word; });
    }

    /// Presses the start button of the recipe and waits for the end of the training.
    void trainToTheEnd()
    {
        std::optional<bool> good;
        QString words;
        const auto connection = QObject::connect(&panel().trainer(), &ui::Trainer::ended, &panel(),
                                                 [&](const std::filesystem::path&, bool well, const QString& text) {
                                                     good = well;
                                                     words = text;
                                                 });
        pressStart();
        const bool ended = !HasFatalFailure() && waitUntil([&] { return good.has_value(); });
        QObject::disconnect(connection);
        ASSERT_TRUE(ended);
        ASSERT_TRUE(*good) << words.toStdString();
    }

    /// The recipe is checked a moment after the last key.
    void pressStart()
    {
        ASSERT_TRUE(waitUntil([this] { return panel().editor().startButton().isEnabled(); }))
            << panel().editor().obstacle().toStdString();
        click(panel().editor().startButton());
        ASSERT_TRUE(panel().problem().isHidden()) << panel().problem().text().toStdString();
    }

    /// Makes a model of the newest checkpoint of a stage by its card, under the name that the dialog offers.
    void makeModel(std::size_t stage)
    {
        std::optional<std::filesystem::path> made;
        QString words;
        const auto done =
            QObject::connect(&panel().trainer(), &ui::Trainer::exported, &panel(),
                             [&](const std::filesystem::path&, const std::filesystem::path& model) { made = model; });
        const auto failed = QObject::connect(&panel().trainer(), &ui::Trainer::exportFailed, &panel(),
                                             [&](const std::filesystem::path&, const QString& text) { words = text; });
        clickOnCard(stage, QStringLiteral("promote"));
        if (!HasFatalFailure())
            acceptFileDialog();
        const bool ended = !HasFatalFailure() && waitUntil([&] { return made || !words.isEmpty(); });
        QObject::disconnect(done);
        QObject::disconnect(failed);
        ASSERT_TRUE(ended);
        ASSERT_TRUE(made) << words.toStdString();
    }

    /// A run of the visual tokenizer that goes on until somebody stops it.
    void startEndlessRun()
    {
        ASSERT_NO_FATAL_FAILURE(clickOnCard(0, QStringLiteral("setUp")));
        typeTinyRun();
        typeValue(QStringLiteral("tokenizer.codes"), QStringLiteral("8"));
        typeValue(QStringLiteral("tokenizer.width"), QStringLiteral("8"));
        typeValue(QStringLiteral("model.image_size"), QStringLiteral("32"));
        typeValue(QStringLiteral("schedule.steps"), QStringLiteral("1000000"));
        typeValue(QStringLiteral("checkpoints.every"), QStringLiteral("10"));
        typeValue(QStringLiteral("evaluation.every"), QStringLiteral("1000000"));
        ASSERT_NO_FATAL_FAILURE(pressStart());
        ASSERT_NE(shown("tokenizer-1"), nullptr);
        ASSERT_TRUE(waitForState(QStringLiteral("running")));
        ASSERT_TRUE(waitUntil([this] { return !monitor().shown()->record()->checkpoints.empty(); }));
    }

    /// Presses "Stop and save" and waits until the run says that it stopped.
    void stopRun()
    {
        ASSERT_EQ(monitor().action().text(), QStringLiteral("Stop and save"));
        click(monitor().action());
        ASSERT_TRUE(waitForState(QStringLiteral("stopped")));
    }

    /// What makes a run of any stage one of four steps of four items.
    void typeTinyRun()
    {
        typeValue(QStringLiteral("data.folder"), u'"' + QString::fromStdString((m_folder / "data").string()) + u'"');
        typeValue(QStringLiteral("data.stored_size"), QStringLiteral("32"));
        typeValue(QStringLiteral("batch"), QStringLiteral("4"));
        typeValue(QStringLiteral("precision"), QStringLiteral("\"fp32\""));
        typeValue(QStringLiteral("schedule.steps"), QStringLiteral("4"));
        typeValue(QStringLiteral("schedule.warm_up"), QStringLiteral("1"));
        typeValue(QStringLiteral("checkpoints.every"), QStringLiteral("2"));
        typeValue(QStringLiteral("evaluation.every"), QStringLiteral("2"));
        typeValue(QStringLiteral("watching.samples_every"), QStringLiteral("2"));
        typeValue(QStringLiteral("watching.experts_every"), QStringLiteral("1"));
    }

private:
    /// In the program's own format: pictures with captions, the same without, and texts.
    void makeData()
    {
        const struct {
            const char* caption;
            QColor colour;
        } kinds[] = {{"a red dog", {220, 0, 0}}, {"a blue house", {0, 0, 220}}, {"the cat", {30, 200, 30}}};
        std::string pairs;
        std::string pictures;
        for (int i = 0; i < 12; ++i) {
            const auto& [caption, colour] = kinds[i % 3];
            QImage picture(24, 24, QImage::Format_RGB32);
            picture.fill(colour);
            for (int side = 0; side < 6; ++side)
                for (int down = 0; down < 6; ++down)
                    picture.setPixelColor(i + side, i + down, Qt::white);
            const std::string name = "picture-" + std::to_string(i) + ".png";
            const std::string split = i < 8 ? "train" : "val-seen";
            std::filesystem::create_directories(m_folder / "data");
            EXPECT_TRUE(picture.save(QString::fromStdString((m_folder / ("data/" + name)).string())));
            pairs += R"({"image": ")" + name + R"(", "captions": [")" + caption + R"("], "split": ")" + split +
                     "\", \"object\": true}\n";
            if (i < 8)
                pictures += R"({"image": ")" + name + "\", \"captions\": [], \"split\": \"image-only\"}\n";
        }
        m_folder.write("data/dataset.json", R"({"format": "vlmo-dataset", "name": "tiny"})");
        m_folder.write("data/records.jsonl", pairs);
        m_folder.write("data/images-only.jsonl", pictures);
        std::string texts;
        for (int i = 0; i < 40; ++i)
            texts += "the red dog\nthe blue house\nwhat is this red cat\n";
        m_folder.write("data/texts/train.txt", texts);
        std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
        for (const char* word :
             {"a", "red", "blue", "dog", "cat", "house", "what", "is", "this", "the", "picture", "of"})
            vocabulary += std::string(word) + "\n";
        m_folder.write("data/vocab.txt", vocabulary);
    }
};

} // namespace vlmo::test
